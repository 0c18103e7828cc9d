//! Polls: in threads, and of the whole site.

pub mod closing;
pub mod desk;
pub(crate) mod open;
pub mod past;
pub(crate) mod poll;
pub(crate) mod rules;
pub mod site;
pub mod vote;
