//! The connections that read. The pool of sqlx asks a connection whether it is well each time it comes back, which costs a page a
//! third of its way to SQLite's thread.

use crate::fault::{Fault, Result};
use crate::sqlite::{WAIT, reading};
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use tokio::sync::{Mutex, MutexGuard, Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// Two cores answer, two more may wait for the disk.
const MOST: usize = 4;
/// Seconds after which somebody who found none free may try again.
const AGAIN: u64 = 5;

/// Connections that are opened when they are first needed.
pub(super) struct Readers {
    path: PathBuf,
    room: Semaphore,
    conns: [Mutex<Option<SqliteConnection>>; MOST],
}

/// A connection of one's own, until it is dropped. Whoever leaves in the middle of a statement leaves it to the next one, who
/// waits for its end: so there are never more statements at once than connections.
pub(super) struct Reader<'r> {
    conn: MutexGuard<'r, Option<SqliteConnection>>,
    path: &'r Path,
    _room: SemaphorePermit<'r>,
}

impl Readers {
    /// None is open yet.
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), room: Semaphore::new(MOST), conns: Default::default() }
    }

    /// A free connection; busy when there is none for `WAIT`.
    pub(super) async fn take(&self) -> Result<Reader<'_>> {
        let room = timeout(WAIT, self.room.acquire()).await.map_err(|_| Fault::Busy(AGAIN))?.map_err(|_| Fault::Busy(AGAIN))?;
        loop {
            if let Some(conn) = self.conns.iter().find_map(|conn| conn.try_lock().ok()) {
                return Ok(Reader { conn, path: &self.path, _room: room });
            }
            // Somebody was a moment quicker, and has left another one free.
            tokio::task::yield_now().await;
        }
    }

    /// Ends the connections once they are free; none is given any more.
    pub(super) async fn close(&self) -> Result<()> {
        self.room.close();
        for conn in &self.conns {
            if let Some(open) = conn.lock().await.take() {
                open.close().await?;
            }
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// The connection, opened if need be.
    pub(super) async fn conn(&mut self) -> Result<&mut SqliteConnection> {
        Ok(match *self.conn {
            Some(ref mut open) => open,
            ref mut none => none.insert(SqliteConnection::connect_with(&reading(self.path)).await?),
        })
    }

    /// Gives back one on which something went wrong: it is not used again.
    pub(super) fn spoilt(mut self) {
        *self.conn = None;
    }
}
