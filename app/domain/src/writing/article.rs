//! The help pages: our own Markdown, with headings that can be linked to.

use comrak::{Arena, ParseCancelled};

use super::html::Ink;
use super::links::Source;
use super::render::{literally, write};
use super::{clean, tree};

/// A page of help, rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The first heading of level one, as plain text; empty when there is none.
    pub title: String,
    /// Everything but the title.
    pub html: String,
    /// The headings in their order, for a table of contents.
    pub headings: Vec<Heading>,
}

/// A place in an article that a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From 2 for a section to 6.
    pub level: u8,
    /// The anchor, made from the text as on GitHub, unique within the page.
    pub id: String,
    /// The words without markup.
    pub text: String,
}

/// Renders a help text of our own.
pub fn article(markdown: &str) -> Article {
    let arena = Arena::new();
    let ink = Ink::new(Source::Article);
    let written = match tree::parse(&arena, markdown) {
        Ok(root) => write(root, ink),
        Err(ParseCancelled) => literally(markdown).map(|html| (html, ink)),
    };
    written.map_or_else(
        |_| Article::default(),
        |(html, ink)| Article { title: ink.title, html: clean::article(&html), headings: ink.headings },
    )
}
