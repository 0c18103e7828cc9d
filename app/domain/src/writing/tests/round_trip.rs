use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

use super::super::article::article;
use super::super::escape::escape;
use super::super::plain::plain;
use super::super::quote::quote;
use super::super::render::render;
use super::super::slug::slug;
use super::strict::check;

/// Words that mean something to Markdown, to HTML or to the smileys, in any order.
const PIECES: &[&str] = &[
    "a",
    "Z",
    "8",
    "10",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "    ",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "`",
    "```",
    "[",
    "]",
    "(",
    ")",
    "](",
    "!",
    "![",
    "<",
    ">",
    "> ",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "2) ",
    "|",
    "|-|",
    "\n|-|\n",
    "---",
    "===",
    "\\",
    "&",
    "&amp;",
    "&#58;",
    "&lt",
    ";",
    ":",
    ":)",
    ":-(",
    "8)",
    ";)",
    ":smile:",
    "https://",
    "http://a.example/",
    "www.",
    "a@b.example",
    "javascript:",
    "mailto:",
    "/x",
    "//",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "-->",
    "\"",
    "'",
    "é",
    "日本",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "🙂",
    ".",
    ",",
    "?",
    "=",
    "{",
    "}",
    "$",
    "^",
    "%",
    "[a]: /b\n",
    "<https://a.example>",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => any::<String>()]
}

/// What is left of a text when white space does not count and control characters are gone.
fn words(text: &str) -> String {
    let shown = text.chars().filter(|c| c.is_whitespace() || !c.is_control());
    shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn rendering_writes_only_what_a_post_may_hold(text in text()) {
        assert_eq!(check(&render(&text)), Ok(()), "from {text:?}");
    }

    #[test]
    fn escaped_text_is_read_as_it_was_written(text in text()) {
        let markdown = escape(&text);
        let html = render(&markdown);
        assert!(!html.contains("<img"), "{html} from {markdown:?}");
        assert_eq!(words(&plain(&html, usize::MAX)), words(&text), "{html} from {markdown:?}");
    }

    #[test]
    fn escaped_text_stays_in_plain_paragraphs(text in text()) {
        let html = render(&escape(&text));
        for element in ["<em>", "<strong>", "<li>", "<h", "<blockquote", "<code", "<table", "<del"] {
            assert!(!html.contains(element), "{html} from {text:?}");
        }
    }

    #[test]
    fn quoting_any_text_gives_a_quote_and_nothing_else(name in text(), text in text()) {
        let markdown = quote(&name, "/members/x", "/posts/1", &text);
        assert!(markdown.trim_end().lines().all(|line| line.starts_with('>')), "{markdown:?}");
        assert_eq!(check(&render(&markdown)), Ok(()));
    }

    #[test]
    fn an_excerpt_keeps_its_length_and_no_tags(text in text(), most in 0_usize..80) {
        let excerpt = plain(&render(&text), most);
        assert!(excerpt.chars().count() <= most, "{excerpt:?}");
    }

    #[test]
    fn a_slug_is_always_an_address(title in text()) {
        let slug = slug(&title);
        assert!(!slug.is_empty() && slug.len() <= 60, "{slug:?}");
        assert!(slug.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())), "{slug:?}");
    }

    #[test]
    fn an_article_of_any_text_has_unique_anchors(text in text()) {
        let article = article(&text);
        let mut ids: Vec<_> = article.headings.iter().map(|heading| heading.id.clone()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), article.headings.len());
    }
}
