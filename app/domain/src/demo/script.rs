use crate::clock::{HOUR, MINUTE};
use crate::fault::{Fault, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use types::verification::Assurance;

const DATA: &str = include_str!("../../data/demo.json");

/// The people of the demo and what they wrote.
#[derive(Deserialize)]
pub(super) struct Script {
    pub(super) people: Vec<Person>,
    pub(super) communities: Vec<Community>,
    pub(super) threads: Vec<Thread>,
    /// What the site has asked everybody.
    pub(super) site_polls: Vec<Asked>,
}

/// A poll, and who has voted for which of its options.
#[derive(Deserialize)]
pub(super) struct Asked {
    pub(super) question: String,
    pub(super) options: Vec<String>,
    #[serde(default)]
    pub(super) several: bool,
    /// Of a poll of the site: since when it has been open.
    #[serde(default)]
    pub(super) age_days: i64,
    pub(super) votes: BTreeMap<String, Vec<i64>>,
}

#[derive(Deserialize)]
pub(super) struct Person {
    pub(super) screen_name: String,
    pub(super) real_name: String,
    pub(super) email: String,
    pub(super) country: String,
    pub(super) profession: String,
    pub(super) specialty: Option<String>,
    pub(super) grade: Option<String>,
    pub(super) about: Option<String>,
    pub(super) doctor: bool,
    /// How it is known that they are one, where that is not the usual.
    pub(super) assurance: Option<String>,
    pub(super) staff: Option<String>,
}

/// A closed community; its threads name it by its key, as its address may be random.
#[derive(Deserialize)]
pub(super) struct Community {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) for_whom: String,
    pub(super) listed: bool,
    pub(super) owner: String,
    pub(super) moderators: Vec<String>,
    pub(super) members: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Thread {
    pub(super) forum: String,
    pub(super) kind: String,
    pub(super) title: String,
    age_hours: i64,
    pub(super) pinned: bool,
    #[serde(default)]
    pub(super) locked: bool,
    pub(super) poll: Option<Asked>,
    pub(super) posts: Vec<Post>,
}

#[derive(Deserialize)]
pub(super) struct Post {
    pub(super) author: String,
    pub(super) body: String,
    /// The words before the author changed them.
    pub(super) first: Option<String>,
    #[serde(default)]
    withdrawn: bool,
    /// After the post before.
    minutes: i64,
}

/// One thing that somebody does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Write,
    Change,
    Withdraw,
    Pin,
    Lock,
}

/// What is done, when, and with which post of which thread.
pub(super) struct Event {
    pub(super) at: i64,
    pub(super) thread: usize,
    pub(super) post: usize,
    pub(super) deed: Deed,
}

/// Reads the demo's data file.
pub(super) fn read() -> Result<Script> {
    serde_json::from_str(DATA).map_err(|error| Fault::Told(format!("The demo's data cannot be read: {error}.")))
}

impl Person {
    /// Who this is, for the list of logins.
    pub(super) fn words(&self) -> String {
        let trust = match (self.staff.as_deref(), self.doctor) {
            (Some("admin"), _) => "administrator",
            (Some("trusted"), _) => "trusted user",
            (Some(role), _) => role,
            (None, true) if self.assurance() == Assurance::Provisional => "provisional doctor",
            (None, true) => "verified doctor",
            (None, false) => "member",
        };
        format!("{}, {trust}", self.screen_name)
    }

    /// How it is known that this doctor is one: in the United Kingdom by the register, elsewhere by a document.
    pub(super) fn assurance(&self) -> Assurance {
        let usual = if self.country == "GB" { Assurance::Register } else { Assurance::Document };
        self.assurance.as_deref().and_then(Assurance::read).unwrap_or(usual)
    }
}

impl Script {
    /// Everything that happens, in the order in which it happened, seen from now.
    pub(super) fn events(&self, now: i64) -> Vec<Event> {
        let mut events = Vec::new();
        for (number, thread) in self.threads.iter().enumerate() {
            let mut at = now - thread.age_hours * HOUR;
            for (post, written) in thread.posts.iter().enumerate() {
                at += written.minutes * MINUTE;
                let mut happens = |after: i64, deed| events.push(Event { at: (at + after).min(now), thread: number, post, deed });
                happens(0, Deed::Write);
                if written.first.is_some() {
                    happens(7 * MINUTE, Deed::Change);
                }
                if written.withdrawn {
                    happens(6 * MINUTE, Deed::Withdraw);
                }
                if thread.pinned && post == 0 {
                    happens(MINUTE, Deed::Pin);
                }
                if thread.locked && post + 1 == thread.posts.len() {
                    happens(HOUR, Deed::Lock);
                }
            }
        }
        events.sort_by_key(|event| (event.at, event.thread, event.post));
        events
    }
}
