//! Polls: in threads, and of the whole site.
