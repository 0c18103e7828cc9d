use crate::fault::Result;
use crate::place;
use crate::secrets::Key;
use sqlx::{Row, SqliteConnection};
use std::path::Path;

/// What SQLite itself finds wrong with the file.
pub(super) async fn damage(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    let advice = "Restore a backup: doc2doc restore DIR.";
    Ok(match sqlx::query_scalar::<_, String>("pragma integrity_check(20)").fetch_all(conn).await {
        Ok(lines) if lines == ["ok"] => Vec::new(),
        Ok(lines) => lines.into_iter().map(|line| format!("The database file is damaged: {line}. {advice}")).collect(),
        Err(error) if error.as_database_error().is_some() => vec![format!("The database file cannot be read: {error}. {advice}")],
        Err(error) => return Err(error.into()),
    })
}

/// Rows that point at rows which are not there.
pub(super) async fn strays(conn: &mut SqliteConnection) -> Result<Vec<String>> {
    #[expect(clippy::disallowed_methods, reason = "the macros cannot check a pragma")]
    let rows = sqlx::query("pragma foreign_key_check").fetch_all(conn).await?;
    let mut kinds: Vec<(String, String)> = Vec::new();
    for row in &rows {
        kinds.push((row.try_get("table")?, row.try_get("parent")?));
    }
    kinds.sort();
    kinds.dedup();
    Ok(kinds
        .into_iter()
        .map(|(table, parent)| format!("Rows of {table} belong to rows of {parent} that are not there."))
        .collect())
}

/// The key beside the database, or why it is not its own.
pub(super) async fn key(conn: &mut SqliteConnection, data: &Path) -> Result<(Option<Key>, Option<String>)> {
    let file = place::key(data);
    let Some(bound) = sqlx::query_scalar!("select value from site where name = 'key'").fetch_optional(conn).await? else {
        return Ok((None, None));
    };
    let place = file.display();
    if !file.exists() {
        return Ok((None, Some(format!("The key file {place} is missing. Put your copy back; its fingerprint is {bound}."))));
    }
    let key = Key::open(&file)?;
    if key.fingerprint() == bound {
        return Ok((Some(key), None));
    }
    let other = format!("The key file {place} belongs to another database. Put back the one with the fingerprint {bound}.");
    Ok((None, Some(other)))
}
