//! How it is known that somebody is a doctor, and how somebody comes to be verified.

use serde::{Deserialize, Serialize};

/// How the author of a post was checked (DESIGN.md 9: each author shows how the status was checked).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Assurance {
    /// Number and name match the register; that the person is that doctor is not confirmed yet.
    Provisional,
    /// Number and name match the register, and control has been proved.
    Register,
    /// Staff have seen a document.
    Document,
}

impl Assurance {
    /// The word as it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Register => "register",
            Self::Document => "document",
        }
    }

    /// The words of the label.
    pub fn words(self) -> &'static str {
        match self {
            Self::Provisional => "Register match, identity not confirmed",
            Self::Register => "Register match",
            Self::Document => "Document seen",
        }
    }

    /// The level behind a stored word; none behind the empty one.
    pub fn read(key: &str) -> Option<Self> {
        [Self::Provisional, Self::Register, Self::Document].into_iter().find(|level| level.key() == key)
    }
}

/// What a post in a doctors' forum tells of its author: never a number, never a real name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub assurance: Assurance,
    /// When it was checked, in UTC milliseconds; shown as a month.
    pub at: i64,
    /// Empty unless the author shows it here.
    pub specialty: String,
    /// Empty unless the author shows it here.
    pub grade: String,
}

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseKind {
    /// A GMC number that did not match by itself.
    Register,
    /// An application from a doctor registered elsewhere.
    Elsewhere,
    /// A provisional doctor offers a proof.
    Proof,
    /// A random check.
    Check,
}

impl CaseKind {
    const ALL: [Self; 4] = [Self::Register, Self::Elsewhere, Self::Proof, Self::Check];

    /// The word as it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Elsewhere => "elsewhere",
            Self::Proof => "proof",
            Self::Check => "check",
        }
    }

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Register => "GMC number to be looked at",
            Self::Elsewhere => "Registered elsewhere",
            Self::Proof => "Proof of identity offered",
            Self::Check => "Random check",
        }
    }

    /// The kind behind a stored word.
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseState {
    /// Staff's turn.
    Open,
    /// The member's turn.
    Asked,
    Granted,
    Refused,
    /// Ended without a decision: withdrawn, or overtaken.
    Closed,
}

impl CaseState {
    const ALL: [Self; 5] = [Self::Open, Self::Asked, Self::Granted, Self::Refused, Self::Closed];

    /// The word as it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Asked => "asked",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Closed => "closed",
        }
    }

    /// The state behind a stored word.
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether somebody still has to do something.
    pub fn live(self) -> bool {
        matches!(self, Self::Open | Self::Asked)
    }
}

/// Whether somebody known as a doctor has the seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingState {
    Active,
    /// A random check went unanswered.
    Suspended,
    /// The register no longer allows practice, or staff took the seat.
    Ended,
}

impl StandingState {
    /// The state behind a stored word.
    pub fn read(key: &str) -> Option<Self> {
        match key {
            "active" => Some(Self::Active),
            "suspended" => Some(Self::Suspended),
            "ended" => Some(Self::Ended),
            _ => None,
        }
    }
}

/// Something said in a case, by either side.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    pub by_staff: bool,
    pub at: i64,
    pub text: String,
}

/// What stands between a viewer and the doctors' forums, and so what their door tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoctorStep {
    /// Not signed in.
    Guest,
    /// A doctor who has not been verified yet.
    Verify,
    /// Staff look into it; due at (UTC milliseconds).
    Waiting(i64),
    /// Staff have asked for something more.
    Asked,
    /// An application was refused.
    Refused,
    /// A random check was not answered in time.
    Suspended,
    /// The seat has been taken: the register no longer allows practice, or staff decided so.
    Ended,
    /// A medical student.
    Student,
    /// Of another profession.
    OtherProfession,
}
