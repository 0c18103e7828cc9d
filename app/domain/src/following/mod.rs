//! Following a discussion or a forum by e-mail.

pub(crate) mod enqueue;
pub(crate) mod post_letter;
pub mod subscriptions;
