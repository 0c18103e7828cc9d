use super::{Lasts, NewPoll, Results};
use crate::fault::FieldError;
use crate::text::{PollOptions, Question, UnfinishedOptions, UnfinishedQuestion};
use serde::{Deserialize, Serialize};

/// The fields of a poll as they were typed: on their way from the browser to the server, and in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PollFields {
    pub question: String,
    /// One on a line.
    pub options: String,
    pub choices: String,
    pub lasts: String,
    pub results: String,
    pub hide_few: String,
}

impl PollFields {
    /// What a form says that nobody has touched yet.
    pub fn usual() -> Self {
        let text = str::to_owned;
        Self { choices: text("one"), lasts: text("week"), results: text("voted"), hide_few: text("on"), ..Self::default() }
    }

    /// The fields as a draft has them: nothing where all is as usual.
    pub fn told(self) -> Self {
        if self == Self::usual() { Self::default() } else { self }
    }

    /// The fields as a form shows them: as usual where nothing has been told.
    pub fn shown(self) -> Self {
        if self == Self::default() { Self::usual() } else { self }
    }

    /// Whether nothing has been asked; what has merely been chosen is soon chosen again.
    pub fn is_blank(&self) -> bool {
        self.question.trim().is_empty() && self.options.trim().is_empty()
    }

    /// Question and options, as one reads them.
    pub fn words(&self) -> String {
        let both = [self.question.as_str(), self.options.trim_end()];
        both.into_iter().filter(|words| !words.trim().is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// All that has been told, as one reads it beside another text.
    pub fn told_in_words(&self) -> String {
        let one = if self.lasts.starts_with(|first: char| first.is_ascii_digit()) { "" } else { "1 " };
        let (lasts, choices) =
            (self.lasts.replace('-', " "), if self.choices == "several" { "several options" } else { "one option" });
        let results = if self.results == "closed" { "closing" } else { "voting" };
        let few = if self.hide_few.is_empty() { "shown however few vote" } else { "hidden while fewer than five vote" };
        format!("{}\nThe poll: {one}{lasts}, {choices}, results after {results}, {few}.\n", self.words())
    }

    /// The poll that these fields make, or what is wrong with them.
    pub fn poll(&self) -> Result<NewPoll, Vec<FieldError>> {
        let question = Question::try_from(self.question.as_str());
        let options = PollOptions::try_from(self.options.as_str());
        let several = match self.choices.as_str() {
            "one" => Ok(false),
            "several" => Ok(true),
            _ => Err("Please say whether one may choose several options.".into()),
        };
        let lasts = Lasts::read(&self.lasts).ok_or_else(|| "Please choose how long the poll runs.".into());
        let results = Results::read(&self.results).ok_or_else(|| "Please choose when the results are shown.".into());
        let mut wrong = Vec::new();
        let hide_few = !self.hide_few.is_empty();
        let found = (
            right("question", question, &mut wrong),
            right("options", options, &mut wrong),
            right("choices", several, &mut wrong),
            right("lasts", lasts, &mut wrong),
            right("results", results, &mut wrong),
        );
        match found {
            (Some(question), Some(options), Some(several), Some(lasts), Some(results)) => {
                Ok(NewPoll { question, options, several, results, hide_few, lasts })
            }
            _ => Err(wrong),
        }
    }
}

/// A poll that is not finished: fields that a poll may hold, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnfinishedPoll(PollFields);

impl UnfinishedPoll {
    /// Its fields, as a draft has them.
    pub fn fields(&self) -> &PollFields {
        &self.0
    }
}

impl TryFrom<PollFields> for UnfinishedPoll {
    type Error = Vec<FieldError>;

    /// Words must fit; a choice that no form offers is as usual.
    fn try_from(typed: PollFields) -> Result<Self, Self::Error> {
        if typed == PollFields::default() {
            return Ok(Self::default());
        }
        let mut wrong = Vec::new();
        let question = right("question", UnfinishedQuestion::try_from(typed.question), &mut wrong);
        let options = right("options", UnfinishedOptions::try_from(typed.options), &mut wrong);
        let (Some(question), Some(options)) = (question, options) else { return Err(wrong) };
        let usual = PollFields::usual();
        let fields = PollFields {
            question: question.into(),
            options: options.into(),
            choices: if typed.choices == "several" { typed.choices } else { usual.choices },
            lasts: if Lasts::read(&typed.lasts).is_some() { typed.lasts } else { usual.lasts },
            results: if Results::read(&typed.results).is_some() { typed.results } else { usual.results },
            hide_few: if typed.hide_few.is_empty() { typed.hide_few } else { usual.hide_few },
        };
        Ok(Self(fields.told()))
    }
}

/// What a field holds, or a note of what is wrong with it.
fn right<T>(field: &str, read: Result<T, crate::text::Wrong>, wrong: &mut Vec<FieldError>) -> Option<T> {
    read.map_err(|why| wrong.push(FieldError::new(field, why.0))).ok()
}

#[cfg(test)]
mod tests {
    use super::{PollFields, UnfinishedPoll};

    fn fields(question: &str, options: &str) -> PollFields {
        PollFields { question: question.to_owned(), options: options.to_owned(), ..PollFields::usual() }
    }

    #[test]
    fn a_form_that_nobody_has_touched_tells_nothing() {
        assert_eq!(PollFields::usual().told(), PollFields::default());
        assert_eq!(PollFields::default().shown(), PollFields::usual());
        assert_eq!(UnfinishedPoll::try_from(PollFields::usual()), Ok(UnfinishedPoll::default()));
        assert!(PollFields::usual().is_blank() && !fields("", "Bright").is_blank());
    }

    #[test]
    fn half_a_poll_is_kept_and_nothing_that_no_form_could_send() {
        let half = PollFields { lasts: "year".into(), choices: "x".into(), hide_few: "yes".into(), ..fields("Wh", "Bright\r\n") };
        assert_eq!(UnfinishedPoll::try_from(half).map(|poll| poll.0), Ok(fields("Wh", "Bright\n")));
        for (question, options, field) in
            [("x".repeat(201), String::new(), "question"), ("?".to_owned(), "x".repeat(5_001), "options")]
        {
            let wrong = UnfinishedPoll::try_from(fields(&question, &options)).map_err(|wrong| wrong[0].field.clone());
            assert_eq!(wrong, Err(field.to_owned()));
        }
        assert!(UnfinishedPoll::try_from(fields("50 mg \u{202e}", "")).is_err());
    }

    #[test]
    fn a_finished_poll_is_the_same_before_and_after_it_was_kept() {
        let typed = fields("  Which   lamp? ", "Bright\r\n\r\n Dim  \r\n");
        let kept = UnfinishedPoll::try_from(typed.clone()).map(|poll| poll.0).unwrap_or_default();
        let lines = |fields: &PollFields| fields.poll().map(|poll| poll.options.lines().collect::<Vec<_>>().join("|")).ok();
        assert_eq!((lines(&typed), lines(&kept)), (Some("Bright|Dim".to_owned()), Some("Bright|Dim".to_owned())));
        assert_eq!(kept.question, "Which lamp?");
        assert_eq!(PollFields::default().poll().map_err(|wrong| wrong.len()).err(), Some(5));
    }
}
