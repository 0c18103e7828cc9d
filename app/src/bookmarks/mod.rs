//! Posts that a member wants to find again.

pub mod bookmark_page;
pub mod bookmarks_page;
