use crate::form::Filled;
use leptos::prelude::*;

/// What is wrong with a form, on top of it, with links to the fields.
#[component]
pub fn Summary(#[prop(into)] filled: Filled) -> impl IntoView {
    let lines = filled
        .errors()
        .iter()
        .map(|wrong| {
            let sentence = wrong.sentence.clone();
            if wrong.field.is_empty() {
                view! { <li>{sentence}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{}", wrong.field)>{sentence}</a></li> }.into_any()
            }
        })
        .collect_view();
    let title = match (filled.errors().len(), filled.trouble.is_some()) {
        (0, false) => return ().into_any(),
        (0, true) => "This did not work yet",
        (1, _) => "One thing needs another look",
        _ => "Some things need another look",
    };
    let trouble = filled.trouble.clone().map(|sentence| view! { <p>{sentence}</p> });
    let list = (!filled.errors().is_empty()).then(|| view! { <ul>{lines}</ul> });
    view! {
        <div class="summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="summary-title">
            <h2 id="summary-title">{title}</h2>
            {trouble}
            {list}
        </div>
    }
    .into_any()
}

/// A text field with its label, its hint, its error and what was typed.
#[component]
pub fn Field(
    #[prop(into)] filled: Filled,
    name: &'static str,
    label: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(default = 254)] most: usize,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let error = filled.error(name);
    // A password is never sent back.
    let value = if kind == "password" { None } else { Some(filled.value(name)) };
    let described = described(name, hint.is_some(), error.is_some());
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            <label for=name>{label}{optional.then_some(" (optional)")}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <FieldError name error=error.clone() />
            <input
                id=name name=name r#type=kind autocomplete=autocomplete maxlength=most.to_string() required=!optional
                value=value aria-describedby=described aria-invalid=invalid
            />
        </div>
    }
}

/// A choice from a list; `choices` are values and words.
#[component]
pub fn Choice(
    #[prop(into)] filled: Filled,
    name: &'static str,
    label: &'static str,
    choices: Vec<(&'static str, &'static str)>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(default = "Please choose")] none: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let error = filled.error(name);
    let chosen = filled.value(name);
    let options = choices
        .into_iter()
        .map(|(value, words)| view! { <option value=value selected=value == chosen>{words}</option> })
        .collect_view();
    view! {
        <div class=if error.is_some() { "field wrong" } else { "field" }>
            <label for=name>{label}{optional.then_some(" (optional)")}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <FieldError name error=error.clone() />
            <select
                id=name name=name required=!optional autocomplete=autocomplete
                aria-describedby=described(name, hint.is_some(), error.is_some()) aria-invalid=error.is_some().then_some("true")
            >
                <option value="">{none}</option>
                {options}
            </select>
        </div>
    }
}

/// The sentence directly above a field that needs another look.
#[component]
pub fn FieldError(#[prop(into)] name: String, error: Option<String>) -> impl IntoView {
    error.map(|sentence| {
        view! { <p class="error" id=format!("{name}-error")><span class="visually-hidden">"Error: "</span>{sentence}</p> }
    })
}

/// The ids that describe a field to a screen reader.
pub fn described(name: &str, hint: bool, error: bool) -> Option<String> {
    let ids: Vec<String> =
        [(hint, "hint"), (error, "error")].iter().filter(|(there, _)| *there).map(|(_, what)| format!("{name}-{what}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
