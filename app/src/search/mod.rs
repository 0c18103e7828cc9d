//! Finding what was said.

pub mod asked;
pub mod filters;
pub mod help_hits;
pub mod results;
pub mod search_box;
pub mod search_page;
pub mod words_page;
