use crate::forums::thread_row::ThreadList;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::forums::thread_lists;
use leptos::either::Either;
use leptos::prelude::*;
use types::forums::ThreadRow;

/// What the home page shows: for members first what is new for them.
struct Home {
    unread: Vec<ThreadRow>,
    unanswered: Vec<ThreadRow>,
    latest: Vec<ThreadRow>,
}

/// `/`: not a list of categories, but what is going on.
pub async fn home_page(ask: Ask) -> Answer {
    let guest = ask.viewer().is_guest();
    let home = ask
        .look(async |tx: &mut Tx<'_>| {
            let unread = if guest { Vec::new() } else { thread_lists::unread(tx, 12).await? };
            Ok(Home { unread, unanswered: thread_lists::unanswered(tx, 6).await?, latest: thread_lists::latest(tx, 15).await? })
        })
        .await?;
    let head = Head { canonical: Some("/".to_owned()), ..Head::default() };
    ask.page(head, || if guest { Either::Left(for_guests(home)) } else { Either::Right(for_members(home)) }).await
}

fn for_guests(home: Home) -> impl IntoView {
    view! {
        <header class="head">
            <h1>"Doctors, talking to doctors"</h1>
            <p class="lede">
                "doc2doc is a place for doctors and other healthcare professionals to ask, argue and switch off, in open forums and in forums only verified doctors can enter."
            </p>
            <p class="actions"><a class="button filled" href="/register">"Register"</a><a class="button" href="/login">"Sign in"</a></p>
        </header>
        {latest(home.latest, "Open discussions")}
        {unanswered(home.unanswered)}
    }
}

fn for_members(mut home: Home) -> impl IntoView {
    // A thread stands on the page once, where it matters most.
    home.unanswered.retain(|thread| home.unread.iter().all(|new| new.id != thread.id));
    home.latest.retain(|thread| home.unread.iter().chain(&home.unanswered).all(|above| above.id != thread.id));
    let new = if home.unread.is_empty() {
        Either::Left(
            view! { <p class="empty">"You have read everything. New posts will appear here as soon as somebody writes one."</p> },
        )
    } else {
        Either::Right(view! { <ThreadList threads=home.unread forums=true /> })
    };
    view! {
        <header class="head"><h1>"New for you"</h1></header>
        <section aria-labelledby="new">
            <h2 id="new" class="visually-hidden">"Unread threads"</h2>
            {new}
        </section>
        {unanswered(home.unanswered)}
        {latest(home.latest, "Latest discussions")}
    }
}

fn latest(threads: Vec<ThreadRow>, title: &'static str) -> impl IntoView {
    let list = if threads.is_empty() {
        Either::Left(view! { <p class="empty">"Nobody has written yet. Choose a forum and start the first thread."</p> })
    } else {
        Either::Right(view! { <ThreadList threads forums=true /> })
    };
    view! {
        <section class="section" aria-labelledby="latest">
            <div class="section-head"><h2 id="latest">{title}</h2><a href="/forums">"All forums"</a></div>
            {list}
        </section>
    }
}

fn unanswered(threads: Vec<ThreadRow>) -> impl IntoView {
    (!threads.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="unanswered">
                <div class="section-head"><h2 id="unanswered">"Waiting for an answer"</h2></div>
                <ThreadList threads forums=true />
            </section>
        }
    })
}
