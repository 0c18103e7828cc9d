//! The piece of a post that shows why it was found.

use super::rank::Spot;
use super::words::Word;
use types::search::Part;

/// Words of a piece.
const MOST_WORDS: usize = 36;
/// Words before the first one that was looked for.
const BEFORE: usize = 8;

/// The text with all that was found marked.
pub(crate) fn marked(text: &str, words: &[Word], spots: &[Spot]) -> Vec<Part> {
    piece(text, words, spots, 0, words.len())
}

/// The best piece of a text.
pub(crate) fn snippet(text: &str, words: &[Word], spots: &[Spot]) -> Vec<Part> {
    let from = best_start(spots).saturating_sub(BEFORE).min(words.len().saturating_sub(MOST_WORDS));
    piece(text, words, spots, from, (from + MOST_WORDS).min(words.len()))
}

/// From where most different things stand within one piece.
fn best_start(spots: &[Spot]) -> usize {
    let within = |from: usize| {
        // They stand in the order of the text; a word may come ten thousand times, and not all of them are looked at each time.
        let first = spots.partition_point(|spot| spot.word < from);
        let near = spots[first..].iter().take_while(|spot| spot.word < from + MOST_WORDS - BEFORE);
        let mut things: Vec<usize> = near.clone().map(|spot| spot.thing).collect();
        things.sort_unstable();
        things.dedup();
        (things.len(), near.count().min(6))
    };
    let starts = spots.iter().take(300).map(|spot| spot.word);
    starts.rev().max_by_key(|from| within(*from)).unwrap_or(0)
}

fn piece(text: &str, words: &[Word], spots: &[Spot], from: usize, until: usize) -> Vec<Part> {
    let (Some(first), Some(last)) = (words.get(from), words.get(..until).and_then(<[Word]>::last)) else {
        return vec![Part { text: cut(text), marked: false }];
    };
    let begin = if from == 0 { 0 } else { first.from };
    let end = if until == words.len() { text.len() } else { last.until };
    let mut parts = Parts { text, at: begin, parts: Vec::new() };
    if begin > 0 {
        parts.parts.push(Part { text: "… ".to_owned(), marked: false });
    }
    for spot in spots.iter().filter(|spot| (from..until).contains(&spot.word)) {
        let (begin, end) = (words[spot.word].from, words[(spot.word + spot.many).min(until) - 1].until);
        parts.mark(begin, end);
    }
    parts.plain_until(end);
    if end < text.len() {
        parts.parts.push(Part { text: " …".to_owned(), marked: false });
    }
    parts.parts
}

/// A text of no words, such as a row of signs.
fn cut(text: &str) -> String {
    text.chars().take(120).collect()
}

struct Parts<'t> {
    text: &'t str,
    at: usize,
    parts: Vec<Part>,
}

impl Parts<'_> {
    fn mark(&mut self, from: usize, until: usize) {
        if until <= self.at {
            return;
        }
        let from = from.max(self.at);
        self.plain_until(from);
        self.push(from, until, true);
    }

    fn plain_until(&mut self, until: usize) {
        self.push(self.at, until, false);
    }

    fn push(&mut self, from: usize, until: usize, marked: bool) {
        if let Some(text) = self.text.get(from..until).filter(|text| !text.is_empty()) {
            self.parts.push(Part { text: text.to_owned(), marked });
        }
        self.at = self.at.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::{marked, snippet};
    use crate::search::query::query;
    use crate::search::rank::Finder;
    use crate::search::synonyms::Synonyms;
    use crate::search::wanted::wanted;
    use crate::search::words::words;
    use types::search::Part;

    fn told(parts: Vec<Part>) -> String {
        parts.into_iter().map(|part| if part.marked { format!("[{}]", part.text) } else { part.text }).collect()
    }

    #[test]
    fn the_words_are_marked_as_they_were_written() {
        let wanted = wanted(&query("meniere “the ear”"), &Synonyms::default());
        let text = "Ménière’s disease, of the ear.";
        let words = words(text);
        assert_eq!(told(marked(text, &words, &Finder::of(&wanted).spots(&words))), "[Ménière]’s disease, of [the ear].");
    }

    #[test]
    fn a_long_text_is_cut_around_what_was_found() {
        let wanted = wanted(&query("gout"), &Synonyms::default());
        let text = format!("{}a case of <gout> here {}", "before ".repeat(60), "after ".repeat(60));
        let words = words(&text);
        let told = told(snippet(&text, &words, &Finder::of(&wanted).spots(&words)));
        assert!(told.starts_with("… ") && told.ends_with(" …") && told.contains("<[gout]> here") && told.len() < 350, "{told}");
    }
}
