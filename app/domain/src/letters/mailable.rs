//! The words of a post as a mail program may show them: no pictures, nothing of ours but the words and their links.

use crate::writing::plain::tag_end;
use std::borrow::Cow;

/// Elements that stay, without their attributes.
const KEPT: [&str; 21] = [
    "p",
    "br",
    "strong",
    "em",
    "del",
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
];
/// Elements that begin a line of their own in plain text.
const BLOCKS: [&str; 17] =
    ["p", "br", "blockquote", "ul", "ol", "li", "pre", "table", "tr", "h3", "h4", "h5", "h6", "hr", "div", "thead", "tbody"];

/// A piece of stored HTML, which the cleaner has written: every tag is whole, every value is in double quotes.
enum Piece<'a> {
    /// Its name and its attributes.
    Open(&'a str, &'a str),
    Close(&'a str),
    Words(&'a str),
}

/// The same HTML for a mail program: pictures have become their words, links are whole, and nothing is left to load.
pub fn mailable(html: &str, origin: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut open_links = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Open("img", attributes) => out.push_str(&format!("[{}]", value(attributes, "alt").unwrap_or_default())),
            Piece::Open("hr", _) => out.push_str("<hr>"),
            Piece::Open("a", attributes) => {
                let target = value(attributes, "href").and_then(|href| whole(href, origin));
                if let Some(href) = &target {
                    out.push_str(&format!("<a href=\"{href}\">"));
                }
                open_links.push(target.is_some());
            }
            Piece::Close("a") if open_links.pop() == Some(true) => out.push_str("</a>"),
            Piece::Open(name, _) if KEPT.contains(&name) => out.push_str(&format!("<{name}>")),
            Piece::Close(name) if KEPT.contains(&name) => out.push_str(&format!("</{name}>")),
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }
    out
}

/// The same in lines of plain text.
pub fn lines(html: &str) -> Vec<String> {
    let (mut lines, mut line, mut verbatim) = (Vec::new(), String::new(), false);
    for piece in pieces(html) {
        match piece {
            Piece::Words(words) if verbatim => line.push_str(&unescaped(words)),
            Piece::Words(words) => push_words(&mut line, &unescaped(words)),
            Piece::Open("img", attributes) => {
                line.push_str(&format!("[{}]", unescaped(value(attributes, "alt").unwrap_or_default())));
            }
            Piece::Open("li", _) => {
                end_line(&mut lines, &mut line);
                line.push_str("- ");
            }
            Piece::Open(name, _) | Piece::Close(name) if BLOCKS.contains(&name) => {
                end_line(&mut lines, &mut line);
                verbatim = name == "pre" && matches!(piece, Piece::Open(..));
                let apart = matches!(piece, Piece::Close("p" | "pre" | "ul" | "ol" | "table" | "blockquote"));
                if apart && lines.last().is_some_and(|last: &String| !last.is_empty()) {
                    lines.push(String::new());
                }
            }
            Piece::Open("td" | "th", _) if !line.is_empty() => line.push_str(" | "),
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }
    end_line(&mut lines, &mut line);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn end_line(lines: &mut Vec<String>, line: &mut String) {
    let ended = std::mem::take(line);
    if !ended.trim().is_empty() && ended != "- " {
        lines.extend(ended.trim_end().lines().map(str::to_owned));
    } else if ended == "- " {
        // A list item may begin with a paragraph.
        *line = ended;
    }
}

fn push_words(line: &mut String, words: &str) {
    for (at, word) in words.split(char::is_whitespace).enumerate() {
        if at > 0 && !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(word);
    }
}

fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = if rest.starts_with('<') { tag_end(rest) } else { rest.find('<').unwrap_or(rest.len()) };
        let (piece, left) = rest.split_at(end);
        rest = left;
        let Some(tag) = piece.strip_prefix('<') else { return Some(Piece::Words(piece)) };
        let tag = tag.trim_end_matches('>');
        Some(match tag.strip_prefix('/') {
            Some(name) => Piece::Close(name.trim()),
            None => {
                let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
                Piece::Open(name.trim_end_matches('/'), attributes)
            }
        })
    })
}

/// The value of an attribute, as it stands escaped in the HTML.
fn value<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, left) = after.split_once('"')?;
        if before.trim() == name {
            return Some(value);
        }
        rest = left;
    }
    None
}

/// A link that works outside the site, or None for what should not be followed from a letter.
fn whole<'a>(href: &'a str, origin: &str) -> Option<Cow<'a, str>> {
    if href.starts_with('/') && !href.starts_with("//") {
        return Some(Cow::Owned(format!("{origin}{href}")));
    }
    ["https://", "http://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)).then_some(Cow::Borrowed(href))
}

/// The entities that the cleaner writes.
fn unescaped(words: &str) -> String {
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", " ");
    words.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{lines, mailable};

    const HERE: &str = "https://doc2doc.example";

    #[test]
    fn pictures_become_words_and_nothing_is_left_to_load() {
        let html = "<p class=\"x\">Look <img class=\"smiley\" src=\"/smileys/smile.svg\" alt=\"smile\" width=\"20\" height=\"20\"> \
            <img src=\"/media/7\" alt=\"a &quot;cuff&quot; > arm\"></p><div class=\"wide\" role=\"group\"><table><tr><td align=\"left\">1</td></tr></table></div>";
        let mail = mailable(html, HERE);
        assert_eq!(mail, "<p>Look [smile] [a &quot;cuff&quot; > arm]</p><table><tr><td>1</td></tr></table>");
        assert_eq!(lines(html)[0], "Look [smile] [a \"cuff\" > arm]");
    }

    #[test]
    fn links_are_whole_and_lead_nowhere_strange() {
        let html = "<a href=\"/posts/1?a=1&amp;b\" rel=\"ugc\">one</a> <a href=\"//else.example\">two</a> <a href=\"javascript:x\">three</a> \
            <a href=\"https://x.example/&quot;\">four</a> <a>five</a>";
        assert_eq!(
            mailable(html, HERE),
            "<a href=\"https://doc2doc.example/posts/1?a=1&amp;b\">one</a> two three <a href=\"https://x.example/&quot;\">four</a> five"
        );
    }

    #[test]
    fn elements_that_mail_does_not_know_leave_their_words() {
        let html = "<script>x</script><svg onload=\"y\"><b>bold</b></svg><p onclick=\"z\">p</p><hr><h2 id=\"a\">h</h2>";
        assert_eq!(mailable(html, HERE), "xbold<p>p</p><hr>h");
    }

    #[test]
    fn plain_text_keeps_paragraphs_lists_and_code() {
        let html = "<p>One\ntwo<br>three</p><ul><li>a &amp; b</li><li><p>c</p></li></ul><pre tabindex=\"0\"><code>  x &lt; 1\n  y</code></pre>\
            <blockquote><p>said</p></blockquote><table><tr><th>h</th><th>i</th></tr><tr><td>1</td><td>2</td></tr></table>";
        assert_eq!(
            lines(html),
            ["One two", "three", "", "- a & b", "- c", "", "  x < 1", "  y", "", "said", "", "h | i", "1 | 2"]
        );
        assert!(lines("").is_empty() && lines("<p></p>").is_empty());
    }

    #[test]
    fn broken_html_breaks_nothing() {
        for html in ["<", "<a", "<a href=\"", "</", "<img alt=", "<>", "</a></a>", "<p \"<", "&amp", "<a href=\"x\"></a></a>"] {
            let (_, _) = (mailable(html, HERE), lines(html));
        }
    }
}
