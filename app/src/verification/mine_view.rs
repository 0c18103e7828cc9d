use crate::form::Filled;
use crate::kit::done::Done;
use crate::kit::time::Time;
use crate::verification::case_part::case_part;
use crate::verification::closed_part::{no_doctor, turned_away};
use crate::verification::shown_part::{how_known, what_is_shown};
use crate::verification::ways_part::ways;
use domain::verification::mine::Mine;
use leptos::prelude::*;
use types::verification::{Assurance, CaseState, DoctorStep};

/// When the page is shown, and what has just been done.
pub struct Moment {
    pub now: i64,
    pub done: String,
}

/// The one page of verification: what is so, and what can be done about it.
pub fn view(mine: Mine, moment: &Moment, filled: &Filled) -> AnyView {
    let news = news(&mine, &moment.done);
    let case = mine.live.as_ref().map(|case| case_part(case, mine.step, moment.now, filled));
    let rest = match mine.step {
        None => seated(&mine, filled),
        Some(_) if mine.live.is_some() => ().into_any(),
        Some(DoctorStep::Student | DoctorStep::OtherProfession) => no_doctor(&mine, filled),
        Some(DoctorStep::Refused | DoctorStep::Suspended | DoctorStep::Ended) => turned_away(&mine, filled),
        Some(_) => view! { {ways_lede()}{ways(&mine, filled)} }.into_any(),
    };
    view! { {news}{case}{rest} }.into_any()
}

fn ways_lede() -> impl IntoView {
    view! { <p class="lede">"There are two ways into the doctors’ forums. What you tell us here is seen by verifiers only, and never beside your screen name."</p> }
}

/// How those who have the seat are known, and what their posts show.
fn seated(mine: &Mine, filled: &Filled) -> AnyView {
    let provisional = mine.standing.as_ref().is_some_and(|standing| standing.assurance == Assurance::Provisional);
    let confirm = (provisional && mine.live.is_none()).then(|| crate::verification::proof_part::proof_part(filled));
    view! { {how_known(mine)}{confirm}{what_is_shown(mine)} }.into_any()
}

/// What has just been done, as it is now: the address alone claims nothing.
fn news(mine: &Mine, done: &str) -> Option<AnyView> {
    if done == "seated" && mine.step.is_none() {
        return Some(
            view! {
                <div class="notice good" role="status">
                    <p>"Welcome, doctor. Your number and name match the register, and the doctors’ forums are open to you from now on."</p>
                    <p class="actions"><a class="button filled" href="/forums#doctors">"Go to the doctors’ forums"</a></p>
                </div>
            }
            .into_any(),
        );
    }
    let words = match done {
        "checking" => "We check this and write to you within 72 hours.",
        "applied" => "Thank you, your application is with us. We answer within 72 hours. You can add documents below.",
        "answered" => "Thank you, your answer is with us.",
        "offered" => "Thank you. Please add your document below.",
        "withdrawn" => "It has been withdrawn. Nothing else has changed.",
        "sent" => "Your document has arrived. You can add another one.",
        "removed" => "The document has been erased.",
        "shown" => "Saved. Your posts in doctors’ forums show it from now on.",
        _ => return None,
    };
    Some(view! { <Done words=Some(words) /> }.into_any())
}

/// What staff decided last, with their reason.
pub fn last_decision(mine: &Mine) -> Option<AnyView> {
    let decision = mine.decision.as_ref().filter(|decision| decision.state == CaseState::Refused)?;
    let (reason, at) = (decision.reason.clone(), decision.at);
    Some(
        view! {
            <figure class="said-by">
                <blockquote>{reason}</blockquote>
                <figcaption class="meta">"Staff, "<Time at=at /></figcaption>
            </figure>
        }
        .into_any(),
    )
}
