//! Links, and images as links.

use std::fmt::{Error, Write};

use comrak::Node;
use comrak::html::{ChildRendering, Context};
use comrak::nodes::{NodeLink, NodeValue};

use super::html::{Ink, Painted, written};
use super::{links, pictures};

/// Writes a link that may be followed, and only the words of any other.
pub fn paint_link(out: &mut Context<Ink>, node: Node<'_>, link: &NodeLink, entering: bool) -> Painted {
    if !links::allowed(&link.url, out.user.source) {
        return Ok(ChildRendering::HTML);
    }
    out.user.inside_link = entering;
    if !entering {
        return written(out.write_str("</a>"));
    }
    start_link(out, &link.url)?;
    let named = node.descendants().any(|inner| match &inner.data().value {
        NodeValue::Text(text) => is_visible(text),
        NodeValue::Code(code) => is_visible(&code.literal),
        NodeValue::HtmlInline(_) => true,
        _ => false,
    });
    if !named {
        out.escape(&link.url)?;
        return Ok(ChildRendering::Skip);
    }
    Ok(ChildRendering::HTML)
}

/// Pictures of this site are shown. A remote one would tell another site who reads here, so it is a link with its description.
pub fn paint_image(out: &mut Context<Ink>, node: Node<'_>, image: &NodeLink) -> Painted {
    let description = node.collect_text();
    if let Some(address) = pictures::read(&image.url) {
        return paint_picture(out, address, &description);
    }
    let label = if is_visible(&description) { &description } else { &image.url };
    if out.user.inside_link || !links::allowed(&image.url, out.user.source) {
        out.escape(label)?;
    } else {
        start_link(out, &image.url)?;
        out.escape(label)?;
        out.write_str("</a>")?;
    }
    Ok(ChildRendering::Skip)
}

/// A picture, in a link to the whole of it.
fn paint_picture(out: &mut Context<Ink>, address: pictures::Address, description: &str) -> Painted {
    let linked = !out.user.inside_link;
    if linked {
        start_link(out, &address.whole())?;
    }
    write!(out, "<img {} alt=\"", address.attributes())?;
    out.escape(if is_visible(description) { description } else { "Picture" })?;
    out.write_str("\">")?;
    if linked {
        out.write_str("</a>")?;
    }
    Ok(ChildRendering::Skip)
}

fn start_link(out: &mut Context<Ink>, url: &str) -> Result<(), Error> {
    out.write_str("<a href=\"")?;
    out.escape_href(url)?;
    out.write_str("\">")
}

/// Says whether there is anything to see or to read out.
pub fn is_visible(text: &str) -> bool {
    let is_blank =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    !text.chars().all(is_blank)
}
