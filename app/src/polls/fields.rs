use crate::form::{Check, Filled, Form};
use crate::kit::field::{FieldError, described};
use crate::kit::raw_text::raw_text;
use leptos::prelude::*;
use types::polls::{Lasts, NewPoll, PollFields, UnfinishedPoll};
use types::text::QUESTION_MOST;

/// The fields of a poll, as the form sends them.
pub const FIELDS: [&str; 6] = ["question", "options", "choices", "lasts", "results", "hide_few"];

/// The fields of a poll as they stand in a form.
pub fn typed(value: impl Fn(&str) -> String) -> PollFields {
    PollFields {
        question: value("question"),
        options: value("options"),
        choices: value("choices"),
        lasts: value("lasts"),
        results: value("results"),
        hide_few: value("hide_few"),
    }
}

/// Reads the poll of a form, noting what is wrong beside each field.
pub fn read(check: &mut Check, form: &Form) -> Option<NewPoll> {
    noted(check, typed(|name| form.text(name).to_owned()).poll())
}

/// Reads a poll that is not finished, noting what cannot even be kept.
pub fn unfinished(check: &mut Check, form: &Form) -> Option<UnfinishedPoll> {
    noted(check, UnfinishedPoll::try_from(typed(|name| form.text(name).to_owned())))
}

fn noted<T>(check: &mut Check, read: Result<T, Vec<types::fault::FieldError>>) -> Option<T> {
    read.map_err(|wrong| wrong.iter().for_each(|wrong| check.note(&wrong.field, &wrong.sentence))).ok()
}

/// The fields of the browser's composer, or of a draft, as a form has them.
pub fn sent(poll: PollFields) -> [(&'static str, String); 6] {
    let PollFields { question, options, choices, lasts, results, hide_few } = poll;
    [
        ("question", question),
        ("options", options),
        ("choices", choices),
        ("lasts", lasts),
        ("results", results),
        ("hide_few", hide_few),
    ]
}

/// Question and options, for every form that makes a poll; the options stand one on a line, which needs no script.
#[component]
pub fn Words(#[prop(into)] filled: Filled) -> impl IntoView {
    let (question, options) = (filled.error("question"), filled.error("options"));
    let class = |wrong: bool| if wrong { "field wrong" } else { "field" };
    view! {
        <div class=class(question.is_some())>
            <label for="question">"What do you ask?"</label>
            <FieldError name="question" error=question.clone() />
            <input
                id="question" name="question" maxlength=QUESTION_MOST.to_string() autocomplete="off" value=filled.value("question")
                aria-describedby=described("question", false, question.is_some()) aria-invalid=question.is_some().then_some("true")
            />
        </div>
        <div class=if options.is_some() { "field few wrong" } else { "field few" }>
            <label for="options">"Options"</label>
            <p class="hint" id="options-hint">"2 to 20, one on each line, of at most 100 characters."</p>
            <FieldError name="options" error=options.clone() />
            <textarea
                id="options" name="options" rows="4" aria-describedby=described("options", true, options.is_some())
                aria-invalid=options.is_some().then_some("true")
            >{raw_text(&filled.value("options"))}</textarea>
        </div>
    }
}

/// Everything that makes a poll of a new thread. Nothing in it is marked as required: it may stand there hidden.
#[component]
pub fn PollPart(#[prop(into)] filled: Filled) -> impl IntoView {
    let PollFields { choices, lasts, results, hide_few, .. } = typed(|name| filled.value(name)).shown();
    let times = Lasts::CHOICES
        .into_iter()
        .map(|(key, words)| view! { <option value=key selected=key == lasts>{words}</option> })
        .collect_view();
    view! {
        <section class="poll-part" aria-labelledby="poll-part">
            <h2 id="poll-part">"The poll"</h2>
            <Words filled=&filled />
            {radios("choices", "How many may one choose?", [("one", "One option"), ("several", "Several options")], &choices, &filled)}
            <div class="field">
                <label for="lasts">"Open for"</label>
                <FieldError name="lasts" error=filled.error("lasts") />
                <select id="lasts" name="lasts" class="short">{times}</select>
            </div>
            {radios(
                "results",
                "When are results shown?",
                [("voted", "To those who have voted, and to everybody here after closing"), ("closed", "To nobody before the poll has closed")],
                &results,
                &filled,
            )}
            <div class="field check">
                <input type="checkbox" id="hide_few" name="hide_few" value="on" checked=!hide_few.is_empty() />
                <label for="hide_few">"Hide results of fewer than five voters"</label>
            </div>
            <p class="hint">"Votes are secret, from staff and from you too. They can be changed until the poll closes; the poll itself cannot."</p>
        </section>
    }
}

fn radios(
    name: &'static str,
    legend: &'static str,
    choices: [(&'static str, &'static str); 2],
    chosen: &str,
    filled: &Filled,
) -> impl IntoView + use<> {
    let lines = choices
        .into_iter()
        .map(|(value, words)| {
            let id = format!("{name}-{value}");
            view! {
                <div class="check">
                    <input type="radio" id=id.clone() name=name value=value checked=value == chosen />
                    <label for=id>{words}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" id=name>
            <legend class="label">{legend}</legend>
            <FieldError name error=filled.error(name) />
            {lines}
        </fieldset>
    }
}
