//! Finds the headers of a message, also where they are broken.

/// The headers that are read; all others are of no use here.
const KNOWN: [&str; 14] = [
    "from",
    "subject",
    "date",
    "message-id",
    "references",
    "in-reply-to",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "mime-version",
    "article-i.d.",
    "x-xxdate",
    "x-xxmessage-id",
    "sender",
];
/// Headers of no use here that still prove that the head is not over yet.
const COMMON: [&str; 10] = [
    "lines",
    "organization",
    "reply-to",
    "nntp-posting-host",
    "distribution",
    "keywords",
    "newsgroups",
    "path",
    "to",
    "received",
];

/// A message with a head that a strict parser understands: known headers only, each once, in UTF-8.
pub fn mended(raw: &[u8]) -> Vec<u8> {
    let (head, body_at) = split(raw);
    let mut text = Vec::with_capacity(raw.len());
    let mut seen: Vec<String> = Vec::new();
    let mut strays: Vec<u8> = Vec::new();
    let mut keeping = false;
    for line in head {
        match line {
            HeadLine::Field(name, line) => {
                let name = name.to_ascii_lowercase();
                keeping = KNOWN.contains(&name.as_str()) && !seen.contains(&name);
                if keeping {
                    push_decoded(&mut text, line);
                    seen.push(name);
                }
            }
            HeadLine::Folded(line) if keeping => push_decoded(&mut text, line),
            HeadLine::Folded(_) => {}
            HeadLine::Stray(line) => strays.extend_from_slice(line),
        }
    }
    text.push(b'\n');
    // A line that is no header was written by somebody: it goes to the text rather than away.
    text.extend_from_slice(&strays);
    if !strays.is_empty() {
        text.push(b'\n');
    }
    text.extend_from_slice(raw.get(body_at..).unwrap_or_default());
    text
}

enum HeadLine<'a> {
    Field(String, &'a [u8]),
    Folded(&'a [u8]),
    Stray(&'a [u8]),
}

fn split(raw: &[u8]) -> (Vec<HeadLine<'_>>, usize) {
    let mut head = Vec::new();
    let mut at = 0;
    for line in raw.split_inclusive(|&byte| byte == b'\n') {
        let blank = line.trim_ascii().is_empty();
        if blank && head.is_empty() {
            at += line.len();
            continue;
        }
        if blank {
            return (head, at + line.len());
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            head.push(HeadLine::Folded(line));
        } else if let Some(name) = field_name(line) {
            head.push(HeadLine::Field(name, line));
        } else if more_headers_follow(&raw[at + line.len()..]) {
            if !line.trim_ascii_start().starts_with(b"From ") && !line.starts_with(b">From ") {
                head.push(HeadLine::Stray(line));
            }
        } else {
            return (head, at);
        }
        at += line.len();
    }
    (head, at)
}

fn field_name(line: &[u8]) -> Option<String> {
    let colon = line.iter().take(60).position(|&byte| byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    let plain = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
    plain.then(|| String::from_utf8_lossy(name).into_owned())
}

fn more_headers_follow(rest: &[u8]) -> bool {
    rest.split(|&byte| byte == b'\n').take_while(|line| !line.trim_ascii().is_empty()).take(40).filter_map(field_name).any(
        |name| {
            let name = name.to_ascii_lowercase();
            KNOWN.contains(&name.as_str()) || COMMON.contains(&name.as_str())
        },
    )
}

fn push_decoded(text: &mut Vec<u8>, line: &[u8]) {
    let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != 0).collect();
    text.extend_from_slice(decoded(&line).trim_end().as_bytes());
    text.push(b'\n');
}

/// Bytes of an unknown encoding as text: UTF-8 where they are, else Windows-1252.
pub fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => mail_parser::decoders::charsets::map::charset_decoder(b"windows-1252")
            .map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decode| decode(bytes)),
    }
}
