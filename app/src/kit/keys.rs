use leptos::prelude::*;

/// What a key does, always by what stands on the page: a link that it presses, or a field that it leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Shows the list of keys.
    List,
    /// To the next of many, or the one before.
    Step(isize),
    /// Leads to a field.
    Focus(&'static str),
    /// Presses a link of the page.
    Press(&'static str),
    /// Presses a link of the post that has the focus.
    PressInPost(&'static str),
}

/// The keys, in words and deeds.
pub const KEYS: [(&str, &str, Does); 10] = [
    ("?", "Show these keys", Does::List),
    ("/", "Search", Does::Focus("#search-box")),
    ("j", "Next post, or next thread in a list", Does::Step(1)),
    ("k", "The one before", Does::Step(-1)),
    ("r", "Reply", Does::Focus("#reply textarea")),
    ("q", "Quote the post you are at", Does::PressInPost("footer a[href^='?quote=']")),
    ("b", "Keep it for later", Does::PressInPost("footer a[href$='/bookmark']")),
    ("e", "Edit it, if it is yours", Does::PressInPost("footer a[href$='/edit']")),
    ("u", "What is unread", Does::Press(".account a[href='/my/unread']")),
    ("n", "Your notices", Does::Press(".account a[href='/my/notices']")),
];

/// Single keys for members, as long as no field has the focus.
#[island]
pub fn Keys() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(browser::wake);
}

/// The switch for single keys in this browser; it works while they are off.
#[cfg(feature = "ssr")]
#[component]
pub fn KeysSwitch() -> impl IntoView {
    view! {
        <p class="field check keys-switch">
            <input id="keys-on-page" type="checkbox" autocomplete="off" /><label for="keys-on-page">"Use single keys in this browser"</label>
        </p>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{Does, KEYS};
    use crate::kit::browser::{listen, storage};
    use leptos::prelude::document;
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent, Node};
    use web_sys::HtmlDialogElement;

    /// Where the browser remembers that its member wants no keys.
    const OFF: &str = "keys-off";
    const SWITCHES: &str = ".keys-switch input";
    /// Where letters are typed, or keys belong to what is open.
    const TAKEN: &str = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog";
    /// What one steps through: posts, or what leads to threads.
    const STEPS: &str = ".posts > article, .thread-list .title a, .hits h3 a, main .entries h3 a";

    const HEAD: &str =
        r#"<form class="section-head" method="dialog"><h2>Keys</h2><button class="button quiet">Close</button></form>"#;
    const FOOT: &str = r#"<p class="field check keys-switch"><input id="keys-in-list" type="checkbox"><label for="keys-in-list">Use single keys in this browser</label></p><p class="hint"><a href="/help/keyboard">More about keys</a></p>"#;

    pub(super) fn wake() {
        show_switches();
        listen(&document(), "change", |event| {
            let switch = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(switch) = switch.filter(|switch| switch.matches(SWITCHES).unwrap_or(false)) {
                want(switch.checked());
                show_switches();
            }
        });
        listen(&document(), "keydown", |event| {
            let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
            let key = event.key();
            let Some((.., does)) = KEYS.iter().find(|(one, ..)| *one == key) else { return };
            if is_for_us(&event) && wanted() && done(*does).is_some() {
                event.prevent_default();
            }
        });
    }

    /// Asked at each key: another window may have switched them off.
    fn wanted() -> bool {
        storage().and_then(|kept| kept.get_item(OFF).ok().flatten()).is_none()
    }

    fn want(on: bool) {
        if let Some(kept) = storage() {
            let _ = if on { kept.remove_item(OFF) } else { kept.set_item(OFF, "1") };
        }
    }

    fn show_switches() {
        for switch in all(SWITCHES) {
            switch.unchecked_into::<HtmlInputElement>().set_checked(wanted());
        }
    }

    fn is_for_us(event: &KeyboardEvent) -> bool {
        let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() || event.is_composing();
        let taken = |at: Element| at.matches(TAKEN).unwrap_or(true) || at.closest("dialog").is_ok_and(|open| open.is_some());
        !held && !event.default_prevented() && !document().active_element().is_some_and(taken) && find("dialog[open]").is_none()
    }

    fn find(selector: &str) -> Option<HtmlElement> {
        document().query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    fn all(selector: &str) -> Vec<HtmlElement> {
        let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
    }

    /// Does what the page has for it; None when there is nothing.
    fn done(does: Does) -> Option<()> {
        match does {
            Does::List => show(),
            Does::Step(by) => step(by),
            Does::Focus(field) => find(field)?.focus().ok(),
            Does::Press(link) => find(link).map(|link| link.click()),
            Does::PressInPost(link) => find(&format!(".post:focus-within {link}")).map(|link| link.click()),
        }
    }

    /// Shows the list, which is written only now: few pages need it.
    fn show() -> Option<()> {
        let sheet = match find(".keys-sheet") {
            Some(sheet) => sheet,
            None => {
                let made = document().create_element("dialog").ok()?;
                made.set_class_name("keys-sheet");
                made.set_attribute("aria-label", "Keys").ok()?;
                document().body()?.append_child(&made).ok()?.dyn_into().ok()?
            }
        };
        let rows: String = KEYS.iter().map(|(key, words, _)| format!("<dt><kbd>{key}</kbd></dt><dd>{words}</dd>")).collect();
        sheet.set_inner_html(&format!("{HEAD}<dl>{rows}</dl>{FOOT}"));
        show_switches();
        sheet.unchecked_into::<HtmlDialogElement>().show_modal().ok()
    }

    /// To the next or the one before of where the focus is; from nowhere, to the first whose beginning is on screen or below it,
    /// or the last that begins above.
    fn step(by: isize) -> Option<()> {
        let all = all(STEPS);
        let top = |one: &HtmlElement| one.get_bounding_client_rect().top();
        let active: Option<Node> = document().active_element().map(Into::into);
        let next = match all.iter().position(|one| one.contains(active.as_ref())) {
            Some(here) => here.checked_add_signed(by)?,
            None if by < 0 => all.iter().rposition(|one| top(one) < 0.0)?,
            None => all.iter().position(|one| top(one) >= 0.0)?,
        };
        let next = all.get(next)?;
        let is_link = next.tab_index() >= 0;
        if is_link {
            return next.focus().ok();
        }
        next.set_tab_index(-1);
        next.focus().ok()?;
        next.scroll_into_view();
        Some(())
    }
}
