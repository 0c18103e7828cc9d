//! Following a discussion or a forum by e-mail.

pub mod follow_form;
pub mod notifications_form;
pub mod notifications_page;
pub mod paused;
pub mod subscriptions_page;
pub mod unsubscribe_page;
