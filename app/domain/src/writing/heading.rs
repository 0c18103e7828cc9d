//! Headings: below the page's own in a post, with anchors in an article.

use std::fmt::Write;

use comrak::Node;
use comrak::html::{ChildRendering, Context};
use comrak::nodes::NodeHeading;

use super::anchor::is_visible;
use super::article::Heading;
use super::html::{Ink, Painted, written};
use super::links::Source;

/// Writes a heading, or keeps it as the title of an article.
pub fn paint_heading(out: &mut Context<Ink>, node: Node<'_>, heading: &NodeHeading, entering: bool) -> Painted {
    if !entering {
        return match out.user.open_heading.take() {
            Some(level) => written(write!(out, "</h{level}>")),
            None => Ok(ChildRendering::HTML),
        };
    }
    let text = node.collect_text();
    if !is_visible(&text) {
        return Ok(ChildRendering::Skip);
    }
    if out.user.source == Source::Post {
        let level = outline_level(&mut out.user.outline, heading.level);
        out.user.open_heading = Some(level);
        return written(write!(out, "<h{level}>"));
    }
    if heading.level == 1 && out.user.title.is_empty() {
        out.user.title = text;
        return Ok(ChildRendering::Skip);
    }
    let level = heading.level.max(2);
    let slug = out.anchorizer.anchorize(&text);
    let id = if slug.is_empty() { out.anchorizer.anchorize("section") } else { slug };
    out.user.open_heading = Some(level);
    write!(out, "<h{level} id=\"{id}\">")?;
    out.user.headings.push(Heading { level, id, text });
    Ok(ChildRendering::HTML)
}

/// Posts start below the page's own headings, and leave no level out, whichever level their writer began with.
fn outline_level(outline: &mut Vec<(u8, u8)>, written: u8) -> u8 {
    while outline.last().is_some_and(|(above, _)| *above >= written) {
        outline.pop();
    }
    let level = outline.last().map_or(3, |(_, level)| (level + 1).min(6));
    outline.push((written, level));
    level
}
