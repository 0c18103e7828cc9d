//! Puts links to papers and to members into a tree.

use super::mentioned::{self, Names};
use super::references::{self, Reference};
use super::texts::{self, Text};
use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Node};
use std::ops::Range;

/// How many links one text may get; what is named beyond that stays text.
pub const MOST: usize = 200;

/// Links the papers that a text names, and the members whom it mentions.
pub fn place<'a>(arena: &'a Arena<'a>, root: Node<'a>, names: &Names) {
    rename_addresses(root);
    let mut left = MOST;
    for text in texts::all(root) {
        let mut found = find(&text, names);
        found.truncate(left);
        left -= found.len();
        if !found.is_empty() {
            replace(arena, text.node, found);
        }
    }
}

/// A pasted address of a paper is shown by its identifier; links with words of their own stay as they are.
fn rename_addresses(root: Node<'_>) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        let NodeValue::Link(link) = &mut data.value else { continue };
        let Some(child) = node.first_child().filter(|child| child.next_sibling().is_none()) else { continue };
        let mut inside = child.data_mut();
        let NodeValue::Text(words) = &mut inside.value else { continue };
        let bare = words.as_ref() == link.url || link.url.strip_prefix("http://") == Some(words.as_ref());
        if let Some(reference) = bare.then(|| references::behind(&link.url)).flatten() {
            link.url = reference.url;
            *words = reference.words.into();
        }
    }
}

fn find(text: &Text<'_>, names: &Names) -> Vec<(Range<usize>, Reference)> {
    let data = text.node.data();
    let words = data.value.text().map_or("", AsRef::as_ref);
    let (mut found, mut at, mut before) = (Vec::new(), 0, text.before);
    while let Some(c) = words[at..].chars().next() {
        let mention = || {
            let (length, name) = mentioned::starting(words, at, before, names)?;
            Some((length, Reference { url: mentioned::page(name), words: format!("@{name}") }))
        };
        let here = if c == '@' && !text.quoted { mention() } else { references::starting(words, at, before) };
        let length = match here {
            Some((length, reference)) => {
                found.push((at..at + length, reference));
                length
            }
            None => c.len_utf8(),
        };
        before = words[..at + length].chars().next_back().unwrap_or(' ');
        at += length;
    }
    found
}

fn replace<'a>(arena: &'a Arena<'a>, node: Node<'a>, found: Vec<(Range<usize>, Reference)>) {
    let Some(text) = node.data().value.text().map(ToString::to_string) else { return };
    let make = |value: NodeValue| arena.alloc(AstNode::from(value));
    let mut copied = 0;
    for (place, Reference { url, words }) in found {
        if place.start > copied {
            node.insert_before(make(NodeValue::Text(text[copied..place.start].to_owned().into())));
        }
        let link = make(NodeValue::Link(Box::new(NodeLink { url, title: String::new() })));
        link.append(make(NodeValue::Text(words.into())));
        node.insert_before(link);
        copied = place.end;
    }
    if copied < text.len() {
        node.insert_before(make(NodeValue::Text(text[copied..].to_owned().into())));
    }
    node.detach();
}
