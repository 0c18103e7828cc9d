use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use crate::verification::mine_view::{Moment, view};
use domain::db::Tx;
use domain::verification::apply::{self, Application};
use domain::verification::claim::{self, Claimed};
use domain::verification::{evidence, mine};
use leptos::prelude::*;
use types::fault::FieldError;
use types::ids::EvidenceId;
use types::text::{CaseWords, GmcNumber, Wrong};

/// What the forms of the page may send.
const FIELDS: [&str; 13] = [
    "deed",
    "gmc_number",
    "body",
    "number",
    "job_title",
    "address",
    "telephone",
    "website",
    "registrations",
    "words",
    "document",
    "show_specialty",
    "show_grade",
];

/// `/my/verification`: how far one has come with being verified, and the one next step.
pub async fn mine_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    show(&ask, Filled::default()).await
}

/// One of the page's forms was sent.
pub async fn change(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&FIELDS)?;
    match act(&ask, &form).await {
        Ok(done) => Ok(see_other(&format!("/my/verification?done={done}"))),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn act(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    match form.text("deed") {
        "claim" => claim_number(ask, form).await,
        "apply" => apply_elsewhere(ask, form).await,
        "answer" => {
            let words = words(form)?;
            ask.throttle(Action::Post)?;
            ask.act(async |tx: &mut Tx<'_>| mine::answer(tx, &words).await).await.map(|()| "answered")
        }
        "proof" => {
            let words = words(form)?;
            ask.throttle(Action::Verify)?;
            ask.act(async |tx: &mut Tx<'_>| mine::offer_proof(tx, &words).await).await.map(|()| "offered")
        }
        "withdraw" => ask.act(async |tx: &mut Tx<'_>| mine::withdraw(tx).await).await.map(|()| "withdrawn"),
        "remove" => {
            let document: EvidenceId = form.text("document").parse().map_err(|_| Fault::NotFound)?;
            ask.act(async |tx: &mut Tx<'_>| evidence::remove(tx, document).await).await.map(|()| "removed")
        }
        "show" => {
            let (specialty, grade) = (form.text("show_specialty") == "yes", form.text("show_grade") == "yes");
            ask.act(async |tx: &mut Tx<'_>| mine::show(tx, specialty, grade).await).await.map(|()| "shown")
        }
        _ => Err(Fault::without_purpose()),
    }
}

async fn claim_number(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    let mut check = Check::default();
    let Some(number) = check.read::<GmcNumber>(form, "gmc_number") else { return Err(check.fault()) };
    ask.throttle(Action::Verify)?;
    let claimed = ask.act(async |tx: &mut Tx<'_>| claim::claim(tx, &number).await).await?;
    Ok(match claimed {
        Claimed::Seated => "seated",
        Claimed::Checking => "checking",
    })
}

async fn apply_elsewhere(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    let typed = |field: &str| form.text(field).to_owned();
    let application = Application {
        body: typed("body"),
        number: typed("number"),
        job_title: typed("job_title"),
        address: typed("address"),
        telephone: typed("telephone"),
        website: typed("website"),
        registrations: typed("registrations"),
    };
    ask.throttle(Action::Verify)?;
    ask.act(async |tx: &mut Tx<'_>| apply::apply(tx, &application).await).await.map(|()| "applied")
}

fn words(form: &Form) -> Result<CaseWords, Fault> {
    CaseWords::try_from(form.text("words")).map_err(|Wrong(sentence)| Fault::Wrong(vec![FieldError::new("words", sentence)]))
}

/// The page, also after a form or a document was sent in vain.
pub async fn show(ask: &Ask, filled: Filled) -> Answer {
    let mine = ask.look(async |tx: &mut Tx<'_>| mine::mine(tx).await).await?;
    let done = ask.done(&filled).unwrap_or_default();
    let moment = Moment { now: ask.site.0.db.clock().now(), done };
    ask.page(Head::private("Verification").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/verification" />
            {view(mine, &moment, &filled)}
        }
    })
    .await
}
