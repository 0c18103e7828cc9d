//! Texts parsed at the edge: once a value of these types exists, nobody has to check it again.

mod gmc;

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
    Title, title
}
text! {
    /// A post as written, in Markdown: 1 to 20,000 characters.
    Body, body
}
text! {
    /// A persona's name: 3 to 30 Latin letters, digits, and single spaces, dots, hyphens, underscores or apostrophes between them.
    ScreenName, screen_name
}
text! {
    /// A new password: 12 to 128 characters of any kind, taken exactly as typed.
    NewPassword, new_password
}
text! {
    /// An e-mail address, trimmed; at most 254 characters (RFC 5321).
    Email, email
}
text! {
    /// A person's real name as on a register: one line of 2 to 100 characters.
    RealName, real_name
}
text! {
    /// What a persona tells about itself: at most 2,000 characters.
    About, about
}
text! {
    /// A passkey's name for its owner: one line of 1 to 40 characters.
    KeyName, key_name
}
text! {
    /// A GMC reference number, kept as text (security.md 3.1: no check digit; spaces and a leading C are dropped).
    GmcNumber, gmc::gmc_number
}
text! {
    /// What a member or a verifier writes in a case: 1 to 2,000 characters, on any number of lines.
    CaseWords, case_words
}
text! {
    /// Why a member of staff does something: one line of 3 to 300 characters.
    Reason, reason
}
text! {
    /// A forum's name: one line of 3 to 60 characters.
    ForumName, forum_name
}
text! {
    /// What a forum is about, or for whom it is: one line of 3 to 300 characters.
    Purpose, purpose
}
text! {
    /// What somebody says who asks to be let in: 1 to 500 characters.
    JoinWords, join_words
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
silent!(Body, NewPassword, Email, RealName, About, GmcNumber, ForumName, Purpose, JoinWords, Reason);

fn title(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, TITLE_MOST, "A title")
}

fn real_name(typed: String) -> Result<String, Wrong> {
    one_line(typed, 2, 100, "A name")
}

fn key_name(typed: String) -> Result<String, Wrong> {
    one_line(typed, 1, 40, "A name")
}

fn reason(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, 300, "A reason")
}

fn forum_name(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, 60, "A name")
}

fn purpose(typed: String) -> Result<String, Wrong> {
    one_line(typed, 3, 300, "A description")
}

fn join_words(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?.trim().to_owned();
    match text.chars().count() {
        0 => Err("Please write a few words first.".into()),
        1..=500 => Ok(text),
        length => Err(Wrong(format!("This is {length} characters long; at most 500 fit."))),
    }
}

fn body(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?;
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err("Please write something first.".into());
    }
    if length > BODY_MOST {
        return Err(Wrong(format!("This is {length} characters long; at most {BODY_MOST} fit into one post.")));
    }
    Ok(text)
}

fn about(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?;
    if text.chars().count() > 2_000 {
        return Err("Please keep this to 2,000 characters.".into());
    }
    Ok(text.trim().to_owned())
}

fn case_words(typed: String) -> Result<String, Wrong> {
    let text = many_lines(typed)?.trim().to_owned();
    if text.is_empty() {
        return Err("Please write something first.".into());
    }
    if text.chars().count() > 2_000 {
        return Err("Please keep this to 2,000 characters.".into());
    }
    Ok(text)
}

fn screen_name(typed: String) -> Result<String, Wrong> {
    let name = typed.trim().to_owned();
    let length = name.chars().count();
    if !(3..=NAME_MOST).contains(&length) {
        return Err(Wrong(format!("A screen name has 3 to {NAME_MOST} characters.")));
    }
    let joins = |c: char| matches!(c, ' ' | '.' | '-' | '_' | '\'');
    let latin = |c: char| c.is_ascii_alphanumeric() || (('\u{c0}'..='\u{24f}').contains(&c) && c.is_alphabetic());
    let ends_well = !name.starts_with(joins) && !name.ends_with(joins);
    let single = !name.chars().zip(name.chars().skip(1)).any(|(a, b)| joins(a) && joins(b));
    if !name.chars().all(|c| latin(c) || joins(c)) || !ends_well || !single {
        return Err("Use letters and digits, with single spaces, dots, hyphens, underscores or apostrophes between them.".into());
    }
    Ok(name)
}

fn new_password(typed: String) -> Result<String, Wrong> {
    let (fewest, most) = PASSWORD_RANGE;
    match typed.chars().count() {
        length if length < fewest => {
            Err(Wrong(format!("A password has at least {fewest} characters; a few words in a row do well.")))
        }
        length if length > most => Err(Wrong(format!("A password has at most {most} characters."))),
        _ => Ok(typed),
    }
}

fn email(typed: String) -> Result<String, Wrong> {
    let address = typed.trim().to_owned();
    let sentence = || Wrong::from("This does not look like an e-mail address, such as name@example.org.");
    let (name, host) = address.rsplit_once('@').ok_or_else(sentence)?;
    let local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let name_well = (1..=64).contains(&name.len())
        && name.chars().all(local)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..");
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    let host_well = host.contains('.') && host.split('.').all(label);
    if address.len() > 254 || !name_well || !host_well {
        return Err(sentence());
    }
    Ok(address)
}

/// One line without control or direction characters, trimmed, white space folded.
fn one_line(typed: String, fewest: usize, most: usize, what: &str) -> Result<String, Wrong> {
    if typed.chars().any(hostile) {
        return Err("Please remove the invisible control characters; retyping the text helps.".into());
    }
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = text.chars().count();
    if length < fewest || !text.chars().any(char::is_alphanumeric) {
        return Err(Wrong(format!("{what} has at least {fewest} characters.")));
    }
    if length > most {
        return Err(Wrong(format!("{what} has at most {most} characters; this has {length}.")));
    }
    Ok(text)
}

/// Lines as typed, with line ends made alike.
fn many_lines(typed: String) -> Result<String, Wrong> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c != '\n' && c != '\t' && hostile(c)) {
        return Err("Please remove the invisible control characters; retyping that part helps.".into());
    }
    Ok(text)
}

/// Characters that only deceive: controls, and those that turn the direction of the text around them.
fn hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}')
}
