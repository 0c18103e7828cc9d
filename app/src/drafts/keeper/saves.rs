//! How a text gets to the server, and what is said when it does not.

use super::{Inner, Keeper};
use crate::drafts::api;
use crate::drafts::in_form;
use crate::fault::Fault;
use crate::kit::browser::input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use types::drafts::{Saved, Words};
use types::fault::Refusal;

/// Until it is tried again when the site does not answer.
const LATER: Duration = Duration::from_secs(20);

const SIGN_IN: &str = "Kept on this device; sign in again to keep it on the server.";
const AWAY: &str = "Kept on this device; the site does not answer just now.";

impl Keeper {
    /// Keeps the text on the server, if it is not there yet.
    pub fn save(self) {
        let busy = self.saving.get_untracked() || self.parts.sending.get_untracked();
        if busy || self.is_kept() || self.other.read_untracked().is_some() {
            return;
        }
        self.saving.set(true);
        spawn_local(async move {
            self.try_save().await;
            self.saving.set(false);
        });
    }

    /// One try; whether the server has everything now.
    pub async fn try_save(self) -> bool {
        let (words, upon) = (self.words(), self.upon.get_untracked());
        let Inner { place, who, .. } = self.inner.get_value();
        match api::draft(who, place.key(), words.clone(), upon).await {
            Ok(Saved::Kept { version, key }) => self.known(Words { key, ..words }, version),
            Ok(Saved::Sent) => {
                // The answer was lost when it was sent.
                self.put(&Words { kind: words.kind, key: self.inner.with_value(|inner| inner.key.clone()), ..Words::default() });
                self.known(self.words(), 0);
                self.forget();
                self.tell("This has been sent already.");
            }
            // An earlier save of ours whose answer was lost on the way.
            Ok(Saved::Other(theirs)) if self.tried.get_untracked().is_some_and(|tried| tried.alike(&theirs.words)) => {
                self.known(theirs.words, theirs.version);
            }
            Ok(Saved::Other(theirs)) => {
                self.tell("");
                self.other.set(Some(*theirs));
            }
            Err(fault) => self.failed(words, &fault),
        }
        self.is_kept()
    }

    /// The server has these words.
    fn known(self, words: Words, version: i64) {
        if let Some(key) = self.form().and_then(|form| input(&form, "input[name=key]")) {
            key.set_value(&words.key);
        }
        self.tried.set(None);
        self.kept.set(words);
        self.upon.set(version);
        self.changed();
        if self.is_kept() {
            self.tell(if version == 0 { "" } else { "Saved" });
        }
    }

    fn failed(self, words: Words, fault: &Fault) {
        match fault {
            Fault::Refused(Refusal::SignIn) => self.tell(SIGN_IN),
            Fault::Refused(_) | Fault::Wrong(_) => self.tell(&format!("Kept on this device only. {}", fault.sentence())),
            Fault::NotFound => self.tell("Kept on this device only."),
            _ => {
                self.tried.set(Some(words));
                self.tell(AWAY);
                self.wait(LATER);
            }
        }
    }

    /// The window closes: what is not on the server yet goes on its way, and nobody waits for an answer.
    pub(super) fn leave(self) {
        if self.is_kept() || self.parts.sending.get_untracked() || self.other.read_untracked().is_some() {
            return;
        }
        let inner = self.inner.get_value();
        in_form::send_off(inner.who, inner.place.key(), self.words(), self.upon.get_untracked());
    }
}
