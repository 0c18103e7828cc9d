//! The composer's hands, in the browser only.

use crate::fault::Fault;
use crate::forums::api;
use crate::forums::composer::{Place, TOOLS, Tool};
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::Closure;
use leptos::web_sys::{
    Element, Event, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent, Storage,
};

/// The composer's field and signals.
#[derive(Clone)]
pub struct Parts {
    pub place: Place,
    pub field: NodeRef<Textarea>,
    pub text: RwSignal<String>,
    pub preview: RwSignal<Option<String>>,
    pub trouble: RwSignal<Option<String>>,
    pub state: RwSignal<String>,
    pub sending: RwSignal<bool>,
}

/// Wakes the composer once it stands in the page.
pub fn wake(parts: Parts) {
    Effect::new(move || {
        let Some(field) = parts.field.get() else { return };
        take_up(&parts, &field);
        keep_unsent(&parts);
        if let Some(form) = field.form() {
            send_in_place(&parts, form);
        }
        quote_on_click(&parts);
    });
}

/// Text typed before the library came, or kept from an earlier visit.
fn take_up(parts: &Parts, field: &HtmlTextAreaElement) {
    let typed = field.value();
    let kept = storage().and_then(|kept| kept.get_item(&drawer(&parts.place)).ok().flatten()).unwrap_or_default();
    // A post's own words stand in its field; what was typed over them and not sent goes first.
    let free = typed.trim().is_empty() || (matches!(parts.place, Place::Post(_)) && kept != typed);
    if free && !kept.is_empty() {
        field.set_value(&kept);
        parts.text.set(kept);
        parts.state.set("Your unsent text is back.".to_owned());
    } else {
        parts.text.set(typed);
    }
    let (field_ref, text, parts) = (parts.field, parts.text, parts.clone());
    let keys = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.shift_key() {
            return;
        }
        let key = event.key().to_lowercase();
        if key == "enter" {
            event.prevent_default();
            if let Some(form) = field_ref.get_untracked().and_then(|field| field.form()) {
                let _ = form.request_submit();
            }
        } else if let Some(tool) = TOOLS.iter().find(|tool| tool.shortcut.is_some_and(|shortcut| key == shortcut.to_string())) {
            event.prevent_default();
            apply(field_ref, text, *tool);
        }
        parts.trouble.set(None);
    });
    listen(field, "keydown", keys.into_js_value().unchecked_ref());
}

/// Keeps the text in this browser until it has been sent.
fn keep_unsent(parts: &Parts) {
    let (text, drawer, state) = (parts.text, drawer(&parts.place), parts.state);
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.is_some_and(|before| before != now) {
            let kept = storage()
                .map(|kept| if now.trim().is_empty() { kept.remove_item(&drawer) } else { kept.set_item(&drawer, &now) });
            let words = if matches!(kept, Some(Ok(()))) { "Kept on this device until you send it." } else { "" };
            state.set(words.to_owned());
        }
        now
    });
}

fn send_in_place(parts: &Parts, form: HtmlFormElement) {
    let parts = parts.clone();
    let inside = form.clone();
    let submit = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        event.prevent_default();
        if parts.sending.get_untracked() {
            return;
        }
        parts.sending.set(true);
        parts.trouble.set(None);
        let (parts, form) = (parts.clone(), inside.clone());
        spawn_local(async move {
            match send(&parts, &form).await {
                Ok(address) => arrive(&parts, &address),
                // The page itself tells beside each field what is wrong there.
                Err(Fault::Wrong(errors)) if errors.iter().any(|wrong| wrong.field != "body") => drop(form.submit()),
                Err(fault) => {
                    parts.sending.set(false);
                    parts.trouble.set(Some(fault.sentence()));
                    if let Some(field) = parts.field.get_untracked() {
                        let _ = field.focus();
                    }
                }
            }
        });
    });
    listen(&form, "submit", submit.into_js_value().unchecked_ref());
}

async fn send(parts: &Parts, form: &HtmlFormElement) -> Result<String, Fault> {
    let (body, key) = (parts.text.get_untracked(), value(form, "input[name=key]"));
    match parts.place.clone() {
        Place::Thread(thread) => api::reply(thread, body, key).await,
        Place::Forum(forum) => {
            let (kind, title) = (value(form, "input[name=kind]:checked"), value(form, "input[name=title]"));
            api::start(forum, kind, title, body, key).await
        }
        Place::Post(post) => api::edit(post, body).await,
    }
}

