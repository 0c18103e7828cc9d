//! The place in the browser's storage for one unsent text of one member.

use crate::kit::browser::storage;
use leptos::serde_json;
use serde::{Deserialize, Serialize};
use types::drafts::{Place, Words};

/// What all its keys begin with; signing out wipes them (`public/start.js` too).
pub const UNSENT: &str = "unsent:";

/// A text as this browser keeps it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Local {
    pub words: Words,
    /// The version on the server on which it was written.
    pub upon: i64,
    /// Not on the server yet.
    pub dirty: bool,
}

/// The key: with the writer's name, so that nobody else at this computer is offered the text.
pub fn key(who: &str, place: &Place) -> String {
    format!("{UNSENT}{who}:{}", place.key())
}

/// The text that lies there.
pub fn read(key: &str) -> Option<Local> {
    serde_json::from_str(&storage()?.get_item(key).ok()??).ok()
}

/// Puts a text there; whether the browser has kept it.
pub fn write(key: &str, local: &Local) -> bool {
    let text = serde_json::to_string(local).unwrap_or_default();
    storage().is_some_and(|storage| storage.set_item(key, &text).is_ok())
}

/// Empties it.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Empties all of them.
pub fn wipe() {
    let Some(storage) = storage() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten()).collect();
    for key in keys.iter().filter(|key| key.starts_with(UNSENT)) {
        let _ = storage.remove_item(key);
    }
}
