//! Words that mean the same: abbreviations, drugs, British and American spelling. Editors keep the list.

use super::words::folded;
use crate::db::Tx;
use crate::fault::Result;
use serde_json::json;
use sqlx::SqliteConnection;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

const FIRST: &str = include_str!("../../data/synonyms.tsv");
/// Words of the longest phrase.
const LONGEST: usize = 8;

/// The list as searches use it: a word or phrase, and those that mean the same.
#[derive(Debug, Default)]
pub(crate) struct Synonyms {
    groups: Vec<Vec<Vec<String>>>,
    by_phrase: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// The list of these groups, one a line.
    pub(crate) fn of(lines: impl Iterator<Item = String>) -> Self {
        let mut list = Self::default();
        for line in lines {
            let group: Vec<_> = line.split([';', '\t']).map(folded).filter(|words| !words.is_empty()).collect();
            for phrase in &group {
                list.by_phrase.entry(phrase.join(" ")).or_default().push(list.groups.len());
            }
            list.groups.push(group);
        }
        list
    }

    /// What means the same as this word or phrase, itself left out.
    pub(crate) fn of_phrase(&self, words: &[String]) -> Vec<Vec<String>> {
        let groups = self.by_phrase.get(&words.join(" ")).into_iter().flatten();
        let mut same: Vec<Vec<String>> = Vec::new();
        for phrase in groups.flat_map(|group| &self.groups[*group]) {
            if phrase.as_slice() != words && !same.contains(phrase) {
                same.push(phrase.clone());
            }
        }
        same
    }

    /// How many of these words, from the first on, are a phrase of the list; the longest one counts.
    pub(crate) fn phrase_at(&self, words: &[String]) -> usize {
        (2..=words.len().min(LONGEST)).rev().find(|many| self.by_phrase.contains_key(&words[..*many].join(" "))).unwrap_or(1)
    }

    /// Every single word of the list.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().flatten().flatten().map(String::as_str)
    }
}

/// The list as it was last read; good until its mark in the database is another.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Option<(String, Arc<Synonyms>)>>);

impl Kept {
    /// The list under this mark.
    pub(crate) async fn list(&self, tx: &mut Tx<'_>, mark: &str) -> Result<Arc<Synonyms>> {
        if let Some((known, list)) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner)
            && known == mark
        {
            return Ok(list.clone());
        }
        let list = Arc::new(Synonyms::of(groups(tx).await?.into_iter()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((mark.to_owned(), list.clone()));
        Ok(list)
    }
}

/// The groups in their order, words separated by semicolons.
pub(crate) async fn groups(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let words = sqlx::query_scalar!("/* as the site: the list is everybody's */ select words from synonyms order by id")
        .fetch_all(tx.conn())
        .await?;
    Ok(words)
}

/// Puts these groups in place of all others.
pub(crate) async fn replace(tx: &mut Tx<'_>, groups: &[String]) -> Result<()> {
    let mark = tx.clock.id()?.to_string();
    sqlx::query!("delete from synonyms").execute(tx.conn()).await?;
    insert(tx.conn(), json!(groups).to_string()).await?;
    sqlx::query!("insert into site (name, value) values ('synonyms', $1) on conflict (name) do update set value = $1", mark)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The list that every community starts with.
pub(crate) async fn seed(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let there = sqlx::query_scalar!("select value from site where name = 'synonyms'").fetch_optional(&mut *conn).await?;
    if there.is_some() {
        return Ok(());
    }
    let mut tx = sqlx::Connection::begin_with(conn, "BEGIN IMMEDIATE").await?;
    let first: Vec<_> = FIRST.lines().map(|line| line.replace('\t', "; ")).collect();
    insert(&mut tx, json!(first).to_string()).await?;
    sqlx::query!("insert into site (name, value) values ('synonyms', 'first') on conflict do nothing").execute(&mut *tx).await?;
    tx.commit().await
}

/// Writes down a JSON array of groups in its order.
async fn insert(conn: &mut SqliteConnection, groups: String) -> Result<(), sqlx::Error> {
    sqlx::query!("insert into synonyms (id, words) select 1 + cast(key as integer), value from json_each($1) where true on conflict do nothing", groups)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FIRST, Synonyms};
    use crate::search::words::folded;

    #[test]
    fn the_first_list_is_long_and_knows_both_spellings() {
        assert!(FIRST.lines().count() >= 150);
        let list = Synonyms::of(FIRST.lines().map(str::to_owned));
        for (one, other) in [("MI", "heart attack"), ("hemorrhage", "haemorrhage"), ("paracetamol", "Tylenol"), ("CVA", "stroke")]
        {
            assert!(list.of_phrase(&folded(one)).contains(&folded(other)), "{one} = {other}");
            assert!(list.of_phrase(&folded(other)).contains(&folded(one)), "{other} = {one}");
        }
        assert_eq!(list.phrase_at(&folded("heart attack at night")), 2);
    }

    #[test]
    fn no_group_means_what_everybody_says() {
        let list = Synonyms::of(FIRST.lines().map(str::to_owned));
        for word in ["me", "it", "all", "and", "add", "is", "as", "us", "can", "her", "no", "so", "at", "or", "cap", "pet", "fit"]
        {
            assert!(list.words().all(|known| known != word || list.of_phrase(&[word.to_owned()]).is_empty()), "{word}");
        }
        assert!(FIRST.lines().all(|line| line.split('\t').count() >= 2 && line.split('\t').all(|word| !word.trim().is_empty())));
    }
}
