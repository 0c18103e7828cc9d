use crate::drafts::both::Both;
use crate::drafts::opened::Opened;
use crate::forums::picture_tool::{self, Pictures};
use crate::forums::tools::{TOOLS, Tool};
use crate::kit::icon::Icon;
use crate::kit::raw_text::raw_text;
use leptos::prelude::*;
use types::drafts::Place;
use types::icon;
use types::smiley;
use types::text::BODY_MOST;

/// The composer's field and signals; each tool takes what it needs.
#[derive(Clone, Copy)]
pub struct Parts {
    pub field: NodeRef<leptos::html::Textarea>,
    pub text: RwSignal<String>,
    pub preview: RwSignal<Option<String>>,
    pub trouble: RwSignal<Option<String>>,
    pub state: RwSignal<String>,
    pub sending: RwSignal<bool>,
}

/// The field in which a post is written: a plain field without scripts; with them a toolbar, emoticons, a preview,
/// shortcuts, the length left, and a draft kept in this browser and on the server.
#[island]
pub fn Composer(place: Place, label: String, send: String, opened: Opened, error: Option<String>) -> impl IntoView {
    let body = opened.body().to_owned();
    let parts = Parts {
        field: NodeRef::new(),
        text: RwSignal::new(body.clone()),
        preview: RwSignal::new(None),
        trouble: RwSignal::new(error),
        state: RwSignal::new(opened.state().to_owned()),
        sending: RwSignal::new(false),
    };
    let (upon, other) = (RwSignal::new(opened.version()), RwSignal::new(opened.other()));
    #[cfg(feature = "hydrate")]
    super::editor::wake(parts, place.clone(), opened, upon, other);
    let Parts { field, text, preview, trouble, state, sending } = parts;
    let words = if matches!(place, Place::Post(_)) { "Save for later" } else { "Save draft" };
    view! {
        <input type="hidden" name="upon" prop:value=move || upon.get().to_string() value=upon.get_untracked().to_string() />
        {move || other.get().map(|theirs| view! { <Both theirs text upon other /> })}
        <div class="editor needs-script" class:previewing=move || preview.read().is_some()>
            {toolbar(parts)}
            <label class="visually-hidden" for="body">{label}</label>
            <p class="error" id="body-error" role="alert" hidden=move || trouble.read().is_none()>{move || trouble.get()}</p>
            <div class="panes">
                <textarea
                    node_ref=field id="body" name="body" required aria-describedby="body-error left"
                    aria-invalid=move || trouble.read().is_some().to_string() on:input=move |event| text.set(event_target_value(&event))
                >{raw_text(&body)}</textarea>
                <section class="preview" aria-label="Preview" aria-live="polite" hidden=move || preview.read().is_none()>
                    <p class="label">"Preview"</p>
                    <div class="body" inner_html=move || preview.get().unwrap_or_default()></div>
                </section>
            </div>
        </div>
        <div class="composer-foot">
            <p class="left" id="left">{move || left(&text.read())}</p>
            <p class="state" role="status">{move || state.get()}</p>
            <button class="button filled" disabled=move || sending.get()>{send}</button>
            <button class="button quiet without-script" name="deed" value="draft" formnovalidate>{words}</button>
        </div>
    }
}

fn left(text: &str) -> String {
    let left = BODY_MOST as i64 - text.chars().count() as i64;
    let (number, rest) = (left.abs(), if left < 0 { "too many" } else { "left" });
    format!("{number} {} {rest}", if number == 1 { "character" } else { "characters" })
}

/// The buttons above the field, with what they open.
fn toolbar(parts: Parts) -> impl IntoView {
    let (picking, keys_shown) = (RwSignal::new(false), RwSignal::new(false));
    let (preview, pictures) = (parts.preview, Pictures::new());
    let tools = TOOLS.map(|tool| {
        view! { <button type="button" title=tool.title() aria-label=tool.label on:click=move |_| use_tool(parts, tool)><Icon of=tool.icon /></button> }
    });
    let toggle_preview = move |_| {
        #[cfg(feature = "hydrate")]
        super::editor::toggle_preview(parts.text, parts.preview, parts.trouble);
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label="Formatting" aria-controls="body">
            {tools.into_iter().collect::<Vec<_>>()}
            {picture_tool::button(pictures)}
            <button
                type="button" title="Emoticons" aria-label="Emoticons" aria-controls="picker"
                aria-expanded=move || picking.get().to_string() on:click=move |_| picking.update(|open| *open = !*open)
            ><Icon of=icon::EMOTICON /></button>
            <button
                type="button" title="Keyboard shortcuts" aria-label="Keyboard shortcuts" aria-controls="keys"
                aria-expanded=move || keys_shown.get().to_string() on:click=move |_| keys_shown.update(|open| *open = !*open)
            ><Icon of=icon::KEYBOARD /></button>
            <button type="button" class="end" aria-pressed=move || preview.read().is_some().to_string() on:click=toggle_preview>
                <Icon of=icon::PREVIEW />"Preview"
            </button>
        </div>
        {picture_tool::panel(parts, pictures)}
        <div class="picker" id="picker" role="group" aria-label="Emoticons" hidden=move || !picking.get()>
            {move || picking.get().then(|| smileys(parts))}
        </div>
        <p class="keys hint" id="keys" hidden=move || !keys_shown.get()>
            "Ctrl B bold · Ctrl I italic · Ctrl K link · Ctrl Enter send. On a Mac, use Cmd instead of Ctrl."
        </p>
    }
}

fn use_tool(parts: Parts, tool: Tool) {
    #[cfg(feature = "hydrate")]
    super::editor::apply(parts.field, parts.text, tool);
    #[cfg(not(feature = "hydrate"))]
    let _ = (parts, tool);
}

fn smileys(parts: Parts) -> Vec<impl IntoView> {
    let insert = move |code: &'static str| {
        #[cfg(feature = "hydrate")]
        super::editor::insert(parts.field, parts.text, code);
        #[cfg(not(feature = "hydrate"))]
        let _ = (parts, code);
    };
    let button = move |one: &'static smiley::Smiley| {
        let (title, source) = (format!("{} {}", one.name, one.code), format!("/smileys/{}.svg", one.id));
        view! {
            <button type="button" title=title on:click=move |_| insert(one.code)>
                <img src=source alt=one.name width="28" height="28" />
            </button>
        }
    };
    smiley::ALL.iter().map(button).collect()
}
