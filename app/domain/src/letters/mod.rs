//! Future e-mails: written in the transaction of what they tell, sent by the worker.

pub mod bounces;
mod bundle;
mod claim;
pub mod dead;
pub mod mailable;
mod outcome;
mod paused;
mod plain;
mod queue;
pub mod refusal;
mod wording;

pub use claim::{begin, claim, waiting};
pub use outcome::{hand_back, sent, unsent};
pub use wording::worded;

pub(crate) use paused::forget_pause;
pub(crate) use queue::{Due, queue, queue_wordless, to_member};

use crate::following::words::Part;

/// A letter that is due.
#[derive(Clone)]
pub struct Letter {
    pub id: i64,
    pub to: String,
    pub subject: String,
    /// All its words, plainly.
    pub text: String,
    /// How often it has been tried in vain.
    pub attempts: i64,
    /// A letter about a post, or a digest, has no words yet: `worded` finds them.
    pub about: Option<About>,
    /// What a letter about posts has besides its plain text, once it has words.
    pub rich: Option<Rich>,
}

/// Whom a letter tells of which post; a digest tells of no single one.
#[derive(Clone, Copy)]
pub struct About {
    pub(crate) account: i64,
    pub(crate) post: Option<i64>,
}

/// What a letter is besides its plain text.
#[derive(Clone)]
pub struct Rich {
    pub parts: Vec<Part>,
    pub why: String,
    /// Opens `/unsubscribe/{token}`.
    pub stop: Option<String>,
    /// Where the site is.
    pub origin: String,
    /// The same for all letters of a discussion, and without meaning to anybody else.
    pub thread: Option<String>,
}
