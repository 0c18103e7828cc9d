use crate::kit::field::{FieldError, described};
use leptos::prelude::*;

/// The reason for what is done to one row of a list; every row has such a field, so each has an id of its own.
#[component]
pub fn ReasonField(
    id: String,
    #[prop(default = "reason")] name: &'static str,
    /// What it is the reason for, for those who hear the page.
    of: String,
    hint: &'static str,
    typed: String,
    error: Option<String>,
) -> impl IntoView {
    let wrong = error.is_some();
    view! {
        <div class=if wrong { "field wrong" } else { "field" }>
            <label for=id.clone()>"Reason"<span class="visually-hidden">{of}</span></label>
            <p class="hint" id=format!("{id}-hint")>{hint}</p>
            <FieldError name=id.clone() error=error />
            <input
                id=id.clone() name=name maxlength="300" required autocomplete="off" value=typed
                aria-describedby=described(&id, true, wrong) aria-invalid=wrong.then_some("true")
            />
        </div>
    }
}
