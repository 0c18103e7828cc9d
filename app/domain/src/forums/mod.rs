//! Forums, their threads and posts.

pub mod edit;
pub mod forum_list;
pub mod keys;
pub mod markers;
pub mod moderate;
pub mod posts;
pub mod reply;
pub mod rules;
pub mod start;
pub mod thread_lists;
pub mod threads;
pub mod written;
