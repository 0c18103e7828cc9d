//! The second reading: texts and pages are made in a thread of their own while the batch before is written.

use super::mbox::{self, Read as Message};
use super::order::Item;
use super::posting::Posting;
use super::survey::{Found, Survey};
use crate::fault::{Fault, Result};
use crate::writing::render::render;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, channel};

/// A batch is over at this many bytes of the file, however few messages they are.
const BYTES_AT_ONCE: u64 = 2 << 20;
/// Stands in for the separator line, which belongs to the message before.
const SEPARATOR: &[u8] = b"From somebody Thu Apr  1 00:00:00 1993\n";

/// A message ready to be written.
pub(super) struct Fetched {
    pub(super) item: Item,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) html: String,
}

/// Reads the queued messages, so many at a time and one batch ahead; ends when nobody listens any longer.
pub(super) fn batches(mut file: File, survey: Arc<Survey>, queue: Vec<Item>, most: usize) -> Receiver<Result<Vec<Fetched>>> {
    let (sender, receiver) = channel(1);
    tokio::task::spawn_blocking(move || {
        let mut rest = queue.as_slice();
        while !rest.is_empty() {
            let (batch, others) = rest.split_at(batch_length(&survey, rest, most));
            rest = others;
            let fetched = batch.iter().map(|&item| fetch(&mut file, &survey.messages[item.message], item)).collect();
            if sender.blocking_send(fetched).is_err() {
                return;
            }
        }
    });
    receiver
}

fn batch_length(survey: &Survey, rest: &[Item], most: usize) -> usize {
    let mut bytes = 0;
    let fits = |item: &&Item| {
        bytes += survey.messages[item.message].bytes();
        bytes <= BYTES_AT_ONCE
    };
    rest.iter().take(most).take_while(fits).count().max(1)
}

fn fetch(file: &mut File, found: &Found, item: Item) -> Result<Fetched> {
    let changed = || {
        Fault::Told(
            "The file was changed while it was being read. What is imported so far is kept; please start again.".to_owned(),
        )
    };
    let mut raw = vec![0; usize::try_from(found.bytes()).map_err(|_| changed())?];
    file.seek(SeekFrom::Start(found.from))?;
    file.read_exact(&mut raw).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => changed(),
        _ => Fault::from(error),
    })?;
    let posting =
        read_again(found.from > 0, &raw).filter(|posting| posting.fingerprint == found.fingerprint).ok_or_else(changed)?;
    let body = posting.body();
    Ok(Fetched { item, html: render(&body), body, title: posting.subject })
}

fn read_again(headless: bool, raw: &[u8]) -> Option<Posting> {
    let separator = if headless { SEPARATOR } else { &[] };
    match mbox::read(separator.chain(raw)).next()? {
        Ok(Message::Posting(posting)) => Some(*posting),
        Ok(Message::Unreadable { .. }) | Err(_) => None,
    }
}
