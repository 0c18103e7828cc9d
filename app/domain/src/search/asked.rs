//! A question as the index reads it (FTS5's query language; libraries.md, trap 8). Every word is quoted, and none holds anything
//! but letters and digits, so that whatever was typed is looked for and never obeyed.

use super::facets;
use super::query::Term;
use super::wanted::Wanted;

/// Any of these ways to write a thing.
pub(crate) fn thing(wanted: &Wanted) -> String {
    let mut ways: Vec<String> = wanted.ways.iter().map(|way| quoted(way)).collect();
    if !wanted.apart.is_empty() {
        let apart: Vec<String> =
            wanted.apart.iter().map(|forms| any(forms.iter().map(|form| quoted(std::slice::from_ref(form))))).collect();
        ways.push(format!("({})", apart.join(" AND ")));
    }
    any(ways.into_iter())
}

/// Any of these ways to write a thing, in the title.
pub(crate) fn title(wanted: &Wanted) -> String {
    let apart = wanted.apart.iter().flatten().map(std::slice::from_ref);
    let ways = wanted.ways.iter().map(Vec::as_slice).chain(apart);
    let titled = ways.map(|way| quoted(&way.iter().map(|word| facets::titled(word)).collect::<Vec<_>>()));
    format!("facets : {}", any(titled))
}

/// All of these among titles and texts.
pub(crate) fn words(things: &[String]) -> String {
    format!("{{title words}} : ({})", things.join(" AND "))
}

/// What may not stand in a post.
pub(crate) fn without(terms: &[Term]) -> Option<String> {
    let terms = terms.iter().map(|term| quoted(&term.words));
    let any = any(terms);
    (any != "()").then(|| format!("{{title words}} : {any}"))
}

/// Everything that is asked, put together: words, facets, and what is left out.
pub(crate) fn question(words: Option<&str>, facets: &str, without: Option<&str>) -> String {
    let asked = match words {
        Some(words) => format!("({words}) AND (facets : ({facets}))"),
        None => format!("facets : ({facets})"),
    };
    match without {
        Some(without) => format!("({asked}) NOT ({without})"),
        None => asked,
    }
}

/// Any of these.
pub(crate) fn any(ways: impl Iterator<Item = String>) -> String {
    format!("({})", ways.collect::<Vec<_>>().join(" OR "))
}

/// A phrase in quotes.
pub(crate) fn quoted(words: &[String]) -> String {
    format!("\"{}\"", words.join(" ").replace('"', ""))
}
