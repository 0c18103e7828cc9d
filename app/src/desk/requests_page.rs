use crate::communities::my_lists::{door_words, request_state};
use crate::desk::desk_page::DeskHead;
use crate::desk::reason_field::ReasonField;
use crate::fault::Fault;
use crate::form::{Filled, Form, escape};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use domain::communities::requests;
use domain::db::Tx;
use domain::desk::rules;
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::communities::RequestView;
use types::fault::{FieldError, Refusal};
use types::ids::RequestId;
use types::text::Reason;

/// `/desk/requests`: requests for community forums, those that wait first.
pub async fn requests_page(ask: Ask) -> Answer {
    show(&ask, Filled::default()).await
}

/// A request is granted or not.
pub async fn decide(ask: Ask, form: Result<Form, Fault>) -> Answer {
    // The rule speaks first: to everybody else this is no page, whatever they send.
    rules::may_decide(ask.viewer())?;
    let form = form?;
    form.only(&["request", "deed", "reason"])?;
    match act(&ask, &form).await {
        Ok(done) => Ok(see_other(&format!("/desk/requests?done={done}"))),
        // Decided a moment ago, by a second click or by a colleague.
        Err(Fault::NotFound | Fault::Refused(Refusal::CaseDecided)) => Ok(see_other("/desk/requests?done=gone")),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn act(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    let (grant, done) = match form.text("deed") {
        "grant" => (true, "granted"),
        "refuse" => (false, "refused"),
        _ => return Err(Fault::without_purpose()),
    };
    let id: RequestId = form.text("request").parse().map_err(|_| Fault::NotFound)?;
    let reason =
        Reason::try_from(form.text("reason")).map_err(|wrong| Fault::Wrong(vec![FieldError::new(&field_id(id), wrong.0)]))?;
    ask.act(async |tx: &mut Tx<'_>| requests::decide(tx, id, grant, &reason).await).await?;
    Ok(done)
}

fn field_id(id: RequestId) -> String {
    format!("reason-{id}")
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    rules::may_decide(ask.viewer())?;
    let all = ask.look(async |tx: &mut Tx<'_>| requests::list(tx).await).await?;
    let done = ask.done(&filled).and_then(|done| words(&done));
    let viewer = ask.viewer().clone();
    ask.page(Head::private("Requests").of(&filled), || view(viewer, all, filled, done)).await
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "granted" => Some("The community is open, and its owner has been told."),
        "refused" => Some("The request has been answered."),
        "gone" => Some("That request waits no more; the list shows how it was answered."),
        _ => None,
    }
}

fn view(viewer: Viewer, all: Vec<RequestView>, filled: Filled, done: Option<&'static str>) -> impl IntoView {
    let (open, decided): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.decided.is_none());
    let waiting = if open.is_empty() {
        view! { <p class="empty">"No request waits for an answer."</p> }.into_any()
    } else {
        let rows = open.into_iter().map(|one| waiting(one, &filled)).collect_view();
        view! { <ul class="waiting">{rows}</ul> }.into_any()
    };
    let answered = (!decided.is_empty()).then(|| answered(decided));
    view! {
        <Summary filled=&filled />
        <div class="desk">
            <DeskHead viewer=viewer here="/desk/requests" />
            <Done words=done />
            <section class="section" aria-labelledby="open">
                <div class="section-head"><h2 id="open">"Waiting"</h2></div>
                {waiting}
            </section>
            {answered}
        </div>
    }
}

fn waiting(one: RequestView, filled: &Filled) -> AnyView {
    let (id, member) = (field_id(one.id), format!("/members/{}", escape(&one.by)));
    let typed = if filled.value("request") == one.id.to_string() { filled.value("reason") } else { String::new() };
    let form = decision(&one, id.clone(), typed, filled.error(&id));
    view! {
        <li>
            <h3 class="line">{one.name}<span class="mark">{door_words(one.listed)}</span></h3>
            <dl class="facts">
                <dt>"Asked by"</dt><dd><a href=member>{one.by}</a>", "<Time at=one.opened day_only=true /></dd>
                <dt>"About"</dt><dd>{one.purpose}</dd>
                <dt>"For whom"</dt><dd>{one.for_whom}</dd>
            </dl>
            {form}
        </li>
    }
    .into_any()
}

/// Grant or refuse; the reason is told to who asked, and goes on record.
fn decision(one: &RequestView, id: String, typed: String, error: Option<String>) -> AnyView {
    let of = format!(": {}", one.name);
    view! {
        <form class="form decision" method="post" action="/desk/requests" novalidate>
            <input type="hidden" name="request" value=one.id.to_string() />
            <ReasonField id of=of.clone() hint="3 to 300 characters. The member reads it, and it goes on record." typed error />
            <p class="actions">
                <button class="button" name="deed" value="grant">"Grant"<span class="visually-hidden">{of.clone()}</span></button>
                <button class="button danger" name="deed" value="refuse">"Refuse"<span class="visually-hidden">{of}</span></button>
            </p>
        </form>
    }
    .into_any()
}

fn answered(decided: Vec<RequestView>) -> AnyView {
    let rows = decided
        .into_iter()
        .map(|one| {
            let member = format!("/members/{}", escape(&one.by));
            view! {
                <tr>
                    <th scope="row">{one.name}</th>
                    <td data-th="Asked by"><a href=member>{one.by}</a></td>
                    <td data-th="Answer">{request_state(one.state)}</td>
                    <td data-th="Reason">{one.reason}</td>
                    <td data-th="Answered">{one.decided.map(|at| view! { <Time at=at day_only=true /> })}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="answered">
            <div class="section-head"><h2 id="answered">"Answered"</h2></div>
            <table class="table stack">
                <thead><tr><th scope="col">"Name"</th><th scope="col">"Asked by"</th><th scope="col">"Answer"</th><th scope="col">"Reason"</th><th scope="col">"Answered"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}
