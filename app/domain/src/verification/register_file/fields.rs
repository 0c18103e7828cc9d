//! The texts in the fields of the list: encodings, numbers, dates and statuses.

/// Windows-1252 from 0x80 to 0x9f; what it leaves open is the replacement character.
const WESTERN: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];
/// The registrations that allow practice (security.md 3.1).
const ALLOWED: [&str; 3] = ["registered", "provisionally registered", "temporary registration"];
/// Words after which none of them does.
const ENDED: [&str; 6] = ["suspen", "eras", "expired", "relinquish", "deceased", "not registered"];

/// A field as text, in UTF-8 or else Windows-1252, with white space folded.
pub(super) fn text(field: &[u8]) -> String {
    let text = match std::str::from_utf8(field) {
        Ok(text) => text.to_owned(),
        Err(_) => field.iter().map(|byte| western(*byte)).collect(),
    };
    text.split(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn western(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WESTERN.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

/// A number of the list: seven digits, of which a spreadsheet may have lost the first zeros, or L and six.
pub(super) fn number(text: &str) -> Option<String> {
    let limited = text.strip_prefix(['L', 'l']).filter(|rest| rest.len() == 6);
    let digits = limited.unwrap_or(text);
    let well = (5..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    well.then(|| limited.map_or_else(|| format!("{digits:0>7}"), |rest| format!("L{rest}")))
}

/// A day such as `05071978`, `5071978` or `05/07/1978` as `1978-07-05`; empty if it is none.
pub(super) fn day(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let padded = format!("{digits:0>8}");
    let (Some(day), Some(month), Some(year)) = (padded.get(..2), padded.get(2..4), padded.get(4..)) else { return String::new() };
    let within = |part: &str, from: u32, to: u32| part.parse().is_ok_and(|number: u32| (from..=to).contains(&number));
    let well = digits.len() > 6 && within(day, 1, 31) && within(month, 1, 12) && within(year, 1900, 2199);
    if well { format!("{year}-{month}-{day}") } else { String::new() }
}

/// A status with every dash as a hyphen between blanks, so that the same status is the same text.
pub(super) fn status(text: &str) -> String {
    let dashes = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fffd}');
    text.split(dashes).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" - ")
}

/// Whether a status allows practice. What is not known does not.
pub(super) fn allows(status: &str) -> bool {
    let status = status.to_lowercase();
    let begins =
        ALLOWED.iter().any(|allowed| status.strip_prefix(allowed).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    begins && !ENDED.iter().any(|word| status.contains(word))
}
