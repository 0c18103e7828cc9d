use crate::kit::icon::Icon;
use crate::kit::raw_text::raw_text;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use types::icon;
use types::ids::{PostId, ThreadId};
use types::smiley;
use types::text::BODY_MOST;

/// Where a text is going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    Thread(ThreadId),
    Forum(String),
    Post(PostId),
}

/// What a button of the toolbar does to the selected text: put before, put after, and what stands there if nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tool {
    pub icon: icon::Icon,
    pub label: &'static str,
    pub shortcut: Option<char>,
    pub before: &'static str,
    pub after: &'static str,
    pub example: &'static str,
    /// Works on whole lines.
    pub lines: bool,
}

const fn tool(icon: icon::Icon, label: &'static str, marks: (&'static str, &'static str), example: &'static str) -> Tool {
    Tool { icon, label, shortcut: None, before: marks.0, after: marks.1, example, lines: false }
}

const fn line_tool(icon: icon::Icon, label: &'static str, before: &'static str, example: &'static str) -> Tool {
    Tool { icon, label, shortcut: None, before, after: "", example, lines: true }
}

/// The toolbar, from left to right.
pub const TOOLS: [Tool; 8] = [
    Tool { shortcut: Some('b'), ..tool(icon::BOLD, "Bold", ("**", "**"), "bold") },
    Tool { shortcut: Some('i'), ..tool(icon::ITALIC, "Italic", ("*", "*"), "italic") },
    Tool { shortcut: Some('k'), ..tool(icon::LINK, "Link", ("[", "](https://)"), "words of the link") },
    line_tool(icon::LIST, "List", "- ", "an item"),
    line_tool(icon::ORDERED_LIST, "Numbered list", "1. ", "an item"),
    line_tool(icon::QUOTE_MARK, "Quotation", "> ", "quoted words"),
    tool(icon::CODE, "Code", ("`", "`"), "code"),
    tool(icon::TABLE, "Table", ("\n| ", " | |\n| --- | --- |\n| | |\n"), "heading"),
];

/// The field in which a post is written: a plain field without scripts; with them a toolbar, emoticons, a preview,
/// shortcuts, the length left, and a copy of unsent text in this browser.
#[island]
pub fn Composer(place: Place, label: String, send: String, body: String, error: Option<String>) -> impl IntoView {
    let field = NodeRef::<leptos::html::Textarea>::new();
    let text = RwSignal::new(body.clone());
    let picking = RwSignal::new(false);
    let keys_shown = RwSignal::new(false);
    let preview = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(error);
    let state = RwSignal::new(String::new());
    let sending = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    super::editor::wake(super::editor::Parts { place, field, text, preview, trouble, state, sending });
    #[cfg(not(feature = "hydrate"))]
    let _ = place;

    let left = move || {
        let left = BODY_MOST as i64 - text.read().chars().count() as i64;
        let (number, rest) = (left.abs(), if left < 0 { "too many" } else { "left" });
        format!("{number} {} {rest}", if number == 1 { "character" } else { "characters" })
    };
    let use_tool = move |tool: Tool| {
        #[cfg(feature = "hydrate")]
        super::editor::apply(field, text, tool);
        #[cfg(not(feature = "hydrate"))]
        let _ = (tool, field);
    };
    let insert = move |code: &'static str| {
        #[cfg(feature = "hydrate")]
        super::editor::insert(field, text, code);
        #[cfg(not(feature = "hydrate"))]
        let _ = code;
    };
    let toggle_preview = move |_| {
        #[cfg(feature = "hydrate")]
        super::editor::toggle_preview(text, preview, trouble);
    };
    let tools = TOOLS
        .iter()
        .map(|tool| {
            let title = tool.shortcut.map_or_else(|| tool.label.to_owned(), |key| format!("{} (Ctrl {})", tool.label, key.to_uppercase()));
            view! { <button type="button" title=title aria-label=tool.label on:click=move |_| use_tool(*tool)><Icon of=tool.icon /></button> }
        })
        .collect::<Vec<_>>();
    let smileys = move || {
        smiley::ALL
            .iter()
            .map(|one| {
                let (title, source) = (format!("{} {}", one.name, one.code), format!("/smileys/{}.svg", one.id));
                view! {
                    <button type="button" title=title on:click=move |_| insert(one.code)>
                        <img src=source alt=one.name width="28" height="28" />
                    </button>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="editor needs-script" class:previewing=move || preview.read().is_some()>
            <div class="toolbar" role="toolbar" aria-label="Formatting" aria-controls="body">
                {tools}
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
            <div class="picker" id="picker" role="group" aria-label="Emoticons" hidden=move || !picking.get()>
                {move || picking.get().then(smileys)}
            </div>
            <p class="keys hint" id="keys" hidden=move || !keys_shown.get()>
                "Ctrl B bold · Ctrl I italic · Ctrl K link · Ctrl Enter send. On a Mac, use Cmd instead of Ctrl."
            </p>
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
            <p class="left" id="left">{left}</p>
            <p class="state" role="status">{move || state.get()}</p>
            <button class="button filled" disabled=move || sending.get()>{send}</button>
        </div>
    }
}
