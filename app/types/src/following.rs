//! Following discussions and forums by e-mail.

use crate::ids::ThreadId;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// How often letters come about one thread or forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// A letter for each new reply.
    Every,
    /// A letter for the first reply since the member has looked.
    First,
    /// One letter a day about everything new.
    Daily,
    /// No letters; of a single thread no notices either: it is muted.
    None,
}

impl Mode {
    /// All modes, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::Every, Self::First, Self::Daily, Self::None];
    /// Those that bring letters.
    pub const LETTERS: [Self; 3] = [Self::Every, Self::First, Self::Daily];

    /// The word as it is stored and sent by forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Every => "every",
            Self::First => "first",
            Self::Daily => "daily",
            Self::None => "none",
        }
    }

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Every => "Every reply",
            Self::First => "The first reply since I looked",
            Self::Daily => "In my daily digest",
            Self::None => "No letters",
        }
    }

    /// The mode behind a stored or sent word.
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.key() == key)
    }
}

/// How the viewer follows a thread or a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    /// What has been chosen for this very place.
    pub own: Option<Mode>,
    /// For a thread: what has been chosen for its forum.
    pub forum: Option<Mode>,
    /// What one click chooses.
    pub usual: Mode,
    /// The member has switched off all letters about posts.
    pub silent: bool,
}

impl Following {
    /// What holds here.
    pub fn mode(self) -> Mode {
        self.own.or(self.forum).unwrap_or(Mode::None)
    }
}

/// A thread or forum that the viewer follows, or has muted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    pub what: Place,
    pub words: String,
    /// The forum of a thread.
    pub forum: Option<String>,
    pub mode: Mode,
    pub closed: bool,
}

/// What is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Thread(ThreadId),
    /// By its address.
    Forum(String),
}

/// A page of what the viewer follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedPage {
    pub page: Page,
    pub rows: Vec<Followed>,
    /// The member has switched off all letters about posts.
    pub silent: bool,
}

/// How a member wants to be told by e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wishes {
    /// What one click on "Subscribe to this discussion" chooses.
    pub mode: Mode,
    /// Any letters about posts at all.
    pub posts: bool,
    /// One's own threads are followed by themselves.
    pub own_threads: bool,
    pub mentions: bool,
    pub digest: bool,
    /// Letters about closed places carry title and text.
    pub closed_words: bool,
    /// Minutes after local midnight, from and until.
    pub quiet: Option<(i64, i64)>,
    /// Minutes after local midnight.
    pub digest_at: i64,
    pub zone: String,
}

impl Default for Wishes {
    /// What holds for members who have wished for nothing.
    fn default() -> Self {
        Self {
            mode: Mode::Every,
            posts: true,
            own_threads: false,
            mentions: true,
            digest: true,
            closed_words: false,
            quiet: None,
            digest_at: 7 * 60,
            zone: "Europe/London".to_owned(),
        }
    }
}

/// What a link at the foot of a letter stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// One discussion; its title where everybody reads it.
    Thread(Option<String>),
    /// One forum; its name where everybody reads it.
    Forum(Option<String>),
    Mentions,
    Digest,
    Everything,
}
