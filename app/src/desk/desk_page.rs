use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::desk::seats;
use leptos::prelude::*;

/// The rooms of the desk.
const PAGES: [(&str, &str); 2] = [("/desk", "Desk"), ("/desk/members", "Members")];

/// `/desk`: what staff can do here; for everybody else there is no such page.
pub async fn desk_page(ask: Ask) -> Answer {
    ask.look(async |tx: &mut Tx<'_>| seats::may_seat(tx).map(|_| ())).await?;
    ask.page(Head::private("Staff’s desk"), || {
        view! {
            <div class="desk">
                <DeskHead here="/desk" />
                <dl class="facts">
                    <dt><a href="/desk/members">"Members"</a></dt>
                    <dd>"Find a member by screen name; grant or take the doctor’s seat."</dd>
                </dl>
            </div>
        }
    })
    .await
}

/// The head of every page of the desk, with the way to the others.
#[component]
pub fn DeskHead(here: &'static str) -> impl IntoView {
    let links = PAGES
        .into_iter()
        .map(|(address, words)| view! { <a href=address aria-current=(address == here).then_some("page")>{words}</a> })
        .collect_view();
    view! {
        <header class="head"><h1>"Staff’s desk"</h1></header>
        <nav class="tabs" aria-label="Staff’s desk">{links}</nav>
    }
}
