//! Feeds, and the keys to one's own.

use crate::ids::{MediaId, PostId};

/// What a feed tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub title: String,
    /// The page that tells the same.
    pub page: String,
    /// UTC milliseconds of the newest entry; 0 when there is none.
    pub updated: i64,
    pub entries: Vec<Entry>,
    /// When something last happened in closed places that this feed follows: they are told of without a word of theirs.
    pub closed: Option<i64>,
}

/// A post in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub post: PostId,
    pub title: String,
    pub author: String,
    pub forum: String,
    pub at: i64,
    /// When it was last changed.
    pub updated: i64,
    pub html: String,
    pub pictures: Vec<Enclosure>,
}

/// A picture that goes with a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    pub id: MediaId,
    pub media: String,
    /// Its bytes.
    pub length: i64,
}

/// A key to one's own feed, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedKey {
    pub handle: String,
    pub name: String,
    pub created_at: i64,
    pub used_at: Option<i64>,
}
