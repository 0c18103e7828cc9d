//! Searching texts that do not lie in the database, such as the help.

use super::query::query;
use super::rank::{Finder, Seen, score};
use super::snippet::{marked, snippet};
use super::synonyms::Synonyms;
use super::wanted::wanted;
use super::words::words;
use types::search::Part;

/// A passage that is searched: what it is called, and what it says.
pub struct Passage {
    pub address: String,
    pub title: String,
    pub text: String,
}

/// A passage that was found.
pub struct FoundPassage<'p> {
    pub address: &'p str,
    pub title: Vec<Part>,
    pub snippet: Vec<Part>,
}

/// The passages that hold everything that was typed, the best first.
pub fn passages<'p>(typed: &str, all: &'p [Passage], most: usize) -> Vec<FoundPassage<'p>> {
    let (query, none) = (query(typed), Synonyms::default());
    let wanted = wanted(&query, &none);
    let finder = Finder::of(&wanted);
    let weights = vec![1.0; wanted.len()];
    let mut found: Vec<(f64, FoundPassage<'p>)> = Vec::new();
    for passage in all {
        let (title, body) = (words(&passage.title), words(&passage.text));
        let (in_title, in_words) = (finder.spots(&title), finder.spots(&body));
        let has = |thing: usize| in_title.iter().chain(&in_words).any(|spot| spot.thing == thing);
        let unwanted = |term: &super::query::Term| {
            body.windows(term.words.len().max(1)).any(|some| some.iter().map(|word| &word.folded).eq(&term.words))
        };
        if wanted.is_empty() || !(0..wanted.len()).all(has) || query.without.iter().any(unwanted) {
            continue;
        }
        let seen = Seen { title: &title, in_title: &in_title, words: body.len(), in_words: &in_words, first: true, age: 0 };
        let (title, snippet) = (marked(&passage.title, &title, &in_title), snippet(&passage.text, &body, &in_words));
        found.push((score(&seen, &weights), FoundPassage { address: &passage.address, title, snippet }));
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    found.into_iter().take(most).map(|(_, passage)| passage).collect()
}
