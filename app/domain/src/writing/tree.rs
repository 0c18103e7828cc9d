//! Parsing Markdown within limits: no text may cost more than its length deserves.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::LazyLock;

use comrak::options::{Extension, Parse, Render};
use comrak::{Arena, Node, Options, ParseCancelled, try_parse_document};

use super::fence::Fence;

/// How many block quotes may stand inside each other.
pub const MAX_QUOTES: usize = 12;

/// The most a single text may cost, in questions of the parser: a million steps, and about as many nodes.
const MOST_ASKED: usize = 4096;

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| Options {
    extension: Extension {
        table: true,
        strikethrough: true,
        autolink: true,
        // Takes `~` apart from `~~`: one tilde stays a tilde, because "140~145" is a value and not a deletion.
        subscript: true,
        ..Extension::default()
    },
    parse: Parse {
        // A dashed line under a paragraph is a signature far more often than a heading.
        ignore_setext: true,
        // Keeps `\:)` apart from `:)`, so that a smiley can be refused.
        escaped_char_spans: true,
        ..Parse::default()
    },
    render: Render { hardbreaks: true, compact_html: true, ..Render::default() },
});

/// The dialect of Markdown everything here is written in.
pub fn options() -> &'static Options<'static> {
    &OPTIONS
}

/// Parses Markdown, and gives up on text made to be expensive.
pub fn parse<'a>(arena: &'a Arena<'a>, markdown: &str) -> Result<Node<'a>, ParseCancelled> {
    // The parser asks every 256 steps. A list of one-letter items takes six steps a character, and this gives eight.
    let allowance = Cell::new((64 + markdown.len() / 32).min(MOST_ASKED));
    let spent = || match allowance.get().checked_sub(1) {
        Some(left) => {
            allowance.set(left);
            false
        }
        None => true,
    };
    try_parse_document(arena, &tame(markdown), options(), &spent)
}

/// Escapes what would cost or change too much: the `>` after the first twelve of a line, since every quote is looked at
/// again on each later line, and two dashes under a paragraph, which begin a signature and not a table.
fn tame(markdown: &str) -> Cow<'_, str> {
    let mut tamed = String::new();
    let (mut copied, mut start) = (0, 0);
    let mut fence = Fence::default();
    for line in markdown.split_inclusive(['\n', '\r']) {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let dashes = (!fence.is_open() && is_short_rule(words)).then_some(line.len() - words.len());
        fence.read(words);
        if let Some(escaped) = excess_quote(line).or(dashes) {
            tamed.push_str(&markdown[copied..start + escaped]);
            tamed.push('\\');
            copied = start + escaped;
        }
        start += line.len();
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    tamed.push_str(&markdown[copied..]);
    Cow::Owned(tamed)
}

fn excess_quote(line: &str) -> Option<usize> {
    let may_nest = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9');
    let markers = line.bytes().take_while(may_nest).enumerate();
    let mut quotes = markers.filter(|(_, byte)| *byte == b'>').map(|(at, _)| at);
    quotes.nth(MAX_QUOTES)
}

fn is_short_rule(words: &str) -> bool {
    let rule = words.trim_end();
    let dashes = rule.bytes().filter(|byte| *byte == b'-').count();
    let plain = dashes == rule.len();
    dashes > 0 && rule.bytes().all(|byte| matches!(byte, b'-' | b':')) && !(plain && dashes > 2)
}
