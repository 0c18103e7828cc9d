use leptos::prelude::*;

/// What a passkey button does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Shows a passkey in place of whatever else the form asks for.
    Ask,
    /// Makes a new one.
    Make,
}

/// A button that browsers with passkeys show (`public/passkey.js`), and the fields of its form that it fills before it
/// sends the form.
#[component]
pub fn PasskeyButton(does: Does, words: &'static str) -> impl IntoView {
    let what = if does == Does::Ask { "ask" } else { "make" };
    view! {
        <input type="hidden" name="ceremony" />
        <input type="hidden" name="credential" />
        <div class="passkey" data-passkey=what hidden>
            <button type="button" class=if does == Does::Ask { "button" } else { "button filled" }>{words}</button>
            <p class="hint" role="status"></p>
        </div>
    }
}
