//! A reader of HTML that knows only what a post may hold, letter by letter.

use types::smiley::ALL;

const REL: &str = "\" rel=\"nofollow ugc noopener noreferrer";
const PLAIN: &[&str] = &[
    "p",
    "strong",
    "em",
    "del",
    "blockquote",
    "ul",
    "ol",
    "li",
    "code",
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

/// Fails with a sentence when the HTML holds anything that a post may not hold, or is not well nested.
pub fn check(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if rest[..start].contains('>') {
            return Err(format!("a bare > in {html}"));
        }
        let end = start + rest[start..].find('>').ok_or_else(|| format!("an open end in {html}"))?;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing in {html}"));
            }
        } else if let Some(name) = element(tag) {
            open.push(name);
        } else if !is_void(tag) {
            return Err(format!("<{tag}> in {html}"));
        }
    }
    if rest.contains('>') {
        return Err(format!("a bare > in {html}"));
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} stay open in {html}")) }
}

fn is_void(tag: &str) -> bool {
    let drawn = |smiley: &types::smiley::Smiley| {
        let (id, name) = (smiley.id, smiley.name);
        tag == format!("img class=\"smiley\" src=\"/smileys/{id}.svg\" alt=\"{name}\" width=\"20\" height=\"20\"")
    };
    tag == "br" || tag == "hr" || ALL.iter().any(drawn)
}

fn element(tag: &str) -> Option<&str> {
    let name = tag.split(' ').next()?;
    let attributes = tag[name.len()..].trim_start();
    let well = match (name, attributes) {
        ("a", link) => {
            let href = link.strip_prefix("href=\"").and_then(|link| link.strip_suffix('"'));
            href.and_then(|href| href.strip_suffix(REL)).is_some_and(leads_somewhere_safe)
        }
        ("pre", attributes) => attributes == "tabindex=\"0\"",
        ("div", attributes) => attributes == "class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Table\"",
        (name, "") => PLAIN.contains(&name),
        ("ol", start) => {
            let number = start.strip_prefix("start=\"").and_then(|start| start.strip_suffix('"'));
            number.is_some_and(|number| number.parse::<u32>().is_ok())
        }
        ("th" | "td", align) => ["align=\"left\"", "align=\"center\"", "align=\"right\""].contains(&align),
        _ => false,
    };
    well.then_some(name)
}

fn leads_somewhere_safe(href: &str) -> bool {
    let href = href.to_ascii_lowercase();
    let clean = !href.contains(|c: char| c.is_control() || c.is_whitespace() || "\"<>`\\".contains(c));
    let local = href.starts_with('/') && !href.starts_with("//");
    clean && (local || ["http://", "https://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)))
}

#[test]
fn the_strict_reader_finds_what_does_not_belong() {
    for wrong in [
        "<script>x</script>",
        "<p onclick=\"x\">y</p>",
        "<p>",
        "</p>",
        "<p><em></p></em>",
        "<a href=\"/x\">y</a>",
        "<a href=\"javascript:x\" rel=\"nofollow ugc noopener noreferrer\">y</a>",
        "<P>x</P>",
        "<h2>x</h2>",
        "<p class=\"x\">y</p>",
        "<a href=\"//x\" rel=\"nofollow ugc noopener noreferrer\">y</a>",
        "<img src=\"/smileys/smile.svg\">",
        "<p",
        "a > b",
        "<a href=\"/x\" onclick=\"x\" rel=\"nofollow ugc noopener noreferrer\">y</a>",
        "<div>x</div>",
        "<ol start=\"x\"></ol>",
    ] {
        assert!(check(wrong).is_err(), "{wrong} was let through");
    }
}
