//! The last step before HTML is stored: only what is on these lists leaves.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use types::smiley::ALL;

use super::links::{self, Source};
use super::pictures;

const TAGS: &[&str] = &[
    "p",
    "br",
    "strong",
    "em",
    "del",
    "a",
    "blockquote",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "div",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("ol", &["start"]),
    ("pre", &["tabindex"]),
    ("th", &["align"]),
    ("td", &["align"]),
    ("img", &["class", "src", "srcset", "sizes", "alt", "width", "height", "loading"]),
    ("div", &["class", "role", "tabindex", "aria-label"]),
];

static POST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = allow_list(Source::Post);
    builder.link_rel(Some("nofollow ugc noopener noreferrer"));
    builder
});

static ARTICLE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = allow_list(Source::Article);
    builder.link_rel(None).add_tags(["h2"]);
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(heading, ["id"]);
    }
    builder
});

/// Removes from the HTML of a post everything a post may not hold.
pub fn post(html: &str) -> String {
    POST.clean(html).to_string()
}

/// Removes from the HTML of an article everything an article may not hold.
pub fn article(html: &str) -> String {
    ARTICLE.clean(html).to_string()
}

fn allow_list(source: Source) -> Builder<'static> {
    let attributes = ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect()));
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes.collect::<HashMap<_, _>>())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(move |tag, name, value| keep(source, tag, name, value).then_some(Cow::Borrowed(value)));
    builder
}

/// Values are compared exactly: the names above are ours, and nobody else's class, role or address may use them.
fn keep(source: Source, tag: &str, name: &str, value: &str) -> bool {
    match (tag, name) {
        ("a", "href") => links::allowed(value, source),
        ("a", "rel") => true,
        ("ol", "start") => value.len() <= 9 && value.bytes().all(|byte| byte.is_ascii_digit()),
        ("pre" | "div", "tabindex") => value == "0",
        ("th" | "td", "align") => matches!(value, "left" | "center" | "right"),
        ("div", "class") => value == "wide",
        ("div", "role") => value == "group",
        ("div", "aria-label") => value == "Table",
        // The words of a picture are its writer's; an attribute holds them as it holds any text.
        ("img", "alt") => true,
        ("img", "class") => value == "smiley" || pictures::ours(name, value),
        ("img", "src") => is_drawing(value) || pictures::ours(name, value),
        ("img", _) => pictures::ours(name, value),
        (_, "id") => source == Source::Article && tag.starts_with('h'),
        _ => false,
    }
}

fn is_drawing(src: &str) -> bool {
    let id = src.strip_prefix("/smileys/").and_then(|file| file.strip_suffix(".svg"));
    id.is_some_and(|id| ALL.iter().any(|smiley| smiley.id == id))
}
