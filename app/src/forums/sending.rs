//! Sending a post without leaving the page, in the browser only.

use crate::drafts::keeper::Keeper;
use crate::fault::Fault;
use crate::forums::api;
use crate::forums::composer::Parts;
use crate::kit::browser::listen;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::HtmlFormElement;
use types::drafts::{Place, Words};
use types::fault::Refusal;

const SIGNED_OUT: &str = "You are not signed in any more. Your text is kept here: sign in in another window, then send it again.";

/// Sends the form; a draft that is on its way arrives first, so that it does not come back after the post it became.
pub fn send_in_place(parts: Parts, keeper: Keeper, form: HtmlFormElement) {
    listen(&form, "submit", move |event| {
        event.prevent_default();
        if !parts.sending.get_untracked() {
            parts.sending.set(true);
            parts.trouble.set(None);
        }
    });
    Effect::new(move || {
        if !parts.sending.get() || keeper.saving.get() {
            return;
        }
        spawn_local(async move {
            match send(keeper.place(), keeper.words(), keeper.upon.get_untracked()).await {
                Ok(address) => arrive(keeper, &address),
                // The page itself tells beside each field what is wrong there.
                Err(Fault::Wrong(errors)) if errors.iter().any(|wrong| wrong.field != "body") => {
                    let _ = keeper.form().map(|form| form.submit());
                }
                Err(fault) => {
                    let signed_out = fault == Fault::Refused(Refusal::SignIn);
                    parts.sending.set(false);
                    parts.trouble.set(Some(if signed_out { SIGNED_OUT.to_owned() } else { fault.sentence() }));
                    if let Some(field) = parts.field.get_untracked() {
                        let _ = field.focus();
                    }
                }
            }
        });
    });
}

async fn send(place: Place, words: Words, upon: i64) -> Result<String, Fault> {
    let Words { kind, title, body, key, poll } = words;
    match place {
        Place::Thread(thread) => api::reply(thread, body, key).await,
        Place::Forum(forum) => api::start(forum, kind, title, body, key, poll.shown()).await,
        Place::Post(post) => api::edit(post, body, key, upon).await,
    }
}

/// Goes to the new post; on the same page the browser must be told to load it anew.
fn arrive(keeper: Keeper, address: &str) {
    keeper.forget();
    let location = window().location();
    let here = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let there = address.split('#').next().unwrap_or_default();
    let _ = location.set_href(address);
    if here == there {
        let _ = location.reload();
    }
}
