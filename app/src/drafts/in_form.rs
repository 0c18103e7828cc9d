//! A text and the form around it, in the browser only.

use leptos::ev::MouseEvent;
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, FormData, HtmlFormElement};
use types::drafts::Words;
use types::polls::PollFields;
use web_sys::UrlSearchParams;

/// What stands in the form.
pub fn words_in(form: &HtmlFormElement) -> Words {
    let fields = FormData::new_with_form(form).ok();
    let text = |name: &str| fields.as_ref().and_then(|fields| fields.get(name).as_string()).unwrap_or_default();
    let poll = PollFields {
        question: text("question"),
        options: text("options"),
        choices: text("choices"),
        lasts: text("lasts"),
        results: text("results"),
        hide_few: text("hide_few"),
    };
    Words { kind: text("kind"), title: text("title"), body: text("body"), key: text("key"), poll: poll.told() }
}

/// Puts what belongs to a text into the form around it.
pub fn put_in(form: &HtmlFormElement, words: &Words) {
    let set = |selector: &str, what: &str, value: JsValue| {
        if let Ok(Some(found)) = form.query_selector(selector) {
            let _ = js_sys::Reflect::set(&found, &what.into(), &value);
        }
    };
    let write = |name: &str, text: &str| set(&format!("[name={name}]"), "value", text.into());
    let choose = |name: &str, value: &str| set(&format!("[name={name}][value='{value}']"), "checked", true.into());
    write("title", &words.title);
    if !words.key.is_empty() {
        write("key", &words.key);
    }
    choose("kind", &words.kind);
    let poll = words.poll.clone().shown();
    write("question", &poll.question);
    write("options", &poll.options);
    write("lasts", &poll.lasts);
    choose("choices", &poll.choices);
    choose("results", &poll.results);
    set("[name=hide_few]", "checked", (!poll.hide_few.is_empty()).into());
}

/// The same for the form in which a button stands.
pub fn put_beside(event: &MouseEvent, words: &Words) {
    if let Some(form) = form_beside(event) {
        put_in(&form, words);
    }
}

/// Puts this text and another one into the form in which a button stands; what goes into the field itself.
pub fn put_both_beside(event: &MouseEvent, body: String, theirs: &Words) -> String {
    let form = form_beside(event);
    let mine = form.as_ref().map(words_in).unwrap_or_default();
    let both = Words { body, ..mine }.with(theirs);
    if let Some(form) = form {
        put_in(&form, &both);
    }
    both.body
}

fn form_beside(event: &MouseEvent) -> Option<HtmlFormElement> {
    let button = event.target()?.dyn_into::<Element>().ok()?;
    button.closest("form").ok()??.dyn_into().ok()
}

/// Sends a text on its way from a window that closes; nobody waits for an answer.
pub fn send_off(who: String, place: String, words: Words, upon: i64) {
    let Ok(fields) = UrlSearchParams::new() else { return };
    let Words { kind, title, body, key, poll } = words;
    let pairs = [
        ("who", who),
        ("place", place),
        ("kind", kind),
        ("title", title),
        ("body", body),
        ("key", key),
        ("upon", upon.to_string()),
        ("poll[question]", poll.question),
        ("poll[options]", poll.options),
        ("poll[choices]", poll.choices),
        ("poll[lasts]", poll.lasts),
        ("poll[results]", poll.results),
        ("poll[hide_few]", poll.hide_few),
    ];
    for (name, text) in pairs {
        fields.append(name, &text);
    }
    let _ = window().navigator().send_beacon_with_opt_url_search_params("/api/draft", Some(&fields));
}
