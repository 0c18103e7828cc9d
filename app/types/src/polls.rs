//! Polls as one viewer sees them, and as they are asked for.

mod fields;

pub use fields::{PollFields, UnfinishedPoll};

use crate::ids::PollId;
use crate::text::{PollOptions, Question};

/// Fewest voters whose results are shown where the author has chosen so.
pub const FEW: i64 = 5;
/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// When results are shown: to whoever has voted, or to nobody before the poll has closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Results {
    Voted,
    Closed,
}

impl Results {
    /// The word as it is stored and sent by forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Voted => "voted",
            Self::Closed => "closed",
        }
    }

    /// The choice behind a stored or sent word.
    pub fn read(key: &str) -> Option<Self> {
        [Self::Voted, Self::Closed].into_iter().find(|one| one.key() == key)
    }
}

/// How long a poll runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasts(i64);

impl Lasts {
    /// A week, as the polls of the site run.
    pub const WEEK: Self = Self(7 * DAY);
    /// What the form offers: values and words.
    pub const CHOICES: [(&str, &str); 6] = [
        ("day", "1 day"),
        ("3-days", "3 days"),
        ("week", "1 week"),
        ("2-weeks", "2 weeks"),
        ("month", "1 month"),
        ("3-months", "3 months"),
    ];

    /// The time behind a word of the form.
    pub fn read(key: &str) -> Option<Self> {
        let days = match key {
            "day" => 1,
            "3-days" => 3,
            "week" => 7,
            "2-weeks" => 14,
            "month" => 30,
            "3-months" => 91,
            _ => return None,
        };
        Some(Self(days * DAY))
    }

    /// In milliseconds.
    pub fn millis(self) -> i64 {
        self.0
    }
}

/// A poll that somebody wants to open.
pub struct NewPoll {
    pub question: Question,
    pub options: PollOptions,
    /// Whether one may choose several options.
    pub several: bool,
    pub results: Results,
    /// Results of fewer than five voters stay hidden.
    pub hide_few: bool,
    pub lasts: Lasts,
}

/// A poll as one viewer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollView {
    pub id: PollId,
    pub question: String,
    pub several: bool,
    pub options: Vec<OptionView>,
    pub closes_at: i64,
    pub closed: bool,
    /// Whether this viewer has a vote in it.
    pub voted: bool,
    pub may_vote: bool,
    pub tally: Tally,
}

/// One option, and whether the viewer has chosen it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionView {
    pub no: i64,
    pub words: String,
    pub mine: bool,
}

/// What a viewer is told of the results; numbers exist only where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tally {
    /// How many have voted, and the votes of each option in their order.
    Shown { voters: i64, votes: Vec<i64> },
    /// Shown to whoever has voted, and after closing.
    AfterVoting,
    /// Shown when the poll has closed.
    AfterClosing,
    /// Hidden while fewer than five have voted.
    TooFew,
}

#[cfg(test)]
mod tests {
    use super::Lasts;

    #[test]
    fn every_time_that_the_form_offers_is_known() {
        for (key, words) in Lasts::CHOICES {
            assert!(Lasts::read(key).is_some_and(|lasts| lasts.millis() > 0), "{words}");
        }
        assert_eq!(Lasts::read("week"), Some(Lasts::WEEK));
        assert_eq!(Lasts::read("year"), None);
    }
}
