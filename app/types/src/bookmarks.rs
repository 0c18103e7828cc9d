//! Bookmarks as their owner sees them.

use crate::forums::Circle;
use crate::ids::PostId;

/// A post that a member keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    pub post: PostId,
    pub title: String,
    pub forum: String,
    pub circle: Circle,
    pub author: String,
    /// How the post begins.
    pub words: String,
    /// The member's own note; empty when there is none.
    pub note: String,
    pub at: i64,
}
