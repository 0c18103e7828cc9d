use crate::kit::field::{FieldError, described};
use leptos::prelude::*;
use types::media::ACCEPT;

/// The field of a form with which a picture is chosen from files; its hint goes inside.
#[component]
pub fn Chooser(label: &'static str, error: Option<String>, children: Children) -> impl IntoView {
    let wrong = error.is_some();
    view! {
        <div class=if wrong { "field wrong" } else { "field" }>
            <label for="picture">{label}</label>
            <p class="hint" id="picture-hint">{children()}</p>
            <FieldError name="picture" error=error />
            <input
                id="picture" name="picture" type="file" accept=ACCEPT required
                aria-describedby=described("picture", true, wrong) aria-invalid=wrong.then_some("true")
            />
        </div>
    }
}
