//! Signing out empties this browser; so the server gets the text first.

use crate::drafts::drawer;
use crate::drafts::keeper::Keeper;
use crate::kit::browser::listen;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlFormElement;

const WARNING: &str =
    "This text is not on the server, and signing out removes it from this device. Sign out once more if it may go.";

/// Saves before signing out; what could not be saved goes only after a warning.
pub fn save_first(keeper: Keeper) {
    let warned = StoredValue::new(false);
    listen(&document(), "submit", move |event| {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.get_attribute("action").as_deref() == Some("/logout")) else { return };
        if keeper.is_kept() || warned.get_value() {
            return;
        }
        event.prevent_default();
        spawn_local(async move {
            if keeper.try_save().await {
                drawer::wipe();
                let _ = form.submit();
            } else {
                warned.set_value(true);
                keeper.tell(WARNING);
            }
        });
    });
}
