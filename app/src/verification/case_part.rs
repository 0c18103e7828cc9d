use crate::form::Filled;
use crate::kit::lines::Lines;
use crate::kit::time::Time;
use crate::verification::clock::{left, within};
use crate::verification::documents_part::documents_part;
use domain::verification::mine::OwnCase;
use leptos::prelude::*;
use types::verification::{CaseKind, CaseState, DoctorStep, Said};

/// The member's own case: whose turn it is, until when, and what can be done.
pub fn case_part(case: &OwnCase, step: Option<DoctorStep>, now: i64, filled: &Filled) -> AnyView {
    let (title, what) = words(case, step);
    let asked = case.state == CaseState::Asked;
    let answer = answer_form(case, filled);
    let withdraw = (case.kind != CaseKind::Check).then(withdraw_form);
    let late = !asked && case.due < now;
    view! {
        <section class="section" aria-labelledby="case">
            <div class="section-head"><h2 id="case">{title}</h2></div>
            <p class="measure">{what}</p>
            {clock(case, now)}
            {late.then(|| view! { <p class="notice">"We are late, and we are sorry. Yours is at the top of the list."</p> })}
            {conversation(&case.words, "You", "doc2doc staff")}
            {answer}
        </section>
        {documents_part(case, filled)}
        {withdraw}
    }
    .into_any()
}

fn words(case: &OwnCase, step: Option<DoctorStep>) -> (&'static str, &'static str) {
    match (case.kind, case.state) {
        (CaseKind::Check, CaseState::Asked) if step == Some(DoctorStep::Suspended) => (
            "Your place in the doctors’ forums rests",
            "A random check has not been answered in time. As soon as you answer, we look at it, and your place comes back with everything as it was.",
        ),
        (CaseKind::Check, CaseState::Asked) => (
            "May we check again?",
            "Each week we ask a few doctors, picked by chance, to confirm that they are still registered, so that everybody can trust the room. Please don’t be offended. A sentence, a document, or both are enough; until the day below nothing changes for you.",
        ),
        (CaseKind::Check, _) => {
            ("Thank you, your answer is with us", "We look at it and write to you. Nothing changes for you meanwhile.")
        }
        (_, CaseState::Asked) => ("We need a little more", "Please answer our question below; then we go on at once."),
        (CaseKind::Proof, _) => (
            "Your proof is with us",
            "We look at it and write to you. The doctors’ forums stay open to you meanwhile. If your document is not below yet, please add it.",
        ),
        _ => (
            "We are looking into it",
            "We check this and write to you within 72 hours. There is nothing that you have to do; a document below may help us to be quicker.",
        ),
    }
}

fn clock(case: &OwnCase, now: i64) -> impl IntoView + use<> {
    let (opened, due) = (case.opened, case.due);
    let label = if case.state == CaseState::Asked { "Please answer by" } else { "You have our answer by" };
    let left = within(left(due, now));
    view! {
        <dl class="facts">
            <dt>"Opened"</dt><dd><Time at=opened /></dd>
            <dt>{label}</dt><dd><Time at=due />{left.map(|left| format!(" · {left}"))}</dd>
        </dl>
    }
}

/// What both sides have said, in order; in the words of whoever reads it.
pub fn conversation(words: &[Said], member: &'static str, staff: &'static str) -> Option<AnyView> {
    let lines = words
        .iter()
        .map(|said| {
            let (who, at, text) = (if said.by_staff { staff } else { member }, said.at, said.text.clone());
            let class = if said.by_staff { "by-staff" } else { "by-member" };
            view! { <li class=class><p class="meta"><strong>{who}</strong>", "<Time at=at /></p><p class="text">{text}</p></li> }
        })
        .collect_view();
    (!words.is_empty()).then(|| view! { <h3>"What has been said"</h3><ol class="talk">{lines}</ol> }.into_any())
}

/// The field for the member's words; while it is staff's turn, behind a line.
fn answer_form(case: &OwnCase, filled: &Filled) -> AnyView {
    let asked = case.state == CaseState::Asked;
    let (label, hint, button) = match (asked, case.kind) {
        (false, _) => ("What we should know", "At most 2,000 characters.", "Send"),
        (true, CaseKind::Check) => (
            "Your answer",
            "Such as: “I am still registered, and nothing has changed.” At most 2,000 characters.",
            "Send the answer",
        ),
        (true, _) => {
            ("Your answer", "At most 2,000 characters. If a document says it better, add it below first.", "Send the answer")
        }
    };
    let form = view! {
        <form class="form" method="post" action="/my/verification" novalidate>
            <Lines filled=filled name="words" label=label hint=hint />
            <p class="actions">
                <button class=if asked { "button filled" } else { "button" } name="deed" value="answer">{button}</button>
            </p>
        </form>
    };
    if asked {
        return form.into_any();
    }
    view! { <details open=filled.error("words").is_some()><summary>"Add something"</summary>{form}</details> }.into_any()
}

fn withdraw_form() -> AnyView {
    view! {
        <section class="section" aria-labelledby="withdraw">
            <div class="section-head"><h2 id="withdraw">"Changed your mind?"</h2></div>
            <form class="form" method="post" action="/my/verification">
                <p>"You can withdraw. What you have sent is erased after 30 days, and you can come back at any time."</p>
                <p class="actions"><button class="button danger" name="deed" value="withdraw">"Withdraw"</button></p>
            </form>
        </section>
    }
    .into_any()
}
