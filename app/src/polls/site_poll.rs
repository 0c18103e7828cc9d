use crate::form::{Filled, escape};
use crate::polls::ballot::Ballot;
use leptos::prelude::*;
use types::polls::PollView;

/// The site's poll of this week, beside every page; guests see what is asked, whatever has been voted.
#[component]
pub fn SitePoll(poll: PollView, guest: bool, here: String) -> impl IntoView {
    let sign_in =
        guest.then(|| view! { <p><a href=format!("/login?next={}", escape(&here))>"Sign in to vote"</a></p> }.into_any());
    let (action, question) = (format!("/polls/{}", poll.id), poll.question.clone());
    view! {
        <aside class="site-poll" id="site-poll" aria-labelledby="site-poll-title">
            <h2 id="site-poll-title">"What do you think?"</h2>
            <p class="asked">{question}</p>
            <Ballot poll action next=(!guest).then_some(here) filled=&Filled::default() why_not=sign_in prefix="site" />
            <p class="meta"><a href="/polls">"Earlier polls"</a></p>
        </aside>
    }
}
