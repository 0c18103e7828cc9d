use leptos::prelude::*;

/// A line that says what has been done; nothing when nothing has.
#[component]
pub fn Done<Words: Into<String>>(words: Option<Words>) -> impl IntoView {
    words.map(|words| view! { <p class="notice good" role="status">{words.into()}</p> })
}
