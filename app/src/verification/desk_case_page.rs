use crate::desk::desk_page::DeskHead;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use crate::verification::desk_case_parts::view;
use axum::extract::Path;
use domain::db::Tx;
use domain::desk::rules;
use domain::verification::decide::{self, Decision};
use domain::verification::desk_cases;
use leptos::prelude::*;
use types::ids::CaseId;
use types::text::CaseWords;
use types::verification::Assurance;

/// `/desk/verification/{case}`: everything that is needed to decide a case.
pub async fn case_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id = case_id(&ask, &id)?;
    show(&ask, id, Filled::default()).await
}

/// A decision was sent.
pub async fn decided(ask: Ask, Path(id): Path<String>, form: Result<Form, Fault>) -> Answer {
    let id = case_id(&ask, &id)?;
    let form = form?;
    form.only(&["decision", "words"])?;
    match act(&ask, id, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(fault) => show(&ask, id, Filled::again(form, fault)?).await,
    }
}

/// The rule speaks first: to everybody but verifiers no case exists.
fn case_id(ask: &Ask, id: &str) -> Result<CaseId, Fault> {
    rules::may_verify(ask.viewer())?;
    id.parse().map_err(|_| Fault::NotFound)
}

/// Does what was decided; where to go then.
async fn act(ask: &Ask, id: CaseId, form: &Form) -> Result<String, Fault> {
    let (decision, done) = match form.text("decision") {
        "register" => (Decision::Grant(Assurance::Register), "grant"),
        "document" => (Decision::Grant(Assurance::Document), "grant"),
        "ask" => (Decision::Ask, "ask"),
        "refuse" => (Decision::Refuse, "refuse"),
        "holder" => {
            ask.act(async |tx: &mut Tx<'_>| decide::ask_holder(tx, id).await).await?;
            return Ok(format!("/desk/verification/{id}?done=holder"));
        }
        _ => {
            let mut check = Check::default();
            check.note("decision", "Please choose what you have decided.");
            return Err(check.fault());
        }
    };
    let mut check = Check::default();
    let Some(words) = check.read::<CaseWords>(form, "words") else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| decide::decide(tx, id, decision, &words).await).await?;
    Ok(format!("/desk/verification?done={done}"))
}

async fn show(ask: &Ask, id: CaseId, filled: Filled) -> Answer {
    let case = ask.look(async |tx: &mut Tx<'_>| desk_cases::case(tx, id).await).await?;
    let (viewer, now) = (ask.viewer().clone(), ask.site.0.db.clock().now());
    let opens = rules::may_see_evidence(&viewer).is_ok();
    let asked = ask.done(&filled).as_deref() == Some("holder");
    let done = asked.then_some("Asked. The holder of the number has a check to answer, and we have written to them.");
    ask.page(Head::private("Case").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <div class="desk">
                <DeskHead viewer=viewer here="/desk/verification" />
                <Done words=done />
                {view(case, now, opens, &filled)}
            </div>
        }
    })
    .await
}
