//! Where the characters of a smiley are a smiley. In doubt they are not: `8)` may be a reference, `:3` a ratio.

use std::ops::Range;

/// Words after which `8)` is a number or a letter with a bracket.
const LABELS: &str = "age aged and appendix bed box case chapter class day dose eqn fig figure for grade group hepatitis \
    item level line month note number option page part phase point question ref reference room section \
    see stage step table than then type version vitamin vol volume ward was week year";

/// Emoticons that would change what clinical text says: comparisons, ratios, initials.
pub fn reads_as_text(emoticon: &str) -> bool {
    let mut bytes = emoticon.bytes();
    let first = bytes.next().unwrap_or_default();
    let later_digit = bytes.any(|byte| byte.is_ascii_digit());
    let only_letters = !emoticon.bytes().any(|byte| byte.is_ascii_punctuation());
    let short_initial = first.is_ascii_alphabetic() && emoticon.len() < 3;
    later_digit || only_letters || short_initial || (first.is_ascii_digit() && first != b'8')
}

/// What a line has to know about the block it stands in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Block {
    /// Whether it is an item of a numbered list.
    pub numbered: bool,
    /// How many `(` have not been closed yet.
    pub open_brackets: usize,
}

/// One run of text between two line ends, read from left to right.
pub struct Line<'t> {
    /// The block, as far as it has been read.
    pub block: Block,
    text: &'t str,
    before: char,
    after: char,
    at: usize,
    previous: char,
    enumerates: Option<bool>,
}

impl<'t> Line<'t> {
    /// Starts reading `text`, which stands between the characters `before` and `after`.
    pub fn new(text: &'t str, before: char, after: char, block: Block) -> Self {
        Self { block, text, before, after, at: 0, previous: before, enumerates: None }
    }

    /// The next place after white space, where a smiley may start.
    pub fn next_start(&mut self) -> Option<usize> {
        while let Some(c) = self.text[self.at..].chars().next() {
            let (here, previous) = (self.at, self.previous);
            self.at += c.len_utf8();
            self.previous = c;
            match c {
                '(' => self.block.open_brackets += 1,
                ')' => self.block.open_brackets = self.block.open_brackets.saturating_sub(1),
                _ => {}
            }
            if previous.is_whitespace() && !c.is_whitespace() {
                return Some(here);
            }
        }
        None
    }

    /// Goes on after a smiley that was found.
    pub fn skip_to(&mut self, end: usize) {
        self.previous = self.text[..end].chars().next_back().unwrap_or(self.before);
        self.at = end;
    }

    /// Says whether what stands at `place` is free to be a smiley.
    pub fn allows(&mut self, place: Range<usize>) -> bool {
        let rest = &self.text[place.end..];
        if self.text[place.clone()].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return self.stands_alone(place.start, rest);
        }
        let end = rest.trim_start_matches(closes);
        let next = end.chars().next().unwrap_or(self.after);
        next.is_whitespace() || (end.is_empty() && closes(next))
    }

    /// `8)` and its like begin as numbers and letters do, so everything that speaks for one of those refuses them.
    fn stands_alone(&mut self, start: usize, rest: &str) -> bool {
        let text = self.text;
        let earlier = text[..start].trim_end();
        let next = rest.chars().next().unwrap_or(self.after);
        let introduced = earlier.ends_with(|c: char| c.is_numeric() || !(c.is_alphanumeric() || ".!?)".contains(c)));
        next.is_whitespace()
            && self.block.open_brackets == 0
            && !self.block.numbered
            && !earlier.is_empty()
            && !introduced
            && !ends_with_label(earlier)
            && !*self.enumerates.get_or_insert_with(|| is_enumeration(text))
    }
}

fn closes(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '…')
}

fn ends_with_label(earlier: &str) -> bool {
    let end = earlier.trim_end_matches('.');
    let start = end.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + end[at..].chars().next().map_or(0, char::len_utf8));
    let word = &end[start..];
    // `Hb 8)`, `CRP 8)`: abbreviations come with values.
    let is_abbreviation = matches!(word.chars().count(), 1 | 2) || word.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
    is_abbreviation || LABELS.split(' ').any(|label| word.eq_ignore_ascii_case(label))
}

/// `7) aspirin 8) heparin`: two numbers or single letters with brackets make a list.
fn is_enumeration(text: &str) -> bool {
    let is_marker = |word: &&str| {
        let label = word.trim_start_matches('(').split_once(')').map(|(label, _)| label);
        label.is_some_and(|label| {
            let number = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
            number || (label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic()))
        })
    };
    text.split_whitespace().filter(is_marker).nth(1).is_some()
}
