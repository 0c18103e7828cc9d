//! "Quote" in the browser.

use crate::forums::api;
use crate::forums::composer::Parts;
use crate::forums::editor::insert;
use crate::kit::browser::listen;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use types::ids::PostId;

/// "Quote" puts the post, or the part of it that is selected, into the field.
pub fn quote_on_click(parts: Parts) {
    listen(&document(), "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a[href^='?quote=']").ok().flatten()) else { return };
        let Some(Ok(post)) = link.get_attribute("href").as_deref().and_then(quoted_post).map(str::parse::<PostId>) else {
            return;
        };
        event.prevent_default();
        let selected = selected_in(&link);
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
