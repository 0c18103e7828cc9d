//! Texts parsed at the edge: once a value of these types exists, nobody has to check it again.

mod gmc;
pub mod read;

use serde::{Deserialize, Serialize};
use std::fmt;

/// A sentence for the person who typed the text, shown beside the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{0}")]
pub struct Wrong(pub String);

impl From<&str> for Wrong {
    fn from(sentence: &str) -> Self {
        Self(sentence.to_owned())
    }
}

/// Most characters in a thread's title.
pub const TITLE_MOST: usize = 150;
/// Most characters in a post.
pub const BODY_MOST: usize = 20_000;
/// Most characters in a note to oneself.
pub const NOTE_MOST: usize = 500;
/// Most characters in the question of a poll, and in one of its options.
pub const QUESTION_MOST: usize = 200;
pub const OPTION_MOST: usize = 100;
/// Fewest and most options of a poll.
pub const OPTIONS_RANGE: (usize, usize) = (2, 20);
/// Most characters of options that are not finished.
pub const UNFINISHED_OPTIONS_MOST: usize = 5_000;
/// Most characters in a screen name.
pub const NAME_MOST: usize = 30;
/// Fewest and most characters in a password (`reference`: ASVS 6.2.1, 6.2.9).
pub const PASSWORD_RANGE: (usize, usize) = (12, 128);

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $parse:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = Wrong;
            fn try_from(typed: String) -> Result<Self, Wrong> {
                $parse(typed).map(Self)
            }
        }
        impl TryFrom<&str> for $name {
            type Error = Wrong;
            fn try_from(typed: &str) -> Result<Self, Wrong> {
                Self::try_from(typed.to_owned())
            }
        }
        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }
    };
}

text! {
    /// A thread's title: one line of 3 to 150 characters.
    Title, read::title
}
text! {
    /// A post as written, in Markdown: 1 to 20,000 characters.
    Body, read::body
}
text! {
    /// A post that is not finished: what a post may hold, or nothing.
    Unfinished, read::unfinished
}
text! {
    /// A title that is not finished: one line of at most 150 characters.
    UnfinishedTitle, read::unfinished_title
}
text! {
    /// The question of a poll that is not finished: one line of at most 200 characters.
    UnfinishedQuestion, read::unfinished_question
}
text! {
    /// Options of a poll that are not finished: at most 5,000 characters, on any number of lines.
    UnfinishedOptions, read::unfinished_options
}
text! {
    /// A persona's name: 3 to 30 Latin letters, digits, and single spaces, dots, hyphens, underscores or apostrophes between them.
    ScreenName, read::screen_name
}
text! {
    /// A new password: 12 to 128 characters of any kind, taken exactly as typed.
    NewPassword, read::new_password
}
text! {
    /// An e-mail address, trimmed; at most 254 characters (RFC 5321).
    Email, read::email
}
text! {
    /// A person's real name as on a register: one line of 2 to 100 characters.
    RealName, read::real_name
}
text! {
    /// What a persona tells about itself: at most 2,000 characters.
    About, read::about
}
text! {
    /// A passkey's name for its owner: one line of 1 to 40 characters.
    KeyName, read::key_name
}
text! {
    /// A GMC reference number, kept as text (security.md 3.1: no check digit; spaces and a leading C are dropped).
    GmcNumber, gmc::gmc_number
}
text! {
    /// What a member or a verifier writes in a case: 1 to 2,000 characters, on any number of lines.
    CaseWords, read::case_words
}
text! {
    /// Why a member of staff does something: one line of 3 to 300 characters.
    Reason, read::reason
}
text! {
    /// A forum's name: one line of 3 to 60 characters.
    ForumName, read::forum_name
}
text! {
    /// What a forum is about, or for whom it is: one line of 3 to 300 characters.
    Purpose, read::purpose
}
text! {
    /// The question of a poll: one line of 3 to 200 characters.
    Question, read::question
}
text! {
    /// The options of a poll, one a line: 2 to 20, each of 1 to 100 characters, no two alike.
    PollOptions, read::poll_options
}
text! {
    /// What somebody says who asks to be let in: 1 to 500 characters.
    JoinWords, read::join_words
}

text! {
    /// A note to oneself on a bookmark: at most 500 characters.
    Note, read::note
}

impl PollOptions {
    /// The options in their order.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

impl fmt::Debug for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Title({:?})", self.0)
    }
}
impl fmt::Debug for ScreenName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScreenName({:?})", self.0)
    }
}
macro_rules! silent {
    ($($name:ident),*) => {$(
        /// Personal: never printed, not even in a log by accident.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
silent!(
    Body,
    Unfinished,
    UnfinishedTitle,
    NewPassword,
    Email,
    RealName,
    About,
    GmcNumber,
    ForumName,
    Purpose,
    JoinWords,
    Reason,
    Note,
    Question,
    PollOptions,
    UnfinishedQuestion,
    UnfinishedOptions
);
