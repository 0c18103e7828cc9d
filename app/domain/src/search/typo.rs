//! "Did you mean": words near the ones that were typed. Only those are proposed with which the viewer finds something.

use super::asked::{any, question, quoted, words};
use super::query::{Query, SMALL};
use super::rows::Index;
use super::synonyms::Synonyms;
use crate::db::Tx;
use crate::fault::Result;
use std::collections::{HashMap, HashSet};

/// Words that are tried as the viewer, for one that was typed.
const MOST_TRIED: usize = 12;
/// Words of the index that are looked at; where more begin alike, none of them is proposed: which ones were left out would tell
/// of words that the viewer does not see.
const MOST_READ: usize = 8_000;
/// Words of the question that are looked at.
const MOST_WORDS: usize = 3;
/// Words that are asked for in one question.
const AT_ONCE: usize = 40;
/// More posts than this are not counted.
const COUNTED: usize = 200;

/// The words that were typed and found nowhere by this viewer, each with what was perhaps meant.
pub(crate) async fn meant(tx: &mut Tx<'_>, index: &Index, query: &Query, list: &Synonyms) -> Result<HashMap<String, String>> {
    let typed = query.with.iter().flat_map(|term| &term.words);
    let typed: Vec<&String> = typed.filter(|word| word.chars().count() >= 4 && !SMALL.contains(&word.as_str())).collect();
    let mut meant = HashMap::new();
    for word in typed.into_iter().take(MOST_WORDS * 4) {
        if meant.len() >= MOST_WORDS {
            break;
        }
        if !meant.contains_key(word)
            && many(tx, index, word).await? == 0
            && let Some(better) = near(tx, index, word, list).await?
        {
            meant.insert(word.clone(), better);
        }
    }
    Ok(meant)
}

/// How many posts the viewer finds by this very word.
async fn many(tx: &mut Tx<'_>, index: &Index, word: &str) -> Result<usize> {
    Ok(index.all(tx, &[quoted(&[word.to_owned()])], COUNTED).await?.len())
}

/// The nearest word with which the viewer finds something; of two as near, the one with which they find more.
async fn near(tx: &mut Tx<'_>, index: &Index, word: &str, list: &Synonyms) -> Result<Option<String>> {
    let one_off = visible(tx, index, &one_edit(word)).await?;
    let mut tried: Vec<(usize, String)> = one_off.into_iter().map(|other| (1, other)).collect();
    if tried.is_empty() && word.chars().count() >= 5 {
        let known = list.words().map(str::to_owned).collect::<HashSet<_>>();
        let read = alike(tx, word).await?;
        let all = known.into_iter().chain(read).filter(|other| other != word);
        let mut far: Vec<(usize, String)> =
            all.map(|other| (distance(word, &other), other)).filter(|(far, _)| *far <= 2).collect();
        far.sort();
        far.dedup();
        // Those that the viewer does not see go before the nearest are chosen, or they would take the place of others.
        let words: Vec<String> = far.iter().map(|(_, other)| other.clone()).collect();
        let seen: HashSet<String> = visible(tx, index, &words).await?.into_iter().collect();
        tried = far.into_iter().filter(|(_, other)| seen.contains(other)).collect();
    }
    let mut best: Option<(usize, usize, String)> = None;
    for (far, other) in tried.into_iter().take(MOST_TRIED) {
        let found = many(tx, index, &other).await?;
        if found > 0
            && best.as_ref().is_none_or(|(near, most, _)| (far, COUNTED + 1 - found.min(COUNTED)) < (*near, COUNTED + 1 - *most))
        {
            best = Some((far, found.min(COUNTED), other));
        }
    }
    Ok(best.map(|(.., word)| word))
}

/// Which of these words the viewer finds. Mostly it is none, so many are asked for at once, and one by one only where some are found.
async fn visible(tx: &mut Tx<'_>, index: &Index, tried: &[String]) -> Result<Vec<String>> {
    let groups: Vec<&[String]> = tried.chunks(AT_ONCE).collect();
    let near: Vec<&String> = found(tx, index, &groups).await?.into_iter().flat_map(|at| groups[at]).collect();
    let each: Vec<&[String]> = near.iter().map(|word| std::slice::from_ref(*word)).collect();
    Ok(found(tx, index, &each).await?.into_iter().map(|at| near[at].clone()).collect())
}

