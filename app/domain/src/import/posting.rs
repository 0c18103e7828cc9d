//! What one message of an archive becomes.

use mail_parser::{DateTime, HeaderName, HeaderValue, Message, MessageParser};
use sha2::{Digest, Sha256};

use super::names::{self, Subject};
use super::{header, mime, plain};

/// How many of the message's first lines may name what it answers.
const LINES_THAT_CITE: usize = 6;
/// No more ids than this are looked at in one header.
const MOST_IDS: usize = 300;
/// How many references are kept: the root of the thread and the nearest ones.
const MOST_ANSWERS: usize = 30;

/// A message that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// The first line of the message in the file, counted from 1.
    pub line: u64,
    /// The same message has the same fingerprint in every run and every file.
    pub fingerprint: [u8; 32],
    /// The message's own id, if it has one.
    pub id: Option<String>,
    /// The ids it says it answers, oldest first.
    pub answers: Vec<String>,
    /// The ids its first lines quote ("In article … writes:").
    pub cites: Vec<String>,
    /// A readable title of at most 150 characters, never empty.
    pub subject: String,
    /// The subject folded for comparing; empty when it says nothing.
    pub subject_key: String,
    /// Whether the subject says that it answers something.
    pub is_reply: bool,
    /// A readable name, never an e-mail address.
    pub author: String,
    /// The address in lower case, or the name if there is none; to be hashed, never to be stored.
    pub author_key: String,
    /// When it was sent, UTC milliseconds; None when missing, unreadable or absurd.
    pub sent: Option<i64>,
    /// The text as it was typed.
    pub text: String,
}

impl Posting {
    /// The text as Markdown, without e-mail addresses.
    pub fn body(&self) -> String {
        plain::to_markdown(&self.text)
    }
}

/// Reads one message, its separator line taken off; the error is a reason that can be printed.
pub fn from_raw(line: u64, raw: &[u8]) -> Result<Posting, &'static str> {
    if raw.trim_ascii().is_empty() {
        return Err("the message is empty");
    }
    let mended = header::mended(raw);
    let message = parser().parse(&mended).ok_or("the message has neither headers nor text")?;
    let from = text_header(&message, HeaderName::From).or_else(|| text_header(&message, HeaderName::Sender));
    let (author, author_key) = names::author(from.unwrap_or_default());
    let subject_line = text_header(&message, HeaderName::Subject);
    let Subject { title, key, is_reply } = names::subject(subject_line.unwrap_or_default());
    let text = match mime::text_of(&message) {
        Some(text) => plain::lines::cleaned(&text),
        None if message.parts.len() <= 1 && is_plain(&message) && (from.is_some() || subject_line.is_some()) => String::new(),
        None => return Err("the message has no text that can be shown"),
    };
    Ok(Posting {
        line,
        fingerprint: fingerprint(raw),
        id: own_id(&message),
        answers: answers(&message),
        cites: cites(&text),
        subject: title,
        subject_key: key,
        is_reply,
        author,
        author_key,
        sent: sent(&message),
        text,
    })
}

fn parser() -> MessageParser {
    MessageParser::new()
        .with_mime_headers()
        .header_text(HeaderName::From)
        .header_text(HeaderName::Sender)
        .header_text(HeaderName::Subject)
        .header_raw(HeaderName::Date)
        .header_raw(HeaderName::MessageId)
        .header_raw(HeaderName::References)
        .header_raw(HeaderName::InReplyTo)
        .default_header_raw()
}

fn text_header<'m>(message: &'m Message<'_>, name: HeaderName<'static>) -> Option<&'m str> {
    message.header(name).and_then(HeaderValue::as_text).map(str::trim).filter(|text| !text.is_empty())
}

fn other_header<'m>(message: &'m Message<'_>, name: &'static str) -> Option<&'m str> {
    text_header(message, HeaderName::Other(name.into()))
}

fn is_plain(message: &Message<'_>) -> bool {
    message.parts.first().is_none_or(|part| part.is_text())
}

fn fingerprint(raw: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    // Blank lines at the end belong to the file, not to the message.
    hash.update(raw.trim_ascii_end());
    hash.finalize().into()
}

fn own_id(message: &Message<'_>) -> Option<String> {
    let stated = text_header(message, HeaderName::MessageId).or_else(|| other_header(message, "X-XXMessage-ID"));
    stated.and_then(|line| ids(line).pop()).or_else(|| {
        let article = other_header(message, "Article-I.D.")?;
        let plain = !article.contains(char::is_whitespace);
        plain.then(|| article.trim_matches(['<', '>']).to_owned())
    })
}

fn answers(message: &Message<'_>) -> Vec<String> {
    let mut answers = ids(text_header(message, HeaderName::References).unwrap_or_default());
    for id in ids(text_header(message, HeaderName::InReplyTo).unwrap_or_default()) {
        if !answers.contains(&id) {
            answers.push(id);
        }
    }
    if answers.len() > MOST_ANSWERS {
        answers.drain(1..answers.len() - MOST_ANSWERS + 1);
    }
    answers
}

/// The ids in angle brackets of a line.
fn ids(line: &str) -> Vec<String> {
    let inside = line.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
    let ids = inside.map(|(id, _)| id.split_whitespace().collect::<String>());
    ids.filter(|id| id.len() > 2 && id.len() <= 250).take(MOST_IDS).collect()
}

fn cites(text: &str) -> Vec<String> {
    let first = text.lines().filter(|line| !line.trim().is_empty()).take(LINES_THAT_CITE);
    let citing = first.filter(|line| !line.trim_start().starts_with('>'));
    let phrases = ["article <", "article: <", "message <", "in <", "message-id: <", "posting <"];
    citing
        .filter_map(|line| {
            let lower = line.to_ascii_lowercase();
            let at = phrases.iter().filter_map(|phrase| lower.find(phrase)).min()?;
            ids(&line[at..]).into_iter().next()
        })
        .collect()
}

fn sent(message: &Message<'_>) -> Option<i64> {
    let stated = text_header(message, HeaderName::Date).and_then(instant);
    stated.or_else(|| other_header(message, "X-XXDate").and_then(instant))
}

fn instant(line: &str) -> Option<i64> {
    const SANE_YEARS: std::ops::RangeInclusive<u16> = 1971..=2099;
    let date = DateTime::parse_rfc822(line).or_else(|| DateTime::parse_rfc3339(line))?;
    let sane = date.is_valid() && SANE_YEARS.contains(&date.year);
    sane.then(|| date.to_timestamp() * 1000)
}
