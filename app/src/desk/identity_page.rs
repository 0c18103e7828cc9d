use crate::desk::desk_page::DeskHead;
use crate::desk::fresh::FreshFirst;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::field::{Choice, Field, Summary};
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::desk::identity::{self, Identity};
use domain::desk::rules;
use leptos::prelude::*;
use types::desk::LookUpReason;
use types::text::{NAME_MOST, Reason};

const HERE: &str = "/desk/identity";

/// `/desk/identity`: the form with which both faces of somebody are looked up.
pub async fn identity_page(ask: Ask) -> Answer {
    rules::may_see_staff(ask.viewer())?;
    show(&ask, Filled::default(), None).await
}

/// The form was sent. What is found stands on this one answer, which nobody keeps; nothing of it is in an address.
pub async fn look_up(ask: Ask, form: Result<Form, Fault>) -> Answer {
    rules::may_see_staff(ask.viewer())?;
    let form = form?;
    form.only(&["member", "why", "reason"])?;
    match find(&ask, &form).await {
        Ok(found) => show(&ask, Filled::default(), Some(found)).await,
        Err(fault) => show(&ask, Filled::again(form, fault)?, None).await,
    }
}

async fn find(ask: &Ask, form: &Form) -> Result<Identity, Fault> {
    let mut check = Check::default();
    let (member, why) = (form.text("member").trim(), LookUpReason::read(form.text("why")));
    if member.is_empty() {
        check.note("member", "Please enter the member’s screen name.");
    }
    if why.is_none() {
        check.note("why", "Please choose why; there is no other reason.");
    }
    let reason = check.read::<Reason>(form, "reason");
    let (Some(why), Some(reason), false) = (why, reason, member.is_empty()) else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| identity::look_up(tx, member, why, &reason).await).await
}

async fn show(ask: &Ask, filled: Filled, found: Option<Identity>) -> Answer {
    let (viewer, fresh) = (ask.viewer().clone(), rules::may_look_up(ask.viewer()).is_ok());
    ask.page(Head::private("Identity").of(&filled), || {
        let form = (fresh || !filled.status.is_success()).then(|| form(&filled));
        view! {
            <Summary filled=&filled />
            <div class="desk">
                <DeskHead viewer here=HERE />
                {found.map(facts)}
                {(!fresh).then(|| view! { <FreshFirst here=HERE /> })}
                {form}
            </div>
        }
    })
    .await
}

fn facts(found: Identity) -> impl IntoView {
    let facts = [
        ("Real name", found.real_name),
        ("E-mail address", found.email),
        ("Country", found.country),
        ("Profession", found.profession),
        ("Specialty", found.specialty),
        ("Grade", found.grade),
    ]
    .into_iter()
    .map(|(label, value)| view! { <dt>{label}</dt><dd>{if value.is_empty() { "Not given".to_owned() } else { value }}</dd> })
    .collect_view();
    view! {
        <section class="section" aria-labelledby="found" role="status">
            <div class="section-head"><h2 id="found">{format!("Behind {}", found.screen_name)}</h2></div>
            <dl class="facts">{facts}<dt>"Member since"</dt><dd><Time at=found.joined day_only=true /></dd></dl>
            <p class="meta">"This look-up is on record. It is shown this once; please pass on no more of it than your reason needs."</p>
        </section>
    }
}

fn form(filled: &Filled) -> impl IntoView {
    let reasons = LookUpReason::ALL.map(|why| (why.key(), why.words())).to_vec();
    view! {
        <section class="section" aria-labelledby="look-up">
            <div class="section-head"><h2 id="look-up">"Look up who stands behind a screen name"</h2></div>
            <p class="measure">
                "Members trust us to keep their two faces apart. Each look-up goes on record with your name and reason, and its owner sees that there was one, though not by whom."
            </p>
            <form class="form" method="post" action=HERE novalidate>
                <Field filled=filled name="member" label="Screen name" most=NAME_MOST autocomplete="off" />
                <Choice filled=filled name="why" label="Why" choices=reasons />
                <Field filled=filled name="reason" label="In your words" hint="3 to 300 characters, such as the number of the complaint; no real names." most=300 autocomplete="off" />
                <p class="actions"><button class="button filled">"Look up, on record"</button></p>
            </form>
        </section>
    }
}
