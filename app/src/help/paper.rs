//! A help text as a page: tabs to its neighbours, contents, sections.

use crate::help::texts::Text;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::writing::article::{Article, Heading};
use leptos::prelude::*;

/// Pages that stand side by side: a name for the row, then addresses and words.
pub type Neighbours = (&'static str, &'static [(&'static str, &'static str)]);

/// The pages of the help.
pub const HELP: Neighbours = (
    "Help",
    &[
        ("/help", "Questions"),
        ("/help/confidentiality", "Confidentiality"),
        ("/help/registration", "Registering"),
        ("/help/glossary", "Glossary"),
        ("/help/icons", "Icons"),
        ("/help/keyboard", "Keyboard"),
        ("/help/browsers", "Browsers"),
    ],
);

/// What the site promises, and asks for.
pub const PAPERS: Neighbours =
    ("About doc2doc", &[("/about", "About"), ("/conduct", "Code of conduct"), ("/terms", "Terms"), ("/privacy", "Privacy")]);

/// From this many sections on, a page has a list of its contents.
const LONG: usize = 4;

/// The page of a text.
pub async fn paper(ask: &Ask, text: &'static Text, neighbours: Neighbours) -> Answer {
    paper_with(ask, text, neighbours, || ().into_any()).await
}

/// The page of a text whose last section goes on with something that is not written in it.
pub async fn paper_with(ask: &Ask, text: &'static Text, neighbours: Neighbours, rest: impl FnOnce() -> AnyView) -> Answer {
    let head = Head {
        description: Some(text.description.to_owned()),
        canonical: Some(text.address.to_owned()),
        ..Head::titled(text.article.title.clone())
    };
    ask.page(head, || {
        view! {
            <header class="head"><h1>{text.article.title.as_str()}</h1></header>
            {tabs(neighbours, text.address)}
            <div class="help">
                {contents(&text.article.headings)}
                <div>
                    <div class="prose" inner_html=sections(&text.article)></div>
                    {rest()}
                </div>
            </div>
        }
    })
    .await
}

/// The row of tabs above a page.
pub fn tabs((label, pages): Neighbours, here: &'static str) -> impl IntoView {
    let links = pages
        .iter()
        .map(|(address, words)| view! { <a href=*address aria-current=(*address == here).then_some("page")>{*words}</a> })
        .collect_view();
    view! { <nav class="tabs" aria-label=label>{links}</nav> }
}

fn contents(headings: &'static [Heading]) -> impl IntoView {
    let sections: Vec<_> = headings.iter().filter(|heading| heading.level == 2).collect();
    (sections.len() >= LONG).then(|| {
        let links = sections
            .into_iter()
            .map(|heading| view! { <li><a href=format!("#{}", heading.id)>{heading.text.as_str()}</a></li> })
            .collect_view();
        view! { <nav class="contents" aria-label="On this page"><h2>"On this page"</h2><ol>{links}</ol></nav> }
    })
}

/// The text with its parts in sections, and each smaller heading a link to itself, so that answers can be passed on.
fn sections(article: &Article) -> String {
    let mut parts = article.html.split("<h2 ");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        html.push_str("<section><h2 ");
        html.push_str(part);
        html.push_str("</section>");
    }
    for heading in article.headings.iter().filter(|heading| heading.level == 3) {
        let (open, id) = (format!("<h3 id=\"{}\">", heading.id), &heading.id);
        html = html.replacen(&open, &format!("{open}<a href=\"#{id}\">"), 1);
    }
    html.replace("</h3>", "</a></h3>")
}

#[cfg(test)]
mod tests {
    use super::sections;
    use domain::writing::article::article;

    #[test]
    fn parts_become_sections_and_questions_link_to_themselves() {
        let html = sections(&article("# T\n\nHello.\n\n## One\n\n### Why?\n\nSo.\n\n## Two\n\nEnd."));
        assert_eq!(html.matches("<section>").count(), 2);
        assert_eq!(html.matches("</section>").count(), 2);
        assert!(html.contains("<h3 id=\"why\"><a href=\"#why\">Why?</a></h3>"), "{html}");
        assert!(html.starts_with("<p>Hello.</p>"), "{html}");
    }
}
