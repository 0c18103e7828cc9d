use crate::desk::desk_page::DeskHead;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::kit::radios::Radios;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::polls::fields::Words;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::desk::rules;
use domain::polls::desk::{self, Opens, Planned};
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::ids::PollId;
use types::text::{PollOptions, Question};

/// `/desk/poll`: the poll of this week and the next ones, for editors.
pub async fn desk_page(ask: Ask) -> Answer {
    show(&ask, Filled::default()).await
}

/// An editor makes a poll, or ends one.
pub async fn change(ask: Ask, form: Result<Form, Fault>) -> Answer {
    // The rule speaks first: to everybody else this is no page, whatever they send.
    rules::may_poll(ask.viewer())?;
    let form = form?;
    form.only(&["deed", "poll", "question", "options", "opens"])?;
    match act(&ask, &form).await {
        Ok(done) => Ok(see_other(&format!("/desk/poll?done={done}"))),
        // It has closed a moment ago, or a colleague was quicker.
        Err(Fault::NotFound) => Ok(see_other("/desk/poll?done=gone")),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn act(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    match form.text("deed") {
        "plan" => plan(ask, form).await,
        "end" => {
            let id: PollId = form.text("poll").parse().map_err(|_| Fault::NotFound)?;
            ask.act(async |tx: &mut Tx<'_>| desk::end(tx, id).await).await?;
            Ok("ended")
        }
        _ => Err(Fault::without_purpose()),
    }
}

async fn plan(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    let mut check = Check::default();
    let (question, options) = (check.read::<Question>(form, "question"), check.read::<PollOptions>(form, "options"));
    let opens = match form.text("opens") {
        "now" => Some(Opens::Now),
        "next" => Some(Opens::Next),
        _ => {
            check.note("opens", "Please choose when the poll opens.");
            None
        }
    };
    let (Some(question), Some(options), Some(opens)) = (question, options, opens) else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| desk::plan(tx, question, options, opens).await).await?;
    Ok("planned")
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    rules::may_poll(ask.viewer())?;
    let planned = ask.look(async |tx: &mut Tx<'_>| desk::planned(tx).await).await?;
    let done = ask.done(&filled).and_then(|done| words(&done));
    let viewer = ask.viewer().clone();
    ask.page(Head::private("Poll of the site").of(&filled), || view(viewer, planned, filled, done)).await
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "planned" => Some("The poll is made."),
        "ended" => Some("The poll is ended. If it was open, its results stay among the earlier polls."),
        "gone" => Some("That poll has closed already."),
        _ => None,
    }
}

fn view(viewer: Viewer, planned: Vec<Planned>, filled: Filled, done: Option<&'static str>) -> impl IntoView {
    let free = planned.is_empty();
    let list = if free {
        view! { <p class="empty">"No poll is open, and none waits."</p> }.into_any()
    } else {
        view! { <ul class="waiting">{planned.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    let usual = if free { "now" } else { "next" };
    let filled = if filled.value("deed").is_empty() { Filled::with(Form::with([("opens", usual.to_owned())])) } else { filled };
    view! {
        <Summary filled=&filled />
        <div class="desk">
            <DeskHead viewer here="/desk/poll" />
            <Done words=done />
            <section class="section" aria-labelledby="planned">
                <div class="section-head"><h2 id="planned">"This week and next"</h2><a href="/polls">"Earlier polls"</a></div>
                {list}
            </section>
            <section class="section" aria-labelledby="make">
                <div class="section-head"><h2 id="make">"Ask something"</h2></div>
                {form(&filled)}
            </section>
        </div>
    }
}

fn form(filled: &Filled) -> impl IntoView + use<> {
    let choices = vec![
        ("now", "Now", "If no other poll runs this week."),
        ("next", "Next", "When the last one in the list above has closed."),
    ];
    view! {
        <form class="form" method="post" action="/desk/poll" novalidate>
            <p class="hint">
                "It is open for a week. Everybody sees the question, members vote, and whoever has voted sees the results once five have."
            </p>
            <Words filled=filled />
            <Radios filled=filled name="opens" legend="When does it open?" choices />
            <p class="actions"><button class="button filled" name="deed" value="plan">"Make the poll"</button></p>
        </form>
    }
}

fn row(poll: Planned) -> impl IntoView {
    let (state, button) = if poll.open { ("open", "End it now") } else { ("waits", "Take it back") };
    let of = format!(": {}", poll.question);
    view! {
        <li>
            <h3 class="line">{poll.question}<span class="mark">{state}</span></h3>
            <p class="meta"><Time at=poll.opens_at />" to "<Time at=poll.closes_at /></p>
            <form method="post" action="/desk/poll">
                <input type="hidden" name="poll" value=poll.id.to_string() />
                <button class="button danger" name="deed" value="end">{button}<span class="visually-hidden">{of}</span></button>
            </form>
        </li>
    }
}
