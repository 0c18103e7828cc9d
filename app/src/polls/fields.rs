use crate::form::{Check, Filled, Form};
use crate::kit::field::{FieldError, described};
use crate::kit::raw_text::raw_text;
use leptos::prelude::*;
use types::polls::{Lasts, NewPoll, PollFields, Results};
use types::text::{PollOptions, QUESTION_MOST, Question};

/// The fields of a poll, as the form sends them.
pub const FIELDS: [&str; 6] = ["question", "options", "choices", "lasts", "results", "hide_few"];

/// Reads the poll of a form, noting what is wrong beside each field.
pub fn read(check: &mut Check, form: &Form) -> Option<NewPoll> {
    let question = check.read::<Question>(form, "question");
    let options = check.read::<PollOptions>(form, "options");
    let several = match form.text("choices") {
        "one" => Some(false),
        "several" => Some(true),
        _ => None,
    };
    let (lasts, results) = (Lasts::read(form.text("lasts")), Results::read(form.text("results")));
    for (field, missing, sentence) in [
        ("choices", several.is_none(), "Please say whether one may choose several options."),
        ("lasts", lasts.is_none(), "Please choose how long the poll runs."),
        ("results", results.is_none(), "Please choose when the results are shown."),
    ] {
        if missing {
            check.note(field, sentence);
        }
    }
    let hide_few = !form.text("hide_few").is_empty();
    Some(NewPoll { question: question?, options: options?, several: several?, results: results?, hide_few, lasts: lasts? })
}

/// The fields that came from the browser's composer, as a form has them.
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
    // A form that opens now says what is usual.
    let fresh = filled.value("kind").is_empty();
    let value = |name: &str, usual: &str| if fresh { usual.to_owned() } else { filled.value(name) };
    let (choices, lasts, results) = (value("choices", "one"), value("lasts", "week"), value("results", "voted"));
    let few = value("hide_few", "on") == "on";
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
                <input type="checkbox" id="hide_few" name="hide_few" value="on" checked=few />
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
