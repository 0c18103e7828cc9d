//! Tells tables, drawings and addresses, whose columns matter, from prose.

use super::signature::is_rule;

/// Whether a paragraph must keep its columns.
pub fn matter(lines: &[&str]) -> bool {
    let count = lines.len();
    let aligned = lines.iter().filter(|line| is_aligned(line)).count();
    let drawn = lines.iter().filter(|line| is_drawn(line)).count();
    if count == 1 {
        return aligned == 1 && has_leaders(lines[0]);
    }
    let rules = lines.iter().filter(|line| is_rule(line, 5)).count();
    let most = |part: usize| part * 5 >= count * 2;
    most(aligned) && (aligned > 1 || lines.iter().any(|line| has_leaders(line)))
        || drawn > 1 && most(drawn) && drawn > rules
        || rules > 0 && aligned > 0 && rules + aligned > 2
        || is_indented_list(lines)
}

/// Words set apart by more blanks than a sentence needs.
fn is_aligned(line: &str) -> bool {
    let text = line.trim();
    let boxed = text.len() > 2 && ["|", "*", "+", ":", "#"].iter().any(|edge| text.starts_with(edge) && text.ends_with(edge));
    let gap = text
        .match_indices("   ")
        .any(|(at, _)| !text[..at].trim_end().ends_with(['.', '?', '!', ':']) || text[at..].starts_with("     "));
    gap || boxed && !is_rule(text, 5) || has_leaders(text)
}

fn has_leaders(line: &str) -> bool {
    line.contains(".....") && line.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// More signs than letters.
fn is_drawn(line: &str) -> bool {
    let signs = line.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
    let letters = line.chars().filter(|c| c.is_alphanumeric()).count();
    signs >= 3 && signs * 3 > letters * 2
}

/// Short lines, all well indented: a postal address, a program, a poem.
fn is_indented_list(lines: &[&str]) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = lines.iter().map(|line| indent(line)).min().unwrap_or_default();
    let longest = lines.iter().map(|line| line.trim().chars().count()).max().unwrap_or_default();
    least >= 4 && longest < 45
}
