use super::super::article::article;
use super::super::clean;
use super::super::render::render;
use super::strict::check;

/// Everything here has opened a door somewhere.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror=\"alert(1)\" />",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"data:text/html;base64,PHNjcmlwdD4=\"></object>",
    "<embed src=\"//evil.example/x.swf\">",
    "<form action=\"/my/security\" method=post><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<body onload=alert(1)>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>p{background:url(javascript:alert(1))}</style>",
    "<p style=\"position:fixed;inset:0\">x</p>",
    "<div class=\"wide\" onclick=\"alert(1)\">x</div>",
    "<a href=\"/x\" class=\"button danger\" id=\"main\">x</a>",
    "<base href=\"//evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "</p></div></main><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript&#58;alert(1))",
    "[x](java&#9;script:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](< javascript:alert(1)>)",
    "[x](\u{a0}javascript:alert(1))",
    "[x](\u{85}javascript:alert(1))",
    "[x](javascript:%61lert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](java\\script:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](VBScript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](DATA:text/html;base64,PHNjcmlwdD4=)",
    "[x](data&colon;text/html,x)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://x/1)",
    "[x](view-source:https://x)",
    "[x](feed:javascript:alert(1))",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](/&#9;/evil.example)",
    "[x](/&#10;/evil.example)",
    "[x](http:evil.example)",
    "[x](https:/evil.example)",
    "[x](https:///evil.example)",
    "[x](http:\\\\evil.example)",
    "[x](https://evil.example/\"onmouseover=\"alert(1))",
    "[x](https://a.example \"t\\\" onclick=alert(1) \\\"\")",
    "[x](/y \"</a><script>alert(1)</script>\")",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[x][r]\n\n[r]: <data:text/html,x> \"t\"",
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.gif)",
    "![x\" onerror=\"alert(1)](https://evil.example/p.gif)",
    "![<img src=x onerror=alert(1)>](/x)",
    "[![x](https://evil.example/p.gif)](https://a.example)",
    "![![![x](javascript:a)](data:b)](vbscript:c)",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "[x](https://a.example) {onclick=alert(1) .danger #main}",
    "# x {#main .danger onclick=alert(1)}",
    "``` js\" onmouseover=\"alert(1)\nx\n```",
    "```math\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <script>alert(1)</script> | onclick |\n|:-:|-:|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
    "> <script>alert(1)</script>",
    "- <svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    ":smile\"onload=\"alert(1):",
    "https://evil.example/\"onmouseover=alert(1)",
    "https://evil.example/'onmouseover=alert(1)//<script>",
    "www.evil.example/<script>alert(1)</script>",
    "a@b.example\"onclick=alert(1)",
    "\u{202e}<script>alert(1)</script>",
    "\0<scr\0ipt>alert(1)</script>",
    "<a href=\"https://a.example\" rel=\"opener\" target=\"_blank\">x</a>",
    "*<script>*alert(1)*</script>*",
    "<scr\nipt>alert(1)</scr\nipt>",
];

#[test]
fn no_attack_leaves_anything_but_plain_markup() {
    assert!(ATTACKS.len() >= 60, "only {} attacks", ATTACKS.len());
    for attack in ATTACKS {
        for wrapped in [(*attack).to_owned(), format!("x\n\n{attack}\n\ny"), format!("> - {attack}"), format!("**{attack}**")] {
            assert_eq!(check(&render(&wrapped)), Ok(()), "from {wrapped:?}");
        }
    }
}

#[test]
fn attacks_are_shown_as_text_and_not_dropped() {
    for (attack, shown) in [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a <img src=x onerror=alert(1)> b", "a &lt;img src=x onerror=alert(1)&gt; b"),
        ("<style>\np{}\n</style>", "&lt;style&gt;<br>p{}<br>&lt;/style&gt;"),
        ("<!-- x -->", "&lt;!-- x --&gt;"),
    ] {
        assert_eq!(render(attack), format!("<p>{shown}</p>"));
    }
}

#[test]
fn a_refused_link_keeps_its_words() {
    for url in [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "&#106;avascript:x",
        "java&#9;script:x",
        "data:x",
        "vbscript:x",
        "//a.example",
        "/\\a.example",
        "/&#9;/a.example",
        "page.html",
        "#p3",
        "?page=2",
        "../x",
        "https:a.example",
        "ftp://a.example",
        "tel:999",
        "http://",
        "mailto:",
        "javascript://a.example/%0aalert(1)",
        "https://?x",
        "&#32;/x",
        "x:/y",
    ] {
        assert_eq!(render(&format!("see [here]({url}) now")), "<p>see here now</p>", "{url}");
    }
}

#[test]
fn a_good_link_is_written_with_its_relation() {
    for (url, href) in [
        ("https://a.example/b?c=1&d=2#e", "https://a.example/b?c=1&amp;d=2#e"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("/threads/1/x?page=2#p21", "/threads/1/x?page=2#p21"),
        ("/", "/"),
        ("/my/a:b", "/my/a:b"),
        ("<https://a.example/b c>", "https://a.example/b%20c"),
    ] {
        let link = format!("<p><a href=\"{href}\" rel=\"nofollow ugc noopener noreferrer\">x</a></p>");
        assert_eq!(render(&format!("[x]({url})")), link);
    }
}

#[test]
fn the_cleaner_alone_would_stop_what_the_writer_never_writes() {
    for (html, clean) in [
        ("<p onclick=\"x\" class=\"y\" id=\"z\" style=\"a\">b</p>", "<p>b</p>"),
        ("<script>x</script><p>b</p>", "<p>b</p>"),
        ("<h1>x</h1><h2>y</h2>", "xy"),
        ("<img class=\"smiley big\" src=\"/smileys/smile.svg\">", "<img src=\"/smileys/smile.svg\">"),
        (
            "<img class=\"smiley\" src=\"/smileys/../x.svg\" alt=\"x\" width=\"9\">",
            "<img class=\"smiley\" width=\"9\" alt=\"x\">",
        ),
        ("<img class=\"smiley\" src=\"/smileys/smile.svg\" onerror=\"x\">", "<img class=\"smiley\" src=\"/smileys/smile.svg\">"),
        ("<img class=\"smiley\" src=\"https://a.example/smileys/smile.svg\">", "<img class=\"smiley\">"),
        ("<div class=\"scrollx\" role=\"alert\" tabindex=\"1\">x</div>", "<div>x</div>"),
        ("<pre tabindex=\"5\">x</pre>", "<pre>x</pre>"),
        ("<td align=\"evil\">x</td>", "x"),
        ("<iframe src=\"/x\"></iframe><!-- c -->y", "y"),
    ] {
        assert_eq!(clean::post(html), clean);
    }
}

#[test]
fn an_article_cannot_carry_raw_html_either() {
    for attack in ATTACKS {
        let html = article(attack).html;
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<svg"), "{html}");
        assert!(!html.to_ascii_lowercase().contains("<a href=\"javascript"), "{html}");
    }
}
