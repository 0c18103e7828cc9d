use crate::fault::Fault;
use crate::kit::pager::Pager;
use crate::layout::Head;
use crate::polls::results::{Results, closing};
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::polls::{past, site};
use leptos::prelude::*;
use types::page::Page;
use types::polls::PollView;

/// `/polls`: what the site has asked, and what was answered.
pub async fn polls_page(ask: Ask) -> Answer {
    let number = ask.page_number()?;
    let (page, polls) = ask.look(async |tx: &mut Tx<'_>| past::page(tx, number).await).await?.ok_or(Fault::NotFound)?;
    let open = site::now(&ask.site.0.db, ask.viewer()).await?;
    let head = Head {
        canonical: Some(if number == 1 { ask.path.clone() } else { format!("{}?page={number}", ask.path) }),
        ..Head::titled("What do you think?")
    };
    ask.page(head, || view(page, open, polls)).await
}

fn view(page: Page, open: Option<PollView>, polls: Vec<PollView>) -> impl IntoView {
    let open = open.map(|poll| {
        view! {
            <section class="section" aria-labelledby="open">
                <div class="section-head"><h2 id="open">"This week"</h2></div>
                <p class="lede"><a href=format!("/polls/{}", poll.id)>{poll.question.clone()}</a></p>
                {closing(&poll)}
            </section>
        }
    });
    let past = if polls.is_empty() {
        view! { <p class="empty">"No poll has closed yet. Results stay here when one does."</p> }.into_any()
    } else {
        polls.into_iter().map(closed).collect_view().into_any()
    };
    view! {
        <header class="head">
            <h1>"What do you think?"</h1>
            <p class="lede">"One question a week for everybody here. Votes are secret, from staff too."</p>
        </header>
        {open}
        <section class="section" aria-labelledby="earlier">
            <div class="section-head"><h2 id="earlier">"Earlier polls"</h2></div>
            {past}
        </section>
        <Pager page address="/polls".to_owned() label="Pages" />
    }
}

fn closed(poll: PollView) -> impl IntoView {
    let address = format!("/polls/{}", poll.id);
    view! {
        <article class="poll">
            <h3><a href=address>{poll.question.clone()}</a></h3>
            {closing(&poll)}
            <Results poll />
        </article>
    }
}
