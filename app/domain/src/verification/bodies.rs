//! Bodies that register doctors, as `data/bodies.tsv` tells them. Only the GMC's numbers are held against a file; of all
//! others the format is checked here, and the rest by staff.

use crate::verification::check_digits;
use regex::Regex;
use std::sync::LazyLock;
use types::text::read::hostile;
use types::text::{GmcNumber, Wrong};

/// Most characters in a number without a known format.
const FREE_MOST: usize = 60;
/// The body whose list is imported.
pub const GMC: &str = "gmc";

static BODIES: LazyLock<Vec<Body>> = LazyLock::new(|| {
    let rows = include_str!("../../data/bodies.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.filter_map(Body::parse).collect()
});

/// A body that registers doctors.
pub struct Body {
    /// Its short word, such as `gmc`; stored with the number.
    pub word: &'static str,
    /// ISO 3166-1 alpha-2; empty for the body of any other country.
    pub country: &'static str,
    pub name: &'static str,
    /// What its number is called.
    pub label: &'static str,
    /// How the number looks, with an example, as it goes on after "it has" or a colon.
    pub hint: &'static str,
    /// What shows the registration; empty where nothing is asked.
    pub evidence: &'static str,
    /// Its public register; empty where none is known.
    pub link: &'static str,
    /// None where the number may have any form.
    pattern: Option<Regex>,
    check: Option<fn(&str) -> bool>,
}

/// All bodies: the GMC first, the one for any other country last.
pub fn bodies() -> &'static [Body] {
    &BODIES
}

/// The body with this short word.
pub fn find(word: &str) -> Option<&'static Body> {
    bodies().iter().find(|body| body.word == word)
}

/// The bodies to offer to a doctor of this country, the one for any other last.
pub fn of_country(country: &str) -> impl Iterator<Item = &'static Body> {
    bodies().iter().filter(move |body| body.country == country || body.country.is_empty())
}

impl Body {
    fn parse(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let mut cell = || cells.next();
        let (country, word, name, label, pattern, check) = (cell()?, cell()?, cell()?, cell()?, cell()?, cell()?);
        let (hint, evidence, link) = (cell()?, cell()?, cell()?);
        let pattern = if pattern.is_empty() { None } else { Some(Regex::new(&format!("^(?:{pattern})$")).ok()?) };
        let check = if check.is_empty() { None } else { Some(check_digits::named(check)?) };
        Some(Self { word, country, name, label, hint, evidence, link, pattern, check })
    }

    /// The number as it is kept: capitals, without blanks; or what is wrong with it.
    pub fn read(&self, typed: &str) -> Result<String, Wrong> {
        if self.word == GMC {
            return GmcNumber::try_from(typed).map(String::from);
        }
        let Some(pattern) = &self.pattern else { return free(typed) };
        let close: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>().to_uppercase();
        let bare: String = close.chars().filter(char::is_ascii_alphanumeric).collect();
        let Some(number) = [close, bare].into_iter().find(|form| pattern.is_match(form)) else {
            return Err(self.wrong(typed));
        };
        if self.check.is_some_and(|check| !check(&number)) {
            return Err(Wrong(format!(
                "This {} has a mistyped digit: its check digit does not fit. Please compare it.",
                self.label
            )));
        }
        Ok(number)
    }

    fn wrong(&self, typed: &str) -> Wrong {
        let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
        if self.word == "ahpra" && check_digits::medicare_provider(&bare.to_uppercase()) {
            let sentence =
                "This is a Medicare provider number. We need your Ahpra number: MED and ten digits, such as MED0001234567.";
            return sentence.into();
        }
        Wrong(format!("This does not look like the number of {}. Its {} is {}.", self.name, self.label, self.hint))
    }
}

