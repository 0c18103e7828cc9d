//! The staff's desk: roles, and why identities are looked up.

/// What somebody is trusted with beyond their seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StaffRole {
    Admin,
    Verifier,
    Moderator,
    Editor,
    Trusted,
}

impl StaffRole {
    /// All roles, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::Admin, Self::Moderator, Self::Editor, Self::Trusted, Self::Verifier];

    /// The word as it is stored and sent by forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Verifier => "verifier",
            Self::Moderator => "moderator",
            Self::Editor => "editor",
            Self::Trusted => "trusted",
        }
    }

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Admin => "Administrator",
            Self::Verifier => "Verifier",
            Self::Moderator => "Moderator",
            Self::Editor => "Editor",
            Self::Trusted => "Trusted user",
        }
    }

    /// One sentence on what the role does, and what it does not.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Admin => {
                "Appoint the others, open community forums, and answer for the site; they look up a real name only for a grave reason, on record."
            }
            Self::Verifier => {
                "Look into who is a doctor, by real name and document; they see no screen names and do not moderate."
            }
            Self::Moderator => "Keep the forums friendly: pin, lock and move threads; they know members by screen name alone.",
            Self::Editor => "Keep the names and descriptions of the forums, and the texts of the site.",
            Self::Trusted => "Members with a small power that is undone as easily: they lock a thread that has gone wrong.",
        }
    }

    /// Whether its holder needs a second factor; what trusted users do is small and soon undone.
    pub fn guarded(self) -> bool {
        self != Self::Trusted
    }

    /// A role that nobody holds beside this one: who knows the real names does not judge the screen names.
    pub fn excludes(self) -> Option<Self> {
        match self {
            Self::Verifier => Some(Self::Moderator),
            Self::Moderator => Some(Self::Verifier),
            _ => None,
        }
    }

    /// The role behind a stored or sent word.
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// Why it may be looked up which account stands behind a persona; nothing else is a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookUpReason {
    Risk,
    Law,
    Complaint,
    Recovery,
}

impl LookUpReason {
    /// All reasons there are.
    pub const ALL: [Self; 4] = [Self::Risk, Self::Law, Self::Complaint, Self::Recovery];

    /// The word that forms send.
    pub fn key(self) -> &'static str {
        match self {
            Self::Risk => "risk",
            Self::Law => "law",
            Self::Complaint => "complaint",
            Self::Recovery => "recovery",
        }
    }

    /// The words on screen and on record.
    pub fn words(self) -> &'static str {
        match self {
            Self::Risk => "Risk to a patient or a member",
            Self::Law => "Court order or regulator",
            Self::Complaint => "Complaint or appeal",
            Self::Recovery => "Account recovery",
        }
    }

    /// The reason behind a sent word.
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.key() == key)
    }
}
