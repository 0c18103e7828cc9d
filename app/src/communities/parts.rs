//! Parts that several pages of closed communities share.

use crate::form::Filled;
use crate::kit::icon::Icon;
use crate::kit::radios::Radios;
use leptos::prelude::*;
use types::communities::Role;
use types::icon;

/// What is said wherever somebody is about to come into a community.
pub const NAME_SEEN: &str = "Members there will see your screen name, and nothing else about you.";

/// Whether strangers see the door, with what either choice means.
#[component]
pub fn DoorChoice(#[prop(into)] filled: Filled) -> impl IntoView {
    const CHOICES: [(&str, &str, &str); 2] = [
        (
            "listed",
            "Listed",
            "Everybody sees its name, its description and for whom it is, and members may ask to be let in. Who is in it and what is written there stays inside.",
        ),
        (
            "unlisted",
            "Unlisted",
            "For everybody outside it does not exist: no name, no door, no address. Only whoever is invited comes in.",
        ),
    ];
    view! { <Radios filled name="door" legend="Who may know of it?" choices=CHOICES.to_vec() /> }
}

/// The role as a quiet word.
#[component]
pub fn RoleMark(role: Role) -> impl IntoView {
    view! { <span class="mark">{role.words()}</span> }
}

/// What is said on the pages of an archived community.
#[component]
pub fn Archived(archived: bool) -> impl IntoView {
    archived.then(|| {
        view! {
            <p class="notice"><Icon of=icon::LOCKED />" Archived: this community can be read, and takes no more posts."</p>
        }
    })
}
