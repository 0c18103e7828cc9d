use crate::form::Filled;
use crate::kit::icon::Icon;
use crate::kit::time::Time;
use crate::verification::case_part::conversation;
use crate::verification::desk_decision::decision_form;
use crate::verification::desk_list_parts::{clock, state};
use crate::verification::documents_part::in_words;
use domain::lists::country_name;
use domain::verification::apply::Application;
use domain::verification::bodies;
use domain::verification::desk_cases::{Claim, DeskCase, OnRegister};
use domain::verification::evidence::Sent;
use leptos::prelude::*;
use types::icon;
use types::verification::StandingState;

/// A case on one page: what was claimed beside what the register says, both sides' words, documents, and the decision.
pub fn view(case: DeskCase, now: i64, opens: bool, filled: &Filled) -> AnyView {
    let live = case.state.live();
    let words = conversation(&case.words, "The member", "Staff");
    let decision = if live { decision_form(&case, filled) } else { outcome(&case) };
    let erased = case.erased.then(|| {
        view! { <p class="notice">"Number, workplace, words and documents of this case have been erased, 30 days after its end."</p> }
    });
    view! {
        <p class="crumbs"><a href="/desk/verification">"All cases"</a></p>
        {case_head(&case, now)}
        {erased}
        <div class="compare">
            <section class="section" aria-labelledby="claimed">
                <div class="section-head"><h2 id="claimed">"What they say"</h2></div>
                {claimed(&case.claimed)}
            </section>
            <section class="section" aria-labelledby="register">
                <div class="section-head"><h2 id="register">"What the register says"</h2></div>
                {on_register(case.register.as_ref(), case.taken, &case.claimed.application)}
            </section>
        </div>
        {words.map(|words| view! { <section class="section">{words}</section> })}
        {documents(&case, opens)}
        {decision}
    }
    .into_any()
}

fn case_head(case: &DeskCase, now: i64) -> AnyView {
    let (opened, due) = (case.opened, case.due);
    let left = case.state.live().then(|| view! { <dt>"Due"</dt><dd><Time at=due />{clock(case.state, due, now)}</dd> });
    let known = case.standing.map(|(assurance, standing)| {
        let seat = match standing {
            StandingState::Active => "has the seat",
            StandingState::Suspended => "suspended",
            StandingState::Ended => "ended",
        };
        view! { <dt>"Known so far"</dt><dd>{assurance.words()}" · "{seat}</dd> }
    });
    view! {
        <div class="case-head">
            <h2>{case.kind.words()}</h2>
            <dl class="facts">
                <dt>"State"</dt><dd>{state(case.state)}</dd>
                <dt>"Opened"</dt><dd><Time at=opened /></dd>
                {left}
                {known}
            </dl>
        </div>
    }
    .into_any()
}

fn claimed(claim: &Claim) -> AnyView {
    let form = &claim.application;
    let body = bodies::find(&form.body);
    let body_name = body.map_or(form.body.clone(), |body| body.name.to_owned());
    let link = body.map(|body| body.link).filter(|link| !link.is_empty());
    let link = link.map(|link| view! { <p class="meta"><a href=link rel="noreferrer noopener" target="_blank">"Open the public register (new tab)"</a></p> });
    let facts = [
        ("Real name", claim.real_name.clone()),
        ("Registered with", body_name),
        ("Number", form.number.clone()),
        ("Country", country_name(&claim.country).to_owned()),
        ("Profession", claim.profession.clone()),
        ("Specialty", claim.specialty.clone()),
        ("Grade", claim.grade.clone()),
        ("Job title", form.job_title.clone()),
        ("Postal address", form.address.clone()),
        ("Telephone", form.telephone.clone()),
        ("Website", form.website.clone()),
        ("Other registrations", form.registrations.clone()),
    ];
    view! { {list(facts)}{link} }.into_any()
}

fn on_register(found: Option<&OnRegister>, taken: bool, form: &Application) -> AnyView {
    let taken = taken.then(|| view! { <p class="notice bad">"Somebody else on doc2doc is known by this number."</p> });
    let Some(OnRegister { row, same_person }) = found else {
        let words = match form.body.as_str() {
            _ if form.number.is_empty() => "They have given no number in this case.",
            bodies::GMC => "Our copy of the GMC’s register does not know this number. Please look it up in the public register.",
            _ => "We hold a copy of the GMC’s register only. Please look this number up in the body’s own register.",
        };
        return view! { {taken}<p class="empty">{words}</p> }.into_any();
    };
    let mark = |good: bool, yes: &'static str, no: &'static str| {
        let (class, words) = if good { ("mark good", yes) } else { ("mark bad", no) };
        view! { <span class=class>{good.then(|| view! { <Icon of=icon::CHECK /> })}{words}</span> }
    };
    let facts = [
        ("Surname", row.surname.clone()),
        ("Given names", row.given.clone()),
        ("Other names", row.other_names.clone()),
        ("Status", row.status.clone()),
        ("Qualified in", row.qualified_in.clone()),
        ("Qualified at", row.qualified_at.clone()),
        ("Registered on", row.registered_on.clone()),
    ];
    view! {
        {taken}
        <p class="marks">
            {mark(*same_person, "the name fits", "the name does not fit by itself")}
            {mark(row.allowed, "the registration is in force", "the registration is not in force")}
        </p>
        {list(facts)}
    }
    .into_any()
}

/// Names and values; what is empty is left out.
fn list<const N: usize>(facts: [(&'static str, String); N]) -> AnyView {
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| view! { <dt>{label}</dt><dd class="text">{value}</dd> })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

fn documents(case: &DeskCase, opens: bool) -> Option<AnyView> {
    if case.documents.is_empty() {
        return None;
    }
    let id = case.id.to_string();
    let rows = case.documents.iter().zip(1..).map(|(document, number)| document_row(document, number, &id, opens)).collect_view();
    let again = (!opens).then(|| {
        let address = format!("/login/again?next=/desk/verification/{id}");
        view! { <p class="actions"><a class="button" href=address>"Confirm that it is you to open documents"</a></p> }
    });
    Some(
        view! {
            <section class="section" aria-labelledby="documents">
                <div class="section-head"><h2 id="documents">"Documents"</h2><p class="meta">"Each look is put on record."</p></div>
                <ul class="documents">{rows}</ul>
                {again}
            </section>
        }
        .into_any(),
    )
}

fn document_row(document: &Sent, number: i32, case: &str, opens: bool) -> impl IntoView + use<> {
    let (address, at) = (format!("/desk/evidence/{}?case={case}", document.id), document.at);
    let what = in_words(&document.media, document.size);
    let form = opens.then(|| {
        view! {
            <form method="post" action=address target="_blank">
                <button class="button">"Open"<span class="visually-hidden">{format!(" document {number} in a new tab")}</span></button>
            </form>
        }
    });
    view! { <li><span>{format!("Document {number}: {what}")}", sent "<Time at=at /></span>{form}</li> }
}

fn outcome(case: &DeskCase) -> AnyView {
    let (decided, reason) = (case.decided, case.reason.clone());
    view! {
        <section class="section" aria-labelledby="outcome">
            <div class="section-head"><h2 id="outcome">{state(case.state)}</h2><p class="meta">{decided.map(|at| view! { <Time at=at /> })}</p></div>
            <p class="text">{reason}</p>
        </section>
    }
    .into_any()
}
