mod awake;
mod gathered;
mod readers;
mod recalled;
mod tx;

pub(crate) use gathered::{gathered, truth};
pub use tx::Tx;

use crate::clock::Clock;
use crate::fault::{Fault, Result};
use crate::schema::UpToDate;
use crate::secrets::Key;
use crate::sqlite::{WAIT, options};
use crate::viewer::Viewer;
use awake::awake;
use readers::Readers;
use recalled::Recalled;
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{Mutex, MutexGuard, watch};
use tokio::task::yield_now;
use tokio::time::timeout;

/// The one database. Whoever holds it can look and act as a viewer, and nothing else.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    path: PathBuf,
    clock: Clock,
    key: Key,
    writer: Mutex<SqliteConnection>,
    readers: Readers,
    statements: AtomicU64,
    open_version: AtomicU64,
    /// Set when somebody left before the end of a commit was known.
    unsure: AtomicBool,
    wake: watch::Sender<u64>,
    recalled: Recalled,
}

impl Db {
    /// Opens the database; the connection that has brought it up to date becomes the one writer.
    pub fn open(database: UpToDate, clock: Clock, key: Key) -> Self {
        let UpToDate { path, conn: writer } = database;
        let (wake, _) = watch::channel(0);
        let inner = Inner {
            readers: Readers::new(&path),
            path,
            clock,
            key,
            writer: Mutex::new(writer),
            statements: AtomicU64::new(0),
            open_version: AtomicU64::new(1),
            unsure: AtomicBool::new(false),
            wake,
            recalled: Recalled::new(),
        };
        Self(Arc::new(inner))
    }

    /// Reads as the viewer.
    pub async fn look<T, F>(&self, viewer: &Viewer, ask: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T>,
    {
        let mut reader = self.0.readers.take().await?;
        let mut tx = self.tx(reader.conn().await?, viewer);
        let told = ask(&mut tx).await;
        if matches!(told, Err(Fault::Database(_))) {
            reader.spoilt();
        }
        told
    }

    /// Writes as the viewer: kept when the story ends well, undone in every other case, dropped requests included.
    pub async fn act<T, F>(&self, viewer: &Viewer, story: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T>,
    {
        let told = self.act_unheard(viewer, story).await?;
        self.0.wake.send_modify(|acts| *acts += 1);
        // Whoever waits for the writer begins before this one is answered.
        yield_now().await;
        Ok(told)
    }

    /// The same for what no page shows, such as that a letter has been sent: a thousand of them wake nobody.
    pub(crate) async fn act_unheard<T, F>(&self, viewer: &Viewer, story: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T>,
    {
        let mut writer = self.writer().await?;
        let (told, (touched_open, touched_site_polls)) = awake(async {
            let mut begun = writer.begin_with("BEGIN IMMEDIATE").await?;
            let mut tx = self.tx(&mut begun, viewer);
            let told = story(&mut tx).await?;
            let touched = tx.touched();
            let ending = Ending(&self.0.unsure);
            begun.commit().await?;
            ending.known();
            Ok::<_, Fault>((told, touched))
        })
        .await?;
        drop(writer);
        if touched_open {
            self.0.open_version.fetch_add(1, Ordering::Release);
        }
        if touched_site_polls {
            self.0.recalled.touch_site_polls();
        }
        Ok(told)
    }

    /// The one writer; while another process holds the database, those behind the first do not wait in a long row.
    async fn writer(&self) -> Result<MutexGuard<'_, SqliteConnection>> {
        let late = |_| Fault::CannotWrite("other writes are not done yet".to_owned());
        let mut writer = timeout(WAIT, self.0.writer.lock()).await.map_err(late)?;
        if writer.is_in_transaction() {
            // Most likely somebody has left, and the connection answers once it has undone what they began.
            writer.ping().await?;
        }
        if writer.is_in_transaction() {
            // On a full disk SQLite itself undoes everything, and the connection would wait for that for ever.
            tracing::warn!("the writing connection is opened anew");
            *writer = SqliteConnection::connect_with(&options(&self.0.path)).await?;
        }
        Ok(writer)
    }

    /// Goes up whenever something that guests can see has changed; kept pages are good for one version.
    pub fn open_version(&self) -> u64 {
        self.0.open_version.load(Ordering::Acquire)
    }

    /// The state of the database as far as this program knows: goes up with every act, its own or another program's.
    pub(crate) fn writes(&self) -> u64 {
        *self.0.wake.borrow()
    }

    /// Statements sent so far, for budgets and metrics.
    pub fn statements(&self) -> u64 {
        self.0.statements.load(Ordering::Relaxed)
    }

    /// Rings after every act; carries nothing but that something has changed.
    pub fn wake(&self) -> watch::Receiver<u64> {
        self.0.wake.subscribe()
    }

    /// Where the database file lies.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Time and ids, as the acts take them.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The site's key, for what is hashed outside of an act.
    pub(crate) fn key(&self) -> &Key {
        &self.0.key
    }

    /// Asks now and then whether another process has written, or somebody has left in the middle of a commit, and lets
    /// kept pages go if so. Runs until dropped.
    pub async fn notice_other_writers(self) {
        let mut known = None;
        loop {
            let (unsure, version) = {
                let mut writer = self.0.writer.lock().await;
                let unsure = self.0.unsure.swap(false, Ordering::AcqRel);
                // The connection answers in order, so a commit that somebody has left is done before this.
                (unsure, sqlx::query_scalar::<_, i64>("pragma data_version").fetch_one(&mut *writer).await)
            };
            match version {
                Ok(now) => {
                    let others = known.replace(now).is_some_and(|before| before != now);
                    if unsure || others {
                        self.0.open_version.fetch_add(1, Ordering::Release);
                        self.0.recalled.touch_site_polls();
                        self.0.wake.send_modify(|acts| *acts += 1);
                    }
                }
                Err(error) => tracing::warn!(%error, "could not ask for the data version"),
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }

    /// Whether the database can be written now.
    pub async fn ready(&self) -> Result<()> {
        self.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
            sqlx::query!("update site set value = value where name = 'opened'").execute(tx.conn()).await?;
            Ok(())
        })
        .await
    }

    /// Ends the connections; the last one folds the write-ahead log into the file.
    pub async fn close(self) -> Result<()> {
        self.0.readers.close().await?;
        if let Some(inner) = Arc::into_inner(self.0) {
            inner.writer.into_inner().close().await?;
        }
        Ok(())
    }

    fn tx<'c>(&'c self, conn: &'c mut SqliteConnection, viewer: &Viewer) -> Tx<'c> {
        Tx::begun(conn, viewer.clone(), self.0.clock.clone(), &self.0.key, &self.0.statements)
    }
}

/// A commit under way. Whoever leaves meanwhile never learns how it ended, so that must not be taken for nothing.
struct Ending<'d>(&'d AtomicBool);

impl Ending<'_> {
    fn known(self) {
        std::mem::forget(self);
    }
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}
