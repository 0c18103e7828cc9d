use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::forums::thread_page;
use crate::kit::icon::Icon;
use crate::polls::ballot::{Ballot, only};
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::forums::threads;
use domain::polls::vote::{self, Vote};
use leptos::prelude::*;
use types::icon;
use types::ids::ThreadId;
use types::polls::PollView;

/// A member votes in the poll of a thread; back to the poll, or the page again with what is wrong.
pub async fn vote(ask: &Ask, id: ThreadId, slug: &str, form: Form, vote: Vote) -> Answer {
    only(&form)?;
    match ask.act(async |tx: &mut Tx<'_>| vote::in_thread(tx, id, &vote).await).await {
        Ok(()) => Ok(see_other(&format!("/threads/{id}/{slug}#poll"))),
        Err(fault @ Fault::Wrong(_)) => {
            let filled = Filled::again(form, fault)?;
            let thread = ask.look(async |tx: &mut Tx<'_>| threads::page(tx, id, 1).await).await?;
            thread_page::show(ask, thread, filled).await
        }
        Err(fault) => Err(fault),
    }
}

/// The poll above the first post.
#[component]
pub fn ThreadPoll(poll: PollView, address: String, member: bool, filled: Filled) -> impl IntoView {
    let question = poll.question.clone();
    let sign_in = (!member && !poll.closed).then(|| {
        view! { <p><a href=format!("/login?next={address}")>"Sign in"</a>" or "<a href="/register">"register"</a>" to vote."</p> }.into_any()
    });
    view! {
        <section class="poll" id="poll" aria-labelledby="poll-title">
            <h2 id="poll-title"><Icon of=icon::POLL />{question}</h2>
            <Ballot poll action=address filled why_not=sign_in prefix="poll" />
        </section>
    }
}
