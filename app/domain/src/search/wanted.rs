//! What a question looks for, word by word: each with its other forms and with what means the same.

use super::inflect::forms;
use super::query::{Query, SMALL, Term};
use super::synonyms::Synonyms;

/// Ways to write one word or phrase that are looked for.
const MOST_WAYS: usize = 48;

/// One thing that is looked for, in any of its ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Phrases, each of one word or more; the one that was typed comes first.
    pub(crate) ways: Vec<Vec<String>>,
    /// Forms of each word, for words that mean something together and were not typed as a phrase.
    pub(crate) apart: Vec<Vec<String>>,
    pub(crate) exact: bool,
}

/// What is to be found. The small words of a question are left out, unless there are no others.
pub(crate) fn wanted(query: &Query, synonyms: &Synonyms) -> Vec<Wanted> {
    let (mut all, mut rest) = (Vec::new(), query.with.as_slice());
    while let Some(first) = rest.first() {
        let many = together(rest, synonyms);
        let small = many == 1 && !first.exact && first.words.iter().all(|word| SMALL.contains(&word.as_str()));
        all.push((small, of_terms(&rest[..many], synonyms)));
        rest = &rest[many..];
    }
    if all.iter().any(|(small, _)| !small) {
        all.retain(|(small, _)| !small);
    }
    all.into_iter().map(|(_, wanted)| wanted).collect()
}

/// How many terms, from the first on, are one phrase of the list.
fn together(terms: &[Term], synonyms: &Synonyms) -> usize {
    let loose = terms.iter().take_while(|term| !term.exact).count();
    let words: Vec<String> = terms[..loose].iter().flat_map(|term| term.words.iter().cloned()).take(8).collect();
    if words.is_empty() {
        return 1;
    }
    let (long, mut seen) = (synonyms.phrase_at(&words), 0);
    for (term, many) in terms[..loose].iter().zip(1..) {
        seen += term.words.len();
        if seen == long {
            return many;
        }
    }
    1
}

fn of_terms(terms: &[Term], synonyms: &Synonyms) -> Wanted {
    let words: Vec<String> = terms.iter().flat_map(|term| term.words.iter().cloned()).collect();
    if terms.iter().any(|term| term.exact) {
        return Wanted { ways: vec![words], apart: Vec::new(), exact: true };
    }
    let mut ways = Vec::new();
    add_forms(&mut ways, &words);
    if words.len() > 1 {
        add(&mut ways, vec![words.concat()]);
    }
    // Of a word in another form, such as a plural, the list knows the plain one.
    let known = forms(words.last().map_or("", String::as_str)).into_iter().map(|last| {
        let mut phrase = words.clone();
        phrase.pop();
        phrase.push(last);
        phrase
    });
    for same in known.flat_map(|phrase| synonyms.of_phrase(&phrase)) {
        add_forms(&mut ways, &same);
    }
    ways.truncate(MOST_WAYS);
    let apart = if terms.len() > 1 { words.iter().map(|word| forms(word)).collect() } else { Vec::new() };
    Wanted { ways, apart, exact: false }
}

/// The phrase with the forms of its last word.
fn add_forms(ways: &mut Vec<Vec<String>>, phrase: &[String]) {
    let Some((last, before)) = phrase.split_last() else { return };
    for form in forms(last) {
        add(ways, before.iter().cloned().chain([form]).collect());
    }
}

fn add(ways: &mut Vec<Vec<String>>, way: Vec<String>) {
    if !ways.contains(&way) {
        ways.push(way);
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, wanted};
    use crate::search::query::query;
    use crate::search::synonyms::Synonyms;

    fn of(typed: &str) -> Vec<Wanted> {
        let list = ["MI; myocardial infarction; heart attack", "epistaxis; nosebleed", "loss of consciousness; blackout"];
        wanted(&query(typed), &Synonyms::of(list.iter().map(|line| (*line).to_owned())))
    }

    fn ways(wanted: &Wanted) -> Vec<String> {
        wanted.ways.iter().map(|way| way.join(" ")).collect()
    }

    #[test]
    fn a_word_brings_its_forms_and_what_means_the_same() {
        let all = of("nosebleeds in MI");
        assert_eq!(all.len(), 2);
        assert!(ways(&all[0]).contains(&"epistaxis".to_owned()) && ways(&all[0]).contains(&"nosebleed".to_owned()));
        assert!(ways(&all[1]).contains(&"heart attacks".to_owned()));
    }

    #[test]
    fn a_phrase_of_the_list_is_known_without_marks() {
        let all = of("after a heart attack");
        assert_eq!(all.len(), 1);
        assert!(ways(&all[0]).contains(&"mi".to_owned()) && all[0].apart.len() == 2);
        assert!(ways(&of("loss of consciousness")[0]).contains(&"blackout".to_owned()));
    }

    #[test]
    fn what_stands_in_marks_is_taken_as_it_stands() {
        assert_eq!(
            of("\"heart attack\""),
            [Wanted { ways: vec![vec!["heart".into(), "attack".into()]], apart: vec![], exact: true }]
        );
    }

    #[test]
    fn small_words_are_looked_for_when_there_are_no_others() {
        assert_eq!(of("what is it").len(), 3);
        assert_eq!(of("what is sciatica").len(), 1);
    }
}
