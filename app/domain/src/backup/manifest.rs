use super::files::{self, Measured};
use super::{damaged, still};
use crate::clock::Clock;
use crate::fault::{Fault, Result};
use crate::place;
use serde::{Deserialize, Serialize};
use sqlx::{Connection, SqliteConnection};
use std::path::Path;

const NAME: &str = "manifest.json";
/// What this program writes, for programs that come later.
const FORMAT: u32 = 1;

/// What a backup says about itself. It names the key by its fingerprint and never holds it.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    program: String,
    made_at: i64,
    pub(super) schema_version: i64,
    pub(super) key_fingerprint: Option<String>,
    pub(super) counts: Counts,
    pub(super) files: Vec<Measured>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) accounts: i64,
    pub(super) personas: i64,
    pub(super) threads: i64,
    pub(super) posts: i64,
}

/// Writes the manifest of a finished copy: the last thing a backup gets, and what makes it one.
pub(super) async fn write(dir: &Path, database: Measured, key_fingerprint: Option<String>) -> Result<Manifest> {
    let mut conn = SqliteConnection::connect_with(&still(&dir.join(place::DATABASE))).await?;
    let (schema_version, counts) = (version(&mut conn).await?, count(&mut conn).await?);
    let bound = sqlx::query_scalar!("select value from site where name = 'key'").fetch_optional(&mut conn).await?;
    conn.close().await?;
    let manifest = Manifest {
        format: FORMAT,
        program: concat!("doc2doc ", env!("CARGO_PKG_VERSION")).to_owned(),
        made_at: Clock::machine().now(),
        schema_version,
        key_fingerprint: bound.or(key_fingerprint),
        counts,
        files: vec![database],
    };
    let text = serde_json::to_string_pretty(&manifest)
        .map_err(|error| Fault::Told(format!("The manifest cannot be written: {error}.")))?;
    let partial = dir.join("manifest.json.partial");
    std::fs::write(&partial, text + "\n")?;
    files::settle(&partial)?;
    std::fs::rename(&partial, dir.join(NAME))?;
    files::settle(dir)?;
    Ok(manifest)
}

/// Reads what a directory says about itself.
pub(super) fn read(dir: &Path) -> Result<Manifest> {
    let text = match std::fs::read(dir.join(NAME)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Fault::Told(format!("There is no backup in {}: it has no {NAME}.", dir.display())));
        }
        Err(error) => return Err(error.into()),
    };
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|error| damaged(dir, &format!("its {NAME} cannot be read ({error})")))?;
    if manifest.format > FORMAT {
        return Err(Fault::Told(format!("The backup in {} was made by a newer doc2doc. Use the newer program.", dir.display())));
    }
    // A name with a folder in it could make a restore write elsewhere.
    let plain = |file: &Measured| Path::new(&file.name).file_name().is_some_and(|name| name == file.name.as_str());
    if !manifest.files.iter().all(plain) || !manifest.files.iter().any(|file| file.name == place::DATABASE) {
        return Err(damaged(dir, &format!("its {NAME} does not list its files")));
    }
    Ok(manifest)
}

/// How much a database holds.
pub(super) async fn count(conn: &mut SqliteConnection) -> Result<Counts> {
    let row = sqlx::query!(
        r#"/* as the site: backup */
        select (select count(*) from accounts) as "accounts!: i64", (select count(*) from personas) as "personas!: i64",
          (select count(*) from threads) as "threads!: i64", (select count(*) from posts) as "posts!: i64""#
    )
    .fetch_one(conn)
    .await?;
    Ok(Counts { accounts: row.accounts, personas: row.personas, threads: row.threads, posts: row.posts })
}

async fn version(conn: &mut SqliteConnection) -> Result<i64> {
    Ok(sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(conn).await?)
}
