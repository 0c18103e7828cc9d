//! How well a post answers: from the post itself and its age, never from what others have written where the viewer does not see
//! it. Pure functions.

use super::wanted::Wanted;
use super::words::Word;
use std::collections::HashMap;

/// Words of a usual post.
const USUAL: f64 = 120.0;
/// After so many milliseconds half of what is new about a post is gone.
const HALF_LIFE: f64 = 2.0 * 365.0 * 86_400_000.0;

/// A place where something that is looked for stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Which of the things it is.
    pub(crate) thing: usize,
    /// From which word on, and how many.
    pub(crate) word: usize,
    pub(crate) many: usize,
    /// One word of several that belong together.
    part: Option<usize>,
}

/// A way to write a thing: which thing it is, which part of what belongs together, and the words.
type Way<'w> = (usize, Option<usize>, &'w [String]);

/// Finds the things that are looked for in a text.
pub(crate) struct Finder<'w> {
    /// By their first words.
    ways: HashMap<&'w str, Vec<Way<'w>>>,
    apart: Vec<usize>,
}

impl<'w> Finder<'w> {
    /// Looks for these.
    pub(crate) fn of(wanted: &'w [Wanted]) -> Self {
        let mut ways: HashMap<&str, Vec<Way<'_>>> = HashMap::new();
        for (thing, one) in wanted.iter().enumerate() {
            for way in &one.ways {
                if let Some(first) = way.first() {
                    ways.entry(first).or_default().push((thing, None, way.as_slice()));
                }
            }
            for (part, form) in one.apart.iter().enumerate().flat_map(|(part, forms)| forms.iter().map(move |form| (part, form)))
            {
                ways.entry(form).or_default().push((thing, Some(part), std::slice::from_ref(form)));
            }
        }
        Self { ways, apart: wanted.iter().map(|one| one.apart.len()).collect() }
    }

    /// Whether nothing is looked for.
    pub(crate) fn is_idle(&self) -> bool {
        self.apart.is_empty()
    }

    /// All places in their order; the longest way of writing a thing counts, and what belongs together counts when all of it is there.
    pub(crate) fn spots(&self, words: &[Word]) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::new();
        for word in 0..words.len() {
            let Some(ways) = self.ways.get(words[word].folded.as_str()) else { continue };
            for thing in 0..self.apart.len() {
                let mine = ways.iter().filter(|(of, ..)| *of == thing);
                let fits = |way: &[String]| {
                    way.iter().zip(&words[word..]).filter(|(one, other)| **one == other.folded).count() == way.len()
                };
                let best = mine.filter(|(.., way)| fits(way)).max_by_key(|(_, part, way)| (way.len(), part.is_none()));
                spots.extend(best.map(|(_, part, way)| Spot { thing, word, many: way.len(), part: *part }));
            }
        }
        self.only_whole(spots)
    }

    fn only_whole(&self, spots: Vec<Spot>) -> Vec<Spot> {
        let whole = |thing: usize| {
            let mine = || spots.iter().filter(move |spot| spot.thing == thing);
            mine().any(|spot| spot.part.is_none())
                || (0..self.apart[thing]).all(|part| mine().any(|spot| spot.part == Some(part)))
        };
        let whole: Vec<bool> = (0..self.apart.len()).map(whole).collect();
        spots.iter().filter(|spot| spot.part.is_none() || whole[spot.thing]).copied().collect()
    }
}

/// What is known of a post when it is ranked.
pub(crate) struct Seen<'p> {
    pub(crate) title: &'p [Word],
    pub(crate) in_title: &'p [Spot],
    pub(crate) words: usize,
    pub(crate) in_words: &'p [Spot],
    /// The first post of its thread.
    pub(crate) first: bool,
    /// Milliseconds since it was written.
    pub(crate) age: i64,
}

