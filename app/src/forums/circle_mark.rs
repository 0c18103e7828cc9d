use crate::kit::icon::Icon;
use leptos::prelude::*;
use types::forums::Circle;
use types::icon;

/// The padlock with its words; nothing beside what is open.
#[component]
pub fn CircleMark(circle: Circle) -> impl IntoView {
    let words = match circle {
        Circle::Everyone => return None,
        Circle::Doctors => "Doctors only",
        Circle::Closed => "Closed community",
    };
    Some(view! { <span class="mark closed"><Icon of=icon::PADLOCK />{words}</span> })
}
