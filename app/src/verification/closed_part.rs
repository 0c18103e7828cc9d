use crate::form::Filled;
use crate::verification::mine_view::last_decision;
use crate::verification::ways_part::{uk_form, ways};
use domain::verification::mine::Mine;
use leptos::prelude::*;
use types::verification::DoctorStep;

/// Medical students and other professions: why the door is closed, and what they can do instead.
pub fn no_doctor(mine: &Mine, filled: &Filled) -> AnyView {
    let (title, why) = if mine.step == Some(DoctorStep::Student) {
        (
            "The doctors’ forums open to you once you are registered",
            "In doctors’ forums registered doctors speak with registered doctors, so students have to wait. It is not about you, and it will not be for long.",
        )
    } else {
        (
            "The doctors’ forums are for registered doctors",
            "In doctors’ forums registered doctors speak with registered doctors. Every other profession is as welcome everywhere else.",
        )
    };
    let tried = !filled.value("deed").is_empty();
    view! {
        <section class="section" aria-labelledby="instead">
            <div class="section-head"><h2 id="instead">{title}</h2></div>
            <p class="measure">{why}</p>
            <ul class="ways measure">
                <li><a href="/forums">"Open clinical forums"</a>": read and write in all of them. Good questions are what they live on."</li>
                <li><a href="/my/communities">"A community forum"</a>": ask for a closed forum for your year, your profession or your team."</li>
            </ul>
            <details class="later" open=tried>
                <summary>"I am a registered doctor by now"</summary>
                {uk_form(mine, filled, true)}
                <p class="measure">"Registered elsewhere? Write to community@doc2doc.example, so that we put your profession right; then you can apply here."</p>
            </details>
        </section>
    }
    .into_any()
}

/// Those who were refused, or whose seat has gone: what happened, and what can be done.
pub fn turned_away(mine: &Mine, filled: &Filled) -> AnyView {
    let (title, what) = match mine.step {
        Some(DoctorStep::Suspended) => (
            "Your place in the doctors’ forums rests",
            "A random check was not answered in time. Confirm your registration in one of the ways below, and your place comes back.",
        ),
        Some(DoctorStep::Ended) => (
            "Your place in the doctors’ forums has ended",
            "This happens when a register no longer shows you as registered, or when staff had to decide so. Everything else on doc2doc stays open to you, and what you have written stays yours. If the register is wrong, or you are registered again, tell us below and a person looks into it.",
        ),
        _ => (
            "We could not confirm your registration",
            "This is about the papers and not about you. You can try again at any time, best with what was missing.",
        ),
    };
    view! {
        <section class="section" aria-labelledby="closed">
            <div class="section-head"><h2 id="closed">{title}</h2></div>
            <p class="measure">{what}</p>
            {last_decision(mine)}
            <p class="meta">"Something else? Write to community@doc2doc.example, and a person answers."</p>
        </section>
        {ways(mine, filled)}
    }
    .into_any()
}
