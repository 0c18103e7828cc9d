use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The largest public number: 53 bits, so that it is exact in every browser.
pub const LARGEST: i64 = (1 << 53) - 1;

/// The text is not a public number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public number")]
pub struct NotAnId;

macro_rules! public_number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(i64);

        impl $name {
            /// The number as it is stored.
            pub fn number(self) -> i64 {
                self.0
            }
        }

        impl TryFrom<i64> for $name {
            type Error = NotAnId;
            fn try_from(number: i64) -> Result<Self, NotAnId> {
                if (1..=LARGEST).contains(&number) { Ok(Self(number)) } else { Err(NotAnId) }
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            /// Only the canonical form is read, so that each thing has one address.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let plain = (1..=16).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_digit())
                    && !text.starts_with('0');
                if !plain {
                    return Err(NotAnId);
                }
                text.parse::<i64>().map_err(|_| NotAnId).and_then(Self::try_from)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

public_number! {
    /// A thread's public number; random, so it tells nothing about order or counts.
    ThreadId
}
public_number! {
    /// A post's public number; random like a thread's. Within its thread a post is #1, #2, ….
    PostId
}
public_number! {
    /// A verification case's public number.
    CaseId
}
public_number! {
    /// An uploaded document's public number.
    EvidenceId
}
public_number! {
    /// The public number of a request for a community forum.
    RequestId
}
public_number! {
    /// An invitation's public number.
    InvitationId
}
public_number! {
    /// A poll's public number.
    PollId
}
public_number! {
    /// A picture's public number.
    MediaId
}
public_number! {
    /// A draft's public number.
    DraftId
}
public_number! {
    /// A letter's number, as staff see it.
    LetterId
}

#[cfg(test)]
mod tests {
    use super::{PostId, ThreadId};

    #[test]
    fn only_the_canonical_form_is_a_number() {
        for wrong in ["", "0", "-1", "+1", "01", " 1", "1 ", "1e3", "9007199254740992", "99999999999999999999", "１"] {
            assert!(wrong.parse::<ThreadId>().is_err(), "{wrong:?} was read");
        }
        assert_eq!("9007199254740991".parse::<PostId>().map(|id| id.to_string()), Ok("9007199254740991".into()));
    }
}
