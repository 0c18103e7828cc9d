//! Help that answers a search.

use crate::help::texts;
use crate::search::results::parts;
use domain::search::passages::{Passage, passages};
use domain::writing::plain::plain;
use leptos::prelude::*;
use std::sync::LazyLock;

/// Passages shown.
const MOST: usize = 3;

/// The help, section by section.
static SECTIONS: LazyLock<Vec<Passage>> = LazyLock::new(|| texts::all().into_iter().flat_map(sections).collect());

fn sections(text: &'static texts::Text) -> Vec<Passage> {
    let article = &text.article;
    let mut pieces = article.html.split("<h2 id=\"");
    let first = pieces.next().unwrap_or_default();
    let opening = Passage { address: text.address.to_owned(), title: article.title.clone(), text: plain(first, usize::MAX) };
    let sections = pieces.filter_map(|piece| {
        let (id, rest) = piece.split_once('"')?;
        let (title, body) = rest.split_once('>')?.1.split_once("</h2>")?;
        let (title, text_of) = (plain(title, usize::MAX), plain(body, usize::MAX));
        Some(Passage { address: format!("{}#{id}", text.address), title: format!("{title} ({})", article.title), text: text_of })
    });
    std::iter::once(opening).chain(sections).collect()
}

/// Sections of the help that hold all that was typed.
pub fn help_hits(typed: &str) -> AnyView {
    let found = passages(typed, &SECTIONS, MOST);
    if found.is_empty() {
        return ().into_any();
    }
    let rows = found
        .into_iter()
        .map(|one| {
            let address = one.address.to_owned();
            view! { <li><h3><a href=address>{parts(one.title)}</a></h3><p class="snippet">{parts(one.snippet)}</p></li> }
        })
        .collect_view();
    view! {
        <section class="section help-hits" aria-labelledby="from-help">
            <div class="section-head"><h2 id="from-help">"From the help"</h2></div>
            <ul class="hits">{rows}</ul>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::SECTIONS;

    #[test]
    fn the_help_is_searched_by_section() {
        assert!(SECTIONS.len() > 30, "only {} sections", SECTIONS.len());
        assert!(SECTIONS.iter().any(|section| section.address.starts_with("/help/confidentiality#")));
    }
}
