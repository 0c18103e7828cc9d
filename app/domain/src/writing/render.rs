//! A post's Markdown becomes the HTML that is stored beside it.

use std::fmt::{Error, Write};

use comrak::html::format_document_with_formatter;
use comrak::options::Plugins;
use comrak::{Arena, Node, ParseCancelled};

use super::html::{Ink, paint, paragraph};
use super::links::Source;
use super::mentioned::Names;
use super::{clean, linked, smileys, tree};

/// Renders what a member wrote as HTML that is safe to show to everybody.
pub fn render(markdown: &str) -> String {
    render_with(markdown, &Names::default())
}

/// Renders what a member wrote, with links to those of the named whom it mentions.
pub fn render_with(markdown: &str, names: &Names) -> String {
    let arena = Arena::new();
    let html = match tree::parse(&arena, markdown) {
        Ok(root) => {
            linked::place(&arena, root, names);
            smileys::place(&arena, root);
            write(root, Ink::new(Source::Post)).map(|(html, _)| html)
        }
        Err(ParseCancelled) => literally(markdown),
    };
    // Writing into a string cannot fail; if it ever did, an empty body is the safe answer.
    clean::post(&html.unwrap_or_default())
}

/// Writes a tree as HTML that has not been cleaned yet.
pub fn write<'a>(root: Node<'a>, ink: Ink) -> Result<(String, Ink), Error> {
    let mut html = String::new();
    let plugins = Plugins::default();
    let ink = format_document_with_formatter(root, tree::options(), &mut html, &plugins, paint, ink)?;
    Ok((html, ink))
}

/// Shows text as it was typed.
pub fn literally(text: &str) -> Result<String, Error> {
    let mut html = String::new();
    for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
        paragraph(&mut html as &mut dyn Write, part)?;
    }
    Ok(html)
}
