//! Plain text as Markdown that shows exactly that text.

use super::smileys;

/// How much of a line's indentation is kept, in characters.
const MAX_INDENT: usize = 16;

/// Writes plain text as Markdown that renders as the same words in the same lines.
pub fn escape(plain: &str) -> String {
    let mut markdown = String::with_capacity(plain.len() + plain.len() / 8);
    let lines = plain.replace("\r\n", "\n").replace('\r', "\n");
    for (index, line) in lines.split('\n').enumerate() {
        if index > 0 {
            markdown.push('\n');
        }
        escape_line(line, &mut markdown);
    }
    markdown
}

/// Writes a name as Markdown for the words of a link, where no other link may stand.
pub fn escape_name(name: &str) -> String {
    let mut markdown = String::new();
    for word in name.split_whitespace() {
        if !markdown.is_empty() {
            markdown.push(' ');
        }
        escape_words(word, None, false, &mut markdown);
    }
    markdown
}

fn escape_line(line: &str, markdown: &mut String) {
    let line = line.trim_end();
    let words = line.trim_start();
    if words.is_empty() {
        return;
    }
    // Spaces at the start would make a block of code; unbreakable ones are only seen.
    let indent = line[..line.len() - words.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum::<usize>();
    markdown.extend(std::iter::repeat_n('\u{a0}', indent.min(MAX_INDENT)));
    let marker = if indent == 0 { block_marker(words) } else { None };
    escape_words(words, marker, true, markdown);
}

/// Where the character stands that would begin a heading, quote, list or rule.
fn block_marker(words: &str) -> Option<usize> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    match words.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => Some(digits),
        Some(b'#' | b'>' | b'+' | b'-') if digits == 0 => Some(0),
        _ => None,
    }
}

fn escape_words(words: &str, marker: Option<usize>, may_link: bool, markdown: &mut String) {
    let mut at = 0;
    let mut smiley = None;
    while let Some(c) = words[at..].chars().next() {
        if may_link && let Some(url) = web_address(words, at) {
            markdown.push('<');
            markdown.push_str(url);
            markdown.push('>');
            at += url.len();
            continue;
        }
        smiley = smiley_mark(words, at).or(smiley);
        if marker == Some(at) || smiley == Some(at) || is_markup(words, at) {
            markdown.push('\\');
        }
        if !c.is_control() || c == '\t' {
            markdown.push(c);
        }
        at += c.len_utf8();
    }
}

/// An address that can be linked without changing what is read.
fn web_address(words: &str, at: usize) -> Option<&str> {
    let rest = &words[at..];
    let host = rest.strip_prefix("http://").or_else(|| rest.strip_prefix("https://"))?;
    if !host.starts_with(|c: char| c.is_ascii_alphanumeric()) || char_before(words, at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\`&".contains(c);
    let url = rest.split(ends).next()?;
    Some(url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '}', '*', '_', '~', '|']))
}

fn smiley_mark(words: &str, at: usize) -> Option<usize> {
    let (length, _) = smileys::starting(&words[at..])?;
    words[at..at + length].find(|c: char| c.is_ascii_punctuation()).map(|mark| at + mark)
}

fn is_markup(words: &str, at: usize) -> bool {
    let rest = &words[at..];
    let mut chars = rest.chars();
    let (Some(c), next) = (chars.next(), chars.next()) else {
        return false;
    };
    let previous = char_before(words, at);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
        '_' => !(is_word(previous) && is_word(next)),
        '~' => next == Some('~') || previous == Some('~'),
        '&' => next.is_some_and(|next| next == '#' || next.is_alphanumeric()),
        // These would become links that swallow the backslashes after them.
        ':' => rest.starts_with("://"),
        '@' => true,
        '.' => words[..at].ends_with("www"),
        _ => false,
    }
}

fn char_before(words: &str, at: usize) -> Option<char> {
    words[..at].chars().next_back()
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}
