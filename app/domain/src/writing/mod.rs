//! What people write: Markdown in, safe HTML and plain text out. Pure functions, no database.

pub mod anchor;
pub mod article;
pub mod clean;
pub mod diff;
pub mod escape;
pub mod fence;
pub mod heading;
pub mod html;
pub mod linked;
pub mod links;
pub mod mentioned;
pub mod own_words;
pub mod pictures;
pub mod plain;
pub mod quote;
pub mod quoted;
pub mod references;
pub mod render;
pub mod slug;
pub mod smiley_rules;
pub mod smileys;
pub mod texts;
pub mod tree;

#[cfg(test)]
mod tests;
