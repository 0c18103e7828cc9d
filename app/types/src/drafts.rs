//! Unsent texts as their writer sees them.

use crate::ids::{DraftId, PostId, ThreadId};
use crate::polls::PollFields;
use serde::{Deserialize, Serialize};

/// Where a text is going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    Thread(ThreadId),
    Forum(String),
    Post(PostId),
}

impl Place {
    /// The place as it is named in calls: thread:7, forum:help, post:7.
    pub fn key(&self) -> String {
        match self {
            Self::Thread(id) => format!("thread:{id}"),
            Self::Forum(slug) => format!("forum:{slug}"),
            Self::Post(id) => format!("post:{id}"),
        }
    }

    /// The place behind such a name.
    pub fn read(key: &str) -> Option<Self> {
        match key.split_once(':')? {
            ("thread", id) => id.parse().ok().map(Self::Thread),
            ("forum", slug) => Some(Self::Forum(slug.to_owned())),
            ("post", id) => id.parse().ok().map(Self::Post),
            _ => None,
        }
    }
}

/// The words of a form that has not been sent yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Question, discussion or poll; empty for replies.
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub title: String,
    pub body: String,
    /// Of a new post: the mark by which it is known when it is sent twice. Of a changed one: the mark of the words it was opened on.
    #[serde(default)]
    pub key: String,
    /// What has been told of the poll of a new thread.
    #[serde(default)]
    pub poll: PollFields,
}

impl Words {
    /// Whether both say the same.
    pub fn alike(&self, other: &Self) -> bool {
        self.body == other.body && self.title == other.title && self.kind == other.kind && self.poll == other.poll
    }

    /// Whether all of the other stands here too.
    pub fn hold(&self, other: &Self) -> bool {
        let title = other.title.is_empty() || self.title == other.title;
        let poll = other.poll.is_blank() || self.poll == other.poll;
        title && poll && self.body.contains(other.body.trim())
    }

    /// These and the other's in one: what is missing here comes from there, and what has a field twice goes below the text.
    pub fn with(mut self, other: &Self) -> Self {
        let mut below = Vec::new();
        if self.title.is_empty() {
            self.title.clone_from(&other.title);
        } else if self.title != other.title {
            below.push(other.title.clone());
        }
        if self.poll.is_blank() && !other.poll.is_blank() {
            (self.kind, self.poll) = (other.kind.clone(), other.poll.clone());
        } else if self.poll != other.poll {
            below.push(other.poll.words());
        }
        below.push(other.body.clone());
        let parts = std::iter::once(self.body.trim_end()).chain(below.iter().map(String::as_str));
        self.body = parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n\n");
        self
    }
}

/// A text on the server that has not been sent yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub words: Words,
    /// Differs after every save; who saves upon another one is shown both texts.
    pub version: i64,
    pub saved_at: i64,
    /// Where it was written, such as "Firefox on Android".
    pub device: String,
}

/// What has become of a text that was to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    /// It is on the disk, or it is empty and forgotten (version 0); the key under which it is to be sent.
    Kept { version: i64, key: String },
    /// Another window or device has saved another text meanwhile.
    Other(Box<Draft>),
    /// This very text has been sent already.
    Sent,
}

/// A draft in the list of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: DraftId,
    /// What it is: a reply, a changed post, a new thread.
    pub what: DraftKind,
    /// The title of the thread, or the title typed for a new one.
    pub title: String,
    pub forum: String,
    pub address: String,
    pub words: String,
    pub saved_at: i64,
    pub device: String,
}

/// What an unsent text is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKind {
    Reply,
    Thread,
    Edit,
}

#[cfg(test)]
mod tests {
    use super::{PollFields, Words};

    fn words(title: &str, body: &str, question: &str) -> Words {
        let poll = PollFields { question: question.to_owned(), ..PollFields::usual() };
        Words { kind: "poll".to_owned(), title: title.to_owned(), body: body.to_owned(), poll: poll.told(), ..Words::default() }
    }

    #[test]
    fn a_changed_question_is_a_change() {
        let one = words("Lamps", "Please vote", "Which lamp?");
        assert!(one.alike(&one.clone()) && !one.alike(&words("Lamps", "Please vote", "Which lamps?")));
        assert!(one.hold(&words("", "vote ", "")) && !one.hold(&words("", "", "Which lamps?")));
    }

    #[test]
    fn both_texts_in_one_lose_nothing() {
        let both = words("Lamps", "Mine\n", "").with(&words("Lights", "Theirs", "Which lamp?"));
        assert_eq!((both.title.as_str(), both.body.as_str()), ("Lamps", "Mine\n\nLights\n\nTheirs"));
        assert_eq!(both.poll.question, "Which lamp?");
        let both = words("", "", "Which light?").with(&words("Lights", "Theirs", "Which lamp?"));
        assert_eq!((both.title.as_str(), both.body.as_str()), ("Lights", "Which lamp?\n\nTheirs"));
        assert_eq!(both.poll.question, "Which light?");
        let reply = Words { body: "Mine".to_owned(), ..Words::default() };
        let other = Words { body: "Theirs".to_owned(), ..Words::default() };
        assert_eq!(reply.with(&other).body, "Mine\n\nTheirs");
    }
}
