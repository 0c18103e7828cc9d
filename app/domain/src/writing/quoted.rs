//! Quotations that name their source: `> [Name](/members/name) [wrote](/posts/ID):`.

use super::tree;
use comrak::nodes::NodeValue;
use comrak::{Arena, Node};
use types::ids::PostId;

/// What stands where a quotation was whose source is gone.
pub const GONE: &str = "*The quoted post is no longer here.*";

/// The posts that a text quotes, each once.
pub fn sources(markdown: &str) -> Vec<i64> {
    if !markdown.contains(ADDRESS) {
        return Vec::new();
    }
    let arena = Arena::new();
    let mut sources = match tree::parse(&arena, markdown) {
        Ok(root) => root.descendants().filter_map(source).collect(),
        // What is too much to parse is shown as it was typed, with everything that it may quote.
        Err(_) => markdown.split(ADDRESS).skip(1).filter_map(typed).collect::<Vec<_>>(),
    };
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// The text without its quotations of these posts.
pub fn without(markdown: &str, gone: &[i64]) -> String {
    let mut text = markdown.to_owned();
    // Taking one quotation out may show another one that was part of it before; each round takes at least one away.
    for _ in 0..=tree::MAX_QUOTES {
        match quotations(&text, gone) {
            Some(found) if found.is_empty() => return text,
            Some(found) => text = replaced(&text, &found),
            None => break,
        }
    }
    if sources(&text).iter().any(|source| gone.contains(source)) { GONE.to_owned() } else { text }
}

const ADDRESS: &str = "](/posts/";

/// The lines of a quotation, counted from 0, and how far its own mark is from the start of the first.
struct Quotation {
    first: usize,
    last: usize,
    indent: usize,
}

/// The outermost quotations of these posts, in the order of the text; None when the text is too much to parse.
fn quotations(markdown: &str, gone: &[i64]) -> Option<Vec<Quotation>> {
    let arena = Arena::new();
    let root = tree::parse(&arena, markdown).ok()?;
    let mut found: Vec<Quotation> = Vec::new();
    for node in root.descendants().filter(|node| source(node).is_some_and(|source| gone.contains(&source))) {
        let place = node.data().sourcepos;
        let (first, last) = (place.start.line.saturating_sub(1), place.end.line.saturating_sub(1));
        if found.last().is_none_or(|before| before.last < first) {
            found.push(Quotation { first, last: last.max(first), indent: place.start.column.saturating_sub(1) });
        }
    }
    Some(found)
}

/// The post that a block quotes: its first line ends with a link to it and a colon.
fn source(node: Node<'_>) -> Option<i64> {
    if !matches!(node.data().value, NodeValue::BlockQuote) {
        return None;
    }
    let header = node.first_child().filter(|first| matches!(first.data().value, NodeValue::Paragraph))?;
    let ends = |node: &Node<'_>| matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak);
    header.children().take_while(|child| !ends(child)).find_map(|child| {
        let colon = child.next_sibling().is_some_and(|next| next.data().value.text().is_some_and(|text| text.starts_with(':')));
        match &child.data().value {
            NodeValue::Link(link) if colon => number(link.url.strip_prefix("/posts/")?),
            _ => None,
        }
    })
}

fn typed(after: &str) -> Option<i64> {
    let (address, rest) = after.split_once(')')?;
    rest.starts_with(':').then(|| number(address)).flatten()
}

fn number(address: &str) -> Option<i64> {
    address.parse::<PostId>().ok().map(PostId::number)
}

fn replaced(markdown: &str, found: &[Quotation]) -> String {
    let lines: Vec<&str> = markdown.split('\n').collect();
    let (mut kept, mut next) = (Vec::with_capacity(lines.len()), 0);
    for Quotation { first, last, indent } in found {
        kept.extend(lines.iter().take(*first).skip(next).map(|line| (*line).to_owned()));
        let before = lines.get(*first).and_then(|line| line.get(..*indent)).unwrap_or_default();
        kept.push(format!("{before}> {GONE}"));
        next = last + 1;
        // Without an empty line what follows would go on with the sentence.
        if lines.get(next).is_some_and(|line| !line.trim_matches([' ', '\t', '>']).is_empty()) {
            let inside: String = before.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
            kept.push(inside.trim_end().to_owned());
        }
    }
    kept.extend(lines.iter().skip(next).map(|line| (*line).to_owned()));
    kept.join("\n")
}
