//! A text and the form around it, in the browser only.

use crate::kit::browser::input;
use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlFormElement};
use types::drafts::Words;
use web_sys::UrlSearchParams;

/// Whether two texts say the same.
pub fn alike(one: &Words, other: &Words) -> bool {
    one.body == other.body && one.title == other.title && one.kind == other.kind
}

/// Puts what belongs to a text into the form around it.
pub fn put_in(form: &HtmlFormElement, words: &Words) {
    if let Some(title) = input(form, "input[name=title]") {
        title.set_value(&words.title);
    }
    if let Some(key) = input(form, "input[name=key]").filter(|_| !words.key.is_empty()) {
        key.set_value(&words.key);
    }
    if let Some(kind) = input(form, &format!("input[name=kind][value='{}']", words.kind)) {
        kind.set_checked(true);
    }
}

/// The same for the form in which a button stands.
pub fn put_beside(event: &leptos::ev::MouseEvent, words: &Words) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let form = button.and_then(|button| button.closest("form").ok().flatten()).and_then(|form| form.dyn_into().ok());
    if let Some(form) = form {
        put_in(&form, words);
    }
}

/// Sends a text on its way from a window that closes; nobody waits for an answer.
pub fn send_off(who: String, place: String, words: Words, upon: i64) {
    let Ok(fields) = UrlSearchParams::new() else { return };
    let pairs = [("who", who), ("place", place), ("kind", words.kind), ("title", words.title), ("body", words.body)];
    for (name, text) in pairs.into_iter().chain([("key", words.key), ("upon", upon.to_string())]) {
        fields.append(name, &text);
    }
    let _ = window().navigator().send_beacon_with_opt_url_search_params("/api/draft", Some(&fields));
}
