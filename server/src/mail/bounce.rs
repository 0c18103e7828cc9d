//! Letters that come back, as mail servers write them (RFC 3464).

use crate::told::{Result, Told};
use domain::letters::bounces::Returned;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use std::io::Read;

/// A returned letter carries ours, which is small; more than this is none.
const LARGEST: u64 = 2 * 1024 * 1024;

/// The message that the mail server hands over.
pub fn read(from: impl Read) -> Result<Vec<u8>> {
    let mut message = Vec::new();
    from.take(LARGEST)
        .read_to_end(&mut message)
        .map_err(|why| Told::because("The message cannot be read", why, "Hand it over on standard input."))?;
    Ok(message)
}

/// Which letter came back, and why; None for everything else that may arrive there.
pub fn parse(message: &[u8]) -> Option<Returned> {
    let message = MessageParser::default().parse(message)?;
    let report = message.parts.iter().find(|part| is(*part, "message", "delivery-status")).and_then(|part| words(&part.body))?;
    let (action, status) = (field(&report, "action")?, field(&report, "status")?);
    let status = status.split([' ', '\t', '(']).next().unwrap_or_default().to_owned();
    let told = match action.to_ascii_lowercase().as_str() {
        "failed" => status.starts_with("5.") || status.starts_with("4."),
        "delayed" => status.starts_with("4."),
        _ => false,
    };
    if !told || status.len() > 11 || !status.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let (id, to) = message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(ours) => marks(ours),
        body if is(part, "text", "rfc822-headers") || is(part, "message", "rfc822-headers") => {
            let headers = words(body)?;
            marks(&MessageParser::default().parse(headers.as_bytes())?)
        }
        _ => None,
    })?;
    let said = field(&report, "diagnostic-code").unwrap_or_default();
    Some(Returned { letter: id, to, status, said })
}

/// The number of our letter and its recipient, from its own head.
fn marks(ours: &Message<'_>) -> Option<(i64, Option<String>)> {
    let id = ours.message_id()?.trim_matches(['<', '>']);
    let number = id.strip_prefix("letter-")?.split('@').next()?;
    let number = (number.len() <= 16 && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.parse().ok())??;
    let to = ours.to().and_then(|to| to.first()).and_then(|to| to.address()).map(str::to_owned);
    Some((number, to))
}

fn is<'p>(part: &impl MimeHeaders<'p>, kind: &str, subkind: &str) -> bool {
    part.content_type().is_some_and(|content| {
        content.ctype().eq_ignore_ascii_case(kind) && content.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case(subkind))
    })
}

fn words(body: &PartType<'_>) -> Option<String> {
    match body {
        PartType::Text(text) | PartType::Html(text) => Some(text.to_string()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        PartType::Message(_) | PartType::Multipart(_) => None,
    }
}

/// The first field of this name in the groups of a report; a letter of ours has one recipient, so there is one.
fn field(report: &str, name: &str) -> Option<String> {
    report.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}
