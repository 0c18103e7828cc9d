//! What both sides know: plain values that may travel between server and browser.
//!
//! Invariant: no account id, no e-mail address and no table row lives here. What is not in this crate cannot be
//! compiled into the browser's library, so it cannot be sent.

pub mod bookmarks;
pub mod communities;
pub mod desk;
pub mod drafts;
pub mod fault;
pub mod feeds;
pub mod following;
pub mod forums;
pub mod icon;
pub mod ids;
pub mod media;
pub mod members;
pub mod notices;
pub mod page;
pub mod polls;
pub mod search;
pub mod smiley;
pub mod text;
pub mod verification;
