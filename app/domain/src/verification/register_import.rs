//! Brings the GMC's list in while the site is written to.
//!
//! Only rows that are new or differ are staged, in short transactions, under the number of an import that does not count
//! yet. One last transaction makes them count and takes seats away; whatever is interrupted before has changed nothing.

mod clean;
mod count;
mod known;
mod read;
mod stage;

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::verification::register_file::{RegisterFile, unusable};
use known::number_key;
use stage::Staged;
use std::path::Path;

/// A full list does not lose more than one in so many numbers; a file that has is cut short. Small lists are not judged.
const LOST_MOST: (usize, usize) = (10, 1_000);

/// What the register says of a number, as last imported.
pub struct RegisterRow {
    pub surname: String,
    pub given: String,
    pub other_names: String,
    pub status: String,
    /// Whether the status allows practice.
    pub allowed: bool,
    /// The year of qualification.
    pub qualified_in: String,
    /// The place of qualification.
    pub qualified_at: String,
    /// The day of registration, as `1978-07-05`; empty if not known.
    pub registered_on: String,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everybody.
    Full,
    /// What has changed in a day.
    Delta,
}

/// What became of a file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Numbers that were not known.
    pub added: u64,
    /// Numbers of which something else is said now.
    pub changed: u64,
    /// Doctors' seats taken, since the register no longer allows practice.
    pub demoted: u64,
    /// Members' numbers that a full list does not hold; their seats stay.
    pub missing: u64,
    /// The line of each row that was left out, and why.
    pub unreadable: Vec<(u64, String)>,
}

/// What the register says of a number; none when no counted list holds it, or the newest full one no longer does.
pub(crate) async fn find(tx: &mut Tx<'_>, number: &str) -> Result<Option<RegisterRow>> {
    let key = number_key(tx.key, number);
    let key = key.as_slice();
    let row = sqlx::query_as!(
        RegisterRow,
        "/* as the site: a number is held against the register */
        select r.surname, r.given, r.other_names, r.status, r.allowed, r.qualified_in, r.qualified_at, r.registered_on
        from register_rows r
        join register_imports i on i.id = r.import_id and i.counted_at is not null
        where r.number_key = $1 order by r.import_id desc limit 1",
        key
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.filter(|row| row.status != stage::ABSENT))
}

/// Imports a list. Tells its progress as bytes done, bytes in all (reading is the first half of the work, writing the
/// second), and rows read.
pub async fn import(db: &Db, file: &Path, kind: Kind, mut progress: impl FnMut(u64, u64, u64)) -> Result<Report> {
    let list = RegisterFile::open(file)?;
    let bytes = list.bytes;
    let id = stage::begin(db, kind, file).await?;
    clean::leftovers(db, id).await?;
    let (known, superseded) = known::load(db).await?;
    clean::superseded(db, superseded).await?;
    let before = known.len();
    let mut read = read::all(db, list, known, |done, rows| progress(done, 2 * bytes, rows)).await?;
    if kind == Kind::Full {
        let lost = read.known.unseen(&known::claimed(db).await?);
        if before >= LOST_MOST.1 && lost.len() * LOST_MOST.0 > before {
            return Err(unusable(file, cut_short(lost.len(), before)));
        }
        for key in &lost {
            read.staged.push(Staged::absent(key)?);
        }
    }
    let rows = read.rows;
    stage::write(db, id, read.staged, |done, all| progress(bytes + bytes * done / all.max(1), 2 * bytes, rows)).await?;
    count::count(db, id, kind, read.report).await
}

fn cut_short(lost: usize, before: usize) -> String {
    format!(
        "It does not hold {lost} of the {before} numbers that are known, so it seems to be cut short. \
         Fetch it again; if it holds a day's changes, import it with --delta."
    )
}
