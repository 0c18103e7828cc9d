//! Feeds: what a reader program is told.

pub mod entries;
pub mod keys;
pub mod mine;
