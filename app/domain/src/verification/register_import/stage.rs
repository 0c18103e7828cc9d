//! Writes the news of a list in short transactions, where nothing of it counts yet.

use super::known::NumberKey;
use super::{Kind, RegisterRow};
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::viewer::Viewer;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::time::{Duration, Instant};

/// Rows written in one transaction.
const AT_ONCE: usize = 1_000;
/// The shortest and the longest pause between two transactions, in which others write.
const PAUSE: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(60));
/// The status of a number that the newest full list does not hold.
pub(super) const ABSENT: &str = "";

/// A row to be written.
pub(super) struct Staged {
    key: NumberKey,
    /// As a JSON array, in the order of the columns.
    json: String,
}

/// What tells whether a row has changed.
pub(super) fn digest(row: &RegisterRow) -> i64 {
    let mut hash = Sha256::new();
    for text in texts(row) {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.update([u8::from(row.allowed)]);
    hash.finalize().first_chunk::<8>().map_or(0, |bytes| i64::from_le_bytes(*bytes))
}

fn texts(row: &RegisterRow) -> [&str; 7] {
    [&row.surname, &row.given, &row.other_names, &row.status, &row.qualified_in, &row.qualified_at, &row.registered_on]
}

impl Staged {
    /// A row that is news.
    pub(super) fn new(key: NumberKey, row: &RegisterRow, digest: i64) -> Result<Self> {
        Ok(Self { key, json: json(key, texts(row), row.allowed, digest)? })
    }

    /// The news that a number is no longer on the list.
    pub(super) fn absent(key: &NumberKey) -> Result<Self> {
        Ok(Self { key: *key, json: json(*key, ["", "", "", ABSENT, "", "", ""], false, 0)? })
    }
}

fn json(key: NumberKey, texts: [&str; 7], allowed: bool, digest: i64) -> Result<String> {
    let mut hex = String::with_capacity(2 * key.len());
    for byte in key {
        hex.extend([byte >> 4, byte & 15].into_iter().filter_map(|half| char::from_digit(half.into(), 16)));
    }
    serde_json::to_string(&(hex, texts, i64::from(allowed), digest)).map_err(|error| Fault::Told(error.to_string()))
}

/// Opens an import that does not count yet; from now on no earlier one can come to count.
pub(super) async fn begin(db: &Db, kind: Kind, file: &Path) -> Result<i64> {
    let file = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let kind = match kind {
        Kind::Full => "full",
        Kind::Delta => "delta",
    };
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        let id = sqlx::query_scalar!(
            r#"insert into register_imports (id, at, kind, file)
            values ((/* as the site: imports in a row */ select coalesce(max(id), 0) + 1 from register_imports), $1, $2, $3)
            returning id as "id!""#,
            now,
            kind,
            file
        )
        .fetch_one(tx.conn())
        .await?;
        Ok(id)
    })
    .await
}

/// Writes the rows, sorted so that neighbours share a page of the disk; tells its progress in rows.
pub(super) async fn write(db: &Db, id: i64, mut staged: Vec<Staged>, mut progress: impl FnMut(u64, u64)) -> Result<()> {
    staged.sort_unstable_by_key(|row| row.key);
    let (mut done, all) = (0, staged.len() as u64);
    for batch in staged.chunks(AT_ONCE) {
        let begun = Instant::now();
        let rows = format!("[{}]", batch.iter().map(|row| row.json.as_str()).collect::<Vec<_>>().join(","));
        db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
            still_newest(tx, id).await?;
            insert(tx, id, &rows).await
        })
        .await?;
        done += batch.len() as u64;
        progress(done, all);
        pause(begun).await;
    }
    Ok(())
}

/// Lets others write for as long as they have waited.
pub(super) async fn pause(begun: Instant) {
    tokio::time::sleep(begun.elapsed().clamp(PAUSE.0, PAUSE.1)).await;
}

/// Two at a time would undo each other: the later one goes on.
pub(super) async fn still_newest(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let newest = sqlx::query_scalar!(
        r#"/* as the site: whether a later import has begun */ select max(id) as "newest: i64" from register_imports"#
    )
    .fetch_one(tx.conn())
    .await?;
    if newest == Some(id) {
        return Ok(());
    }
    Err(Fault::Told(
        "Another import of the register has begun meanwhile, so this one has stopped and changed nothing.".to_owned(),
    ))
}

async fn insert(tx: &mut Tx<'_>, id: i64, rows: &str) -> Result<()> {
    sqlx::query!(
        "insert into register_rows (number_key, import_id, surname, given, other_names, status, qualified_in, qualified_at,
           registered_on, allowed, digest)
         select unhex(value ->> '$[0]'), $1, value ->> '$[1][0]', value ->> '$[1][1]', value ->> '$[1][2]', value ->> '$[1][3]',
           value ->> '$[1][4]', value ->> '$[1][5]', value ->> '$[1][6]', value ->> '$[2]', value ->> '$[3]'
         from json_each($2)",
        id,
        rows
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
