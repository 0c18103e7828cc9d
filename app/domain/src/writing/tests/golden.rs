use super::super::render::render;

const REL: &str = "rel=\"nofollow ugc noopener noreferrer\"";
const SCROLL: &str = "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">";

const CASES: &[(&str, &str)] = &[
    ("", ""),
    ("   \n\n ", ""),
    ("one\ntwo", "<p>one<br>two</p>"),
    ("one\r\ntwo\r\rthree", "<p>one<br>two</p><p>three</p>"),
    ("one\n\ntwo", "<p>one</p><p>two</p>"),
    ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"),
    ("140~145 and ~5 or K 3~4", "<p>140~145 and ~5 or K 3~4</p>"),
    ("a ~b~ c", "<p>a ~b~ c</p>"),
    ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    ("3. a", "<ol start=\"3\"><li>a</li></ol>"),
    ("- [ ] a", "<ul><li>[ ] a</li></ul>"),
    ("- [x] a", "<ul><li>[x] a</li></ul>"),
    ("> a\nb", "<blockquote><p>a<br>b</p></blockquote>"),
    ("> > a", "<blockquote><blockquote><p>a</p></blockquote></blockquote>"),
    ("---", "<hr>"),
    ("Regards\n---", "<p>Regards</p><hr>"),
    ("a\n-\nb", "<p>a<br>-<br>b</p>"),
    ("> a\n> --\n> b", "<blockquote><p>a<br>--<br>b</p></blockquote>"),
    ("```\na\n--\nb\n```", "<pre tabindex=\"0\"><code>a\n--\nb\n</code></pre>"),
    ("Regards\n--\nAnn", "<p>Regards<br>--<br>Ann</p>"),
    ("Sum\n===", "<p>Sum<br>===</p>"),
    ("# a", "<h3>a</h3>"),
    ("# a\n## b\n### c\n#### d\n##### e", "<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6><h6>e</h6>"),
    ("## a\n## b", "<h3>a</h3><h3>b</h3>"),
    ("## a\n#### b\n### c\n# d", "<h3>a</h3><h4>b</h4><h4>c</h4><h3>d</h3>"),
    ("#\n\na", "<p>a</p>"),
    ("#hashtag", "<p>#hashtag</p>"),
    ("    a < b", "<pre tabindex=\"0\"><code>a &lt; b\n</code></pre>"),
    ("```rust\nfn a() {}\n```", "<pre tabindex=\"0\"><code>fn a() {}\n</code></pre>"),
    ("```\n\n  a\n```", "<pre tabindex=\"0\"><code>\n  a\n</code></pre>"),
    ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
    ("p<0.05 and x>3", "<p>p&lt;0.05 and x&gt;3</p>"),
    ("&copy; &amp;lt;", "<p>© &amp;lt;</p>"),
    ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    ("\\*a\\*", "<p>*a*</p>"),
    ("![a](javascript:b)", "<p>a</p>"),
    ("![](javascript:b)", "<p>javascript:b</p>"),
    ("[a]", "<p>[a]</p>"),
    ("\"a\" -- b...", "<p>\"a\" -- b...</p>"),
    ("日本語 **太字** é", "<p>日本語 <strong>太字</strong> é</p>"),
];

#[test]
fn markdown_becomes_exactly_this_html() {
    for (markdown, html) in CASES {
        assert_eq!(render(markdown), *html, "from {markdown:?}");
    }
}

#[test]
fn links_and_images_become_named_links() {
    for (markdown, href, words) in [
        ("[a](https://b.example)", "https://b.example", "a"),
        ("[*a* b](/c \"title\")", "/c", "<em>a</em> b"),
        ("![a scan](https://b.example/x.png)", "https://b.example/x.png", "a scan"),
        ("![](https://b.example/x.png)", "https://b.example/x.png", "https://b.example/x.png"),
        ("![*a* `b`](/c)", "/c", "a b"),
        ("[![a](/x.png)](/c)", "/c", "a"),
        ("[![](/x.png)](/c)", "/c", "/c"),
        ("[](/c)", "/c", "/c"),
        ("[\u{200b} &nbsp;](/c)", "/c", "/c"),
        ("[a <b>](/c)", "/c", "a &lt;b&gt;"),
        ("<https://b.example>", "https://b.example", "https://b.example"),
        ("https://b.example/c?d=e", "https://b.example/c?d=e", "https://b.example/c?d=e"),
        ("www.b.example", "http://www.b.example", "www.b.example"),
        ("a@b.example", "mailto:a@b.example", "a@b.example"),
        ("[a][b]\n\n[b]: /c", "/c", "a"),
    ] {
        let link = format!("<p><a href=\"{href}\" {REL}>{words}</a></p>");
        assert_eq!(render(markdown), link, "from {markdown:?}");
    }
}

#[test]
fn a_link_ends_before_the_punctuation_after_it() {
    let html = render("(see https://b.example/a_(b)).");
    assert_eq!(html, format!("<p>(see <a href=\"https://b.example/a_(b)\" {REL}>https://b.example/a_(b)</a>).</p>"));
}

#[test]
fn a_table_can_scroll_and_keeps_its_alignment() {
    let html = render("| a | b |\n|:--|--:|\n| c | **d** |");
    let head = "<thead><tr><th align=\"left\">a</th><th align=\"right\">b</th></tr></thead>";
    let body = "<tbody><tr><td align=\"left\">c</td><td align=\"right\"><strong>d</strong></td></tr></tbody>";
    assert_eq!(html, format!("{SCROLL}<table>{head}{body}</table></div>"));
}

#[test]
fn a_header_cell_without_words_is_no_header() {
    let html = render("| | b |\n|---|---|\n| c | d |");
    assert!(html.contains("<tr><td></td><th>b</th></tr>"), "{html}");
}

#[test]
fn a_table_may_follow_a_line_and_end_at_an_empty_one() {
    let html = render("Results:\n| a |\n|---|\n| b |\n\nEnd");
    assert!(html.starts_with("<p>Results:</p><div class=\"wide\""), "{html}");
    assert!(html.ends_with("</table></div><p>End</p>"), "{html}");
}
