use crate::desk::desk_page::DeskHead;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use crate::verification::desk_list_parts::{Switch, cases, switch};
use domain::db::Tx;
use domain::desk::rules;
use domain::verification::desk_list::{self, CaseList};
use domain::verification::{decide, times};
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::fault::Refusal;
use types::text::Reason;

/// `/desk/verification`: the cases for verifiers, the switch for administrators.
pub async fn list_page(ask: Ask) -> Answer {
    show(&ask, Filled::default()).await
}

/// The switch was sent: whether staff look at every claim first.
pub async fn set(ask: Ask, form: Result<Form, Fault>) -> Answer {
    // The rule speaks first: to everybody else this is no page, whatever they send.
    rules::may_set_doors(ask.viewer())?;
    let form = form?;
    form.only(&["confirm_first", "reason"])?;
    match act(&ask, &form).await {
        Ok(()) => Ok(see_other("/desk/verification?done=set")),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn act(ask: &Ask, form: &Form) -> Result<(), Fault> {
    let on = match form.text("confirm_first") {
        "on" => true,
        "off" => false,
        _ => return Err(Fault::without_purpose()),
    };
    let mut check = Check::default();
    let Some(reason) = check.read::<Reason>(form, "reason") else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| decide::set_confirm_first(tx, on, &reason).await).await
}

/// What the page shows to this viewer; each half only to those whom its rule lets in.
struct Found {
    cases: Option<CaseList>,
    switch: Option<Switch>,
    median: Option<i64>,
}

async fn find(ask: &Ask, viewer: &Viewer) -> Result<Found, Fault> {
    let verifies = rules::may_verify(viewer).map(|_| ());
    let sets = rules::may_set_doors(viewer).map(|_| ());
    let ready = match (&verifies, &sets) {
        (_, Ok(())) => Some(true),
        (_, Err(domain::fault::Fault::Refused(Refusal::SignInAgain))) => Some(false),
        (Ok(()), Err(_)) => None,
        (Err(domain::fault::Fault::NotFound), Err(_)) => return Err(sets.err().map_or(Fault::NotFound, Fault::from)),
        (Err(_), Err(_)) => return Err(verifies.err().map_or(Fault::NotFound, Fault::from)),
    };
    ask.look(async |tx: &mut Tx<'_>| {
        let cases = match verifies {
            Ok(()) => Some(desk_list::list(tx).await?),
            Err(_) => None,
        };
        let switch = match ready {
            Some(ready) => Some(Switch { on: decide::confirm_first(tx).await?, ready }),
            None => None,
        };
        Ok(Found { cases, switch, median: times::median(tx).await? })
    })
    .await
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let viewer = ask.viewer().clone();
    let found = find(ask, &viewer).await?;
    let now = ask.site.0.db.clock().now();
    let done = ask.done(&filled).and_then(|done| words(&done));
    ask.page(Head::private("Verification").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <div class="desk">
                <DeskHead viewer=viewer here="/desk/verification" />
                <Done words=done />
                {found.cases.map(|list| cases(list, found.median, now))}
                {found.switch.map(|set| switch(set, &filled))}
            </div>
        }
    })
    .await
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "grant" => Some("Granted. The doctors’ forums are open to them, and we have written to them."),
        "ask" => Some("Asked. We have written to them; the case comes back with their answer."),
        "refuse" => Some("Refused. We have written to them with your reason."),
        "set" => Some("Saved, and put on record. It counts from the next claim on."),
        _ => None,
    }
}
