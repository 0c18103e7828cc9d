//! The GMC's List of Registered Medical Practitioners as it is published: CSV, columns known by their names, in any order.

mod columns;
mod fields;

use crate::fault::{Fault, Result};
use crate::verification::register_import::RegisterRow;
use columns::Columns;
use csv::{ByteRecord, Position, Reader, ReaderBuilder, Terminator};
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

/// A field may hold a line break; a record of more lines has lost a quotation mark.
const LINES_MOST: u64 = 3;

/// The file, read from above to below.
pub(super) struct RegisterFile<'p> {
    path: &'p Path,
    reader: Reader<File>,
    columns: Columns,
    /// All its bytes.
    pub(super) bytes: u64,
}

/// What a line holds.
pub(super) enum Line {
    Row { line: u64, number: String, row: RegisterRow },
    Unreadable(Unreadable),
}

/// A line that could not be read.
pub(super) struct Unreadable {
    pub(super) line: u64,
    pub(super) why: &'static str,
    /// The number on it, if that much could be read.
    pub(super) number: Option<String>,
}

impl<'p> RegisterFile<'p> {
    /// Opens the file and finds the columns.
    pub(super) fn open(path: &'p Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| unusable(path, error))?;
        let bytes = file.metadata().map_err(|error| unusable(path, error))?.len();
        // With a terminator of its own a place is the first byte of a line, also where lines end in two bytes.
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).buffer_capacity(1 << 16).terminator(Terminator::Any(b'\n'));
        let mut reader = builder.from_reader(file);
        let mut header = ByteRecord::new();
        reader.read_byte_record(&mut header).map_err(|error| unusable(path, error))?;
        let columns = Columns::find(&header).map_err(|missing| {
            unusable(
                path,
                format!(
                    "Its first line does not name these columns: {}. Is it the list as the GMC publishes it?",
                    missing.join(", ")
                ),
            )
        })?;
        Ok(Self { path, reader, columns, bytes })
    }

    /// How far it has been read.
    pub(super) fn at(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The next line; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Line>> {
        let mut record = ByteRecord::new();
        loop {
            let begun = self.reader.position().clone();
            if !self.reader.read_byte_record(&mut record).map_err(|error| unusable(self.path, error))? {
                return Ok(None);
            }
            let begun = record.position().cloned().unwrap_or(begun);
            if self.reader.position().line().saturating_sub(begun.line()) > LINES_MOST {
                self.go_on_after(&begun)?;
                return Ok(Some(self.unreadable(&begun, &record, "a quotation mark is missing")));
            }
            if record.len() > 1 || record.iter().any(|field| !field.trim_ascii().is_empty()) {
                return Ok(Some(match self.columns.read(&record) {
                    Ok((number, row)) => Line::Row { line: begun.line(), number, row },
                    Err(why) => self.unreadable(&begun, &record, why),
                }));
            }
        }
    }

    fn unreadable(&self, begun: &Position, record: &ByteRecord, why: &'static str) -> Line {
        Line::Unreadable(Unreadable { line: begun.line(), why, number: self.columns.number(record) })
    }

    /// Goes back to the line after the one at this place, so that no more than that one is lost.
    fn go_on_after(&mut self, begun: &Position) -> Result<()> {
        let mut again = BufReader::new(File::open(self.path).map_err(|error| unusable(self.path, error))?);
        again.seek(SeekFrom::Start(begun.byte()))?;
        let skipped = again.skip_until(b'\n')?;
        let mut next = begun.clone();
        next.set_byte(begun.byte() + skipped as u64).set_line(begun.line() + 1);
        self.reader.seek(next).map_err(|error| unusable(self.path, error))
    }
}

/// The operator's sentence about a file that cannot be used.
pub(super) fn unusable(file: &Path, why: impl std::fmt::Display) -> Fault {
    Fault::Told(format!("The register {} cannot be imported, and nothing has been changed. {why}", file.display()))
}

#[cfg(test)]
mod tests;
