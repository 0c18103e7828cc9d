//! Members as others, and as they themselves, see them.

use crate::ids::MediaId;
use serde::{Deserialize, Serialize};

/// Who sees a persona's page (seed: "Everyone", "Friends only", or "Nobody").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    Everyone,
    Friends,
    Nobody,
}

impl Visibility {
    /// All choices, in the seed's order.
    pub const ALL: [Self; 3] = [Self::Everyone, Self::Friends, Self::Nobody];

    /// The word as it is stored and sent by forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Friends => "friends",
            Self::Nobody => "nobody",
        }
    }

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Everyone => "Everyone",
            Self::Friends => "Friends only",
            Self::Nobody => "Nobody",
        }
    }

    /// The choice behind a stored or sent word.
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.key() == key)
    }
}

/// A persona as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonaView {
    pub name: String,
    /// Its own picture, if there is one.
    pub avatar: Option<MediaId>,
    pub about_html: String,
    pub joined: i64,
    pub imported: bool,
    pub own: bool,
}

/// One of the member's own sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// A short public mark to end it by; opens nothing.
    pub handle: String,
    pub device: String,
    pub started: i64,
    pub last_seen: i64,
    pub current: bool,
}
