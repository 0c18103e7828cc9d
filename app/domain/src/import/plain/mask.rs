//! Hides e-mail addresses and message ids.

const ADDRESS: &str = "[address removed]";
const MESSAGE: &str = "[message id removed]";
/// The part before the @ is not looked for any further back.
const LONGEST_LOCAL: usize = 128;

/// Whether there is an e-mail address in the text.
pub fn has_address(text: &str) -> bool {
    text.split_whitespace().any(|word| find(word, false).is_some() || is_bang_path(word, false))
}

/// The text without addresses; `columns` keeps what follows an address in its column where there is room.
pub fn text(line: &str, columns: bool) -> String {
    if !line.contains(['@', '!']) {
        return line.to_owned();
    }
    let spaced = without_gap(line);
    let mut masked = String::with_capacity(line.len());
    let mut rest = spaced.as_deref().unwrap_or(line);
    let mut before = String::new();
    while !rest.is_empty() {
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let (blanks, after) = rest.split_at(blank);
        let (word, after) = after.split_at(after.find(' ').unwrap_or(after.len()));
        masked.push_str(blanks);
        rest = after;
        let (new, changed) = masked_word(word, &before);
        masked.push_str(&new);
        if changed && columns {
            rest = aligned(&mut masked, rest, word.chars().count(), new.chars().count());
        }
        before = word.to_lowercase();
    }
    masked
}

/// `user @ host.domain` without its blanks.
fn without_gap(line: &str) -> Option<String> {
    let (before, after) = line.split_once(" @ ")?;
    let host = after.split(' ').next().unwrap_or_default();
    let dotted =
        !host.contains('@') && host.split('.').count() > 2 || host.split('.').all(|part| part.len() > 1) && host.contains('.');
    dotted.then(|| format!("{before}@{after}"))
}

/// Makes up for a word that changed its length, by the blanks that follow it.
fn aligned<'a>(masked: &mut String, rest: &'a str, old: usize, new: usize) -> &'a str {
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    if blanks == 0 || blanks == rest.len() {
        return rest;
    }
    masked.extend(std::iter::repeat_n(' ', old.saturating_sub(new)));
    let spare = new.saturating_sub(old).min(blanks - 1);
    &rest[spare..]
}

/// The text with addresses and ids left out altogether.
pub fn removed(line: &str) -> String {
    let masked = text(line, false);
    if masked == line { masked } else { masked.replace(ADDRESS, "").replace(MESSAGE, "") }
}

fn masked_word(word: &str, before: &str) -> (String, bool) {
    let announced = before.ends_with("uucp:") || before == "uucp" || word.to_lowercase().starts_with("uucp:");
    if is_bang_path(word, announced) {
        let prefix = word.find(':').map_or("", |colon| &word[..=colon]);
        return (format!("{prefix}{ADDRESS}"), true);
    }
    let introduced = ["article", "article:", "message", "in", "message-id:", "posting", "post", "news"];
    let is_message = introduced.contains(&before.trim_matches(|c: char| !c.is_alphanumeric() && c != '-' && c != ':'));
    let mut masked = String::new();
    let mut rest = word;
    let mut changed = false;
    while let Some((start, end)) = find(rest, true) {
        masked.push_str(&rest[..start]);
        let bracketed = rest[start..].starts_with('<');
        masked.push_str(if bracketed && is_message { MESSAGE } else { ADDRESS });
        rest = &rest[end..];
        changed = true;
    }
    masked.push_str(rest);
    (masked, changed)
}

/// The first address in a word, as a range; with `brackets`, angle brackets around it belong to it.
fn find(word: &str, brackets: bool) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = word[from..].find('@') {
        let at = from + found;
        let nearest = word.floor_char_boundary(at.saturating_sub(LONGEST_LOCAL));
        let local = word[nearest..at]
            .rfind(|c: char| !is_local(c))
            .map_or(nearest, |stop| nearest + stop + char_length(&word[nearest..], stop));
        let local =
            local + (word[local..at].len() - word[local..at].trim_start_matches(['.', '-', '=', '*', '\'', '/', '|']).len());
        let host = &word[at + 1..];
        let length = host.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '['))).unwrap_or(host.len());
        let host = host[..length].trim_end_matches(['.', '-', '_']);
        if local < at && host.chars().any(char::is_alphanumeric) {
            let end = at + 1 + host.len();
            let wrapped = brackets && word[..local].ends_with('<') && word[end..].starts_with('>');
            return Some(if wrapped { (local - 1, end + 1) } else { (local, end) });
        }
        from = at + 1;
    }
    None
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.@\\\"".contains(c)
}

fn char_length(word: &str, at: usize) -> usize {
    word[at..].chars().next().map_or(1, char::len_utf8)
}

/// Addresses of the old network: `{ames,mcdcup}!ntmtv!janet`.
fn is_bang_path(word: &str, announced: bool) -> bool {
    if !word.contains('!') {
        return false;
    }
    let path = word
        .split('(')
        .next()
        .filter(|path| !path.is_empty())
        .unwrap_or(word)
        .trim_matches(|c: char| matches!(c, '(' | ')' | ',' | ';' | '<' | '>' | '"' | '.' | '|'));
    let path = path.rsplit_once(':').map_or(path, |(_, path)| path).trim_start_matches(['.', '!']);
    let step = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_,{}[]%@".contains(c);
    let steps: Vec<&str> = path.split('!').collect();
    let sound = steps.len() > 1 && steps.iter().all(|part| !part.is_empty() && part.chars().all(step));
    let hosts = steps.iter().all(|part| (3..=8).contains(&part.len()));
    let telling =
        hosts || steps.len() > 2 || announced || word.contains(['{', '[']) || word.contains("...!") || path.contains(['.', '%']);
    sound && telling
}