/// How well a post answers; each thing has a weight, the rare ones a higher one.
pub(crate) fn score(seen: &Seen<'_>, weights: &[f64]) -> f64 {
    let (mut sum, mut found, mut things) = (0.0, 0.0, 0);
    let length = 0.4 + 0.6 * count(seen.words) / USUAL;
    let all: f64 = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    for (thing, weight) in weights.iter().enumerate() {
        let often = count(seen.in_words.iter().filter(|spot| spot.thing == thing).count());
        let titled = seen.in_title.iter().any(|spot| spot.thing == thing);
        if often == 0.0 && !titled {
            continue;
        }
        sum += weight * 2.2 * often / (often + 1.2 * length);
        sum += if titled { weight * if seen.first { 2.4 } else { 1.6 } } else { 0.0 };
        (found, things) = (found + weight, things + 1);
    }
    let mean = found / count(things).max(1.0);
    sum += mean * (closeness(seen.in_words, things) + 1.5 * coverage(seen));
    let part = found / all;
    sum * part * part * (1.0 + 0.3 * 2_f64.powf(-count_age(seen.age) / HALF_LIFE))
}

/// What part of the title is what was asked for.
fn coverage(seen: &Seen<'_>) -> f64 {
    let telling = seen.title.iter().filter(|word| !super::query::SMALL.contains(&word.folded.as_str())).count();
    let mut hit: Vec<usize> = seen.in_title.iter().flat_map(|spot| spot.word..spot.word + spot.many).collect();
    hit.sort_unstable();
    hit.dedup();
    if telling == 0 { 0.0 } else { (count(hit.len()) / count(telling)).min(1.0) }
}

/// Near 2 when all that was found stands together, near 0 when it is far apart.
fn closeness(spots: &[Spot], things: usize) -> f64 {
    if things < 2 {
        return 0.0;
    }
    let (mut from, mut seen, mut nearest) = (0, HashMap::<usize, usize>::new(), usize::MAX);
    for (at, spot) in spots.iter().enumerate() {
        *seen.entry(spot.thing).or_default() += 1;
        while seen.len() >= 2 && seen.get(&spots[from].thing).is_some_and(|many| *many > 1) {
            seen.entry(spots[from].thing).and_modify(|many| *many -= 1);
            from += 1;
        }
        if seen.len() >= things.min(4) {
            nearest = nearest.min(spots[at].word + spots[at].many - spots[from].word);
        }
    }
    if nearest == usize::MAX { 0.0 } else { 2.0 / (1.0 + count(nearest.saturating_sub(things)) / 6.0) }
}

#[expect(clippy::cast_precision_loss, reason = "words of one text")]
fn count(many: usize) -> f64 {
    many as f64
}

#[expect(clippy::cast_precision_loss, reason = "a rough age")]
fn count_age(age: i64) -> f64 {
    age.max(0) as f64
}

/// How much a thing weighs that stands in so many of so many posts.
pub(crate) fn weight(of: usize, all: usize) -> f64 {
    (1.0 + (count(all) + 1.0) / (count(of) + 1.0)).ln()
}

#[cfg(test)]
mod tests {
    use super::{Finder, Seen, score, weight};
    use crate::search::query::query;
    use crate::search::synonyms::Synonyms;
    use crate::search::wanted::wanted;
    use crate::search::words::words;

    fn scored(typed: &str, title: &str, text: &str, first: bool, age: i64) -> f64 {
        let wanted = wanted(&query(typed), &Synonyms::default());
        let finder = Finder::of(&wanted);
        let (title, words) = (words(title), words(text));
        let (in_title, in_words) = (finder.spots(&title), finder.spots(&words));
        let seen = Seen { title: &title, in_title: &in_title, words: words.len(), in_words: &in_words, first, age };
        score(&seen, &vec![1.0; wanted.len()])
    }

    #[test]
    fn a_title_says_more_than_a_text() {
        assert!(scored("gout", "Gout", "A question", true, 0) > scored("gout", "A question", "Gout", true, 0));
    }

    #[test]
    fn what_stands_together_says_more_than_what_stands_apart() {
        let apart = format!("chest {} pain", "and ".repeat(40));
        let together = format!("{} chest pain", "and ".repeat(40));
        assert!(scored("chest pain", "", &together, false, 0) > scored("chest pain", "", &apart, false, 0));
    }

    #[test]
    fn more_of_what_was_asked_says_more() {
        assert!(scored("chest pain", "", "chest pain", false, 0) > scored("chest pain", "", "chest chest chest", false, 0));
    }

    #[test]
    fn of_two_alike_the_newer_one_comes_first() {
        assert!(scored("gout", "", "gout", false, 0) > scored("gout", "", "gout", false, 86_400_000 * 365));
    }

    #[test]
    fn rare_words_weigh_more() {
        assert!(weight(3, 1000) > weight(300, 1000) && weight(1000, 1000) > 0.0);
    }
}
