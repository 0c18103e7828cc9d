//! Mentions: `@screen-name`. Between the words of a name any of its joining marks may stand, a space too; of several names
//! that fit the longest is meant.

use super::texts;
use crate::members::names::name_key;
use comrak::Arena;
use std::collections::HashMap;
use types::text::NAME_MOST;

/// How many mentions of one text are looked at.
pub const MOST: usize = 20;

/// Screen names that exist, by their folded form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// Knows these screen names.
    pub fn of(names: impl IntoIterator<Item = String>) -> Self {
        Self(names.into_iter().map(|name| (name_key(&name), name)).collect())
    }

    /// Whether it knows nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of them that these mentions mean.
    pub fn meant_in(&self, mentions: &[Vec<String>]) -> Self {
        Self::of(mentions.iter().filter_map(|candidates| self.meant(candidates)).map(str::to_owned))
    }

    /// Whether this name is among them.
    pub fn holds(&self, name: &str) -> bool {
        self.0.values().any(|known| known == name)
    }

    /// The name that was meant, of what may have been: the first that exists with the same words.
    pub fn meant<'n>(&'n self, candidates: &[String]) -> Option<&'n str> {
        candidates.iter().find_map(|written| self.fitting(written))
    }

    fn fitting(&self, written: &str) -> Option<&str> {
        let name = self.0.get(&name_key(written))?;
        // `@Sam a` must not mean Sama.
        words(written).eq(words(name)).then_some(name.as_str())
    }
}

/// What each mention of a text may mean, the longest first, outside code, links and quotations.
pub fn candidates(markdown: &str) -> Vec<Vec<String>> {
    if !markdown.contains('@') {
        return Vec::new();
    }
    let arena = Arena::new();
    let Ok(root) = super::tree::parse(&arena, markdown) else { return Vec::new() };
    let mut found = Vec::new();
    for text in texts::outside_quotes(root) {
        let data = text.node.data();
        let words = data.value.text().map_or("", AsRef::as_ref);
        for at in starts(words, text.before) {
            let rest = &words[at + 1..];
            found.push(ends(rest).into_iter().rev().map(|end| rest[..end].to_owned()).collect());
        }
    }
    found.retain(|candidates: &Vec<String>| !candidates.is_empty());
    found.truncate(MOST);
    found
}

/// The folded names that a text may mention, each once.
pub fn names(markdown: &str) -> Vec<String> {
    folded(&candidates(markdown))
}

/// These names, folded, each once.
pub fn folded(candidates: &[Vec<String>]) -> Vec<String> {
    let mut keys: Vec<String> = candidates.iter().flatten().map(|written| name_key(written)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The mention that begins at `at`: its length, and the name that is meant.
pub fn starting<'n>(text: &str, at: usize, before: char, names: &'n Names) -> Option<(usize, &'n str)> {
    let rest = text[at..].strip_prefix('@')?;
    if joins_before(before) {
        return None;
    }
    let fits = |end: usize| names.fitting(&rest[..end]).map(|name| (1 + end, name));
    ends(rest).into_iter().rev().find_map(fits)
}

/// Where a member's page is.
pub fn page(name: &str) -> String {
    let mut url = "/members/".to_owned();
    for byte in name.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

fn starts(text: &str, before: char) -> Vec<usize> {
    let free = |at: &usize| !joins_before(text[..*at].chars().next_back().unwrap_or(before));
    text.match_indices('@').map(|(at, _)| at).filter(free).take(MOST).collect()
}

/// Where a name that begins here may end, the shortest first.
fn ends(rest: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut in_word = false;
    for (count, (at, c)) in rest.char_indices().enumerate() {
        match (is_letter(c), in_word) {
            (true, _) if count < NAME_MOST => in_word = true,
            (false, true) => {
                ends.push(at);
                in_word = false;
                if !is_join(c) {
                    return ends;
                }
            }
            _ => return ends,
        }
    }
    if in_word {
        ends.push(rest.len());
    }
    ends
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(is_join).map(name_key)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || (('\u{c0}'..='\u{24f}').contains(&c) && c.is_alphabetic())
}

fn is_join(c: char) -> bool {
    matches!(c, ' ' | '.' | '-' | '_' | '\'' | '’')
}

fn joins_before(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, '@' | '/' | '.' | '-' | '_' | '+' | '%' | '=' | '&' | '#')
}
