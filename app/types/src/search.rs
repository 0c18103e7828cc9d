//! What a search asks and what it finds, as one viewer sees it.

use crate::forums::{Circle, Kind};
use crate::page::Page;

/// Results on a page of a search.
pub const RESULTS: i64 = 20;

/// In which order results stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Best,
    Newest,
}

impl Order {
    /// The order behind a sent word; anything else is the usual one.
    pub fn read(key: &str) -> Self {
        if key == "newest" { Self::Newest } else { Self::Best }
    }

    /// The word as forms send it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Newest => "newest",
        }
    }
}

/// What is asked for, as it was typed; empty where nothing was.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    pub words: String,
    pub forum: String,
    pub author: String,
    pub kind: String,
    /// UTC milliseconds.
    pub from: Option<i64>,
    /// The first millisecond that is too late.
    pub until: Option<i64>,
    pub image: bool,
    pub order: Order,
    pub page: i64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub page: Page,
    /// Threads in the list.
    pub threads: i64,
    /// Posts that hold what was asked for, of those that were looked at.
    pub posts: i64,
    /// There are more posts than were looked at.
    pub cut: bool,
    /// There are more posts than the list was made from.
    pub best: bool,
    /// Nothing held all the words, so these hold some of them.
    pub some: bool,
    pub hits: Vec<Hit>,
    /// The same question with words as others have written them.
    pub meant: Option<String>,
    /// Sentences about what was typed.
    pub remarks: Vec<String>,
    /// Whether anything was left to look for.
    pub asked: bool,
}

/// A thread in the list, by its best post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where the post stands.
    pub address: String,
    pub title: Vec<Part>,
    pub kind: Kind,
    pub forum: String,
    pub forum_slug: String,
    pub circle: Circle,
    pub author: String,
    pub at: i64,
    pub at_is_guess: bool,
    pub snippet: Vec<Part>,
    /// Further posts of the thread among the results.
    pub more: i64,
}

/// A piece of text; marked where it is what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    pub marked: bool,
}
