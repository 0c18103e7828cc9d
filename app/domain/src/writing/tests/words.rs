use super::super::article::{Heading, article};
use super::super::escape::escape;
use super::super::plain::plain;
use super::super::quote::quote;
use super::super::render::render;
use super::super::slug::{slug, thread_slug};

#[test]
fn a_quote_names_its_writer_and_links_to_the_post() {
    let quoted = quote("Dr_Bob", "/members/Dr_Bob", "/posts/7", "First.\n\nSecond line\nthird");
    assert_eq!(quoted, "> [Dr_Bob](/members/Dr_Bob) [wrote](/posts/7):\n> First.\n>\n> Second line\n> third\n\n");
}

#[test]
fn a_name_cannot_write_markdown() {
    let html = render(&quote("*a*](//evil.example)\n# b :)", "/members/a b(c", "/posts/7", "x"));
    assert!(html.contains(">*a*](//evil.example) # b :)</a>"), "{html}");
    assert!(html.contains("href=\"/members/a%20b(c\""), "{html}");
}

#[test]
fn quotes_inside_the_second_level_are_left_out() {
    let quoted = quote("A", "/a", "/b", "> > older\n> old\n\nnew");
    assert_eq!(quoted, "> [A](/a) [wrote](/b):\n> > old\n>\n> new\n\n");
    let quoted = quote("A", "/a", "/b", ">> older\n\n>>> oldest\n\n> > > x\n\nnew");
    assert_eq!(quoted, "> [A](/a) [wrote](/b):\n> new\n\n");
}

#[test]
fn code_that_looks_like_a_quote_is_kept_whole() {
    let quoted = quote("A", "/a", "/b", "```\n>> prompt\n\n\nx\n```\n>> gone");
    assert_eq!(quoted, "> [A](/a) [wrote](/b):\n> ```\n> >> prompt\n>\n>\n> x\n> ```\n\n");
}

#[test]
fn a_longer_fence_is_closed_by_a_longer_fence_only() {
    let quoted = quote("A", "/a", "/b", "````\n```\n>> kept\n````\n>> gone");
    assert_eq!(quoted, "> [A](/a) [wrote](/b):\n> ````\n> ```\n> >> kept\n> ````\n\n");
}

#[test]
fn escaping_leaves_ordinary_sentences_readable() {
    for text in [
        "Give 5 mg, i.e. half. (See page 3.)",
        "a_b and it's fine - really",
        "BP 120/80; Na 135~140",
        "p = 0.05 > 0.01! \"Yes\" & no",
        "Q: why?",
    ] {
        assert_eq!(escape(text), text);
    }
}

#[test]
fn escaping_disarms_everything_that_would_change_the_text() {
    for (text, markdown) in [
        ("*a*", "\\*a\\*"),
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("> a", "\\> a"),
        ("<b>", "\\<b>"),
        ("a :) b", "a \\:) b"),
        ("so 8)", "so 8\\)"),
        ("8) a", "8\\) a"),
        ("[a](b)", "\\[a\\](b)"),
        ("&lt;", "\\&lt;"),
        ("a@b.example", "a\\@b.example"),
        ("www.a.example", "www\\.a.example"),
        ("ftp://a.example", "ftp\\://a.example"),
        ("see http://a.example/b_c.", "see <http://a.example/b_c>."),
        ("  indented", "\u{a0}\u{a0}indented"),
        ("a\r\nb\rc", "a\nb\nc"),
    ] {
        assert_eq!(escape(text), markdown);
    }
}

#[test]
fn escaped_lines_stay_lines() {
    assert_eq!(render(&escape("a\n    b\n\n1) c\n--\n===")), "<p>a<br>&nbsp;&nbsp;&nbsp;&nbsp;b</p><p>1) c<br>--<br>===</p>");
}

#[test]
fn an_excerpt_is_words_without_markup() {
    for (html, most, text) in [
        ("<p>a <em>b</em>c</p><p>d &amp; e</p>", 99, "a bc d & e"),
        ("<p>a<br>b</p><ul><li>c</li><li>d</li></ul>", 99, "a b c d"),
        (
            "<p>so <img class=\"smiley\" src=\"/smileys/grin.svg\" alt=\"big grin\" width=\"20\" height=\"20\"> ok</p>",
            99,
            "so big grin ok",
        ),
        ("<p>a &lt;b&gt; &amp;lt; &quot;</p>", 99, "a <b> &lt; \""),
        ("<p>one two three</p>", 13, "one two three"),
        ("<p>one two three</p>", 12, "one two…"),
        ("<p>one two three</p>", 8, "one two…"),
        ("<p>one, two</p>", 6, "one…"),
        ("<p>abcdefgh</p>", 4, "abc…"),
        ("<p>äöüß ab</p>", 6, "äöüß…"),
        ("<p>a</p>", 0, ""),
        ("", 9, ""),
        ("<p>a&nbsp;&nbsp;b</p>", 9, "a b"),
        ("<p>a<unclosed \"", 9, "a"),
    ] {
        assert_eq!(plain(html, most), text, "{html} {most}");
    }
}

#[test]
fn a_slug_is_short_lower_case_and_never_empty() {
    for (title, expected) in [
        ("What makes a good discussion post?", "what-makes-a-good-discussion-post"),
        ("Schüler's Ödem – naïve", "schulers-odem-naive"),
        ("  MSG: & -- Glutamate!! ", "msg-glutamate"),
        ("???", "thread"),
        ("", "thread"),
        ("🩺", "stethoscope"),
        ("β-blockers", "b-blockers"),
    ] {
        assert_eq!(slug(title), expected, "{title}");
    }
    assert_eq!(slug(&"word ".repeat(50)), ["word"; 12].join("-"));
    assert_eq!(slug(&"x".repeat(500)), "x".repeat(60));
    assert_eq!(["Read!", "Move", "Move on"].map(thread_slug), ["read-thread", "move-thread", "move-on"]);
}

#[test]
fn an_article_gives_its_title_and_anchors() {
    let page = article(
        "# Help *me*\n\n## Who may write?\n\nText [below](#what) or [there](../terms).\n\n### What\n\n## What\n\n# Last\n\n## ???",
    );
    assert_eq!(page.title, "Help me");
    let heading = |level, id: &str, text: &str| Heading { level, id: id.to_owned(), text: text.to_owned() };
    let expected = [
        heading(2, "who-may-write", "Who may write?"),
        heading(3, "what", "What"),
        heading(2, "what-1", "What"),
        heading(2, "last", "Last"),
        heading(2, "section", "???"),
    ];
    assert_eq!(page.headings, expected);
    assert!(
        page.html.starts_with(
            "<h2 id=\"who-may-write\">Who may write?</h2><p>Text <a href=\"#what\">below</a> or <a href=\"../terms\">"
        ),
        "{}",
        page.html
    );
    assert!(!page.html.contains("Help") && !page.html.contains("<h1"), "{}", page.html);
}

#[test]
fn an_article_explains_smileys_without_drawing_them() {
    assert_eq!(article("Type :) or <b>x</b>").html, "<p>Type :) or &lt;b&gt;x&lt;/b&gt;</p>");
}

#[test]
fn an_article_without_a_title_is_still_an_article() {
    let page = article("## Only\n\n[x](https://a.example) [y](javascript:z) [w](//e.example)");
    assert_eq!((page.title.as_str(), page.headings.len()), ("", 1));
    assert_eq!(page.html, "<h2 id=\"only\">Only</h2><p><a href=\"https://a.example\">x</a> y w</p>");
}
