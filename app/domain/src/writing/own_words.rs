//! The words of a post that are its author's own: quotations are found where they were first written.

use super::plain::plain;

/// Plain text of stored HTML without what it quotes.
pub fn own_words(html: &str) -> String {
    if !html.contains("<blockquote") {
        return plain(html, usize::MAX);
    }
    let (mut own, mut rest, mut depth) = (String::with_capacity(html.len()), html, 0_usize);
    while let Some(at) = rest.find("<blockquote").into_iter().chain(rest.find("</blockquote>")).min() {
        if depth == 0 {
            own.push_str(&rest[..at]);
            // A quotation parts what stands before from what comes after.
            own.push_str("<p>");
        }
        let opens = rest[at..].starts_with("<blockquote");
        depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    if depth == 0 {
        own.push_str(rest);
    }
    plain(&own, usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::own_words;

    #[test]
    fn quotations_are_left_out_at_any_depth() {
        let html =
            "<p>One</p><blockquote><p>two</p><blockquote><p>three</p></blockquote><p>four</p></blockquote><p>five &amp; six</p>";
        assert_eq!(own_words(html), "One five & six");
        assert_eq!(own_words("<p>Only <em>this</em></p>"), "Only this");
        assert_eq!(own_words("<blockquote><p>never closed</p>"), "");
    }
}
