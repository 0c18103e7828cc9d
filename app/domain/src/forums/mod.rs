//! Forums, their threads and posts.

pub(crate) mod again;
pub(crate) mod carrying;
pub mod edit;
pub mod forum_list;
pub mod history;
pub mod keys;
pub mod markers;
pub(crate) mod mentions;
pub mod merging;
pub mod moderate;
pub mod moving;
pub mod names;
pub(crate) mod post_lists;
pub mod posts;
pub(crate) mod published;
pub(crate) mod quotes;
pub mod reply;
pub mod rules;
pub(crate) mod sight;
pub mod splitting;
pub mod start;
pub mod thread_lists;
pub mod threads;
pub(crate) mod unsent;
pub mod written;
