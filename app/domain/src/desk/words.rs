//! The list of words that mean the same, for those who keep it.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::{MayKeepWords, may_keep_words};
use crate::fault::{Fault, Result};
use crate::search::synonyms;
use crate::search::words::folded;
use types::fault::FieldError;

/// Groups in the list, words in a group, characters in a word.
const MOST_GROUPS: usize = 2_000;
const MOST_WORDS: usize = 12;
const MOST_CHARS: usize = 60;
/// Wrong lines that are told at once.
const MOST_TOLD: usize = 10;

/// The list as it is edited: one group a line, words separated by semicolons.
pub async fn list(tx: &mut Tx<'_>) -> Result<String> {
    may_keep_words(&tx.viewer)?;
    Ok(synonyms::groups(tx).await?.join("\n"))
}

/// An editor puts another list in its place; how many groups it has.
pub async fn keep(tx: &mut Tx<'_>, typed: &str) -> Result<usize> {
    let permit = may_keep_words(&tx.viewer)?;
    let groups = read(typed)?;
    let before = synonyms::groups(tx).await?;
    if before != groups {
        write(tx, permit, &groups).await?;
        let added = groups.iter().filter(|group| !before.contains(group)).count();
        let gone = before.iter().filter(|group| !groups.contains(group)).count();
        let words = format!("{} groups: {added} new or changed, {gone} gone or changed", groups.len());
        audit::record(tx, Deed { act: "keep-words", words: &words, ..Deed::default() }).await?;
    }
    Ok(groups.len())
}

async fn write(tx: &mut Tx<'_>, _permit: MayKeepWords, groups: &[String]) -> Result<()> {
    synonyms::replace(tx, groups).await
}

/// Reads the lines; what is wrong is told with the number of its line.
fn read(typed: &str) -> Result<Vec<String>> {
    let (mut groups, mut wrong): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (line, number) in typed.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        match group(line) {
            Ok(group) if groups.contains(&group) => wrong.push(format!("Line {number} is there twice.")),
            Ok(group) => groups.push(group),
            Err(why) => wrong.push(format!("Line {number} {why}")),
        }
    }
    if groups.len() > MOST_GROUPS {
        wrong.push(format!("The list has {} groups; at most {MOST_GROUPS} are kept.", groups.len()));
    }
    if wrong.is_empty() {
        return Ok(groups);
    }
    let more = wrong.len().saturating_sub(MOST_TOLD);
    wrong.truncate(MOST_TOLD);
    if more > 0 {
        wrong.push(format!("{more} more lines need another look."));
    }
    Err(Fault::Wrong(vec![FieldError::new("words", wrong.join(" "))]))
}

fn group(line: &str) -> Result<String, &'static str> {
    let words: Vec<&str> = line.split([';', '=', '\t']).map(str::trim).filter(|word| !word.is_empty()).collect();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for word in &words {
        let known = folded(word);
        if known.is_empty() || word.chars().any(char::is_control) {
            return Err("has an entry without letters or digits.");
        }
        if word.chars().count() > MOST_CHARS {
            return Err("has an entry of more than 60 characters.");
        }
        if seen.contains(&known) {
            return Err("has the same word twice.");
        }
        seen.push(known);
    }
    match words.len() {
        0 | 1 => Err("needs at least two words, separated by a semicolon."),
        many if many > MOST_WORDS => Err("has more than 12 words."),
        _ => Ok(words.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn groups_are_read_line_by_line() {
        assert_eq!(read("MI; heart attack\r\n\n a=b ;c").unwrap(), ["MI; heart attack", "a; b; c"]);
        let told = read("one\nMI; mi\na; b\n*; c\na; b").unwrap_err().to_string();
        assert_eq!(told, "wrong: words");
    }
}
