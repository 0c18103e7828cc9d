//! The hands of the picture tool, in the browser only: files, the clipboard, what is dropped, and the way to the server.

use crate::forums::composer::Parts;
use crate::forums::editor;
use crate::forums::picture_tool::{Pictures, Row, Stage};
use crate::kit::browser::listen;
use leptos::prelude::*;
use leptos::wasm_bindgen::prelude::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{
    ClipboardEvent, DragEvent, Event, File, FileList, FormData, HtmlElement, HtmlTextAreaElement, ProgressEvent, XmlHttpRequest,
};
use std::cell::RefCell;
use types::media::markdown;

thread_local! {
    /// Every file of this page by its number, so that it can be sent again.
    static FILES: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
}

/// Takes pictures that are pasted into the text or dropped onto it; a text with pictures in waiting is not sent yet.
pub fn wake(parts: Parts, pictures: Pictures) {
    Effect::new(move || {
        if let Some(field) = parts.field.get() {
            watch(&field, pictures);
        }
    });
}

fn watch(field: &HtmlTextAreaElement, pictures: Pictures) {
    listen(field, "paste", move |event| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let Some(data) = data else { return };
        // Words that bring a drawing of themselves along stay words.
        let words = data.get_data("text/plain").unwrap_or_default();
        if words.is_empty() && take(pictures, data.files()) {
            event.prevent_default();
        }
    });
    listen(field, "dragover", |event| {
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        if data.is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    });
    listen(field, "drop", move |event| {
        let files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| data.files());
        if take(pictures, files) {
            event.prevent_default();
        }
    });
    // While the event goes down, so before the form's own listeners.
    let wait = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if !pictures.rows.read_untracked().is_empty() {
            event.prevent_default();
            event.stop_immediate_propagation();
            pictures.said.set("Your pictures are not in the text yet. Put them in, or leave them out; then send.".to_owned());
        }
    });
    if let Some(form) = field.form() {
        let _ = form.add_event_listener_with_callback_and_bool("submit", wait.into_js_value().unchecked_ref(), true);
    }
}

/// Takes files up; whether there were any.
pub fn take(pictures: Pictures, files: Option<FileList>) -> bool {
    let Some(files) = files.filter(|files| files.length() > 0) else { return false };
    let mut rows = Vec::new();
    for file in (0..files.length()).filter_map(|at| files.get(at)) {
        let number = FILES.with_borrow_mut(|all| {
            all.push(file);
            all.len()
        });
        rows.push(Row { number, stage: RwSignal::new(Stage::Waiting), alt: RwSignal::new(String::new()) });
    }
    let first = rows.first().map(|row| format!("alt-{}", row.number)).unwrap_or_default();
    pictures.asked.set(false);
    pictures.rows.update(|all| all.append(&mut rows));
    next(pictures);
    request_animation_frame(move || {
        if let Some(field) = document().get_element_by_id(&first).and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
    true
}

/// Sends a picture once more that did not come through.
pub fn again(pictures: Pictures, row: Row) {
    row.stage.set(Stage::Waiting);
    next(pictures);
}

/// Lets a picture go.
pub fn leave(pictures: Pictures, number: usize) {
    pictures.rows.update(|rows| rows.retain(|row| row.number != number));
    pictures.said.set(String::new());
}

/// Sends the next picture, one at a time.
fn next(pictures: Pictures) {
    let rows = pictures.rows.get_untracked();
    if rows.iter().any(|row| matches!(&*row.stage.read_untracked(), Stage::Sending(_))) {
        return;
    }
    let waiting = rows.iter().position(|row| *row.stage.read_untracked() == Stage::Waiting);
    let Some(at) = waiting else {
        let refused = rows.iter().any(|row| matches!(&*row.stage.read_untracked(), Stage::Refused(_) | Stage::Failed(_)));
        let words = if refused {
            "Not every picture could be taken; the reason stands beside it."
        } else {
            "Uploaded. Say what is shown, then put it into the text."
        };
        pictures.said.set(if rows.is_empty() { String::new() } else { words.to_owned() });
        return;
    };
    pictures.said.set(format!("Uploading {} of {}…", at + 1, rows.len()));
    let row = rows[at];
    row.stage.set(Stage::Sending(0));
    if send(pictures, row).is_err() {
        row.stage.set(Stage::Failed("This picture could not be sent from here.".to_owned()));
        next(pictures);
    }
}

fn send(pictures: Pictures, row: Row) -> Result<(), JsValue> {
    let file = FILES.with_borrow(|all| all.get(row.number - 1).cloned()).ok_or(JsValue::NULL)?;
    let (form, request) = (FormData::new()?, XmlHttpRequest::new()?);
    form.append_with_blob("picture", &file)?;
    request.open("POST", "/media")?;
    let progress = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Ok(event) = event.dyn_into::<ProgressEvent>()
            && event.total() > 0.0
        {
            row.stage.set(Stage::Sending((event.loaded() / event.total() * 100.0) as u32));
        }
    });
    request.upload()?.set_onprogress(Some(progress.into_js_value().unchecked_ref()));
    let asked = request.clone();
    let end = Closure::once_into_js(move || {
        row.stage.set(answer(&asked));
        next(pictures);
    });
    request.set_onloadend(Some(end.unchecked_ref()));
    request.send_with_opt_form_data(Some(&form))
}

fn answer(request: &XmlHttpRequest) -> Stage {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    let told = js_sys::JSON::parse(&text).unwrap_or(JsValue::NULL);
    let word = |name: &str| js_sys::Reflect::get(&told, &name.into()).ok().and_then(|word| word.as_string());
    match (word("address"), word("sentence"), request.status().unwrap_or(0)) {
        (Some(address), _, 200) => {
            let stilled = js_sys::Reflect::get(&told, &"stilled".into()).is_ok_and(|stilled| stilled.is_truthy());
            Stage::There(address, stilled)
        }
        (_, Some(sentence), 422) => Stage::Refused(sentence),
        (_, Some(sentence), _) => Stage::Failed(sentence),
        (_, _, 413) => Stage::Refused("This picture is larger than 10 MB. Saved a little smaller, it will do well.".to_owned()),
        _ => Stage::Failed("The site could not be reached. Your picture is kept here; please try again.".to_owned()),
    }
}

/// Puts the pictures that are there into the text, after asking once for words that are missing.
pub fn put_in(parts: Parts, pictures: Pictures) {
    let (mut there, mut left) = (Vec::new(), Vec::new());
    for row in pictures.rows.get_untracked() {
        match row.stage.get_untracked() {
            Stage::There(address, _) => there.push((row, address)),
            _ => left.push(row),
        }
    }
    if there.is_empty() {
        pictures.said.set("No picture has been uploaded yet. Please wait a moment.".to_owned());
        return;
    }
    let bare = there.iter().find(|(row, _)| row.alt.read_untracked().trim().is_empty());
    if let Some((row, _)) = bare
        && !pictures.asked.get_untracked()
    {
        pictures.asked.set(true);
        pictures.said.set("Colleagues who cannot see a picture read what it shows. Without words, press once more.".to_owned());
        if let Some(field) = document().get_element_by_id(&format!("alt-{}", row.number)) {
            let _ = field.unchecked_into::<HtmlElement>().focus();
        }
        return;
    }
    let lines: Vec<_> = there.iter().map(|(row, address)| markdown(address, &row.alt.get_untracked())).collect();
    pictures.said.set(String::new());
    pictures.asked.set(false);
    pictures.rows.set(left);
    editor::insert(parts.field, parts.text, &format!("\n{}\n", lines.join("\n\n")));
}
