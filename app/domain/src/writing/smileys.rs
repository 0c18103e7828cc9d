//! Finds the smileys a writer meant, and puts their drawings into the text.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Node};
use types::smiley::{ALL, Smiley};

use super::smiley_rules::{Block, Line, reads_as_text};

/// How many drawings one text may have; what is typed beyond that stays text.
pub const MOST: usize = 100;

type Typed = (String, &'static Smiley);

/// What may be typed for each smiley, by its first byte, longest first.
static TYPED: LazyLock<Vec<Vec<Typed>>> = LazyLock::new(|| {
    let mut typed: Vec<Vec<Typed>> = vec![Vec::new(); 128];
    for smiley in ALL {
        let code = format!(":{}:", smiley.code.trim_matches(':'));
        let texts = smiley.text.iter().map(|text| (*text).to_owned());
        for text in texts.filter(|text| !reads_as_text(text)).chain([code]) {
            let first = text.as_bytes().first().copied().map(usize::from);
            if let Some(same_start) = first.and_then(|first| typed.get_mut(first)) {
                same_start.push((text, smiley));
            }
        }
    }
    for same_start in &mut typed {
        same_start.sort_by_key(|(text, _)| Reverse(text.len()));
    }
    typed
});

/// The smiley that `text` starts with, if it is one wherever it stands, and its length.
pub fn starting(text: &str) -> Option<(usize, &'static Smiley)> {
    let same_start = TYPED.get(usize::from(*text.as_bytes().first()?))?;
    let (typed, smiley) = same_start.iter().find(|(typed, _)| text.starts_with(typed.as_str()))?;
    Some((typed.len(), smiley))
}

/// Replaces the smileys in a tree by their drawings, leaving alone code, links and escaped characters.
pub fn place<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let leaves = leaves(root);
    let mut block = Block::default();
    let mut left = MOST;
    for (at, leaf) in leaves.iter().enumerate() {
        match leaf {
            Leaf::Block(start) => block = *start,
            Leaf::Text(node) => {
                let before = at.checked_sub(1).map_or(' ', |before| leaves[before].last_char());
                let after = leaves.get(at + 1).map_or(' ', Leaf::first_char);
                let mut found = find(node, before, after, &mut block);
                found.truncate(left);
                left -= found.len();
                if !found.is_empty() {
                    replace(arena, node, &found);
                }
            }
            Leaf::LineEnd | Leaf::Solid => {}
        }
    }
}

/// What a smiley may stand next to, in the order of reading.
enum Leaf<'a> {
    Block(Block),
    LineEnd,
    Solid,
    Text(Node<'a>),
}

impl Leaf<'_> {
    fn first_char(&self) -> char {
        self.edge(|text| text.chars().next())
    }

    fn last_char(&self) -> char {
        self.edge(|text| text.chars().next_back())
    }

    fn edge(&self, pick: fn(&str) -> Option<char>) -> char {
        match self {
            Self::Block(_) | Self::LineEnd => ' ',
            Self::Solid => 'x',
            Self::Text(node) => node.data().value.text().and_then(pick).unwrap_or('x'),
        }
    }
}

fn leaves(root: Node<'_>) -> Vec<Leaf<'_>> {
    let mut leaves = Vec::new();
    let (mut untouchable, mut numbered) = (0_usize, 0_usize);
    for edge in root.traverse() {
        let (NodeEdge::Start(node) | NodeEdge::End(node)) = edge;
        let starts = matches!(edge, NodeEdge::Start(_));
        match &node.data().value {
            NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::Escaped => {
                count(&mut untouchable, starts);
                leaves.push(Leaf::Solid);
            }
            NodeValue::Text(_) if starts && untouchable == 0 => leaves.push(Leaf::Text(node)),
            NodeValue::Code(_) | NodeValue::HtmlInline(_) | NodeValue::Subscript if starts => {
                leaves.push(Leaf::Solid);
            }
            NodeValue::Subscript => leaves.push(Leaf::Solid),
            NodeValue::SoftBreak | NodeValue::LineBreak if starts => leaves.push(Leaf::LineEnd),
            NodeValue::Item(item) if item.list_type == ListType::Ordered => {
                count(&mut numbered, starts);
            }
            value if value.block() && starts => leaves.push(Leaf::Block(Block { numbered: numbered > 0, open_brackets: 0 })),
            _ => {}
        }
    }
    leaves
}

fn count(inside: &mut usize, starts: bool) {
    *inside = if starts { *inside + 1 } else { inside.saturating_sub(1) };
}

type Found = (Range<usize>, &'static Smiley);

fn find(node: Node<'_>, before: char, after: char, block: &mut Block) -> Vec<Found> {
    let data = node.data();
    let Some(text) = data.value.text() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut line = Line::new(text, before, after, *block);
    while let Some(at) = line.next_start() {
        if let Some((length, smiley)) = starting(&text[at..])
            && line.allows(at..at + length)
        {
            found.push((at..at + length, smiley));
            line.skip_to(at + length);
        }
    }
    *block = line.block;
    found
}

fn replace<'a>(arena: &'a Arena<'a>, node: Node<'a>, found: &[Found]) {
    let Some(text) = node.data().value.text().map(|text| text.to_string()) else {
        return;
    };
    let insert = |value: NodeValue| node.insert_before(arena.alloc(AstNode::from(value)));
    let mut copied = 0;
    for (place, smiley) in found {
        if place.start > copied {
            insert(NodeValue::Text(text[copied..place.start].to_owned().into()));
        }
        insert(NodeValue::Raw(drawing(smiley)));
        copied = place.end;
    }
    if copied < text.len() {
        insert(NodeValue::Text(text[copied..].to_owned().into()));
    }
    node.detach();
}

fn drawing(smiley: &Smiley) -> String {
    let Smiley { id, name, .. } = smiley;
    format!("<img class=\"smiley\" src=\"/smileys/{id}.svg\" alt=\"{name}\" width=\"20\" height=\"20\">")
}
