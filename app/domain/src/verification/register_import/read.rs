//! Reads a list from above to below and keeps what is news.

use super::Report;
use super::known::{Known, News, number_key};
use super::stage::{Staged, digest};
use crate::db::Db;
use crate::fault::Result;
use crate::verification::register_file::{Line, RegisterFile};

/// Lines that are read before others have their turn.
const TURN: u64 = 50;

/// A list that has been read.
pub(super) struct Reading {
    pub(super) known: Known,
    pub(super) staged: Vec<Staged>,
    pub(super) rows: u64,
    pub(super) report: Report,
}

/// Reads the list; tells its progress as bytes and rows.
pub(super) async fn all(
    db: &Db,
    mut list: RegisterFile<'_>,
    known: Known,
    mut progress: impl FnMut(u64, u64),
) -> Result<Reading> {
    let mut reading = Reading { known, staged: Vec::new(), rows: 0, report: Report::default() };
    while let Some(line) = list.next()? {
        reading.rows += 1;
        reading.take(db, line)?;
        if reading.rows.is_multiple_of(TURN) {
            progress(list.at(), reading.rows);
            tokio::task::yield_now().await;
        }
    }
    Ok(reading)
}

impl Reading {
    fn take(&mut self, db: &Db, line: Line) -> Result<()> {
        match line {
            Line::Unreadable(unreadable) => {
                if let Some(number) = &unreadable.number {
                    self.known.spare(number_key(db.key(), number));
                }
                self.report.unreadable.push((unreadable.line, unreadable.why.to_owned()));
            }
            Line::Row { line, number, row } => {
                let (key, digest) = (number_key(db.key(), &number), digest(&row));
                match self.known.tell(key, digest) {
                    News::Added => self.report.added += 1,
                    News::Changed => self.report.changed += 1,
                    News::Same => return Ok(()),
                    News::Twice => {
                        let why = "an earlier line has the same number, and counts".to_owned();
                        self.report.unreadable.push((line, why));
                        return Ok(());
                    }
                }
                self.staged.push(Staged::new(key, &row, digest)?);
            }
        }
        Ok(())
    }
}
