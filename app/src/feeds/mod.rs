//! Feeds: what a reader program is told.
