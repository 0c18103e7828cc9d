//! Brings a database file up to date, and says so when it cannot.

use crate::clock::Clock;
use crate::fault::{Fault, Result};
use crate::lists;
use crate::search::{catch_up, index, synonyms};
use crate::sqlite::{options, told};
use crate::viewer::EVERYONE;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::SqliteSynchronous;
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
const SEEN: &str = include_str!("../seen.sql");

/// A database file that has the newest schema, with the connection that saw to it.
pub struct UpToDate {
    pub(crate) path: PathBuf,
    pub(crate) conn: SqliteConnection,
}

/// Makes or upgrades the database; an empty one gets the forums of the seeds. Quick when there is nothing to do.
pub async fn migrate(path: &Path, clock: &Clock) -> Result<UpToDate> {
    // Not brought to the disk step by step: the first write that is acknowledged does it, and so does closing.
    let hasty = options(path).synchronous(SqliteSynchronous::Normal);
    let mut conn = SqliteConnection::connect_with(&hasty).await.map_err(|e| told(e, path))?;
    MIGRATIONS.run(&mut conn).await.map_err(|error| match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => Fault::Told(format!(
            "The database {} was written by a newer doc2doc. Start the newer program, or restore an older backup.",
            path.display()
        )),
        MigrateError::Execute(inner) | MigrateError::ExecuteMigration(inner, _) => told(inner, path),
        other => Fault::Told(format!("The database {} could not be brought up to date: {other}.", path.display())),
    })?;
    apply_seen(&mut conn).await.map_err(|e| told(e, path))?;
    open_forums(&mut conn, clock).await?;
    index::keep_clean(&mut conn).await.map_err(|e| told(e, path))?;
    catch_up::begin(&mut conn).await.map_err(|e| told(e, path))?;
    synonyms::seed(&mut conn).await.map_err(|e| told(e, path))?;
    sqlx::raw_sql("pragma synchronous = full").execute(&mut conn).await?;
    Ok(UpToDate { path: path.to_owned(), conn })
}

impl UpToDate {
    /// Closes the file again.
    pub async fn close(self) -> Result<()> {
        Ok(self.conn.close().await?)
    }
}

/// The newest schema that this program knows.
pub(crate) fn version() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// The views are not migrated but made anew whenever their text has changed.
async fn apply_seen(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mark = Sha256::digest(SEEN.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let applied = sqlx::query_scalar!("select value from site where name = 'seen'").fetch_optional(&mut *conn).await?;
    if applied.as_deref() == Some(mark.as_str()) {
        return Ok(());
    }
    let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::raw_sql(SEEN).execute(&mut *tx).await?;
    sqlx::query!("insert into site (name, value) values ('seen', $1) on conflict (name) do update set value = $1", mark)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// The forums that every community starts with (seed: clinical, doctors only, off duty; and the site's own).
async fn open_forums(conn: &mut SqliteConnection, clock: &Clock) -> Result<()> {
    let opened = sqlx::query_scalar!("select value from site where name = 'opened'").fetch_optional(&mut *conn).await?;
    if opened.is_some() {
        return Ok(());
    }
    let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
    let forums: Vec<_> =
        lists::forums().map(|forum| json!([forum.slug, forum.section, forum.name, forum.about, forum.audience])).collect();
    let forums = json!(forums).to_string();
    sqlx::query!(
        "insert into forums (id, slug, section, name, about, position, audience_id, door)
         select 1 + cast(key as integer), value ->> 0, value ->> 1, value ->> 2, value ->> 3, 1 + cast(key as integer), value ->> 4,
           case value ->> 4 when $2 then 'open' else 'listed' end
         from json_each($1)",
        forums,
        EVERYONE
    )
    .execute(&mut *tx)
    .await?;
    let now = clock.now();
    sqlx::query!("insert into site (name, value) values ('opened', $1)", now).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}
