//! Writes typed text into Markdown so that it shows as it was typed.

use super::mask;

/// One line of prose as Markdown: addresses hidden, links kept, everything else shown as typed.
pub fn line(text: &str) -> String {
    let masked = mask::text(text, false);
    let mut escaped = String::with_capacity(masked.len() + 8);
    if !masked.contains("://") {
        push_escaped(&mut escaped, &masked);
        return guard_start(escaped);
    }
    for (at, word) in masked.split(' ').enumerate() {
        if at > 0 {
            escaped.push(' ');
        }
        push_word(&mut escaped, word);
    }
    guard_start(escaped)
}

fn push_word(escaped: &mut String, word: &str) {
    let Some((start, end)) = link(word) else {
        return push_escaped(escaped, word);
    };
    // Old hands wrote <URL:http://…>.
    let before = word[..start].trim_end_matches("<URL:").trim_end_matches('<');
    let bracketed = before.len() < start;
    push_escaped(escaped, before);
    escaped.push('<');
    escaped.push_str(&word[start..end]);
    escaped.push('>');
    let after = &word[end..];
    push_escaped(escaped, if bracketed { after.strip_prefix('>').unwrap_or(after) } else { after });
}

/// Where a web address stands in a word, without the punctuation after it.
fn link(word: &str) -> Option<(usize, usize)> {
    if !word.contains("://") {
        return None;
    }
    let start = ["http://", "https://", "ftp://"].iter().filter_map(|scheme| word.find(scheme)).min()?;
    let rest = &word[start..];
    let length = rest.find(|c: char| !c.is_ascii_graphic() || "<>\"\\^`{|}[]".contains(c)).unwrap_or(rest.len());
    let address = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', '*', '_']);
    (address.len() > 9).then_some((start, start + address.len()))
}

fn push_escaped(escaped: &mut String, text: &str) {
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_special(byte, text.get(at + 1..).unwrap_or_default()) {
            escaped.push_str(&text[plain_from..at]);
            escaped.push('\\');
            plain_from = at;
        }
    }
    escaped.push_str(&text[plain_from..]);
}

/// Whether Markdown would read something into a sign; all such signs are ASCII.
fn is_special(sign: u8, after: &str) -> bool {
    let next = after.as_bytes().first().copied().unwrap_or_default();
    match sign {
        b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'|' | b'~' | b'^' | b'$' => true,
        b'&' => next == b'#' || next.is_ascii_alphabetic(),
        // Perhaps the name of an emoji.
        b':' => {
            let name = after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(byte));
            let length = name.count();
            length > 0 && after.as_bytes().get(length) == Some(&b':')
        }
        _ => false,
    }
}

/// Keeps the start of a line from being read as a heading, a list or a rule.
fn guard_start(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    if (1..=9).contains(&digits) && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", &line[..digits]);
    }
    if line.starts_with(['#', '+', '-', '=', '%']) {
        return format!("\\{line}");
    }
    line
}
