//! The columns of the list, known by their names.

use super::fields;
use crate::verification::register_import::RegisterRow;
use csv::ByteRecord;

/// Where the columns stand that are read; no other is looked at.
pub(super) struct Columns {
    count: usize,
    number: usize,
    surname: usize,
    given: usize,
    status: usize,
    others: Option<usize>,
    year: Option<usize>,
    place: Option<usize>,
    country: Option<usize>,
    /// The day of full registration, and of provisional registration.
    full: Option<usize>,
    provisional: Option<usize>,
}

impl Columns {
    /// Finds the columns in the first line, or names those that are missing.
    pub(super) fn find(header: &ByteRecord) -> Result<Self, Vec<&'static str>> {
        let names: Vec<String> = header.iter().map(|name| folded(&fields::text(name))).collect();
        let place = |known: &[&str]| known.iter().find_map(|name| names.iter().position(|found| found == name));
        let mut missing = Vec::new();
        let mut needed = |name, known: &[&str]| {
            place(known).unwrap_or_else(|| {
                missing.push(name);
                0
            })
        };
        let found = Self {
            count: names.len(),
            number: needed("GMC Ref No", &["gmcrefno", "gmcreferenceno", "gmcreferencenumber", "gmcnumber", "gmcno"]),
            surname: needed("Surname", &["surname", "lastname", "familyname"]),
            given: needed("Given name", &["givenname", "givennames", "forename", "forenames"]),
            status: needed("Registration Status", &["registrationstatus", "status"]),
            others: place(&["othernames", "othername"]),
            year: place(&["yearofqualification"]),
            place: place(&["placeofqualification"]),
            country: place(&["placeofqualificationcountry"]),
            full: place(&["frdate", "fullregistrationdate"]),
            provisional: place(&["prdate", "provisionalregistrationdate"]),
        };
        if missing.is_empty() { Ok(found) } else { Err(missing) }
    }

    /// What a line says, or why it cannot be read. A damaged date is no reason: the status counts.
    pub(super) fn read(&self, record: &ByteRecord) -> Result<(String, RegisterRow), &'static str> {
        if record.len() != self.count {
            return Err("it has not as many columns as the first line");
        }
        let number = self.number(record).ok_or("its GMC number is not seven digits")?;
        let surname = self.text(record, Some(self.surname));
        let status = fields::status(&self.text(record, Some(self.status)));
        if surname.is_empty() {
            return Err("it has no surname");
        }
        if status.is_empty() {
            return Err("it has no status");
        }
        let registered_on = [self.full, self.provisional].map(|column| fields::day(&self.text(record, column)));
        let row = RegisterRow {
            surname,
            given: self.text(record, Some(self.given)),
            other_names: self.text(record, self.others),
            allowed: fields::allows(&status),
            status,
            qualified_in: self.text(record, self.year),
            qualified_at: self.place(record),
            registered_on: registered_on.into_iter().find(|day| !day.is_empty()).unwrap_or_default(),
        };
        Ok((number, row))
    }

    /// The number on a line, also on one that cannot be read.
    pub(super) fn number(&self, record: &ByteRecord) -> Option<String> {
        fields::number(&self.text(record, Some(self.number)))
    }

    fn place(&self, record: &ByteRecord) -> String {
        let (place, country) = (self.text(record, self.place), self.text(record, self.country));
        match (place.is_empty(), country.is_empty() || place.contains(&country)) {
            (true, _) => country,
            (false, true) => place,
            (false, false) => format!("{place}, {country}"),
        }
    }

    fn text(&self, record: &ByteRecord, column: Option<usize>) -> String {
        column.and_then(|column| record.get(column)).map(fields::text).unwrap_or_default()
    }
}

/// A name without case, blanks and signs.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase()
}
