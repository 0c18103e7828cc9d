//! What a member is told on the site.

use crate::ids::{PostId, ThreadId};

/// What a notice tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    Reply,
    Mention,
    Quote,
    Poll,
}

impl NoticeKind {
    /// The kind behind a stored or sent word.
    pub fn read(word: &str) -> Self {
        [Self::Mention, Self::Quote, Self::Poll].into_iter().find(|kind| kind.key() == word).unwrap_or(Self::Reply)
    }

    /// The word that is stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Mention => "mention",
            Self::Quote => "quote",
            Self::Poll => "poll",
        }
    }
}

/// The notices of one kind about one thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    pub thread: ThreadId,
    pub kind: NoticeKind,
    pub unread: bool,
    pub many: i64,
    /// When the latest came.
    pub at: i64,
    /// Who wrote the latest of its posts.
    pub by: String,
    pub title: String,
    /// The first post that it tells of.
    pub first: PostId,
}
