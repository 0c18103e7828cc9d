//! The database file: how every connection opens it, and what operators are told when that fails.

use crate::fault::Fault;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use std::path::Path;
use std::time::Duration;

/// How long a look or an act waits for its connection, and SQLite for another process.
pub(crate) const WAIT: Duration = Duration::from_secs(5);

/// How every connection is opened: write-ahead log, an acknowledged write is on the disk.
pub(crate) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // A usual post fits into a page of this size; in pages of 4096 every other one spilled, and a million took 2.6 GB, not 1.1.
        .page_size(8192)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT)
        .statement_cache_capacity(200)
        // KB: whoever writes touches the same pages of many indexes again and again.
        .pragma("cache_size", "-16000")
        // What is erased is overwritten, also where its page is given back: documents lie in pages of their own.
        .pragma("secure_delete", "on")
        .pragma("temp_store", "memory")
}

/// The same for who only reads. The system keeps what has been read lately, so that four of these need little of their own.
pub(crate) fn reading(path: &Path) -> SqliteConnectOptions {
    options(path).create_if_missing(false).pragma("query_only", "on").pragma("cache_size", "-4000")
}

/// A sentence for operators instead of SQLite's words.
pub(crate) fn told(error: sqlx::Error, path: &Path) -> Fault {
    let place = path.display();
    let code = error.as_database_error().and_then(|e| e.code()).and_then(|c| c.parse::<i64>().ok());
    Fault::Told(match code.map(|c| c & 0xff) {
        Some(5 | 6) => format!("Another program holds the database {place}. Stop it, or wait until it is done, and try again."),
        Some(8) => format!("The database {place} cannot be written. Check the rights of the file and its folder."),
        Some(11 | 26) => format!("The file {place} is damaged or no doc2doc database. Restore a backup: doc2doc restore DIR."),
        Some(13) => format!("The disk that holds {place} is full. Make room and start again; nothing is lost."),
        Some(14) => format!("The database {place} cannot be opened. Check that the folder exists and can be written."),
        _ => format!("The database {place} cannot be used: {error}."),
    })
}
