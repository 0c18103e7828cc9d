//! Unsent texts as their writer sees them.

use crate::ids::{DraftId, PostId, ThreadId};
use serde::{Deserialize, Serialize};

/// Where a text is going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    Thread(ThreadId),
    Forum(String),
    Post(PostId),
}

impl Place {
    /// The place as it is named in calls: thread:7, forum:help, post:7.
    pub fn key(&self) -> String {
        match self {
            Self::Thread(id) => format!("thread:{id}"),
            Self::Forum(slug) => format!("forum:{slug}"),
            Self::Post(id) => format!("post:{id}"),
        }
    }

    /// The place behind such a name.
    pub fn read(key: &str) -> Option<Self> {
        match key.split_once(':')? {
            ("thread", id) => id.parse().ok().map(Self::Thread),
            ("forum", slug) => Some(Self::Forum(slug.to_owned())),
            ("post", id) => id.parse().ok().map(Self::Post),
            _ => None,
        }
    }
}

/// The words of a form that has not been sent yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Question, discussion or poll; empty for replies.
    pub kind: String,
    pub title: String,
    pub body: String,
    /// Of a new post: the mark by which it is known when it is sent twice. Of a changed one: the mark of the words it was opened on.
    pub key: String,
}

/// A text on the server that has not been sent yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub words: Words,
    /// Differs after every save; who saves upon another one is shown both texts.
    pub version: i64,
    pub saved_at: i64,
    /// Where it was written, such as "Firefox on Android".
    pub device: String,
}

/// What has become of a text that was to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    /// It is on the disk, or it is empty and forgotten (version 0); the key under which it is to be sent.
    Kept { version: i64, key: String },
    /// Another window or device has saved another text meanwhile.
    Other(Box<Draft>),
    /// This very text has been sent already.
    Sent,
}

/// A draft in the list of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: DraftId,
    /// What it is: a reply, a changed post, a new thread.
    pub what: DraftKind,
    /// The title of the thread, or the title typed for a new one.
    pub title: String,
    pub forum: String,
    pub address: String,
    pub words: String,
    pub saved_at: i64,
    pub device: String,
}

/// What an unsent text is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKind {
    Reply,
    Thread,
    Edit,
}
