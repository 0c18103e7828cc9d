//! Answers that the database keeps in memory until something is written, so that not every page asks for them.

use super::Db;
use crate::forums::forum_list::Visited;
use crate::members::caller::Caller;
use crate::polls::site::SitePolls;
use crate::recall::Recall;
use crate::search::synonyms;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// What is kept, and in which state of the site's polls.
pub(super) struct Recalled {
    callers: Recall<Vec<u8>, Caller>,
    rails: Recall<i64, Visited>,
    synonyms: synonyms::Kept,
    site_poll_writes: AtomicU64,
    site_poll: AtomicI64,
    site_polls: Recall<i64, SitePolls>,
}

impl Recalled {
    pub(super) fn new() -> Self {
        Self {
            callers: Recall::new(),
            rails: Recall::new(),
            synonyms: synonyms::Kept::default(),
            site_poll_writes: AtomicU64::new(0),
            site_poll: AtomicI64::new(0),
            site_polls: Recall::new(),
        }
    }

    /// Kept polls of the site are not good any more.
    pub(super) fn touch_site_polls(&self) {
        self.site_poll_writes.fetch_add(1, Ordering::Release);
    }
}

impl Db {
    /// Kept answers to "who asks".
    pub(crate) fn callers(&self) -> &Recall<Vec<u8>, Caller> {
        &self.0.recalled.callers
    }

    /// Kept rails, by account.
    pub(crate) fn rails(&self) -> &Recall<i64, Visited> {
        &self.0.recalled.rails
    }

    /// Kept polls of the site, by account, with the state in which they are good.
    pub(crate) fn site_polls(&self) -> &Recall<i64, SitePolls> {
        &self.0.recalled.site_polls
    }

    /// Goes up when votes or editors have changed a poll of the site, in this program or in another.
    pub(crate) fn site_poll_writes(&self) -> u64 {
        self.0.recalled.site_poll_writes.load(Ordering::Acquire)
    }

    /// The poll of the site that was open when somebody last looked.
    pub(crate) fn site_poll(&self) -> i64 {
        self.0.recalled.site_poll.load(Ordering::Relaxed)
    }

    /// Remembers which poll of the site is open.
    pub(crate) fn set_site_poll(&self, id: i64) {
        self.0.recalled.site_poll.store(id, Ordering::Relaxed);
    }

    /// The kept list of words that mean the same.
    pub(crate) fn synonyms(&self) -> &synonyms::Kept {
        &self.0.recalled.synonyms
    }
}
