//! What can go wrong, as the person who asked is told.

use serde::{Deserialize, Serialize};

/// Why something that one may see may not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Refusal {
    /// Only signed-in, confirmed members write.
    SignIn,
    /// The thread takes no more replies.
    Locked,
    /// The post belongs to somebody else.
    NotYours,
    /// The post has been withdrawn.
    Withdrawn,
    /// Only moderators of the forum do this.
    ModeratorsOnly,
    /// Imported posts keep the words they came with.
    Imported,
    /// Nobody can do this to their own account.
    Yourself,
}

impl Refusal {
    /// One kind sentence that says why, and what helps.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::SignIn => "Please sign in first; everything you typed is kept.",
            Self::Locked => "This thread is locked, so it takes no more replies.",
            Self::NotYours => "Only its author can change this post.",
            Self::Withdrawn => "This post has been withdrawn.",
            Self::ModeratorsOnly => "Only this forum's moderators can do that.",
            Self::Imported => "Imported posts keep the words they came with.",
            Self::Yourself => "Please ask a colleague to do this for your own account.",
        }
    }
}

/// A text that did not fit its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub sentence: String,
}

impl FieldError {
    /// The sentence for one field.
    pub fn new(field: &str, sentence: impl Into<String>) -> Self {
        Self { field: field.to_owned(), sentence: sentence.into() }
    }
}
