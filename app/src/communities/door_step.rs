use crate::communities::parts::NAME_SEEN;
use crate::form::Filled;
use crate::kit::lines::Lines;
use crate::kit::time::Time;
use leptos::prelude::*;
use types::communities::CommunityStep;

/// For whom a community is, and the one next step of whoever stands before its door.
#[component]
pub fn CommunityDoor(step: CommunityStep, slug: String, for_whom: String, #[prop(into)] filled: Filled) -> impl IntoView {
    let next = match step {
        CommunityStep::Guest => {
            let address = format!("/login?next=/forums/{slug}");
            view! {
                <p>"Members of doc2doc may ask to be let in."</p>
                <p class="actions"><a class="button filled" href=address>"Sign in"</a><a class="button" href="/register">"Register"</a></p>
            }
            .into_any()
        }
        CommunityStep::MayAsk => asking(&slug, &filled),
        CommunityStep::Asked(at) => view! {
            <p class="notice good" role="status">
                "You asked to be let in on "<Time at=at day_only=true />". Its owner and moderators decide, and we write to you either way."
            </p>
            <p class="actions"><a class="button" href="/my/communities">"My communities"</a></p>
        }
        .into_any(),
        CommunityStep::RefusedUntil(until) => view! {
            <p class="notice">
                "It was not possible to let you in this time. You can ask again from "<Time at=until day_only=true />"."
            </p>
            <p class="actions"><a class="button" href="/forums">"Open forums"</a></p>
        }
        .into_any(),
    };
    let whom = (!for_whom.is_empty()).then(|| view! { <p><strong>"For whom: "</strong>{for_whom}</p> });
    view! {
        {whom}
        <p>"What is written here, and who is here, is shown to its members only."</p>
        {next}
    }
}

/// The form with which a member asks to be let in.
fn asking(slug: &str, filled: &Filled) -> AnyView {
    view! {
        <form class="form" method="post" action=format!("/forums/{slug}") novalidate>
            <Lines
                filled=filled name="body" label="Why would you like to join?" most=500
                hint="1 to 500 characters. Only the owner and the moderators of this community read it."
            />
            <p class="meta">{NAME_SEEN}</p>
            <p class="actions"><button class="button filled">"Ask to be let in"</button></p>
        </form>
        <p class="meta">"Invited already? Your invitation waits in "<a href="/my/communities">"My communities"</a>"."</p>
    }
    .into_any()
}
