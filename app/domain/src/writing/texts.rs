//! The running text of a tree: outside code, links and what has been escaped.

use comrak::Node;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::NodeValue;

/// A run of text.
pub struct Text<'a> {
    /// Where it stands.
    pub node: Node<'a>,
    /// The character before it.
    pub before: char,
    /// Whether it is quoted.
    pub quoted: bool,
}

/// All running text, in the order of reading.
pub fn all(root: Node<'_>) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    let (mut untouchable, mut quotes) = (0_usize, 0_usize);
    for edge in root.traverse() {
        let (NodeEdge::Start(node) | NodeEdge::End(node)) = edge;
        let starts = matches!(edge, NodeEdge::Start(_));
        let depth = match &node.data().value {
            NodeValue::Link(_) | NodeValue::Image(_) | NodeValue::Escaped => &mut untouchable,
            NodeValue::BlockQuote => &mut quotes,
            NodeValue::Text(_) if starts && untouchable == 0 => {
                texts.push(Text { node, before: before(node), quoted: quotes > 0 });
                continue;
            }
            _ => continue,
        };
        *depth = if starts { *depth + 1 } else { depth.saturating_sub(1) };
    }
    texts
}

/// Running text in the writer's own words.
pub fn outside_quotes(root: Node<'_>) -> Vec<Text<'_>> {
    all(root).into_iter().filter(|text| !text.quoted).collect()
}

fn before(node: Node<'_>) -> char {
    let Some(previous) = node.previous_sibling() else { return ' ' };
    match &previous.data().value {
        NodeValue::Text(text) => text.chars().next_back().unwrap_or(' '),
        NodeValue::Escaped | NodeValue::Code(_) => 'x',
        _ => ' ',
    }
}
