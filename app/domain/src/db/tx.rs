use crate::clock::Clock;
use crate::secrets::Key;
use crate::viewer::{EVERYONE, Viewer};
use sqlx::SqliteConnection;
use std::sync::atomic::{AtomicU64, Ordering};

/// A look or an act under way: the viewer is inside, so no statement runs without one.
pub struct Tx<'c> {
    conn: &'c mut SqliteConnection,
    pub(crate) viewer: Viewer,
    pub(crate) clock: Clock,
    pub(crate) key: &'c Key,
    statements: &'c AtomicU64,
    touched_open: bool,
    touched_site_polls: bool,
}

impl<'c> Tx<'c> {
    pub(super) fn begun(
        conn: &'c mut SqliteConnection,
        viewer: Viewer,
        clock: Clock,
        key: &'c Key,
        statements: &'c AtomicU64,
    ) -> Self {
        Self { conn, viewer, clock, key, statements, touched_open: false, touched_site_polls: false }
    }

    /// Whether something of everyone's, and whether a poll of the site, has been changed.
    pub(super) fn touched(&self) -> (bool, bool) {
        (self.touched_open, self.touched_site_polls)
    }

    /// The connection, for exactly one statement.
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        self.statements.fetch_add(1, Ordering::Relaxed);
        self.conn
    }

    /// UTC milliseconds.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// The number that every `seen_` view asks for.
    pub(crate) fn me(&self) -> i64 {
        self.viewer.account.0
    }

    /// Says that this act changes a poll of the site.
    pub(crate) fn touch_site_polls(&mut self) {
        self.touched_site_polls = true;
    }

    /// Says that this act changes something in this audience; pages kept for guests are renewed if it is everyone's.
    pub(crate) fn touch(&mut self, audience: i64) {
        self.touched_open |= audience == EVERYONE;
    }
}
