use serde::{Deserialize, Serialize};
use types::drafts::{Draft, Words};

/// What a composer opens with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The screen name of the member who writes: nobody else's text belongs here.
    pub who: String,
    /// What stands in the field when nothing unsent is there: nothing, or the post that is changed.
    pub own: String,
    /// The draft on the server.
    pub draft: Option<Draft>,
    /// What has just been typed, or quoted.
    pub typed: Option<Words>,
    /// The version of the draft on which that was written.
    pub upon: Option<i64>,
}

impl Opened {
    /// What stands in the field.
    pub fn body(&self) -> &str {
        self.typed.as_ref().map_or_else(|| self.kept(), |typed| &typed.body)
    }

    /// The text as the server has it.
    pub fn kept(&self) -> &str {
        self.draft.as_ref().map_or(&self.own, |draft| &draft.words.body)
    }

    /// The words as the server has them.
    pub fn words(&self) -> Words {
        let draft = self.draft.as_ref().map(|draft| draft.words.clone());
        draft.unwrap_or_else(|| Words { body: self.own.clone(), ..Words::default() })
    }

    /// The version of the draft on the server; 0 for none.
    pub fn version(&self) -> i64 {
        self.draft.as_ref().map_or(0, |draft| draft.version)
    }

    /// The draft, if what has been typed was not written on it and is truly different.
    pub fn other(&self) -> Option<Draft> {
        let strange = self.upon.is_some_and(|upon| upon != self.version());
        self.draft.clone().filter(|draft| strange && self.typed.as_ref().is_some_and(|typed| !typed.alike(&draft.words)))
    }

    /// The first words beside the button.
    pub fn state(&self) -> &'static str {
        if self.typed.is_none() && self.draft.is_some() { "Your unsent text is back." } else { "" }
    }
}

#[cfg(feature = "ssr")]
impl Opened {
    /// What a form opens with that may have been sent in vain.
    pub fn of(ask: &crate::request::Ask, filled: &crate::form::Filled, draft: Option<Draft>, own: &str) -> Self {
        Self {
            who: ask.viewer().name().unwrap_or_default().to_owned(),
            own: own.to_owned(),
            draft,
            typed: filled.holds("body").then(|| typed(filled)),
            upon: filled.value("upon").parse().ok(),
        }
    }
}

/// What has been typed, with line ends as the server keeps them.
#[cfg(feature = "ssr")]
fn typed(filled: &crate::form::Filled) -> Words {
    let value = |name: &str| filled.value(name).replace("\r\n", "\n");
    let poll = crate::polls::fields::typed(value).told();
    Words { kind: value("kind"), title: value("title"), body: value("body"), key: value("key"), poll }
}

#[cfg(test)]
mod tests {
    use super::Opened;
    use types::drafts::{Draft, Words};
    use types::polls::PollFields;

    fn words(body: &str) -> Words {
        Words { body: body.to_owned(), ..Words::default() }
    }

    fn draft(body: &str) -> Option<Draft> {
        Some(Draft { words: words(body), version: 7, ..Draft::default() })
    }

    #[test]
    fn the_draft_stands_in_the_field_unless_something_has_just_been_typed() {
        let opened = Opened { own: "posted".to_owned(), ..Opened::default() };
        assert_eq!((opened.body(), opened.version()), ("posted", 0));
        let opened = Opened { draft: draft("kept"), ..opened };
        assert_eq!((opened.body(), opened.version(), opened.other()), ("kept", 7, None));
        let opened = Opened { typed: Some(words("typed")), upon: Some(7), ..opened };
        assert_eq!((opened.body(), opened.other()), ("typed", None));
    }

    #[test]
    fn both_are_shown_when_the_typed_text_was_not_written_on_the_draft() {
        let opened = Opened { draft: draft("kept"), typed: Some(words("typed")), upon: Some(0), ..Opened::default() };
        assert_eq!(opened.other(), draft("kept"));
        assert_eq!(Opened { typed: Some(words("kept")), ..opened.clone() }.other(), None);
        let poll = PollFields { options: "Bright".to_owned(), ..PollFields::usual() };
        let asks = Opened { typed: Some(Words { poll, ..words("kept") }), ..opened };
        assert_eq!(asks.other(), draft("kept"), "a poll is a text too");
    }

    #[test]
    fn what_an_older_browser_has_kept_is_still_read() {
        let old = r#"{"kind":"poll","title":"Lamps","body":"Half","key":"k"}"#;
        let read = leptos::serde_json::from_str::<Words>(old).ok();
        assert_eq!(read.map(|words| (words.body, words.poll)), Some(("Half".to_owned(), PollFields::default())));
    }
}
