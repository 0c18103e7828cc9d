//! Plain text from stored HTML, for descriptions and lists.

/// Takes the words out of cleaned HTML and cuts them at a word, so that no more than `max_chars` are left.
pub fn plain(html: &str, max_chars: usize) -> String {
    let mut text = Text { words: String::new(), chars: 0, gap: false };
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        if text.chars > max_chars {
            break;
        }
        let taken = match first {
            '<' => text.tag(rest),
            '&' => text.entity(rest),
            other => text.push(other),
        };
        rest = &rest[taken..];
    }
    cut(text, max_chars)
}

struct Text {
    words: String,
    chars: usize,
    gap: bool,
}

impl Text {
    fn push(&mut self, c: char) -> usize {
        if c.is_whitespace() {
            self.gap = true;
        } else {
            if self.gap && !self.words.is_empty() {
                self.words.push(' ');
                self.chars += 1;
            }
            self.gap = false;
            self.words.push(c);
            self.chars += 1;
        }
        c.len_utf8()
    }

    fn tag(&mut self, rest: &str) -> usize {
        let end = tag_end(rest);
        let tag = &rest[..end];
        if let Some(alt) = tag.strip_prefix("<img ").and_then(alt) {
            alt.chars().for_each(|c| {
                self.push(c);
            });
        } else if !is_inline(tag) {
            self.gap = true;
        }
        end
    }

    fn entity(&mut self, rest: &str) -> usize {
        // The only ones the cleaner writes.
        let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", ' ')];
        match known.iter().find(|(entity, _)| rest.starts_with(entity)) {
            Some((entity, c)) => {
                self.push(*c);
                entity.len()
            }
            None => self.push('&'),
        }
    }
}

/// Where the tag that begins here ends; a > inside quotation marks is part of it.
pub(crate) fn tag_end(rest: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn alt(attributes: &str) -> Option<&str> {
    let (_, value) = attributes.split_once("alt=\"")?;
    value.split('"').next()
}

fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split([' ', '>']).next().unwrap_or_default();
    matches!(name, "a" | "em" | "strong" | "del" | "code")
}

fn cut(text: Text, max_chars: usize) -> String {
    if text.chars <= max_chars {
        return text.words;
    }
    let kept: String = text.words.chars().take(max_chars.saturating_sub(1)).collect();
    let next_is_space = text.words[kept.len()..].starts_with(' ');
    let end = match kept.rfind(' ') {
        Some(space) if !next_is_space => space,
        _ => kept.len(),
    };
    if max_chars == 0 {
        return String::new();
    }
    format!("{}…", kept[..end].trim_end_matches([' ', ',', ';', ':', '-']))
}
