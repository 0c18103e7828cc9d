//! Closed communities as one viewer sees them.

use crate::ids::{InvitationId, RequestId};

/// What a member may be in a closed community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Member,
    Moderator,
    Owner,
}

impl Role {
    /// The word as it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Owner => "owner",
        }
    }

    /// The word on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Member => "Member",
            Self::Moderator => "Moderator",
            Self::Owner => "Owner",
        }
    }

    /// The role behind a stored word.
    pub fn read(key: &str) -> Option<Self> {
        [Self::Member, Self::Moderator, Self::Owner].into_iter().find(|role| role.key() == key)
    }
}

/// What stands between a viewer and a listed community, and so what its door offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommunityStep {
    /// Not signed in.
    Guest,
    /// The viewer may ask to be let in.
    MayAsk,
    /// They have asked; at (UTC milliseconds).
    Asked(i64),
    /// They were refused lately; they may ask again from (UTC milliseconds).
    RefusedUntil(i64),
}

/// One of the member's own communities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyCommunity {
    pub slug: String,
    pub name: String,
    pub role: Role,
    pub archived: bool,
    /// Its owner is asked whether this silent community should be closed.
    pub silent: bool,
}

/// An invitation to the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    pub id: InvitationId,
    pub forum: String,
    pub about: String,
    pub inviter: String,
    pub expires: i64,
}

/// What has become of a request for a community forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    Open,
    Granted,
    Refused,
}

impl RequestState {
    /// The state behind a stored word.
    pub fn read(key: &str) -> Option<Self> {
        match key {
            "open" => Some(Self::Open),
            "granted" => Some(Self::Granted),
            "refused" => Some(Self::Refused),
            _ => None,
        }
    }
}

/// A request for a community forum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    pub id: RequestId,
    /// The screen name of who asks.
    pub by: String,
    pub name: String,
    pub purpose: String,
    pub for_whom: String,
    pub listed: bool,
    pub state: RequestState,
    pub reason: String,
    pub opened: i64,
    pub decided: Option<i64>,
}

/// Somebody in a community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fellow {
    pub name: String,
    pub role: Role,
    pub own: bool,
}

/// Somebody who asks to be let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    pub name: String,
    pub words: String,
    pub at: i64,
}

/// An invitation that waits, as its community's keepers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub id: InvitationId,
    /// None for a code: who uses it is told to nobody.
    pub name: Option<String>,
    pub expires: i64,
}

/// A community's page for those inside: who is here, and for its keepers who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunityPage {
    pub slug: String,
    pub name: String,
    pub about: String,
    pub for_whom: String,
    pub listed: bool,
    pub archived: bool,
    /// The owner is asked whether to close it.
    pub silent: bool,
    pub role: Role,
    pub fellows: Vec<Fellow>,
    pub asking: Vec<Asking>,
    pub waiting: Vec<Waiting>,
}

/// Who gains and who loses sight of something that is moved to another audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    pub from: String,
    pub to: String,
    /// Members who see it only afterwards.
    pub gain: i64,
    /// Members who see it only now.
    pub lose: i64,
    /// Whether guests and search engines see it now, and afterwards.
    pub open_now: bool,
    pub open_then: bool,
    /// Subscribers whose letters end.
    pub unsubscribed: i64,
}
