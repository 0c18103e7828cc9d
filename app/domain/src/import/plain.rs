//! Typed text of mail and news becomes Markdown.

mod attribution;
mod blocks;
mod columns;
mod escape;
mod flow;
pub mod lines;
pub mod mask;
mod quotes;
mod signature;

use blocks::Block;
use quotes::Quoted;

/// What is shown for a message without a word in it.
const NO_TEXT: &str = "*(This message came without any text.)*";

/// The text as Markdown that shows what its author typed; no address and no message id is left in it.
pub fn to_markdown(text: &str) -> String {
    let lines = lines::without_armour(&lines::cleaned(text));
    let lines = quotes::parsed(&lines);
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = section_end(&lines, at);
        section(&lines[at..end], lines.get(end), &mut blocks);
        at = end;
    }
    let written = blocks::written(&blocks);
    if written.is_empty() { NO_TEXT.to_owned() } else { written }
}

/// Lines quoted equally deep belong together.
fn section_end(lines: &[Quoted<'_>], at: usize) -> usize {
    let depth = lines[at].depth;
    lines[at..].iter().position(|line| line.depth != depth).map_or(lines.len(), |length| at + length)
}

fn section(lines: &[Quoted<'_>], next: Option<&Quoted<'_>>, blocks: &mut Vec<Block>) {
    let Some(depth) = lines.first().map(|line| line.depth) else {
        return;
    };
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let last = next.is_none() && depth == 0;
    let signed = signature::start(&texts, last).unwrap_or(texts.len());
    let (said, signature) = texts.split_at(signed);
    blocks::push(blocks, depth, said);
    let dashes = signature.first().is_some_and(|line| matches!(line.trim_end(), "--" | "---"));
    blocks::push_fence(blocks, depth, "signature", &signature[usize::from(dashes)..]);
}
