use crate::communities::door_step::CommunityDoor;
use crate::form::Filled;
use crate::kit::icon::Icon;
use crate::verification::door_step::DoctorsDoor;
use leptos::prelude::*;
use types::forums::{Door, Step};
use types::icon;

/// The door of a listed closed forum: what is behind it in one line, why it is closed, and the one next step.
#[component]
pub fn DoorPart(door: Door, filled: Filled) -> impl IntoView {
    let (slug, for_whom) = (door.forum.slug, door.for_whom);
    let step = match door.step {
        Step::Doctors(step) => view! { <DoctorsDoor step=step slug=slug /> }.into_any(),
        Step::Community(step) => view! { <CommunityDoor step=step slug=slug for_whom=for_whom filled=filled /> }.into_any(),
    };
    let who = match door.step {
        Step::Doctors(_) => "Doctors only. ",
        Step::Community(_) => "Closed community. ",
    };
    view! {
        <section class="door" aria-labelledby="door-title">
            <Icon of=icon::PADLOCK />
            <h1 id="door-title">{door.forum.name}</h1>
            <p class="lede">{who}{door.forum.about}</p>
            {step}
        </section>
    }
}
