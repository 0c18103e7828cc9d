//! Forums, their threads and posts.

pub mod edit;
pub mod forum_list;
pub mod keys;
pub mod markers;
pub mod moderate;
pub mod moving;
pub(crate) mod post_letter;
pub mod posts;
pub mod reply;
pub mod rules;
pub(crate) mod sight;
pub mod start;
pub mod subscriptions;
pub mod thread_lists;
pub mod threads;
pub mod written;
