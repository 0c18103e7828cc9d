use crate::forums::composer::Parts;
use crate::kit::icon::Icon;
use leptos::prelude::*;
use types::icon;
use types::media::{ACCEPT, ALT_MOST};

/// How far a picture has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    Waiting,
    /// Per cent of its bytes.
    Sending(u32),
    /// Its address, as Markdown names it; and whether it is only the first picture of an animation.
    There(String, bool),
    /// It did not come through, with a sentence that says why: the same file may be taken another time.
    Failed(String),
    /// Why it was not taken, and never will be.
    Refused(String),
}

/// A picture on its way into the text.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub number: usize,
    pub stage: RwSignal<Stage>,
    pub alt: RwSignal<String>,
}

/// The pictures of one composer that are not in its text yet.
#[derive(Debug, Clone, Copy)]
pub struct Pictures {
    pub rows: RwSignal<Vec<Row>>,
    pub said: RwSignal<String>,
    /// The member has been asked once more for the words that are missing.
    pub asked: RwSignal<bool>,
}

impl Pictures {
    /// None yet.
    pub fn new() -> Self {
        Self { rows: RwSignal::new(Vec::new()), said: RwSignal::new(String::new()), asked: RwSignal::new(false) }
    }
}

impl Default for Pictures {
    fn default() -> Self {
        Self::new()
    }
}

/// The button of the toolbar that chooses pictures from files.
pub fn button(pictures: Pictures) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let open = move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        #[cfg(feature = "hydrate")]
        if let Some(input) = input.get_untracked() {
            super::picture_hands::take(pictures, input.files());
            input.set_value("");
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = pictures;
    };
    view! {
        <button type="button" title="Pictures" aria-label="Pictures" on:click=open><Icon of=icon::IMAGE /></button>
        <input node_ref=input type="file" accept=ACCEPT multiple hidden aria-label="Choose pictures" on:change=chosen />
    }
}

/// Where pictures wait until their words are there.
pub fn panel(parts: Parts, pictures: Pictures) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    super::picture_hands::wake(parts, pictures);
    let put_in = move || {
        #[cfg(feature = "hydrate")]
        super::picture_hands::put_in(parts, pictures);
        #[cfg(not(feature = "hydrate"))]
        let _ = parts;
    };
    let rows = move || pictures.rows.get().into_iter().map(|row| line(row, pictures, put_in)).collect::<Vec<_>>();
    view! {
        <div class="pictures" role="group" aria-label="Pictures" hidden=move || pictures.rows.read().is_empty()>
            <ul>{rows}</ul>
            <button type="button" class="button" on:click=move |_| put_in()>"Put into the text"</button>
        </div>
        <p class="said hint" role="status" hidden=move || pictures.said.read().is_empty()>{move || pictures.said.get()}</p>
    }
}

fn line(row: Row, pictures: Pictures, put_in: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let Row { number, stage, alt } = row;
    let (field, remarks) = (format!("alt-{number}"), format!("remarks-{number}"));
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            put_in();
        }
    };
    let again = move |_| {
        #[cfg(feature = "hydrate")]
        super::picture_hands::again(pictures, row);
    };
    let leave = move |_| {
        #[cfg(feature = "hydrate")]
        super::picture_hands::leave(pictures, number);
        #[cfg(not(feature = "hydrate"))]
        let _ = pictures;
    };
    let remark = move || match stage.get() {
        Stage::Failed(why) => view! {
            <p class="error">{why}</p>
            <button type="button" class="button quiet" on:click=again>"Try again"</button>
        }
        .into_any(),
        Stage::Refused(why) => view! { <p class="error">{why}</p> }.into_any(),
        Stage::There(_, true) => view! { <p class="hint">"Of this animation, only the first picture is shown."</p> }.into_any(),
        _ => ().into_any(),
    };
    let leaving = move || if matches!(&*stage.read(), Stage::Refused(_)) { "Remove" } else { "Leave out" };
    view! {
        <li>
            <div class="thumb">{move || thumb(stage.get())}</div>
            <div class="words">
                <label for=field.clone()>{format!("What does picture {number} show?")}</label>
                <input
                    id=field type="text" maxlength=ALT_MOST.to_string() autocomplete="off" prop:value=move || alt.get()
                    aria-describedby=remarks.clone() on:input=move |event| alt.set(event_target_value(&event)) on:keydown=keys
                />
                <div id=remarks>{remark}</div>
            </div>
            <button type="button" class="button quiet" on:click=leave>{leaving}</button>
        </li>
    }
}

/// The picture itself, or how far it has come.
fn thumb(stage: Stage) -> AnyView {
    match stage {
        Stage::There(address, _) => {
            let small = format!("{}?size=phone", address.split('?').next().unwrap_or_default());
            view! { <img src=small alt="" width="64" height="64" /> }.into_any()
        }
        Stage::Failed(_) | Stage::Refused(_) => view! { <Icon of=icon::WARNING /> }.into_any(),
        Stage::Waiting => view! { <progress aria-label="Waiting" max="100" value="0"></progress> }.into_any(),
        Stage::Sending(part) => {
            view! { <progress aria-label="Uploading" max="100" value=part.to_string()></progress> }.into_any()
        }
    }
}
