//! What only the owner of a community does: describe, hand over, archive.

use crate::communities::parts::DoorChoice;
use crate::form::{Filled, Form};
use crate::kit::field::Field;
use leptos::prelude::*;
use types::communities::{CommunityPage, Role};
use types::text::NAME_MOST;

/// The owner's sections, each with one form.
pub fn sections(page: &CommunityPage, address: &str, filled: &Filled) -> AnyView {
    view! { {describing(page, address, filled)}{handing_over(page, address, filled)}{closing(page, address)} }.into_any()
}

/// The form that says what the community is; it opens with what is so now.
fn describing(page: &CommunityPage, address: &str, filled: &Filled) -> AnyView {
    if page.archived {
        return ().into_any();
    }
    let now = || {
        let door = if page.listed { "listed" } else { "unlisted" };
        let values = [("about", page.about.clone()), ("for_whom", page.for_whom.clone()), ("door", door.to_owned())];
        Filled::with(Form::with(values))
    };
    let filled = if filled.value("deed") == "describe" { filled.clone() } else { now() };
    view! {
        <section class="section one-form" aria-labelledby="describe">
            <div class="section-head"><h2 id="describe">"What it is, and who may know of it"</h2></div>
            <form class="form" method="post" action=address.to_owned() novalidate>
                <input type="hidden" name="deed" value="describe" />
                <Field filled=&filled name="about" label="What is it about?" most=300 hint="3 to 300 characters. A listed community shows this to everybody." />
                <Field filled=&filled name="for_whom" label="For whom is it?" most=300 hint="3 to 300 characters. A listed community shows this to everybody." />
                <DoorChoice filled=&filled />
                <p class="meta">"Listing it, or taking it off the list, gives it a new address; old links to the forum stop working, links to threads go on."</p>
                <p class="actions"><button class="button">"Save"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn handing_over(page: &CommunityPage, address: &str, filled: &Filled) -> AnyView {
    if !page.fellows.iter().any(|fellow| fellow.role != Role::Owner) {
        return ().into_any();
    }
    view! {
        <section class="section one-form" aria-labelledby="hand-over">
            <div class="section-head"><h2 id="hand-over">"Hand the community over"</h2></div>
            <form class="form" method="post" action=address.to_owned() novalidate>
                <input type="hidden" name="deed" value="hand-over" />
                <Field
                    filled=filled name="heir" label="Screen name of the new owner" most=NAME_MOST autocomplete="off"
                    hint="Somebody from the list above; typing the whole name confirms it. You stay as a moderator, and only the new owner can undo this."
                />
                <p class="actions"><button class="button danger">"Hand over"</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn closing(page: &CommunityPage, address: &str) -> AnyView {
    let (title, words, deed, button) = if page.archived {
        ("Reopen", "Members can write again. If it is listed, its door is shown again.", "reopen", "Open it again")
    } else {
        (
            "Archive",
            "Members can still read everything, and nobody can write. If it is listed, its door is taken down. You can open it again.",
            "archive",
            "Archive it",
        )
    };
    view! {
        <section class="section one-form" aria-labelledby="archive">
            <div class="section-head"><h2 id="archive">{title}</h2></div>
            <p class="measure">{words}</p>
            <form class="actions" method="post" action=address.to_owned()>
                <button class="button" name="deed" value=deed>{button}</button>
            </form>
        </section>
    }
    .into_any()
}
