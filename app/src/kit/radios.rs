use crate::form::Filled;
use crate::kit::field::FieldError;
use leptos::prelude::*;

/// One of a few, each with what it means; `choices` are values, words and meanings.
#[component]
pub fn Radios(
    #[prop(into)] filled: Filled,
    name: &'static str,
    legend: &'static str,
    choices: Vec<(&'static str, &'static str, &'static str)>,
    /// Under a heading that names the choice already.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let (error, chosen) = (filled.error(name), filled.value(name));
    let class = ["field", if bare { "bare" } else { "" }, if error.is_some() { "wrong" } else { "" }];
    let class = class.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let radios = choices
        .into_iter()
        .map(|(value, words, meaning)| {
            let id = format!("{name}-{value}");
            let hint = format!("{id}-hint");
            view! {
                <div class="check">
                    <input type="radio" id=id.clone() name=name value=value checked=chosen == value required aria-describedby=hint.clone() />
                    <label for=id>{words}</label>
                    <p class="hint" id=hint>{meaning}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class=class id=name>
            <legend class="label">{legend}</legend>
            <FieldError name error=error />
            {radios}
        </fieldset>
    }
}
