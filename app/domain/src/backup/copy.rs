use super::files::{self, Measured};
use super::{damaged, options, still, told};
use crate::fault::{Fault, Result};
use crate::place;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::path::Path;

/// Copies the database as it is at one moment, and proves the copy before it gets its name.
pub(super) async fn database(path: &Path, to: &Path) -> Result<Measured> {
    let (partial, whole) = (to.join("doc2doc.db.partial"), to.join(place::DATABASE));
    let target = partial.to_string_lossy().into_owned();
    let mut conn = SqliteConnection::connect_with(&options(path).create_if_missing(false).disable_statement_logging())
        .await
        .map_err(|e| told(e, path))?;
    #[expect(clippy::disallowed_methods, reason = "the macros cannot check a vacuum")]
    sqlx::query("vacuum into $1").bind(&target).execute(&mut conn).await.map_err(|e| told(e, path))?;
    conn.close().await?;
    files::settle(&partial)?;
    let mut copy = SqliteConnection::connect_with(&still(&partial)).await.map_err(|e| told(e, &partial))?;
    sound(&mut copy, &partial).await?;
    copy.close().await?;
    let measured = files::measure(&partial).await?;
    std::fs::rename(&partial, &whole)?;
    Ok(Measured { name: place::DATABASE.to_owned(), ..measured })
}

/// Copies the files of a proved backup into the data directory; each gets its name when it is whole.
pub(super) async fn back(from: &Path, data: &Path, listed: &[Measured]) -> Result<()> {
    for file in listed {
        let (source, partial) = (from.join(&file.name), data.join(format!("{}.partial", file.name)));
        tokio::fs::copy(&source, &partial).await?;
        files::settle(&partial)?;
        if files::measure(&partial).await?.sha256 != file.sha256 {
            std::fs::remove_file(&partial)?;
            return Err(damaged(from, &format!("{} changed while it was read", file.name)));
        }
        std::fs::rename(&partial, data.join(&file.name))?;
    }
    files::settle(data)
}

/// Whether SQLite finds the file sound.
pub(super) async fn sound(conn: &mut SqliteConnection, path: &Path) -> Result<()> {
    let lines = sqlx::query_scalar::<_, String>("pragma integrity_check(3)").fetch_all(conn).await.map_err(|e| told(e, path))?;
    if lines == ["ok"] {
        return Ok(());
    }
    let place = path.display();
    Err(Fault::Told(format!("The copy {place} is not sound ({}). Examine the database: doc2doc check.", lines.join("; "))))
}
