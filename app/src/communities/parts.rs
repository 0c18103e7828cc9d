//! Parts that several pages of closed communities share.

use crate::form::Filled;
use crate::kit::field::{FieldError, described};
use crate::kit::icon::Icon;
use crate::kit::raw_text::raw_text;
use leptos::prelude::*;
use types::communities::Role;
use types::icon;

/// What is said wherever somebody is about to come into a community.
pub const NAME_SEEN: &str = "Members there will see your screen name, and nothing else about you.";

/// A few lines of text with their label, their hint, their error and what was typed.
#[component]
pub fn Lines(
    #[prop(into)] filled: Filled,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    #[prop(default = "3")] rows: &'static str,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let error = filled.error(name);
    let wrong = error.is_some();
    view! {
        <div class=if wrong { "field few wrong" } else { "field few" }>
            <label for=name>{label}{optional.then_some(" (optional)")}</label>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            <FieldError name error=error />
            <textarea
                id=name name=name rows=rows required=!optional aria-describedby=described(name, true, wrong) aria-invalid=wrong.then_some("true")
            >
                {raw_text(&filled.value(name))}
            </textarea>
        </div>
    }
}

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
    let (error, chosen) = (filled.error("door"), filled.value("door"));
    let radios = CHOICES
        .into_iter()
        .map(|(key, words, meaning)| {
            let id = format!("door-{key}");
            let hint = format!("{id}-hint");
            view! {
                <div class="check">
                    <input type="radio" id=id.clone() name="door" value=key checked=chosen == key required aria-describedby=hint.clone() />
                    <label for=id>{words}</label>
                    <p class="hint" id=hint>{meaning}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class=if error.is_some() { "field wrong" } else { "field" } id="door">
            <legend class="label">"Who may know of it?"</legend>
            <FieldError name="door" error=error.clone() />
            {radios}
        </fieldset>
    }
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
