use crate::forums::thread_row::ThreadList;
use crate::kit::icon::Icon;
use crate::kit::pager::Pager;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::forum_list::{self, Behind};
use leptos::prelude::*;
use types::forums::{Circle, ForumPage, ForumRow};
use types::icon;

/// `/forums/{forum}`: the forum's threads, or the door of a listed closed forum.
pub async fn forum_page(ask: Ask, Path(slug): Path<String>) -> Answer {
    let number = ask.page_number()?;
    match ask.look(async |tx: &mut Tx<'_>| forum_list::page(tx, &slug, number).await).await? {
        Behind::Inside(page) => {
            let head = Head {
                description: Some(page.about.clone()),
                canonical: Some(if number == 1 { ask.path.clone() } else { format!("{}?page={number}", ask.path) }),
                private: page.circle != Circle::Everyone,
                ..Head::titled(page.name.clone())
            };
            let guest = ask.viewer().is_guest();
            ask.page(head, || inside(*page, guest)).await
        }
        Behind::Door(forum) => {
            let guest = ask.viewer().is_guest();
            ask.page(Head::private(forum.name.clone()), || door(forum, guest)).await
        }
    }
}

fn inside(page: ForumPage, guest: bool) -> impl IntoView {
    let address = format!("/forums/{}", page.slug);
    let new = format!("{address}/new");
    let start = match (page.may_start, guest) {
        (true, _) => view! { <a class="button filled" href=new>"Start a thread"</a> }.into_any(),
        (false, true) => view! { <a class="button" href=format!("/login?next={new}")>"Sign in to write"</a> }.into_any(),
        (false, false) => ().into_any(),
    };
    let list = if page.threads.is_empty() {
        view! { <p class="empty">"No thread has been started here yet. The first one sets the tone: ask what you would ask a colleague over coffee."</p> }.into_any()
    } else {
        view! { <ThreadList threads=page.threads /> }.into_any()
    };
    view! {
        <div class="head-row">
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/forums">"Forums"</a></li></ol></nav>
                <h1>{page.name}</h1>
                <p>{page.about}</p>
                <CircleLine circle=page.circle />
            </header>
            <p class="actions">{start}</p>
        </div>
        <section aria-labelledby="threads">
            <h2 id="threads" class="visually-hidden">"Threads"</h2>
            {list}
        </section>
        <Pager page=page.page address=address label="Pages" jump=true />
    }
}

/// The violet line of a closed place: who is here, who will read.
#[component]
pub fn CircleLine(circle: Circle) -> impl IntoView {
    (circle != Circle::Everyone).then(|| {
        view! { <p class="readers"><Icon of=icon::PADLOCK />"Doctors only. Everyone who will read this has been verified."</p> }
    })
}

fn door(forum: ForumRow, guest: bool) -> impl IntoView {
    let next = if guest {
        let address = format!("/login?next=/forums/{}", forum.slug);
        view! {
            <p class="actions"><a class="button filled" href=address>"Sign in"</a><a class="button" href="/register">"Register"</a></p>
        }
        .into_any()
    } else {
        view! { <p class="actions"><a class="button filled" href="/help#how-are-doctors-let-into-the-doctors-only-forums">"How to be let in"</a></p> }.into_any()
    };
    view! {
        <section class="door" aria-labelledby="door-title">
            <Icon of=icon::PADLOCK />
            <h1 id="door-title">{forum.name}</h1>
            <p class="lede">"Doctors only. "{forum.about}</p>
            <p>
                "It is closed so that doctors can speak freely with doctors whose registration has been checked. Students and other professions are at home in the "
                <a href="/forums">"open forums"</a>"."
            </p>
            {next}
        </section>
    }
}
