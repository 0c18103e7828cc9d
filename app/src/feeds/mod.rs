//! Feeds: what a reader program is told.

pub mod atom;
pub mod feed_pages;
pub mod keys_part;
