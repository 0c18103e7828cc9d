//! Brings an archive into a forum.
//!
//! The file is read twice: once to learn who answers whom, once to write, oldest first. So whatever is interrupted leaves whole
//! beginnings of threads behind, and the next run goes on there.

use super::authors::{self, Authors};
use super::fetch::{self, Fetched};
use super::order::{self, Order};
use super::place::{self, Shelf};
use super::survey::{self, Survey};
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::viewer::Viewer;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Messages written in one transaction; members' own posts wait no longer than that.
const AT_ONCE: usize = 500;

/// What became of an archive.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Messages that are posts now.
    pub added: u64,
    /// Messages that an earlier run had brought in.
    pub already: u64,
    /// Exact copies of messages in the same file.
    pub copies: u64,
    /// Threads that the added messages began or went on with.
    pub threads: u64,
    /// Added messages whose time is not what they say, or that say none.
    pub guessed_dates: u64,
    /// The line of each message that was left out, and why.
    pub unreadable: Vec<(u64, String)>,
}

/// Imports an mbox file into the forum with this slug; a second run adds only what is not there yet. Tells its progress as
/// bytes done, bytes in all (the file is read twice), and messages found.
pub async fn import(db: &Db, file: &Path, forum: &str, progress: impl FnMut(u64, u64, u64)) -> Result<Report> {
    import_in_batches(db, file, forum, AT_ONCE, progress).await
}

/// The same, with at most so many messages in one transaction.
pub async fn import_in_batches(
    db: &Db,
    file: &Path,
    forum: &str,
    most: usize,
    mut progress: impl FnMut(u64, u64, u64),
) -> Result<Report> {
    let (site, now) = (Viewer::guest(), db.clock().now());
    let mut open = survey::open(file)?;
    let mut shelf = Shelf::new(db.look(&site, async |tx: &mut Tx<'_>| place::forum(tx, forum).await).await?);
    let salt = db.act(&site, async |tx: &mut Tx<'_>| authors::salt(tx).await).await?;
    let survey = Arc::new(survey::take(&mut open, &salt, now, |done, all, found| progress(done, 2 * all, found))?);
    let known = db.look(&site, async |tx: &mut Tx<'_>| place::known(tx, shelf.forum(), &survey).await).await?;
    let order = order::of(&survey, &known, now);
    let report = report(&survey, &order, known.iter().flatten().count());
    let mut authors = Authors::new(&survey);
    let mut done = 2 * survey.bytes - order.queue.iter().map(|item| survey.messages[item.message].bytes()).sum::<u64>();
    shelf.remember(&order);
    let mut batches = fetch::batches(open.file, survey.clone(), order.queue, most);
    while let Some(batch) = batches.recv().await {
        let batch: Vec<Fetched> = batch?;
        db.act(&site, async |tx: &mut Tx<'_>| place::write(tx, &mut shelf, &mut authors, &survey, &batch).await).await?;
        done += batch.iter().map(|one| survey.messages[one.item.message].bytes()).sum::<u64>();
        progress(done, 2 * survey.bytes, survey.found());
    }
    Ok(report)
}

fn report(survey: &Survey, order: &Order, already: usize) -> Report {
    let mut threads: Vec<usize> = order.queue.iter().map(|item| item.thread).collect();
    threads.sort_unstable();
    threads.dedup();
    Report {
        added: order.queue.len() as u64,
        already: already as u64,
        copies: (survey.messages.len() - order.queue.len() - already) as u64,
        threads: threads.len() as u64,
        guessed_dates: order.queue.iter().filter(|item| item.guessed).count() as u64,
        unreadable: survey.unreadable.clone(),
    }
}

/// The operator's sentence about a file that cannot be used.
pub(super) fn unusable(file: &Path, why: impl std::fmt::Display) -> Fault {
    Fault::Told(format!("The file {} cannot be imported. {why}", file.display()))
}

/// An archive that has been opened.
pub(super) struct Open<'p> {
    pub(super) path: &'p Path,
    pub(super) file: File,
    pub(super) bytes: u64,
    /// When the file was last written, UTC milliseconds.
    pub(super) modified: i64,
}
