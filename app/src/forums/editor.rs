//! The composer's hands, in the browser only.

use crate::drafts::keeper::Keeper;
use crate::drafts::opened::Opened;
use crate::forums::composer::Parts;
use crate::forums::tools::{TOOLS, Tool};
use crate::forums::{api, mention_tool, quoting, sending};
use crate::kit::browser::listen;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlTextAreaElement, KeyboardEvent};
use types::drafts::{Draft, Place};

/// Wakes the composer once it stands in the page: a line for each thing it can do.
pub fn wake(parts: Parts, place: Place, opened: Opened, upon: RwSignal<i64>, other: RwSignal<Option<Draft>>) {
    Effect::new(move || {
        let Some(field) = parts.field.get() else { return };
        let Some(form) = field.form() else { return };
        let keeper = Keeper::new(parts, form.clone(), place.clone(), &opened, upon, other);
        keeper.take_up(&opened, field.value());
        keeper.keep();
        shortcuts(parts, &field);
        mention_tool::wake(parts, &field, &place);
        sending::send_in_place(parts, keeper, form);
        quoting::quote_on_click(parts);
    });
}

/// Marks and sending by keyboard.
fn shortcuts(parts: Parts, field: &HtmlTextAreaElement) {
    listen(field, "keydown", move |event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.shift_key() {
            return;
        }
        let key = event.key().to_lowercase();
        if key == "enter" {
            event.prevent_default();
            if let Some(form) = parts.field.get_untracked().and_then(|field| field.form()) {
                let _ = form.request_submit();
            }
        } else if let Some(tool) = TOOLS.iter().find(|tool| tool.shortcut.is_some_and(|shortcut| key == shortcut.to_string())) {
            event.prevent_default();
            apply(parts.field, parts.text, *tool);
        }
        parts.trouble.set(None);
    });
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
