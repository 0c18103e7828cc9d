//! What islands ask of the browser.

use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::Closure;
use leptos::web_sys::{Event, EventTarget, HtmlFormElement, HtmlInputElement, Storage};

/// Calls this whenever the event comes, as long as the page is open.
pub fn listen(target: &EventTarget, event: &str, call: impl Fn(Event) + 'static) {
    let call = Closure::<dyn Fn(Event)>::new(call);
    let _ = target.add_event_listener_with_callback(event, call.into_js_value().unchecked_ref());
}

/// What the browser keeps for this site.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The input of a form that this names.
pub fn input(form: &HtmlFormElement, selector: &str) -> Option<HtmlInputElement> {
    form.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into().ok())
}

/// What stands in it.
pub fn value(form: &HtmlFormElement, selector: &str) -> String {
    input(form, selector).map(|input| input.value()).unwrap_or_default()
}
