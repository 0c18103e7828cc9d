//! The first reading: what is in the file, and where.

use super::authors::{Salt, import_key};
use super::counted::Counted;
use super::mbox::{self, Read as Message};
use super::names::UNNAMED;
use super::posting::Posting;
use super::run::{Open, unusable};
use super::threading::{Plan, Threads};
use super::times;
use crate::fault::Result;
use std::cell::Cell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// How often progress is told.
const TELL_EVERY: u64 = 200;

/// What the first reading remembers: no texts, so that a large archive fits into little memory.
pub(super) struct Survey {
    /// The messages that can be shown, in the order of the file.
    pub(super) messages: Vec<Found>,
    pub(super) plan: Plan,
    pub(super) authors: Vec<Author>,
    pub(super) unreadable: Vec<(u64, String)>,
    pub(super) bytes: u64,
    /// The time on the very first separator line.
    pub(super) begun: Option<i64>,
    pub(super) modified: i64,
}

/// One message and where it lies.
pub(super) struct Found {
    pub(super) fingerprint: [u8; 32],
    pub(super) from: u64,
    pub(super) until: u64,
    pub(super) sent: Option<i64>,
    /// Its place in `Survey::authors`.
    pub(super) author: usize,
}

/// Somebody who wrote.
pub(super) struct Author {
    pub(super) key: String,
    pub(super) name: String,
}

impl Found {
    pub(super) fn bytes(&self) -> u64 {
        self.until - self.from
    }
}

impl Survey {
    pub(super) fn found(&self) -> u64 {
        (self.messages.len() + self.unreadable.len()) as u64
    }
}

/// Opens the file that is to be imported.
pub(super) fn open(path: &Path) -> Result<Open<'_>> {
    let why = |error: io::Error| unusable(path, format!("It cannot be read: {error}."));
    let file = File::open(path).map_err(why)?;
    let about = file.metadata().map_err(why)?;
    if !about.is_file() {
        return Err(unusable(path, "It is read twice, so it has to be a plain file."));
    }
    // Some file systems know no such time; nothing is later than now, so a guess then starts from today.
    let modified = about.modified().map_or(i64::MAX, |at| {
        at.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    });
    Ok(Open { path, file, bytes: about.len(), modified })
}

/// Reads the whole file once.
pub(super) fn take(open: &mut Open<'_>, salt: &Salt, now: i64, mut progress: impl FnMut(u64, u64, u64)) -> Result<Survey> {
    let why = |error: io::Error| match error.kind() {
        io::ErrorKind::InvalidData => unusable(open.path, error),
        _ => unusable(open.path, format!("It cannot be read: {error}.")),
    };
    let begun = first_line(&mut open.file).map_err(why)?;
    let at = Cell::new(0);
    let input = Counted { inner: BufReader::with_capacity(1 << 16, &open.file), at: &at };
    let (mut threads, mut authors) = (Threads::new(), Authors::default());
    let (mut messages, mut unreadable, mut from) = (Vec::new(), Vec::new(), 0);
    for read in mbox::read(input) {
        match read.map_err(why)? {
            Message::Unreadable { line, why } => unreadable.push((line, why)),
            Message::Posting(mut posting) => {
                // Nobody has written tomorrow: such a clock is no clock.
                posting.sent = posting.sent.filter(|&sent| sent <= now);
                threads.add(&posting);
                let author = authors.number(&posting, salt);
                messages.push(Found { fingerprint: posting.fingerprint, from, until: at.get(), sent: posting.sent, author });
            }
        }
        from = at.get();
        let found = (messages.len() + unreadable.len()) as u64;
        if found.is_multiple_of(TELL_EVERY) {
            progress(from, open.bytes, found);
        }
    }
    let plan = threads.plan();
    Ok(Survey { messages, plan, authors: authors.all, unreadable, bytes: from, begun, modified: open.modified })
}

fn first_line(file: &mut File) -> io::Result<Option<i64>> {
    let mut line = Vec::new();
    BufReader::new(file.take(4096)).read_until(b'\n', &mut line)?;
    file.rewind()?;
    Ok(times::on_separator(&String::from_utf8_lossy(&line)))
}

/// The authors met so far, by their hashed keys.
#[derive(Default)]
struct Authors {
    all: Vec<Author>,
    by_key: HashMap<String, usize>,
}

impl Authors {
    fn number(&mut self, posting: &Posting, salt: &Salt) -> usize {
        let key = import_key(salt, &posting.author_key);
        let at = *self.by_key.entry(key).or_insert_with_key(|key| {
            self.all.push(Author { key: key.clone(), name: posting.author.clone() });
            self.all.len() - 1
        });
        // Some sign with a bare address now and with their name later.
        if self.all[at].name == UNNAMED && posting.author != UNNAMED {
            self.all[at].name.clone_from(&posting.author);
        }
        at
    }
}
