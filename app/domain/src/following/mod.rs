//! Following a discussion or a forum by e-mail.

pub mod digest;
pub(crate) mod enqueue;
pub mod listed;
pub(crate) mod post_letter;
pub mod quiet;
mod saying;
pub(crate) mod scope;
pub mod subscriptions;
pub mod unsubscribe;
pub mod wishes;
pub mod words;
