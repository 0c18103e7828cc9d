//! Facets: what the index knows of a post beside its words, each as a token. Who may see it is one of them, so that a question
//! is asked only among what its viewer may see.

use super::words::folded;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A post as the index knows it.
#[derive(Debug, Clone)]
pub(crate) struct Facets<'p> {
    pub(crate) audience: i64,
    pub(crate) forum: i64,
    pub(crate) persona: i64,
    pub(crate) kind: &'p str,
    pub(crate) at: i64,
    pub(crate) image: bool,
    /// The title of its thread, for the first post.
    pub(crate) title: &'p str,
}

impl Facets<'_> {
    /// The tokens.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{} {} {} {}", audience(self.audience), forum(self.forum), author(self.persona), kind(self.kind));
        if let Some(date) = date(self.at) {
            let day = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
            text += &format!(" qy{} qm{} qd{day}", &day[..4], &day[..6]);
        }
        if self.image {
            text += " ";
            text += IMAGE;
        }
        for word in folded(self.title) {
            text += " ";
            text += &titled(&word);
        }
        text
    }
}

/// A word of the title: as a token of its own it is found at once, where the index would else read every place of the word.
/// Other letters than plain ones are spelt out: at some of them the index begins a new token, which then would be whatever facet
/// the title's writer likes.
pub(crate) fn titled(word: &str) -> String {
    let mut token = "qt".to_owned();
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            token.push(c);
        } else {
            token += &format!("{:x}", u32::from(c));
        }
    }
    token
}

/// A post that shows a picture.
pub(crate) const IMAGE: &str = "qimg";

/// The audience that reads a post.
pub(crate) fn audience(id: i64) -> String {
    format!("qa{id}")
}

/// The forum in which it stands.
pub(crate) fn forum(id: i64) -> String {
    format!("qf{id}")
}

/// Who wrote it.
pub(crate) fn author(persona: i64) -> String {
    format!("qp{persona}")
}

/// The kind of its thread.
pub(crate) fn kind(key: &str) -> String {
    format!("qk{key}")
}

fn date(at: i64) -> Option<Date> {
    let date = Timestamp::from_millisecond(at).ok()?.to_zoned(TimeZone::UTC).date();
    (0..=9999).contains(&date.year()).then_some(date)
}

/// The years, months and days that make up the time between two moments; None when it cannot be told in a few hundred of them.
pub(crate) fn between(from: i64, until: i64) -> Option<Vec<String>> {
    let (mut day, last) = (date(from)?, date(until - 1)?);
    let mut tokens = Vec::new();
    while day <= last {
        let (year, month) = (day.last_of_year(), day.last_of_month());
        let (token, end) = if day.day_of_year() == 1 && year <= last {
            (format!("qy{:04}", day.year()), year)
        } else if day.day() == 1 && month <= last {
            (format!("qm{:04}{:02}", day.year(), day.month()), month)
        } else {
            (format!("qd{:04}{:02}{:02}", day.year(), day.month(), day.day()), day)
        };
        tokens.push(token);
        day = end.tomorrow().ok()?;
        if tokens.len() > 400 {
            return None;
        }
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::{Facets, between};

    fn at(date: &str) -> i64 {
        format!("{date}T00:00Z").parse::<jiff::Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn a_time_is_told_in_years_months_and_days() {
        let told = |from, until| between(at(from), at(until)).unwrap().join(" ");
        assert_eq!(told("2024-12-31", "2026-02-02"), "qd20241231 qy2025 qm202601 qd20260201");
        assert_eq!(told("2026-03-03", "2026-03-04"), "qd20260303");
        assert_eq!(told("2026-03-03", "2026-03-03"), "");
        assert!(told("1970-01-01", "2200-01-01").split(' ').count() == 230);
    }

    #[test]
    fn a_post_has_a_token_for_all_that_is_asked_for() {
        let facets =
            Facets { audience: 3, forum: 12, persona: 7, kind: "question", at: at("1993-04-05"), image: true, title: "" };
        assert_eq!(facets.text(), "qa3 qf12 qp7 qkquestion qy1993 qm199304 qd19930405 qimg");
        let first = Facets { title: "A Ménière", image: false, at: i64::MAX, ..facets };
        assert_eq!(first.text(), "qa3 qf12 qp7 qkquestion qta qtmeniere");
        let odd = Facets { title: "x\u{24b6}qa1", ..first };
        assert_eq!(odd.text(), "qa3 qf12 qp7 qkquestion qtx24d0qa1", "one token, whatever the index takes for a letter");
    }
}
