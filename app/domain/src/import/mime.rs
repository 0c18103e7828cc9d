//! Finds the text of a message among its parts.

use std::borrow::Cow;

use mail_parser::decoders::{base64::base64_decode, html::html_to_text, quoted_printable::quoted_printable_decode};
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::header::decoded;

/// How deep messages within messages are opened.
const DEEPEST: usize = 3;

/// The text somebody wrote: plain text if there is any, else the readable part of HTML; None if there is neither.
pub fn text_of(message: &Message<'_>) -> Option<String> {
    text_within(message, DEEPEST)
}

fn text_within(message: &Message<'_>, depth: usize) -> Option<String> {
    let parts = || message.text_body.iter().filter_map(|&id| message.part(id));
    let plain: Vec<String> = parts().filter_map(|part| plain_text(message, part)).collect();
    let joined = |texts: Vec<String>| Some(texts.join("\n\n")).filter(|text| !text.trim().is_empty());
    joined(plain)
        .or_else(|| joined(html_parts(message).map(|(part, html)| html_to_text(&own_decoding(message, part, html))).collect()))
        .or_else(|| joined(mangled_parts(message)))
        .or_else(|| {
            let inner = message.attachments().filter_map(MessagePart::message).filter(|_| depth > 0);
            joined(inner.filter_map(|inner| text_within(inner, depth - 1)).collect())
        })
}

fn plain_text(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Text(text) => Some(own_decoding(message, part, text)),
        _ => None,
    }
}

fn html_parts<'m>(message: &'m Message<'_>) -> impl Iterator<Item = (&'m MessagePart<'m>, &'m str)> {
    message.html_body.iter().filter_map(|&id| message.part(id)).filter_map(|part| match &part.body {
        PartType::Html(text) => Some((part, text.as_ref())),
        _ => None,
    })
}

/// Texts the parser set aside because their encoding is broken.
fn mangled_parts(message: &Message<'_>) -> Vec<String> {
    message.attachments().filter(|part| part.is_encoding_problem).filter_map(|part| plain_text(message, part)).collect()
}

/// Decodes a part once more where its declared character set was missing, wrong, or plain ASCII with other bytes in it.
fn own_decoding(message: &Message<'_>, part: &MessagePart<'_>, text: &str) -> String {
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    let ascii = declared.is_some_and(|set| set.eq_ignore_ascii_case("us-ascii") || set.eq_ignore_ascii_case("ascii"));
    let doubtful = text.contains('\u{fffd}') || (ascii && !text.is_ascii());
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).filter(|_| doubtful);
    let Some(raw) = raw else {
        return text.to_owned();
    };
    let bytes = match part.encoding {
        Encoding::None => Some(Cow::Borrowed(raw)),
        Encoding::QuotedPrintable => quoted_printable_decode(raw).map(Cow::Owned),
        Encoding::Base64 => base64_decode(raw).map(Cow::Owned),
    };
    bytes.map_or_else(|| text.to_owned(), |bytes| decoded(&bytes))
}
