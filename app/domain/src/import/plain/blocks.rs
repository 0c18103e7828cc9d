//! Paragraphs, fences and rules, and how they are written down.

use super::signature::is_rule;
use super::{attribution, columns, escape, flow, mask};

/// A piece of Markdown and how deep it is quoted.
#[derive(Debug)]
pub struct Block {
    depth: usize,
    kind: Kind,
    lines: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Lines that are Markdown already.
    Prose,
    /// Lines to be shown in columns, under this name.
    Fence(&'static str),
}

/// Adds the blocks of a stretch of lines quoted equally deep.
pub fn push(blocks: &mut Vec<Block>, depth: usize, lines: &[&str]) {
    let width = flow::width(lines);
    let paragraphs: Vec<&[&str]> = lines.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty()).collect();
    for paragraph in paragraphs {
        let said = push_attribution(blocks, depth, paragraph);
        push_paragraph(blocks, depth, &paragraph[said..], width);
    }
}

/// Adds lines that keep their columns.
pub fn push_fence(blocks: &mut Vec<Block>, depth: usize, name: &'static str, lines: &[&str]) {
    let from = lines.iter().position(|line| !line.trim().is_empty());
    let Some(from) = from else { return };
    let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(lines.len(), |at| at + 1);
    let lines = &lines[from..end];
    let indent = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start_matches(' ').len());
    let indent = indent.min().unwrap_or_default();
    let lines: Vec<String> = lines.iter().map(|line| mask::text(line.get(indent..).unwrap_or_default(), true)).collect();
    if let Some(last) = blocks.last_mut().filter(|last| last.depth == depth && name.is_empty() && last.kind == Kind::Fence(name))
    {
        last.lines.push(String::new());
        last.lines.extend(lines);
        return;
    }
    blocks.push(Block { depth, kind: Kind::Fence(name), lines });
}

fn push_prose(blocks: &mut Vec<Block>, depth: usize, lines: Vec<String>) {
    blocks.push(Block { depth, kind: Kind::Prose, lines });
}

/// Adds the line that says who is quoted, and answers how many lines it took.
fn push_attribution(blocks: &mut Vec<Block>, depth: usize, paragraph: &[&str]) -> usize {
    if !paragraph.iter().any(|line| attribution::is_likely(line)) {
        return 0;
    }
    for start in (0..paragraph.len()).rev() {
        let Some((length, shown)) = attribution::found(&paragraph[start..]) else {
            continue;
        };
        if start > 0 && start + length < paragraph.len() {
            continue;
        }
        push_paragraph(blocks, depth, &paragraph[..start], 0);
        push_prose(blocks, depth, vec![shown]);
        return start + length;
    }
    0
}

fn push_paragraph(blocks: &mut Vec<Block>, depth: usize, paragraph: &[&str], width: usize) {
    match paragraph {
        [] => {}
        [rule] if is_rule(rule, 5) => push_prose(blocks, depth, vec!["---".to_owned()]),
        lines if columns::matter(lines) => push_fence(blocks, depth, "", lines),
        lines if lines.iter().any(|line| is_rule(line, 5)) => push_ruled(blocks, depth, lines, width),
        lines => {
            for lines in flow::paragraphs(lines) {
                let flowed = flow::lines(lines, width);
                push_prose(blocks, depth, flowed.iter().map(|line| escape::line(line)).collect());
            }
        }
    }
}

/// A paragraph with a drawn line in it; one line above it is a title.
fn push_ruled(blocks: &mut Vec<Block>, depth: usize, lines: &[&str], width: usize) {
    let at = lines.iter().position(|line| is_rule(line, 5)).unwrap_or_default();
    let (above, below) = (&lines[..at], &lines[at + 1..]);
    match above {
        [title] if title.trim().chars().count() <= 75 => {
            push_prose(blocks, depth, vec![format!("**{}**", escape::line(title.trim()))]);
        }
        _ => {
            push_paragraph(blocks, depth, above, width);
            push_paragraph(blocks, depth, &lines[at..=at], width);
        }
    }
    push_paragraph(blocks, depth, below, width);
}

/// All blocks, one after the other.
pub fn written(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for block in blocks {
        if let Some(before) = before {
            text.push_str("> ".repeat(before.min(block.depth)).trim_end());
            text.push('\n');
        }
        write_block(&mut text, block);
        before = Some(block.depth);
    }
    text.truncate(text.trim_end().len());
    text
}

fn write_block(text: &mut String, block: &Block) {
    let prefix = "> ".repeat(block.depth);
    let mut push = |line: &str, end: &str| {
        text.push_str(format!("{prefix}{line}").trim_end());
        text.push_str(end);
    };
    let Kind::Fence(name) = block.kind else {
        for (at, line) in block.lines.iter().enumerate() {
            // A backslash makes the break visible, whatever follows.
            push(line, if at + 1 < block.lines.len() { "\\\n" } else { "\n" });
        }
        return;
    };
    let ticks = block.lines.iter().map(|line| longest_ticks(line)).max().unwrap_or_default();
    let fence = "`".repeat(3.max(ticks + 1));
    push(&format!("{fence}{name}"), "\n");
    for line in &block.lines {
        push(line, "\n");
    }
    push(&fence, "\n");
}

fn longest_ticks(line: &str) -> usize {
    line.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
