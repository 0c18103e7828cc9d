//! Copies of the whole community: made while it runs, proved before they are trusted, put into an empty place.

mod copy;
mod files;
mod manifest;

use crate::fault::{Fault, Result};
use crate::place;
use crate::schema;
use crate::secrets::Key;
use crate::sqlite::{options, told};
use manifest::{Counts, Manifest};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::fmt;
use std::path::Path;

/// What a backup holds, and what is to be done next.
#[derive(Debug)]
pub struct Summary {
    done: String,
    counts: Counts,
    bytes: u64,
    key: String,
}

/// Makes a backup in a new or empty directory, also while the site runs. The manifest is written last: a directory
/// without one is no backup.
pub async fn backup(data: &Path, to: &Path) -> Result<Summary> {
    let path = place::database(data);
    if !path.exists() {
        return Err(Fault::Told(format!("There is no database in {}, so there is nothing to back up.", data.display())));
    }
    files::empty_place(to, &[])?;
    let fingerprint = key_of(data)?;
    let copied = copy::database(&path, to).await;
    let made = match copied {
        Ok(file) => manifest::write(to, file, fingerprint).await,
        Err(fault) => Err(fault),
    };
    if made.is_err()
        && let Err(error) = files::clear(to)
    {
        tracing::warn!(%error, "what a failed backup left could not be taken away");
    }
    let manifest = made?;
    let key = match &manifest.key_fingerprint {
        Some(print) => format!(
            "The key is not in it, on purpose. Keep a copy of {} in another safe place; its fingerprint is {print}.",
            place::key(data).display()
        ),
        None => "This community has no key yet.".to_owned(),
    };
    Ok(Summary::of(format!("The backup is in {}.", to.display()), &manifest, key))
}

/// Proves that a backup is whole and can be used by this program.
pub async fn verify(dir: &Path) -> Result<Summary> {
    let manifest = prove(dir).await?;
    let key = match &manifest.key_fingerprint {
        Some(print) => format!("It belongs to the key with the fingerprint {print}."),
        None => "It belongs to no key.".to_owned(),
    };
    Ok(Summary::of(format!("The backup in {} is whole.", dir.display()), &manifest, key))
}

/// Proves a backup and puts it into a new or empty data directory; a key that has been put there before may stay.
pub async fn restore(from: &Path, data: &Path) -> Result<Summary> {
    let manifest = prove(from).await?;
    files::empty_place(data, &[&place::key(data), &place::lock(data)])?;
    copy::back(from, data, &manifest.files).await?;
    let key_file = place::key(data);
    let key = match (&manifest.key_fingerprint, key_of(data)?) {
        (Some(wanted), Some(there)) if *wanted == there => "The key beside it fits.".to_owned(),
        (Some(wanted), _) => format!(
            "Now put your copy of the key file back as {}; its fingerprint must be {wanted}. Without it nobody can sign in with their password.",
            key_file.display()
        ),
        (None, _) => "A new key is made at the first start.".to_owned(),
    };
    Ok(Summary::of(format!("The backup has been restored into {}.", data.display()), &manifest, key))
}

/// The manifest of a backup whose every file is as it was written.
async fn prove(dir: &Path) -> Result<Manifest> {
    let manifest = manifest::read(dir)?;
    if manifest.schema_version > schema::version() {
        return Err(Fault::Told(format!("The backup in {} was made by a newer doc2doc. Use the newer program.", dir.display())));
    }
    for file in &manifest.files {
        let found = files::measure(&dir.join(&file.name)).await.map_err(|fault| match fault {
            Fault::File(error) => damaged(dir, &format!("{} cannot be read ({error})", file.name)),
            other => other,
        })?;
        if (found.bytes, &found.sha256) != (file.bytes, &file.sha256) {
            return Err(damaged(dir, &format!("{} is not what was written", file.name)));
        }
    }
    let path = dir.join(place::DATABASE);
    let mut conn = SqliteConnection::connect_with(&still(&path)).await.map_err(|e| told(e, &path))?;
    copy::sound(&mut conn, &path).await?;
    let counts = manifest::count(&mut conn).await?;
    conn.close().await?;
    if counts != manifest.counts {
        return Err(damaged(dir, "its counts do not agree with its manifest"));
    }
    Ok(manifest)
}

/// How a file is opened that nobody writes to, without leaving anything beside it.
fn still(path: &Path) -> sqlx::sqlite::SqliteConnectOptions {
    sqlx::sqlite::SqliteConnectOptions::new().filename(path).read_only(true).immutable(true).disable_statement_logging()
}

/// Names the key of this data directory, if it has one.
fn key_of(data: &Path) -> Result<Option<String>> {
    let file = place::key(data);
    if file.exists() { Ok(Some(Key::open(&file)?.fingerprint())) } else { Ok(None) }
}

fn damaged(dir: &Path, how: &str) -> Fault {
    Fault::Told(format!("The backup in {} is damaged: {how}. Use another one.", dir.display()))
}

impl Summary {
    fn of(done: String, manifest: &Manifest, key: String) -> Self {
        let bytes = manifest.files.iter().map(|file| file.bytes).sum();
        Self { done, counts: manifest.counts.clone(), bytes, key }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { accounts, personas, threads, posts } = self.counts;
        let size =
            if self.bytes < 10_000_000 { format!("{} kB", self.bytes / 1000) } else { format!("{} MB", self.bytes / 1_000_000) };
        writeln!(f, "{}", self.done)?;
        writeln!(f, "It holds {accounts} accounts, {personas} personas, {threads} threads and {posts} posts in {size}.")?;
        write!(f, "{}", self.key)
    }
}
