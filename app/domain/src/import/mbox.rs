//! Cuts an mbox file into messages, one at a time, whatever is in it.

use std::fmt;
use std::io::{self, BufRead};

use super::posting::{self, Posting};

/// The longest message that is read; a longer one is passed over and reported.
pub const LONGEST_MESSAGE: usize = 1 << 20;
/// The longest first line a file may have before it is taken for something else.
const LONGEST_FIRST_LINE: u64 = 4096;
/// No separator is longer, so no more than this is remembered of a line that does not fit.
const LONGEST_SEPARATOR: usize = 1000;

/// What one message of the file turned into.
#[derive(Debug)]
pub enum Read {
    /// A message that can be shown.
    Posting(Box<Posting>),
    /// A message that had to be left out, and the reason, ready to be printed.
    Unreadable {
        /// The first line of the message in the file, counted from 1.
        line: u64,
        /// Why it could not be read.
        why: String,
    },
}

/// Why a file is no mbox; arrives as the source of an [`io::Error`] of kind `InvalidData`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMbox {
    /// There is nothing in it.
    Empty,
    /// Its first line does not begin a message.
    NoSeparator,
}

impl fmt::Display for NotMbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "This file is empty, so there is nothing to import.",
            Self::NoSeparator => {
                "This is not an mbox file: its first line should begin with \u{201c}From \u{201d}, a sender and a date."
            }
        })
    }
}

impl std::error::Error for NotMbox {}

impl From<NotMbox> for io::Error {
    fn from(fault: NotMbox) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, fault)
    }
}

/// Reads the messages of an mbox file in order.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    state: State,
    /// The line that was read last, without its end, cut to what is needed.
    line: Vec<u8>,
    line_number: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Fresh,
    /// Standing on the separator of the next message.
    Inside,
    Over,
}

/// Begins to read an mbox file.
pub fn read<R: BufRead>(input: R) -> Reader<R> {
    Reader { input, state: State::Fresh, line: Vec::new(), line_number: 0 }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = io::Result<Read>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = match self.state {
            State::Over => return None,
            State::Fresh => self.find_first(),
            State::Inside => Ok(()),
        };
        let message = step.and_then(|()| self.message());
        if message.is_err() {
            self.state = State::Over;
        }
        Some(message)
    }
}

impl<R: BufRead> Reader<R> {
    /// How many lines have been read so far.
    pub fn lines(&self) -> u64 {
        self.line_number
    }

    fn find_first(&mut self) -> io::Result<()> {
        let mut budget = LONGEST_FIRST_LINE;
        loop {
            // Bounded, so that a disk image without line ends is refused at once.
            let mut first = io::Read::take(&mut self.input, budget);
            self.line.clear();
            let length = first.read_until(b'\n', &mut self.line)? as u64;
            if length == 0 {
                return Err(if budget == LONGEST_FIRST_LINE { NotMbox::Empty } else { NotMbox::NoSeparator }.into());
            }
            self.line_number += 1;
            budget = budget.saturating_sub(length).max(1);
            let text = self.line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.line).trim_ascii_end();
            if text.is_empty() {
                continue;
            }
            if !is_separator(text) {
                return Err(NotMbox::NoSeparator.into());
            }
            self.state = State::Inside;
            return Ok(());
        }
    }

    fn message(&mut self) -> io::Result<Read> {
        let line = self.line_number;
        let mut raw = Vec::new();
        let mut length = 0;
        let mut after_blank = true;
        self.state = State::Over;
        while let Some(line_length) = self.next_line()? {
            if after_blank && is_separator(&self.line) {
                self.state = State::Inside;
                break;
            }
            after_blank = self.line.is_empty();
            length += line_length;
            if length > LONGEST_MESSAGE {
                raw = Vec::new();
                continue;
            }
            raw.extend_from_slice(&self.line);
            raw.push(b'\n');
        }
        if length > LONGEST_MESSAGE {
            let why = format!("the message is {} KB long; at most {} KB are read", length / 1024, LONGEST_MESSAGE / 1024);
            return Ok(Read::Unreadable { line, why });
        }
        Ok(match posting::from_raw(line, &unquoted(&raw)) {
            Ok(posting) => Read::Posting(Box::new(posting)),
            Err(why) => Read::Unreadable { line, why: why.to_owned() },
        })
    }

    /// Reads one line into `self.line` without its end; answers its full length, or None at the end.
    fn next_line(&mut self) -> io::Result<Option<usize>> {
        self.line.clear();
        let mut length = 0;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
                Err(fault) => return Err(fault),
            };
            if chunk.is_empty() {
                break;
            }
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let taken = end.map_or(chunk.len(), |at| at + 1);
            let room = LONGEST_MESSAGE.saturating_sub(self.line.len());
            self.line.extend_from_slice(&chunk[..taken.min(room)]);
            length += taken;
            self.input.consume(taken);
            if end.is_some() {
                break;
            }
        }
        if length == 0 {
            return Ok(None);
        }
        self.line_number += 1;
        while matches!(self.line.last(), Some(b'\n' | b'\r')) {
            self.line.pop();
        }
        Ok(Some(length))
    }
}

/// Tells whether a line reads `From somebody Thu Apr  1 00:00:00 1993`, in any of its dialects.
pub fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    if rest.len() > LONGEST_SEPARATOR {
        return false;
    }
    // The sender may be anything, so only what follows it must look like a date.
    let mut words = rest.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty()).skip(1);
    let (mut month, mut clock, mut day) = (false, false, false);
    let date_words = words.by_ref().all(|word| {
        month |= is_month(word);
        clock |= is_clock(word);
        day |= word.len() <= 2 && word.iter().all(u8::is_ascii_digit);
        word.len() <= 12
    });
    date_words && month && clock && day
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: &[u8] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    word.len() == 3 && MONTHS.chunks(3).any(|month| month.eq_ignore_ascii_case(word))
}

fn is_clock(word: &[u8]) -> bool {
    let colons = word.iter().filter(|&&byte| byte == b':').count();
    (1..=2).contains(&colons) && word.len() >= 4 && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':')
}

/// Takes the `>` off `>From` lines where the writer of the mbox put it.
///
/// Nothing in the file says which `>` are quotes of the author, so the neighbours decide: a line as deep as one beside it stands
/// inside a quotation and stays.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = raw.split_inclusive(|&byte| byte == b'\n').collect();
    let mut text = Vec::with_capacity(raw.len());
    for (at, line) in lines.iter().enumerate() {
        let depth = depth(line);
        let escaped = depth > 0 && line[depth..].starts_with(b"From ");
        let beside = |other: Option<&&[u8]>| other.is_some_and(|other| self::depth(other) == depth);
        let quoted = beside(at.checked_sub(1).and_then(|before| lines.get(before))) || beside(lines.get(at + 1));
        text.extend_from_slice(if escaped && !quoted { &line[1..] } else { line });
    }
    text
}

fn depth(line: &[u8]) -> usize {
    line.iter().take_while(|&&byte| byte == b'>').count()
}
