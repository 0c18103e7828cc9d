//! Tells who is quoted how deep.

use std::collections::{HashMap, HashSet};

use super::{attribution, signature};

/// No quotation is shown deeper than this.
const DEEPEST: usize = 8;

/// A line and how deep it is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted<'a> {
    /// 0 for the author's own words.
    pub depth: usize,
    /// The line without the marks of quotation.
    pub text: &'a str,
}

/// The marks of quotation a text uses beside `>`.
#[derive(Debug, Default)]
struct Marks<'a> {
    signs: Vec<char>,
    initials: HashSet<&'a str>,
}

/// Takes the marks of quotation off all lines.
pub fn parsed(lines: &[String]) -> Vec<Quoted<'_>> {
    let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
    // What begins the lines of a signature is decoration.
    let signed = signature::start(&texts, true).unwrap_or(lines.len());
    let (said, signature) = lines.split_at(signed);
    let marks = Marks::of(said);
    let plain = Marks::default();
    said.iter().map(|line| marks.strip(line)).chain(signature.iter().map(|line| plain.strip(line))).collect()
}

impl<'a> Marks<'a> {
    /// A sign is a mark where it begins several lines, and the text says that it quotes.
    fn of(lines: &'a [String]) -> Self {
        let mut marks = Self::default();
        let quoting = lines.iter().any(|line| attribution::is_likely(line));
        for _ in 0..2 {
            let rests: Vec<&str> = lines.iter().map(|line| marks.strip(line).text).collect();
            let new: Vec<char> = [':', '|', '}', '=', '#', ']', '<', '+', '%', '*']
                .into_iter()
                .filter(|sign| !marks.signs.contains(sign) && is_mark(&rests, *sign, quoting))
                .collect();
            marks.signs.extend(new);
        }
        let mut tags: HashMap<&str, usize> = HashMap::new();
        for tag in lines.iter().filter_map(|line| initials(line)) {
            *tags.entry(tag).or_default() += 1;
        }
        let needed = |tag: &str| {
            if tag == "-" { 4 } else { 2 - usize::from(quoting) }
        };
        marks.initials = tags.into_iter().filter(|(tag, count)| *count >= needed(tag)).map(|(tag, _)| tag).collect();
        marks
    }

    fn strip(&self, line: &'a str) -> Quoted<'a> {
        let mut text = line;
        let mut depth = 0;
        while let Some(rest) = self.after_mark(text, depth) {
            depth += 1;
            text = rest;
        }
        if depth == 0 {
            return Quoted { depth, text: line };
        }
        Quoted { depth: depth.min(DEEPEST), text: text.strip_prefix(' ').unwrap_or(text) }
    }

    fn after_mark(&self, text: &'a str, depth: usize) -> Option<&'a str> {
        let blanks = text.len() - text.trim_start_matches(' ').len();
        if blanks > if depth == 0 { 2 } else { 1 } {
            return None;
        }
        let text = &text[blanks..];
        if let Some(tag) = initials(text).filter(|tag| self.initials.contains(tag)) {
            return text[tag.len()..].trim_start_matches(' ').strip_prefix('>');
        }
        let sign = text.chars().next()?;
        let rest = &text[sign.len_utf8()..];
        match sign {
            // An arrow or a comparison is no quotation.
            '>' if !rest.starts_with(['=', '<', '-']) || rest.starts_with("--") || rest.starts_with("=-") => Some(rest),
            _ if self.signs.contains(&sign) && !is_run(rest, sign) => Some(rest),
            _ => None,
        }
    }
}

/// `JD` in `JD> text`, and the arrow of `-> text`.
fn initials(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(' ');
    let tag = &line[..line.find('>')?];
    if tag == "-" {
        return Some(tag);
    }
    let tag = tag.strip_suffix(' ').filter(|tag| tag.len() < 3).unwrap_or(tag);
    let sound = (1..=8).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphabetic() || c == '(');
    (sound && tag.starts_with(|c: char| c.is_ascii_uppercase())).then_some(tag)
}

fn is_run(rest: &str, sign: char) -> bool {
    rest.starts_with(sign) || (rest.starts_with('-') && sign != '|')
}

/// Part of a frame or a table: the sign comes again.
fn is_boxed(line: &str, sign: char) -> bool {
    let inner = line.trim_start().strip_prefix(sign).unwrap_or_default();
    inner.trim_end().ends_with(sign) || (sign == '|' && inner.contains(sign) && !inner.trim_start().starts_with('>'))
}

fn is_mark(lines: &[&str], sign: char, quoting: bool) -> bool {
    let begins = |line: &str| {
        let text = line.strip_prefix(' ').unwrap_or(line);
        text.strip_prefix(sign).is_some_and(|rest| !is_run(rest, sign) && !rest.starts_with(')') && !is_boxed(line, sign))
    };
    let marked: Vec<bool> = lines.iter().map(|line| begins(line)).collect();
    let count = marked.iter().filter(|&&is| is).count();
    let boxed = lines.iter().filter(|line| line.trim_start().starts_with(sign) && is_boxed(line, sign)).count();
    // Bullets stand alone at the head of paragraphs; quotations run on.
    let runs_on = marked.windows(2).filter(|two| two[0] && two[1]).count();
    let rare = !matches!(sign, ':' | '|' | '}');
    let needed = if quoting {
        2
    } else if rare {
        usize::MAX
    } else {
        4
    };
    count >= needed && runs_on + 1 >= needed && runs_on * 2 >= count && boxed * 2 < count
}
