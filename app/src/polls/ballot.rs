use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::kit::field::FieldError;
use crate::polls::results::{Results, closing};
use domain::polls::vote::Vote;
use leptos::prelude::*;
use types::polls::{PollView, Tally};
use types::text::OPTIONS_RANGE;

/// The vote in a form; None when the form is another one.
pub fn read(form: &Form) -> Option<Vote> {
    match form.text("deed") {
        "vote" => {
            let single = form.text("choice").parse::<i64>().ok();
            let several = (1_i64..).take(OPTIONS_RANGE.1).filter(|no| !form.text(&format!("option-{no}")).is_empty());
            Some(Vote::For(single.into_iter().chain(several).collect()))
        }
        "unvote" => Some(Vote::TakeBack),
        _ => None,
    }
}

/// Refuses fields that no form of a poll has.
pub fn only(form: &Form) -> Result<(), Fault> {
    let options: Vec<String> = (1..=OPTIONS_RANGE.1).map(|no| format!("option-{no}")).collect();
    form.only(&options.iter().map(String::as_str).chain(["deed", "choice", "next"]).collect::<Vec<_>>())
}

/// A poll: its question, the form for those who may vote, and the results for those who may see them.
#[component]
pub fn Ballot(
    poll: PollView,
    /// Where the form goes, and where that leads back to.
    action: String,
    #[prop(optional_no_strip)] next: Option<String>,
    #[prop(into)] filled: Filled,
    /// Told to those who have no vote yet and cannot give one.
    #[prop(optional_no_strip)]
    why_not: Option<AnyView>,
    /// Keeps the ids of two polls on one page apart.
    prefix: &'static str,
) -> impl IntoView {
    let (wrong, voted) = (filled.error("choice").is_some(), poll.voted);
    let form = poll.may_vote.then(|| form(&poll, action, next, &filled, prefix));
    let form = match (form, voted) {
        (Some(form), true) => {
            view! { <details class="change-vote" open=wrong><summary>"Change my vote"</summary>{form}</details> }.into_any()
        }
        (Some(form), false) => form,
        (None, _) => why_not.unwrap_or_else(|| ().into_any()),
    };
    let bare = !poll.may_vote && !voted && !matches!(poll.tally, Tally::Shown { .. });
    let options = bare.then(|| {
        let lines = poll.options.iter().map(|option| view! { <li>{option.words.clone()}</li> }).collect_view();
        view! { <ul class="options">{lines}</ul> }
    });
    let when = closing(&poll);
    // What stands above the form is what one came for: the question first, after voting the results.
    if voted {
        view! { {when}<Results poll />{form} }.into_any()
    } else {
        view! { {when}{options}{form}<Results poll /> }.into_any()
    }
}

fn form(poll: &PollView, action: String, next: Option<String>, filled: &Filled, prefix: &'static str) -> AnyView {
    let error = filled.error("choice");
    let wrong = error.is_some();
    let options = poll
        .options
        .iter()
        .map(|option| {
            let (id, no) = (format!("{prefix}-{}", option.no), option.no.to_string());
            let name = if poll.several { format!("option-{no}") } else { "choice".to_owned() };
            let typed = filled.value(&name);
            let chosen = if wrong { typed == no || typed == "on" } else { option.mine };
            let (kind, value) = if poll.several { ("checkbox", "on".to_owned()) } else { ("radio", no) };
            view! {
                <div class="check">
                    <input type=kind id=id.clone() name=name value=value checked=chosen />
                    <label for=id>{option.words.clone()}</label>
                </div>
            }
        })
        .collect_view();
    let legend = if poll.several { "Choose one or more" } else { "Choose one" };
    let take_back =
        poll.voted.then(|| view! { <button class="button quiet" name="deed" value="unvote">"Take my vote back"</button> });
    let send = if poll.voted { "Vote again" } else { "Vote" };
    view! {
        <form method="post" action=action>
            {next.map(|next| view! { <input type="hidden" name="next" value=next /> })}
            <fieldset class=if wrong { "field wrong" } else { "field" } id=format!("{prefix}-choice")>
                <legend class="label">{legend}<span class="visually-hidden">{format!(": {}", poll.question)}</span></legend>
                <FieldError name=format!("{prefix}-choice") error />
                {options}
            </fieldset>
            <p class="actions"><button class="button" name="deed" value="vote">{send}</button>{take_back}</p>
        </form>
    }
    .into_any()
}
