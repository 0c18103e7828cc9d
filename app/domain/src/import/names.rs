//! Readable names and subjects, and the keys by which they are compared.

use super::plain::mask;

/// What is shown for an author of whom nothing but an address is known.
pub const UNNAMED: &str = "Unnamed author";
/// What is shown where a message has no subject.
pub const NO_SUBJECT: &str = "(no subject)";
const LONGEST_SUBJECT: usize = 150;
const LONGEST_NAME: usize = 60;

/// Splits a From header into a display name and a key: the address in lower case, or the name if there is none.
pub fn author(from: &str) -> (String, String) {
    let from = one_line(from);
    let (name, address) = if let Some((before, rest)) = from.split_once('<') {
        (before.to_owned(), rest.split('>').next().unwrap_or_default().to_owned())
    } else if let Some((before, rest)) = from.split_once('(') {
        (rest.trim_end().trim_end_matches(')').to_owned(), before.to_owned())
    } else {
        let (addresses, words): (Vec<&str>, Vec<&str>) = from.split_whitespace().partition(|word| word.contains('@'));
        (words.join(" "), addresses.first().copied().unwrap_or_default().to_owned())
    };
    let name = readable_name(&name);
    let key = address.trim().to_lowercase();
    let key = if key.is_empty() { name.clone().unwrap_or_default().to_lowercase() } else { key };
    (name.unwrap_or_else(|| UNNAMED.to_owned()), key)
}

/// A name as people write it, or None where it is an address or no name at all.
pub fn readable_name(text: &str) -> Option<String> {
    let text = text.split(";(").next().unwrap_or_default().replace("\\\"", "\"");
    let quotes = |c: char| c.is_whitespace() || "\"',;`<>/*( ".contains(c);
    let name = one_line(text.trim_matches(quotes));
    let open = name.matches('(').count() > name.matches(')').count();
    let name = if open { format!("{name})") } else { name };
    let fits = name.chars().count() <= LONGEST_NAME && name.chars().any(char::is_alphabetic);
    (fits && !mask::has_address(&name)).then_some(name)
}

/// A subject taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Subject {
    /// As it is shown: without Re: and list tags, never empty.
    pub title: String,
    /// As it is compared: letters and digits only; empty for a subject that says nothing.
    pub key: String,
    /// Whether it said that it answers something.
    pub is_reply: bool,
}

/// Reads a subject line.
pub fn subject(line: &str) -> Subject {
    let line = one_line(&mask::removed(line));
    let (title, is_reply) = stripped(&line);
    let key = key(stripped(&without_was(title)).0);
    let title = if title.is_empty() { NO_SUBJECT } else { title };
    Subject { title: shortened(title, LONGEST_SUBJECT), key, is_reply }
}

/// Subjects so general that two messages bearing one need not belong together.
pub fn says_little(key: &str) -> bool {
    const GENERAL: [&str; 20] = [
        "",
        "no subject",
        "none",
        "help",
        "help please",
        "please help",
        "question",
        "questions",
        "a question",
        "info",
        "information",
        "hello",
        "hi",
        "test",
        "request",
        "thanks",
        "thank you",
        "update",
        "various",
        "oops",
    ];
    GENERAL.contains(&key)
}

fn stripped(line: &str) -> (&str, bool) {
    let mut rest = line.trim();
    let mut is_reply = false;
    loop {
        if let Some((after, answers)) = after_prefix(rest) {
            is_reply |= answers;
            rest = after.trim_start();
        } else if let Some(after) = after_list_tag(rest) {
            rest = after.trim_start();
        } else {
            let end = rest.strip_suffix("(fwd)").map(str::trim_end);
            return (end.unwrap_or(rest), is_reply);
        }
    }
}

/// `Re:`, `RE^2:`, `Re[3]:`, `Fwd:` and their cousins; tells also whether it marks an answer.
fn after_prefix(line: &str) -> Option<(&str, bool)> {
    const ANSWERS: [&str; 8] = ["re", "aw", "sv", "antw", "antwort", "vs", "odp", "rif"];
    const PASSED_ON: [&str; 4] = ["fwd", "fw", "wg", "tr"];
    let (word, rest) = line.split_at(line.find(|c: char| !c.is_ascii_alphabetic())?);
    let word = word.to_ascii_lowercase();
    let answers = ANSWERS.contains(&word.as_str());
    if !answers && !PASSED_ON.contains(&word.as_str()) {
        return None;
    }
    let count = |c: char| c.is_ascii_digit() || matches!(c, '^' | '[' | ']' | '(' | ')' | '*');
    let rest = rest.trim_start_matches(count).trim_start();
    Some((rest.strip_prefix(':')?, answers))
}

/// `[list]` at the start, as mailing lists put it; not if nothing follows.
fn after_list_tag(line: &str) -> Option<&str> {
    let (tag, rest) = line.strip_prefix('[')?.split_once(']')?;
    let plain = tag.len() <= 30 && !tag.contains(char::is_whitespace) && !tag.is_empty();
    (plain && rest.chars().any(char::is_alphanumeric)).then_some(rest)
}

/// Takes off `(was: the old subject)` and what follows, also where it is not closed.
fn without_was(title: &str) -> String {
    // Lower case of ASCII letters only, so that positions stay the same.
    let lower = title.to_ascii_lowercase();
    let starts = ["(was", "[was", "{was", "((was"].iter().filter_map(|mark| lower.find(mark));
    match starts.min() {
        Some(at) if at > 0 && lower[at..].trim_start_matches(['(', '[', '{'])[3..].starts_with([':', ' ', ')']) => {
            title[..at].to_owned()
        }
        _ => title.to_owned(),
    }
}

fn key(title: &str) -> String {
    let spaced: String = title.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    let folded = spaced.to_lowercase().replace('\'', "");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All white space as single spaces, without control characters.
pub fn one_line(text: &str) -> String {
    let text: String = super::plain::lines::without_escapes(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a text to so many characters, at a word where possible.
pub fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let cut: String = text.chars().take(longest - 1).collect();
    let kept = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| if kept.len() * 2 > cut.len() { kept } else { &cut });
    format!("{}\u{2026}", kept.trim_end())
}
