//! What can go wrong, as the person who asked is told.

use serde::{Deserialize, Serialize};

/// Why something that one may see may not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Refusal {
    /// Only signed-in, confirmed members write.
    SignIn,
    /// The thread takes no more replies.
    Locked,
    /// The post belongs to somebody else.
    NotYours,
    /// The post has been withdrawn.
    Withdrawn,
    /// Only moderators of the forum do this.
    ModeratorsOnly,
    /// Imported posts keep the words they came with.
    Imported,
    /// Nobody can do this to their own account.
    Yourself,
    /// Staff roles need a second factor.
    SecondFactor,
    /// This needs a sign-in of the last 15 minutes.
    SignInAgain,
    /// The forum has been archived by its owner.
    Archived,
    /// Only the owner of the community does this.
    OwnersOnly,
    /// The owner hands over before leaving.
    OwnerStays,
    /// There is an open case already.
    CaseOpen,
    /// The case has been decided.
    CaseDecided,
    /// A random check is answered, not withdrawn.
    CheckStays,
    /// A request was refused lately; it can be made again after 30 days.
    AskedLately,
    /// Too many of them wait already.
    TooManyWaiting,
    /// A thread goes only where its mover moderates.
    NotThere,
    /// Only threads of one forum are merged.
    NotTogether,
    /// A poll is not merged with other threads.
    PollStays,
    /// The poll has closed.
    PollClosed,
    /// The poll's thread is locked.
    PollLocked,
}

impl Refusal {
    /// Where the way on is: an address of ours and the words for it.
    pub fn way_on(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::SecondFactor => Some(("/my/security/factors", "Set up a second factor")),
            Self::SignInAgain => Some(("/login/again", "Confirm that it is you")),
            _ => None,
        }
    }

    /// One kind sentence that says why, and what helps.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::SignIn => "Please sign in first; everything you typed is kept.",
            Self::Locked => "This thread is locked, so it takes no more replies.",
            Self::NotYours => "Only its author can change this post.",
            Self::Withdrawn => "This post has been withdrawn.",
            Self::ModeratorsOnly => "Only this forum's moderators can do that.",
            Self::Imported => "Imported posts keep the words they came with.",
            Self::Yourself => "Please ask a colleague to do this for your own account.",
            Self::SecondFactor => {
                "Staff roles need a second factor: set up a passkey or an authenticator app, then sign in with it."
            }
            Self::SignInAgain => "Please confirm that it is you: this needs a sign-in of the last 15 minutes.",
            Self::Archived => "This forum has been archived: it can be read, and takes no more posts.",
            Self::OwnersOnly => "Only the owner of this community can do that.",
            Self::OwnerStays => {
                "A community needs an owner, even an archived one. Please hand it over first; if it is archived, open it again for that."
            }
            Self::CaseOpen => "Your case is with us already; please see below how far it is.",
            Self::CaseDecided => "This case has been decided already.",
            Self::CheckStays => "A check cannot be withdrawn. A short answer to it is all that is needed.",
            Self::AskedLately => "You have asked lately. Please wait until 30 days have passed before asking again.",
            Self::TooManyWaiting => "Too many of these are waiting already. Please wait until some have been answered.",
            Self::NotTogether => {
                "Please name another thread of the same forum. A thread from elsewhere can be moved there first."
            }
            Self::PollStays => "A poll stays in a thread of its own, so it cannot be merged.",
            Self::PollClosed => "This poll has closed; thank you for wanting to take part.",
            Self::PollLocked => "This thread is locked, so its poll takes no more votes.",
            Self::NotThere => "A thread can be moved only to a forum that you moderate too.",
        }
    }
}

/// A text that did not fit its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub sentence: String,
}

impl FieldError {
    /// The sentence for one field.
    pub fn new(field: &str, sentence: impl Into<String>) -> Self {
        Self { field: field.to_owned(), sentence: sentence.into() }
    }
}
