use crate::kit::time::Time;
use leptos::prelude::*;
use types::verification::DoctorStep;

/// Why a doctors' forum is closed to this viewer, and their one next step.
#[component]
pub fn DoctorsDoor(step: DoctorStep, slug: String) -> impl IntoView {
    let (words, address, button) = words(step);
    let due = match step {
        DoctorStep::Waiting(due) => Some(view! { " You have our answer by "<Time at=due />"." }),
        _ => None,
    };
    let next = if step == DoctorStep::Guest {
        let sign_in = format!("/login?next=/forums/{slug}");
        view! { <a class="button filled" href=sign_in>"Sign in"</a><a class="button" href="/register">"Register"</a> }.into_any()
    } else {
        view! { <a class="button filled" href=address>{button}</a> }.into_any()
    };
    view! {
        <p>
            "It is closed so that doctors can speak freely with doctors whose registration has been checked. Students and other professions are at home in the "
            <a href="/forums">"open forums"</a>"."
        </p>
        <p>{words}{due}</p>
        <p class="actions">{next}</p>
    }
}

/// What is so for this person, and where their way on is.
fn words(step: DoctorStep) -> (&'static str, &'static str, &'static str) {
    const MINE: &str = "/my/verification";
    match step {
        DoctorStep::Guest => ("Members who are verified doctors sign in to enter.", "/login", "Sign in"),
        DoctorStep::Verify => (
            "You told us that you are a doctor. With a GMC number this can be open to you within a minute; doctors registered elsewhere apply, and we answer within 72 hours.",
            MINE,
            "Get verified",
        ),
        DoctorStep::Waiting(_) => ("Your case is with us, so there is nothing that you have to do.", MINE, "See how far it is"),
        DoctorStep::Asked => ("We have a question before we can go on.", MINE, "Answer the question"),
        DoctorStep::Refused => {
            ("We could not confirm your registration last time. Please see why; you can try again.", MINE, "See why")
        }
        DoctorStep::Suspended => (
            "Your place here rests, because a random check has not been answered yet. An answer brings it back.",
            MINE,
            "Answer the check",
        ),
        DoctorStep::Ended => ("Your place here has ended. Please see why, and what can be done.", MINE, "What can be done"),
        DoctorStep::Student => (
            "This opens to you once you are a registered doctor. Until then every open clinical forum is yours.",
            "/forums",
            "Go to the open forums",
        ),
        DoctorStep::OtherProfession => (
            "This one is for doctors only. You can write in every open forum, and ask for a closed forum for your own profession or group.",
            "/my/communities",
            "Ask for a community forum",
        ),
    }
}