/// A number of any form: one line with a letter or a digit.
fn free(typed: &str) -> Result<String, Wrong> {
    let number = typed.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    if number.chars().count() > FREE_MOST || number.chars().any(hostile) {
        return Err(Wrong(format!("Please give the number as your certificate shows it, in at most {FREE_MOST} characters.")));
    }
    if number.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Err("Please give the number as your certificate shows it.".into());
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_body() {
        let lines = include_str!("../../data/bodies.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(bodies().len(), lines);
        assert_eq!((bodies().first().map(|b| b.word), bodies().last().map(|b| b.word)), (Some(GMC), Some("other")));
        for (at, body) in bodies().iter().enumerate() {
            assert!(bodies().iter().skip(at + 1).all(|other| other.word != body.word), "{} twice", body.word);
            assert!(body.country.is_empty() || crate::lists::countries().iter().any(|(code, _)| *code == body.country));
            assert!(body.link.is_empty() || body.link.starts_with("https://"), "{}", body.word);
            let example = body.hint.rsplit("such as ").next().unwrap_or_default();
            assert!(!body.hint.contains("such as ") || body.read(example).is_ok(), "the example of {} is read", body.word);
        }
        assert_eq!(of_country("IE").map(|body| body.word).collect::<Vec<_>>(), ["imc", "other"]);
        assert_eq!(of_country("KE").map(|body| body.word).collect::<Vec<_>>(), ["other"]);
    }

    #[test]
    fn numbers_are_read_as_their_bodies_write_them() {
        let good = [
            ("gmc", "C 123 4567", "1234567"),
            ("imc", " 123 456", "123456"),
            ("imc", "12345", "12345"),
            ("ahpra", "med 0001234567", "MED0001234567"),
            ("ahpra", "MED-000-1234567", "MED0001234567"),
            ("us-state", " ny  123456 ", "NY 123456"),
            ("npi", "1234567893", "1234567893"),
            ("npi", "123-456-7893", "1234567893"),
            ("cpso", "98765", "98765"),
            ("mcnz", "123456", "123456"),
            ("nz-hpi", "12abcd", "12ABCD"),
            ("hpcsa", "mp 0123456", "MP0123456"),
            ("in-nmc", "Karnataka 54321, 2009", "KARNATAKA 54321, 2009"),
            ("pmdc", "12345-p", "12345-P"),
            ("pmdc", "B-1234-S", "B-1234-S"),
            ("smc", "m12345a", "M12345A"),
            ("big", "1 9023 4567 01", "19023456701"),
            ("de-lanr", "123456601", "123456601"),
            ("de-lanr", "999999900", "999999900"),
            ("de-efn", "802760512345678", "802760512345678"),
            ("other", "Reg. 12/ab", "REG. 12/AB"),
        ];
        for (word, typed, kept) in good {
            let read = find(word).map(|body| body.read(typed));
            assert_eq!(read, Some(Ok(kept.to_owned())), "{word}: {typed}");
        }
    }

    #[test]
    fn what_is_no_such_number_is_refused() {
        let bad = [
            ("gmc", "123456"),
            ("imc", "1234567"),
            ("ahpra", "NMW0001234567"),
            ("ahpra", "MED123"),
            ("npi", "1234567890"),
            ("npi", "3234567893"),
            ("cpso", "1234"),
            ("nz-hpi", "1ABCDE"),
            ("hpcsa", "DP0123456"),
            ("pmdc", "12345"),
            ("smc", "12345A"),
            ("rpps", "10001234567"),
            ("big", "19023456730"),
            ("de-lanr", "123456701"),
            ("de-efn", "80276051234567"),
            ("other", "-"),
            ("other", ""),
        ];
        for (word, typed) in bad {
            assert!(find(word).is_some_and(|body| body.read(typed).is_err()), "{word}: {typed}");
        }
    }

    #[test]
    fn the_sentence_names_what_was_mistaken() {
        let sentence = |word, typed| find(word).and_then(|body| body.read(typed).err()).map(|wrong| wrong.0).unwrap_or_default();
        assert!(sentence("ahpra", "2054781W").contains("Medicare provider number"));
        assert!(sentence("npi", "1234567890").contains("check digit"));
        assert!(sentence("imc", "ABC").contains("Medical Council of Ireland"));
    }
}
