//! The plain text of a letter, from the same parts as its HTML.

use super::Rich;
use super::mailable::lines;
use crate::following::words::Part;
use std::fmt::Write;

/// All words of the letter.
pub(super) fn text(rich: &Rich) -> String {
    let mut text = String::new();
    for part in &rich.parts {
        // Writing to a String never fails.
        let _never = match part {
            Part::Text(words) => write!(text, "{}\n\n", words.trim()),
            Part::Heading(words) => write!(text, "{0}\n{1}\n\n", words.trim(), "-".repeat(words.trim().chars().count().min(60))),
            Part::Quote { by, html } => quote(&mut text, by.as_deref(), html),
            Part::Link { words, path } => write!(text, "{words}:\n{}{path}\n\n", rich.origin),
        };
    }
    let _never = write!(text, "-- \n{}\n", rich.why.trim());
    if let Some(stop) = &rich.stop {
        let _never = write!(text, "To stop these letters:\n{}/unsubscribe/{stop}\n", rich.origin);
    }
    text
}

fn quote(text: &mut String, by: Option<&str>, html: &str) -> std::fmt::Result {
    if let Some(by) = by {
        writeln!(text, "{by}:")?;
    }
    for line in lines(html) {
        writeln!(text, "{}", format!("> {line}").trim_end())?;
    }
    writeln!(text)
}
