//! Gives lines that a typewriter's margin broke back their flow.

use super::signature::is_rule;

/// Narrower paragraphs are lists, addresses or verse: their breaks are meant.
const NARROWEST: usize = 40;

/// The margin at which the author's lines break.
pub fn width(lines: &[&str]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).filter(|width| *width >= NARROWEST).collect();
    widths.sort_unstable();
    // Not the widest, which may be a table or one long address.
    widths.get(widths.len().saturating_sub(1) * 9 / 10).copied().unwrap_or_default()
}

/// Cuts a paragraph where an indented line begins the next one.
pub fn paragraphs<'a, 'l>(lines: &'a [&'l str]) -> Vec<&'a [&'l str]> {
    let begins = |at: usize| {
        let (before, line) = (lines[at - 1], lines[at]);
        let ended = before.trim_end_matches(['"', '\'', ')', ' ']).ends_with(['.', '?', '!', ':']);
        let falls_back = lines.get(at + 1).is_some_and(|next| indent(next) < indent(line));
        ended && indent(line) >= indent(before) + 2 && falls_back && !begins_item(line.trim_start())
    };
    let mut cuts: Vec<usize> = (1..lines.len()).filter(|&at| begins(at)).collect();
    cuts.push(lines.len());
    let starts = std::iter::once(0).chain(cuts.clone());
    starts.zip(cuts).map(|(start, end)| &lines[start..end]).collect()
}

/// The paragraph's lines, joined where the margin broke them.
pub fn lines(paragraph: &[&str], width: usize) -> Vec<String> {
    let widest = paragraph.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let margin = if widest + 15 < width { widest } else { widest.max(width) };
    let mut flowed: Vec<String> = Vec::new();
    let mut before = "";
    for line in paragraph {
        let text = line.trim();
        match flowed.last_mut() {
            Some(last) if margin >= NARROWEST && runs_on(before, line, margin) => join(last, text),
            _ => flowed.push(spaced(text)),
        }
        before = line;
    }
    flowed
}

/// Whether a line goes on with the next: its first word did not fit, or it begins in mid-sentence.
fn runs_on(line: &str, next: &str, margin: usize) -> bool {
    let text = next.trim_start();
    let outdented = indent(next) > indent(line) + 7;
    let length = line.trim_end().chars().count();
    let word = text.split(' ').next().unwrap_or_default().chars().count();
    let slack = margin.saturating_sub(length + 1 + word);
    let full = slack <= if margin < 60 { 8 } else { 14 };
    let dash = full && text.starts_with("- ") && !line.trim_end().ends_with(['.', '?', '!', ':', ';', ',']);
    if is_rule(line, 5) || is_rule(next, 5) {
        return false;
    }
    if (begins_item(text) && !dash) || outdented {
        return false;
    }
    let ended = line.trim_end().ends_with(['.', '?', '!', ':', ';']);
    let midway = !ended && text.starts_with(|c: char| c.is_lowercase()) && margin >= 50;
    full || midway
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// `- this`, `* this`, `1. this`, `(a) this`, `o this`.
fn begins_item(text: &str) -> bool {
    let Some((mark, rest)) = text.split_once(' ') else {
        return false;
    };
    let bullet = matches!(mark, "-" | "*" | "+" | "o" | "\u{2022}" | "->" | "**" | "=>" | "--");
    let number = mark.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let closed = mark.ends_with(['.', ')']) && !number.is_empty();
    let digits = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let letter = number.len() == 1 && mark.ends_with(')') && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    !rest.trim().is_empty() && (bullet || closed && (digits || letter))
}

fn join(last: &mut String, text: &str) {
    let hyphened = last.ends_with('-') && last.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    if !(hyphened && text.starts_with(|c: char| c.is_lowercase())) {
        last.push(' ');
    }
    last.push_str(&spaced(text));
}

fn spaced(text: &str) -> String {
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
