use leptos::prelude::*;
use types::fault::Refusal;

/// Says that this room wants a fresh sign-in before anything is done in it, and leads there and back.
#[component]
pub fn FreshFirst(here: &'static str) -> impl IntoView {
    let why = Refusal::SignInAgain;
    let way = why.way_on().map(|(address, words)| {
        view! { <p class="actions"><a class="button filled" href=format!("{address}?next={here}")>{words}</a></p> }
    });
    view! { <div class="notice"><p>{why.sentence()}</p>{way}</div> }
}
