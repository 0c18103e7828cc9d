//! Makes "In article <…> … (Kate) writes:" a short line that names a person.

use super::mask;
use crate::import::names::readable_name;

const VERBS: [&str; 10] = ["writes", "wrote", "write", "said", "says", "scribbled", "asked", "asks", "schreibt", "schrieb"];
/// An attribution may be broken over so many lines.
const LONGEST: usize = 4;

/// If the lines begin with an attribution: how many lines it takes, and what to show (already Markdown).
pub fn found(lines: &[&str]) -> Option<(usize, String)> {
    let mut joined = String::new();
    for (at, line) in lines.iter().take(LONGEST).enumerate() {
        if line.trim().is_empty() {
            return None;
        }
        joined.push_str(line.trim());
        joined.push(' ');
        if let Some(saying) = without_verb(joined.trim()) {
            return is_attribution(saying).then(|| (at + 1, shown(saying)));
        }
        if !opens(&joined) {
            return None;
        }
    }
    None
}

/// Whether any line of a text ends like an attribution.
pub fn is_likely(line: &str) -> bool {
    let line = trimmed(line);
    is_verb(line.rsplit(' ').next().unwrap_or(line)) || line.ends_with(" the following")
}

fn is_verb(word: &str) -> bool {
    VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word))
}

fn trimmed(line: &str) -> &str {
    line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | ';' | ',' | '-'))
}

fn opens(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["in ", "on ", "from article", "article"].iter().any(|start| lower.starts_with(start)) || mask::has_address(text)
}

/// What stands before the verb that ends the line.
fn without_verb(line: &str) -> Option<&str> {
    let line = trimmed(line);
    let line = line.strip_suffix(" the following").unwrap_or(line);
    let (before, verb) = line.rsplit_once(' ')?;
    is_verb(verb).then(|| before.trim())
}

fn is_attribution(saying: &str) -> bool {
    let lower = saying.to_lowercase();
    let formal = ["in article", "in an earlier article", "in a previous article", "in <", "in message", "from article"];
    mask::has_address(saying) || saying.contains('<') || formal.iter().any(|start| lower.starts_with(start))
}

fn shown(saying: &str) -> String {
    match name(saying) {
        Some(name) => format!("**{}** wrote:", super::escape::line(&name)),
        None => "Someone wrote:".to_owned(),
    }
}

fn name(saying: &str) -> Option<String> {
    in_parentheses(saying).or_else(|| {
        // "On Tue, 6 Apr 1993 12:00:00 GMT, Ann Example <…>": the name is the last stretch that is one.
        let bare = without_brackets(saying);
        let words = bare.split([',', ';']).rev().map(clipped);
        words.filter(|part| part.len() > 1).find_map(|part| readable_name(&part).filter(|name| is_like_a_name(name)))
    })
}

/// The name in the last parentheses: `addr (Kate Gregory)`; but `Kate Gregory (addr)` has it before them.
fn in_parentheses(saying: &str) -> Option<String> {
    let (before, inside) = saying.rsplit_once('(').map(|(before, rest)| (before, rest.split(')').next().unwrap_or_default()))?;
    let nested = before.ends_with(|c: char| c.is_alphabetic()) && before.contains('(');
    let inside = if nested { before.rsplit_once('(').map_or(inside, |(_, name)| name) } else { inside };
    if mask::has_address(inside) {
        return None;
    }
    readable_name(inside).filter(|name| is_like_a_name(name))
}

/// Without addresses, ids and parentheses.
fn without_brackets(saying: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0_usize;
    for c in saying.chars() {
        match c {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare.split_whitespace().filter(|word| !mask::has_address(word)).collect::<Vec<_>>().join(" ")
}

fn clipped(part: &str) -> String {
    const OPENINGS: [&str; 7] =
        ["in an earlier article", "in a previous article", "in article", "in message", "from article", "in", "on"];
    let part = part.trim();
    let lower = part.to_lowercase();
    let opening =
        OPENINGS.iter().find(|start| lower.strip_prefix(**start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    opening.map_or(part, |start| part.get(start.len()..).unwrap_or_default()).trim().to_owned()
}

/// Dates, groups and phrases are no names.
fn is_like_a_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let dated = text.contains(':') || text.chars().filter(char::is_ascii_digit).count() > 2;
    let group = text.contains('.') && !text.contains(' ') && text.chars().all(|c| c.is_lowercase() || c == '.' || c == '-');
    (1..=6).contains(&words) && !dated && !group
}
