//! The authors of an archive: personas without accounts, known again by a hash and by nothing else.

use super::names::UNNAMED;
use super::survey::Survey;
use crate::clock::random;
use crate::db::Tx;
use crate::fault::Result;
use crate::members::names::name_key;
use crate::members::register::name_taken;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The most characters in the name of an imported persona.
const LONGEST_NAME: usize = 60;

/// The site's own salt, so that the same address looks different in another community's database.
pub(super) struct Salt(String);

/// The salt, made when first needed.
pub(super) async fn salt(tx: &mut Tx<'_>) -> Result<Salt> {
    let new = hex(&random::<32>()?);
    sqlx::query!("insert into site (name, value) values ('import_salt', $1) on conflict do nothing", new)
        .execute(tx.conn())
        .await?;
    let kept = sqlx::query_scalar!("/* as the site: its own notes */ select value from site where name = 'import_salt'")
        .fetch_one(tx.conn())
        .await?;
    Ok(Salt(kept))
}

/// What is kept of an author's address.
pub(super) fn import_key(salt: &Salt, author_key: &str) -> String {
    hex(&Sha256::new().chain_update(salt.0.as_bytes()).chain_update([0]).chain_update(author_key.as_bytes()).finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The personas of this run.
pub(super) struct Authors {
    /// For each author of the survey.
    personas: Vec<Option<i64>>,
    /// The next number to try for a name that is borne already.
    next: HashMap<String, u32>,
}

impl Authors {
    pub(super) fn new(survey: &Survey) -> Self {
        Self { personas: vec![None; survey.authors.len()], next: HashMap::new() }
    }

    /// The persona of this author, made if it is not there yet.
    pub(super) async fn persona(&mut self, tx: &mut Tx<'_>, survey: &Survey, author: usize) -> Result<i64> {
        if let Some(persona) = self.personas[author] {
            return Ok(persona);
        }
        let wanted = &survey.authors[author];
        let known = sqlx::query_scalar!("/* as the site: imports */ select id from personas where import_key = $1", wanted.key)
            .fetch_optional(tx.conn())
            .await?;
        let persona = match known {
            Some(persona) => persona,
            None => self.make(tx, &wanted.key, &wanted.name).await?,
        };
        self.personas[author] = Some(persona);
        Ok(persona)
    }

    async fn make(&mut self, tx: &mut Tx<'_>, import_key: &str, name: &str) -> Result<i64> {
        let (screen_name, name_key) = self.free_name(tx, name).await?;
        let (id, now) = (tx.clock.id()?, tx.now());
        sqlx::query!(
            "insert into personas (id, screen_name, name_key, import_key, created_at) values ($1, $2, $3, $4, $5)",
            id,
            screen_name,
            name_key,
            import_key,
            now
        )
        .execute(tx.conn())
        .await?;
        Ok(id)
    }

    /// The name, with a number if another bears it, and its key.
    async fn free_name(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<(String, String)> {
        let name = if name_key(name).is_empty() { UNNAMED } else { name };
        let base = name_key(name);
        let mut number = self.next.get(&base).copied().unwrap_or(1);
        loop {
            let numbered = with_number(name, number);
            let key = name_key(&numbered);
            number += 1;
            if !name_taken(tx, &key).await? {
                self.next.insert(base, number);
                return Ok((numbered, key));
            }
        }
    }
}

fn with_number(name: &str, number: u32) -> String {
    let end = if number > 1 { format!(" {number}") } else { String::new() };
    let kept: String = name.chars().take(LONGEST_NAME - end.len()).collect();
    format!("{}{end}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, Salt, import_key, with_number};

    #[test]
    fn a_numbered_name_stays_within_its_limit() {
        assert_eq!(with_number("Ada Quill", 1), "Ada Quill");
        assert_eq!(with_number("Ada Quill", 12), "Ada Quill 12");
        assert_eq!(with_number(&"ä".repeat(LONGEST_NAME), 3).chars().count(), LONGEST_NAME);
    }

    #[test]
    fn a_key_does_not_tell_the_address_and_differs_between_sites() {
        let key = |salt: &str| import_key(&Salt(salt.to_owned()), "ada@clinic.example");
        assert_ne!(key("one"), key("other"));
        assert!(!key("one").contains("ada") && key("one").len() == 64);
    }
}
