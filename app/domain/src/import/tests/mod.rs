//! What the reader of archives promises.

mod any_bytes;
mod keys;
mod reading;
mod text;
mod threads;

use super::mbox::{self, Read};
use super::posting::Posting;

const SMALL: &[u8] = include_bytes!("../../../tests/data/small.mbox");
const SEPARATOR: &str = "From ward@example.org Thu Apr  1 00:00:00 1993\n";

fn read_all(bytes: &[u8]) -> Vec<Read> {
    mbox::read(bytes).collect::<Result<_, _>>().unwrap()
}

fn postings(bytes: &[u8]) -> Vec<Posting> {
    let only = |item| match item {
        Read::Posting(posting) => Some(*posting),
        Read::Unreadable { .. } => None,
    };
    read_all(bytes).into_iter().filter_map(only).collect()
}

/// An mbox of these messages, given without their separators.
fn archive(messages: &[&str]) -> Vec<u8> {
    messages.iter().flat_map(|message| format!("{SEPARATOR}{}\n\n", message.trim_matches('\n')).into_bytes()).collect()
}

fn by_subject(subject: &str) -> Posting {
    postings(SMALL).into_iter().find(|posting| posting.subject == subject).unwrap()
}

fn body_of(text: &str) -> String {
    super::plain::to_markdown(text)
}