/// In which of these groups there is a word that the viewer finds.
async fn found(tx: &mut Tx<'_>, index: &Index, groups: &[&[String]]) -> Result<Vec<usize>> {
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let asked = |group: &&[String]| {
        let ways = any(group.iter().map(|word| quoted(std::slice::from_ref(word))));
        question(Some(&words(&[ways])), &index.facets, None)
    };
    let questions: Vec<String> = groups.iter().map(asked).collect();
    let all = serde_json::to_string(&questions).map_err(|error| crate::fault::Fault::File(error.into()))?;
    let found = sqlx::query_scalar!(
        r#"/* as the site: each question names the viewer's own audiences */
        select cast(key as integer) as "at!: i64" from json_each($1)
        where exists (select 1 from post_words where post_words match value limit 1)"#,
        all
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(found.into_iter().filter_map(|at| usize::try_from(at).ok()).filter(|at| *at < groups.len()).collect())
}

/// Words of the index with the same beginning; each is asked for as the viewer before it is proposed.
async fn alike(tx: &mut Tx<'_>, word: &str) -> Result<Vec<String>> {
    let start: String = word.chars().take(3).collect();
    let end = format!("{start}\u{10ffff}");
    // Not a checked macro: describing a table of this kind ends the compiler.
    let most = i64::try_from(MOST_READ).unwrap_or(i64::MAX) + 1;
    let words: Vec<String> = sqlx::query_scalar(ALIKE).bind(start).bind(end).bind(most).fetch_all(tx.conn()).await?;
    Ok(if words.len() > MOST_READ { Vec::new() } else { words })
}

/// Steps from word to word: reading them in a row would read every place at which each stands.
const ALIKE: &str = "/* as the site: nothing is told of a word before it has been found as the viewer */
    with recursive step (word) as (
      select (select term from post_vocabulary where term >= $1 and term < $2 limit 1)
      union all
      select (select term from post_vocabulary where term >= step.word || char(1) and term < $2 limit 1)
      from step where step.word is not null)
    select word from step where word is not null limit $3 + 0";

/// Every word that is one slip away: a letter too many, one missing, a wrong one, two that have changed places.
fn one_edit(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(24).collect();
    let mut all = Vec::new();
    let built = |parts: [&[char]; 3]| parts.concat().into_iter().collect::<String>();
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        if let [first, rest @ ..] = after {
            all.push(built([before, rest, &[]]));
            if let [second, rest @ ..] = rest {
                all.push(built([before, &[*second, *first], rest]));
            }
            all.extend(('a'..='z').map(|letter| built([before, &[letter], rest])));
        }
        all.extend(('a'..='z').map(|letter| built([before, &[letter], after])));
    }
    all.sort();
    all.dedup();
    all.retain(|other| other != word && other.len() >= 3);
    all
}

/// How many slips lie between two words; 3 stands for more than 2.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 {
        return 3;
    }
    let mut above: Vec<usize> = (0..=other.len()).collect();
    let mut higher = above.clone();
    for i in 1..=one.len() {
        let mut row = vec![i; other.len() + 1];
        for j in 1..=other.len() {
            let cost = usize::from(one[i - 1] != other[j - 1]);
            row[j] = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + cost);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                row[j] = row[j].min(higher[j - 2] + 1);
            }
        }
        higher = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(3).min(3)
}

#[cfg(test)]
mod tests {
    use super::{distance, one_edit};

    #[test]
    fn slips_are_counted() {
        for (one, other, far) in
            [("pnuemonia", "pneumonia", 1), ("diarhea", "diarrhoea", 2), ("gout", "gout", 0), ("gout", "asthma", 3)]
        {
            assert_eq!(distance(one, other), far, "{one} {other}");
        }
    }

    #[test]
    fn every_slip_is_tried() {
        let tried = one_edit("gotu");
        for word in ["gout", "got", "gotup", "goth"] {
            assert!(tried.contains(&word.to_owned()), "{word}");
        }
        assert!(one_edit(&"x".repeat(1000)).len() < 2_000);
    }
}
