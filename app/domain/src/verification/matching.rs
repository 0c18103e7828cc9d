//! Whether a typed name is the name in the register. What is only nearly the same is left to staff.

use crate::verification::register_import::RegisterRow;
use deunicode::deunicode;

/// Words before a name that are no part of it.
const TITLES: [&str; 13] =
    ["dr", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "assoc", "associate"];
/// Parts of a surname that are no surname by themselves.
const PARTICLES: [&str; 34] = [
    "a", "abd", "abdel", "abdul", "abu", "al", "ap", "bin", "binti", "bint", "da", "dal", "de", "del", "della", "den", "der",
    "di", "do", "dos", "du", "el", "ibn", "la", "le", "mac", "mc", "o", "san", "st", "te", "ten", "van", "von",
];

/// Whether the name, as a person types it, is the one in the register.
pub(crate) fn same_person(typed: &str, row: &RegisterRow) -> bool {
    let known = Known::of(row);
    let plain = deunicode(typed);
    if let Some((surname, given)) = plain.split_once(',') {
        return known.is(&without_titles(words(given)), &without_titles(words(surname)), surname.contains('-'));
    }
    let name = without_titles(words(&plain));
    if known.given.is_empty() && known.others.is_empty() {
        return !name.is_empty() && joined(&name) == joined(&known.surname);
    }
    // Where given names end is not told, so every place may be it.
    (1..name.len()).any(|at| {
        let (given, surname) = name.split_at(at);
        known.is(given, surname, plain.contains('-'))
    })
}

/// The register's name in folded words.
struct Known {
    surname: Vec<String>,
    /// The surnames of a double one; empty where it is single or has particles.
    parts: Vec<String>,
    given: Vec<String>,
    others: Vec<String>,
    /// Each of the other names as a whole.
    other_names: Vec<String>,
}

impl Known {
    fn of(row: &RegisterRow) -> Self {
        let others = deunicode(&row.other_names);
        Self {
            surname: words(&row.surname),
            parts: parts(&row.surname),
            given: words(&row.given),
            other_names: others.split([',', ';', '/']).map(|name| joined(&words(name))).filter(|name| !name.is_empty()).collect(),
            others: words(&others),
        }
    }

    fn is(&self, given: &[String], surname: &[String], hyphen: bool) -> bool {
        if given.is_empty() || surname.is_empty() {
            return false;
        }
        let (by_given, by_other) = (self.called(given, &self.given, true), self.called(given, &self.others, false));
        let (current, former) = (self.surnamed(surname, hyphen), self.was_surnamed(surname));
        (current && (by_given || by_other)) || (former && by_given)
    }

    /// Whether this is the surname, one of a double one, or a double one made with it.
    fn surnamed(&self, typed: &[String], hyphen: bool) -> bool {
        let (mine, whole) = (joined(typed), joined(&self.surname));
        if whole.is_empty() {
            return false;
        }
        let particle = typed.iter().any(|word| PARTICLES.contains(&word.as_str()));
        let doubled = hyphen && !particle && typed.len() == 2 && typed.contains(&whole);
        mine == whole || self.parts.contains(&mine) || doubled
    }

    fn was_surnamed(&self, typed: &[String]) -> bool {
        let mine = joined(typed);
        let single = typed.len() == 1 && !PARTICLES.contains(&mine.as_str()) && mine.len() > 1;
        self.other_names.contains(&mine) || (single && self.others.contains(&mine))
    }

    /// Whether the first name is one of these, or the initial of the first; what follows must not contradict the register.
    fn called(&self, typed: &[String], names: &[String], initial: bool) -> bool {
        let Some((first, more)) = typed.split_first() else { return false };
        if initial && joined(typed) == joined(names) {
            return true;
        }
        let by_initial = initial && names.first().is_some_and(|name| alike(first, name));
        let by_name = first.len() > 1 && names.contains(first);
        let few = self.given.len() < 2 && self.others.is_empty();
        let fits =
            |word: &String| self.given.iter().chain(&self.others).any(|name| alike(word, name)) || self.surname.contains(word);
        (by_initial || by_name) && (few || more.iter().all(fits))
    }
}

/// The same word, or one of them only the initial of the other.
fn alike(one: &str, other: &str) -> bool {
    one == other || ((one.len() == 1 || other.len() == 1) && one.chars().next() == other.chars().next())
}

/// The surnames of which a double one is made.
fn parts(surname: &str) -> Vec<String> {
    let plain = deunicode(surname);
    let found: Vec<String> =
        if plain.contains('-') { plain.split('-').map(|part| joined(&words(part))).collect() } else { words(&plain) };
    let parted = found.iter().all(|part| part.len() > 1 && !PARTICLES.contains(&part.as_str()));
    if parted && found.len() > 1 { found } else { Vec::new() }
}

/// The words of a name: small letters without accents and apostrophes, Mac as Mc.
fn words(text: &str) -> Vec<String> {
    let plain: String = deunicode(text).to_lowercase().chars().filter(|c| !matches!(c, '\'' | '`' | '"')).collect();
    plain.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words as one, Mac as Mc.
fn joined(words: &[String]) -> String {
    let whole = words.concat();
    match whole.strip_prefix("mac") {
        Some(rest) if rest.len() > 2 => format!("mc{rest}"),
        _ => whole,
    }
}

fn without_titles(mut words: Vec<String>) -> Vec<String> {
    let titles = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
    // Somebody may be called so.
    let spare = words.len().saturating_sub(1);
    words.drain(..titles.min(spare));
    words
}

#[cfg(test)]
mod tests;
