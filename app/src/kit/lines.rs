use crate::form::Filled;
use crate::kit::field::{FieldError, described};
use crate::kit::raw_text::raw_text;
use leptos::prelude::*;

/// A few lines of text with their label, their hint, their error and what was typed.
#[component]
pub fn Lines(
    #[prop(into)] filled: Filled,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(default = 2_000)] most: usize,
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
                id=name name=name rows="3" maxlength=most.to_string() required=!optional autocomplete=autocomplete
                aria-describedby=described(name, true, wrong) aria-invalid=wrong.then_some("true")
            >
                {raw_text(&filled.value(name))}
            </textarea>
        </div>
    }
}
