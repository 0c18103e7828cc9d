//! How each text is read: what is put right silently, and the sentence for what is not.

use super::{
    BODY_MOST, NAME_MOST, NOTE_MOST, OPTION_MOST, OPTIONS_RANGE, PASSWORD_RANGE, QUESTION_MOST, TITLE_MOST,
    UNFINISHED_OPTIONS_MOST, Wrong,
};
use std::collections::BTreeSet;

pub(super) fn title(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, TITLE_MOST, "A title")
}

pub(super) fn real_name(typed: String) -> Result<String, Wrong> {
    one_line(typed, 2, 100, "A name")
}

pub(super) fn key_name(typed: String) -> Result<String, Wrong> {
    one_line(typed, 1, 40, "A name")
}

pub(super) fn reason(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, 300, "A reason")
}

pub(super) fn forum_name(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, 60, "A name")
}

pub(super) fn purpose(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, 300, "A description")
}

pub(super) fn question(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, QUESTION_MOST, "A question")
}

pub(super) fn join_words(typed: String) -> Result<String, Wrong> {
    some_lines(typed, 500)
}

pub(super) fn case_words(typed: String) -> Result<String, Wrong> {
    some_lines(typed, 2_000)
}

pub(super) fn body(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?;
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err("Please write something first.".into());
    }
    if length > BODY_MOST {
        return Err(Wrong(format!("This is {length} characters long; at most {BODY_MOST} fit into one post.")));
    }
    Ok(text)
}

pub(super) fn unfinished(typed: String) -> Result<String, Wrong> {
    kept_lines(typed, BODY_MOST)
}

pub(super) fn unfinished_options(typed: String) -> Result<String, Wrong> {
    kept_lines(typed, UNFINISHED_OPTIONS_MOST)
}

pub(super) fn unfinished_title(typed: String) -> Result<String, Wrong> {
    kept_line(typed, TITLE_MOST, "A title")
}

pub(super) fn unfinished_question(typed: String) -> Result<String, Wrong> {
    kept_line(typed, QUESTION_MOST, "A question")
}

/// Lines that are not finished, or none.
fn kept_lines(typed: String, most: usize) -> Result<String, Wrong> {
    let text = many_lines(typed)?;
    let length = text.chars().count();
    if length > most {
        return Err(Wrong(format!("This is {length} characters long; at most {most} are kept.")));
    }
    Ok(text)
}

pub(super) fn about(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?;
    if text.chars().count() > 2_000 {
        return Err("Please keep this to 2,000 characters.".into());
    }
    Ok(text.trim().to_owned())
}

pub(super) fn screen_name(typed: String) -> Result<String, Wrong> {
    let name = typed.trim().to_owned();
    let length = name.chars().count();
    if !(3..=NAME_MOST).contains(&length) {
        return Err(Wrong(format!("A screen name has 3 to {NAME_MOST} characters.")));
    }
    let joins = |c: char| matches!(c, ' ' | '.' | '-' | '_' | '\'');
    let latin = |c: char| c.is_ascii_alphanumeric() || (('\u{c0}'..='\u{24f}').contains(&c) && c.is_alphabetic());
    let ends_well = !name.starts_with(joins) && !name.ends_with(joins);
    let single = !name.chars().zip(name.chars().skip(1)).any(|(a, b)| joins(a) && joins(b));
    if !name.chars().all(|c| latin(c) || joins(c)) || !ends_well || !single {
        return Err("Use letters and digits, with single spaces, dots, hyphens, underscores or apostrophes between them.".into());
    }
    Ok(name)
}

pub(super) fn new_password(typed: String) -> Result<String, Wrong> {
    let (fewest, most) = PASSWORD_RANGE;
    match typed.chars().count() {
        length if length < fewest => {
            Err(Wrong(format!("A password has at least {fewest} characters; a few words in a row do well.")))
        }
        length if length > most => Err(Wrong(format!("A password has at most {most} characters."))),
        _ => Ok(typed),
    }
}

pub(super) fn email(typed: String) -> Result<String, Wrong> {
    let address = typed.trim().to_owned();
    let sentence = || Wrong::from("This does not look like an e-mail address, such as name@example.org.");
    let (name, host) = address.rsplit_once('@').ok_or_else(sentence)?;
    let local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let name_well = (1..=64).contains(&name.len())
        && name.chars().all(local)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..");
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    let host_well = host.contains('.') && host.split('.').all(label);
    if address.len() > 254 || !name_well || !host_well {
        return Err(sentence());
    }
    Ok(address)
}

/// One line of words, not too short.
fn one_line(typed: String, fewest: usize, most: usize, what: &str) -> Result<String, Wrong> {
    let text = kept_line(typed, most, what)?;
    if text.chars().count() < fewest || !text.chars().any(char::is_alphanumeric) {
        return Err(Wrong(format!("{what} has at least {fewest} characters.")));
    }
    Ok(text)
}

/// One line without control or direction characters, trimmed, white space folded; or none.
fn kept_line(typed: String, most: usize, what: &str) -> Result<String, Wrong> {
    if typed.chars().any(hostile) {
        return Err("Please remove the invisible control characters; retyping the text helps.".into());
    }
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        length if length > most => Err(Wrong(format!("{what} has at most {most} characters; this has {length}."))),
        _ => Ok(text),
    }
}

/// Lines without blank ones around them, and at least one.
fn some_lines(typed: String, most: usize) -> Result<String, Wrong> {
    let text = many_lines(typed)?.trim().to_owned();
    match text.chars().count() {
        0 => Err("Please write something first.".into()),
        length if length > most => Err(Wrong(format!("This is {length} characters long; at most {most} fit."))),
        _ => Ok(text),
    }
}

pub(super) fn note(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?.trim().to_owned();
    match text.chars().count() {
        length if length > NOTE_MOST => Err(Wrong(format!("This is {length} characters long; at most {NOTE_MOST} fit."))),
        _ => Ok(text),
    }
}

/// Options of a poll: empty lines go, white space is folded, and no two say the same.
pub(super) fn poll_options(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?;
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let options: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    let (fewest, most) = OPTIONS_RANGE;
    if !(fewest..=most).contains(&options.len()) {
        return Err(Wrong(format!("A poll has {fewest} to {most} options, one a line; these are {}.", options.len())));
    }
    if let Some(long) = options.iter().find(|option| option.chars().count() > OPTION_MOST) {
        let (start, length) = (long.chars().take(20).collect::<String>(), long.chars().count());
        return Err(Wrong(format!("An option has at most {OPTION_MOST} characters; “{start}…” has {length}.")));
    }
    let mut known = BTreeSet::new();
    if let Some(twice) = options.iter().find(|option| !known.insert(option.to_lowercase())) {
        return Err(Wrong(format!("No two options may be alike; “{twice}” stands here twice.")));
    }
    Ok(options.join("\n"))
}

/// Lines as typed, with line ends made alike.
fn many_lines(typed: String) -> Result<String, Wrong> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c != '\n' && c != '\t' && hostile(c)) {
        return Err("Please remove the invisible control characters; retyping that part helps.".into());
    }
    Ok(text)
}

/// Characters that only deceive: controls, and those that turn the direction of the text around them.
pub fn hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}')
}