/// Goes to the new post; on the same page the browser must be told to load it anew.
fn arrive(parts: &Parts, address: &str) {
    if let Some(kept) = storage() {
        let _ = kept.remove_item(&drawer(&parts.place));
    }
    let location = window().location();
    let here = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let there = address.split('#').next().unwrap_or_default();
    let _ = location.set_href(address);
    if here == there {
        let _ = location.reload();
    }
}

/// "Quote" puts the post, or the part of it that is selected, into the field.
fn quote_on_click(parts: &Parts) {
    let parts = parts.clone();
    let click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a[href^='?quote=']").ok().flatten()) else { return };
        let Some(Ok(post)) =
            link.get_attribute("href").as_deref().and_then(quoted_post).map(|id| id.parse::<types::ids::PostId>())
        else {
            return;
        };
        event.prevent_default();
        let (selected, parts) = (selected_in(&link), parts.clone());
        spawn_local(async move {
            match api::quote(post, selected).await {
                Ok(quotation) => {
                    insert(parts.field, parts.text, &quotation);
                    if let Some(field) = parts.field.get_untracked() {
                        field.scroll_into_view();
                    }
                }
                Err(fault) => parts.trouble.set(Some(fault.sentence())),
            }
        });
    });
    listen(&document(), "click", click.into_js_value().unchecked_ref());
}

/// The post's number in the address that quotes it without scripts: `?quote=7#reply`.
fn quoted_post(address: &str) -> Option<&str> {
    address.strip_prefix("?quote=")?.split('#').next()
}

/// The selected words, if they stand in the same post as the link.
fn selected_in(link: &Element) -> String {
    let inside = || {
        let selection = window().get_selection().ok().flatten()?;
        let post = link.closest("article").ok().flatten()?;
        let (from, to) = (selection.anchor_node()?, selection.focus_node()?);
        (post.contains(Some(&from)) && post.contains(Some(&to))).then(|| String::from(selection.to_string()))
    };
    inside().unwrap_or_default()
}

/// Shows or hides the preview.
pub fn toggle_preview(text: RwSignal<String>, preview: RwSignal<Option<String>>, trouble: RwSignal<Option<String>>) {
    if preview.get_untracked().is_some() {
        preview.set(None);
        return;
    }
    spawn_local(async move {
        match api::preview(text.get_untracked()).await {
            Ok(html) => preview.set(Some(html)),
            Err(fault) => trouble.set(Some(fault.sentence())),
        }
    });
}

/// Does to the selected text what the button says.
pub fn apply(field: NodeRef<Textarea>, text: RwSignal<String>, tool: Tool) {
    let Some(area) = field.get_untracked() else { return };
    let (from, to) = selection(&area);
    let units: Vec<u16> = area.value().encode_utf16().collect();
    let chosen = String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
    let inner = if chosen.is_empty() { tool.example.to_owned() } else { chosen };
    let put = if tool.lines {
        let fresh_line = if from == 0 || units.get(from - 1) == Some(&10) { "" } else { "\n" };
        let lines: Vec<String> = inner.lines().map(|line| format!("{}{line}", tool.before)).collect();
        format!("{fresh_line}{}", lines.join("\n"))
    } else {
        format!("{}{inner}{}", tool.before, tool.after)
    };
    put_in(&area, text, &put);
}

/// Puts a text where the cursor is.
pub fn insert(field: NodeRef<Textarea>, text: RwSignal<String>, put: &str) {
    if let Some(area) = field.get_untracked() {
        put_in(&area, text, put);
    }
}

fn put_in(area: &HtmlTextAreaElement, text: RwSignal<String>, put: &str) {
    let (from, to) = selection(area);
    let _ = area.set_range_text_with_start_and_end(put, from as u32, to as u32);
    let end = (from + put.encode_utf16().count()) as u32;
    let _ = area.set_selection_range(end, end);
    let _ = area.focus();
    text.set(area.value());
}

fn selection(area: &HtmlTextAreaElement) -> (usize, usize) {
    let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or(0) as usize;
    (at(area.selection_start()), at(area.selection_end()))
}

fn value(form: &HtmlFormElement, selector: &str) -> String {
    let input = form.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlInputElement>().ok());
    input.map(|input| input.value()).unwrap_or_default()
}

fn listen(target: &leptos::web_sys::EventTarget, event: &str, call: &js_sys::Function) {
    let _ = target.add_event_listener_with_callback(event, call);
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The place in the browser's storage for this text.
fn drawer(place: &Place) -> String {
    match place {
        Place::Thread(id) => format!("unsent:thread:{id}"),
        Place::Forum(slug) => format!("unsent:forum:{slug}"),
        Place::Post(id) => format!("unsent:post:{id}"),
    }
}
