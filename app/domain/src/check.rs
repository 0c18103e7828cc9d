//! Looks whether what is stored agrees with itself, and puts right what can be derived.

mod audit;
mod communities;
mod counts;
mod faces;
mod file;
mod index;
mod letters;
mod media;
mod polls;
mod seats;
mod words;

use crate::clock::Clock;
use crate::fault::{Fault, Result};
use crate::place;
use crate::schema;
use crate::secrets::Key;
use crate::sqlite::{options, told};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::path::Path;

/// Examines the database under this data directory; every finding is a sentence, and none is good news. With `repair`
/// all posts are rendered anew, and what follows from other rows is made to.
pub async fn check(data: &Path, repair: bool) -> Result<Vec<String>> {
    let path = place::database(data);
    if !path.exists() {
        return Err(Fault::Told(format!("There is no database in {}. Start one with: doc2doc serve.", data.display())));
    }
    // It takes the time it takes.
    let opened = options(&path).create_if_missing(false).disable_statement_logging();
    let mut conn = SqliteConnection::connect_with(&opened).await.map_err(|e| told(e, &path))?;
    let damage = file::damage(&mut conn).await?;
    if !damage.is_empty() {
        return Ok(damage);
    }
    if repair {
        schema::migrate(&path, &Clock::machine()).await?.close().await?;
    }
    let (key, lost) = file::key(&mut conn, data).await?;
    let mut findings = examine(&mut conn, key.as_ref(), repair).await.map_err(|fault| match fault {
        Fault::Database(error) => told(error, &path),
        other => other,
    })?;
    conn.close().await?;
    findings.extend(lost);
    Ok(findings)
}

/// Reads everything in one transaction, so that posts written meanwhile cannot look like errors.
async fn examine(conn: &mut SqliteConnection, key: Option<&Key>, repair: bool) -> Result<Vec<String>> {
    let mut tx = conn.begin_with(if repair { "BEGIN IMMEDIATE" } else { "BEGIN DEFERRED" }).await?;
    let mut findings = file::strays(&mut tx).await?;
    findings.extend(seats::examine(&mut tx, repair).await?);
    findings.extend(faces::examine(&mut tx, repair).await?);
    findings.extend(communities::examine(&mut tx, repair).await?);
    findings.extend(letters::examine(&mut tx, repair).await?);
    findings.extend(counts::examine(&mut tx, repair).await?);
    findings.extend(polls::examine(&mut tx, repair).await?);
    findings.extend(media::examine(&mut tx, repair).await?);
    let shown = words::examine(&mut tx, repair).await?;
    findings.extend(index::examine(&mut tx, repair, !shown.is_empty()).await?);
    findings.extend(shown);
    if let Some(key) = key {
        findings.extend(audit::examine(&mut tx, key).await?);
    }
    tx.commit().await?;
    Ok(findings)
}

/// A sentence about so many things, if there are any, and whether it has been put right.
fn found(count: i64, one: &str, many: &str, repaired: bool) -> Option<String> {
    let end = if repaired { " Repaired." } else { "" };
    match count {
        0 => None,
        1 => Some(format!("{one}{end}")),
        count => Some(format!("{count} {many}{end}")),
    }
}
