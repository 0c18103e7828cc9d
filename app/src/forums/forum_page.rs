use crate::communities::parts::Archived;
use crate::fault::Fault;
use crate::following::follow_form;
use crate::form::{Check, Filled, Form};
use crate::forums::door::DoorPart;
use crate::forums::kept_text::kept_text;
use crate::forums::marked;
use crate::forums::thread_row::ThreadList;
use crate::forums::unread_page;
use crate::kit::field::Summary;
use crate::kit::icon::Icon;
use crate::kit::pager::Pager;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::communities::joining;
use domain::db::Tx;
use domain::forums::forum_list::{self, Behind};
use leptos::either::EitherOf3;
use leptos::prelude::*;
use types::fault::Refusal;
use types::forums::{Circle, Door, ForumPage, Step};
use types::icon;
use types::text::JoinWords;

/// `/forums/{forum}`: the forum's threads, or the door of a listed closed forum.
pub async fn forum_page(ask: Ask, Path(slug): Path<String>) -> Answer {
    let number = ask.page_number()?;
    match ask.look(async |tx: &mut Tx<'_>| forum_list::page(tx, &slug, number).await).await? {
        Behind::Inside(page) => {
            let head = Head {
                description: Some(page.about.clone()),
                canonical: Some(if number == 1 { ask.path.clone() } else { format!("{}?page={number}", ask.path) }),
                feed: (page.circle == Circle::Everyone).then(|| format!("/feeds/forums/{}.atom", page.slug)),
                private: page.circle != Circle::Everyone,
                ..Head::titled(page.name.clone())
            };
            let guest = ask.viewer().is_guest();
            let notice = marked::marked(&ask).filter(|_| !guest);
            ask.page(head, || inside(*page, guest, notice)).await
        }
        Behind::Door(door) => at_door(&ask, *door, Filled::default()).await,
    }
}

/// A form of the page was sent: a member marks the forum as read, or asks at a community's door to be let in.
pub async fn ask_to_join(ask: Ask, Path(slug): Path<String>, form: Form) -> Answer {
    form.only(&["body", "deed", "mode"])?;
    if let Some(wish) = follow_form::wish(&form) {
        follow_form::forum(&ask, &slug, wish?).await?;
        return Ok(see_other(&format!("/forums/{slug}")));
    }
    if form.text("deed") == "read" {
        let mark = unread_page::mark_forum(&ask, &slug).await?;
        return Ok(see_other(&marked::address(&format!("/forums/{slug}"), &mark)));
    }
    let fault = match send(&ask, &slug, &form).await {
        Ok(()) => return Ok(see_other(&format!("/forums/{slug}"))),
        Err(fault) => fault,
    };
    // What stands behind the address speaks first: to whoever sees no door there is none.
    match ask.look(async |tx: &mut Tx<'_>| forum_list::page(tx, &slug, 1).await).await? {
        Behind::Inside(_) => Ok(see_other(&format!("/forums/{slug}"))),
        Behind::Door(door) if matches!(door.step, Step::Doctors(_)) => Err(Fault::NotFound),
        Behind::Door(_) if fault == Fault::Refused(Refusal::SignIn) => kept_text(&ask, &form, "body").await,
        Behind::Door(door) => at_door(&ask, *door, Filled::again(form, fault)?).await,
    }
}

async fn send(ask: &Ask, slug: &str, form: &Form) -> Result<(), Fault> {
    let mut check = Check::default();
    let Some(words) = check.read::<JoinWords>(form, "body") else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| joining::ask(tx, slug, &words).await).await
}

async fn at_door(ask: &Ask, door: Door, filled: Filled) -> Answer {
    let head = Head::private(door.forum.name.clone()).of(&filled);
    ask.page(head, || view! { <Summary filled=&filled /><DoorPart door=door filled=filled.clone() /> }).await
}

fn inside(page: ForumPage, guest: bool, notice: Option<AnyView>) -> impl IntoView {
    let address = format!("/forums/{}", page.slug);
    let new = format!("{address}/new");
    let start = match (page.may_start, guest) {
        (true, _) => view! { <a class="button filled" href=new>"Start a thread"</a> }.into_any(),
        (false, true) => view! { <a class="button" href=format!("/login?next={new}")>"Sign in to write"</a> }.into_any(),
        (false, false) => ().into_any(),
    };
    let members =
        (page.circle == Circle::Closed).then(|| view! { <a class="button" href=format!("{address}/members")>"Members"</a> });
    let feed = (page.circle == Circle::Everyone).then(|| feed_link(format!("/feeds/forums/{}.atom", page.slug)));
    let read = (!guest && !page.threads.is_empty()).then(|| {
        view! { <form method="post" action=address.clone()><button class="button quiet" name="deed" value="read">"Mark forum read"</button></form> }
    });
    let follow = page.following.map(|following| follow_form::follow_form(following, &address, "Follow this forum"));
    let list = if page.threads.is_empty() && page.archived {
        EitherOf3::A(view! { <p class="empty">"Nothing was written here before it was archived."</p> })
    } else if page.threads.is_empty() {
        EitherOf3::B(
            view! { <p class="empty">"No thread has been started here yet. The first one sets the tone: ask what you would ask a colleague over coffee."</p> },
        )
    } else {
        // Not `into_any`: it copies every text of the list once more.
        EitherOf3::C(view! { <ThreadList threads=page.threads /> })
    };
    view! {
        <div class="head-row">
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/forums">"Forums"</a></li></ol></nav>
                <h1>{page.name}</h1>
                <p>{page.about}</p>
                <CircleLine circle=page.circle />
            </header>
            <div class="actions">{start}{follow}{read}{members}{feed}</div>
        </div>
        {notice}
        <Archived archived=page.archived />
        <section aria-labelledby="threads">
            <h2 id="threads" class="visually-hidden">"Threads"</h2>
            {list}
        </section>
        <Pager page=page.page address=address label="Pages" jump=true />
    }
}

/// The way to the feed of an open place.
pub fn feed_link(address: String) -> impl IntoView {
    view! { <a class="button quiet" href=address><Icon of=icon::FEED />"Feed"</a> }
}

/// The violet line of a closed place: who is here, who will read.
#[component]
pub fn CircleLine(circle: Circle) -> impl IntoView {
    let words = match circle {
        Circle::Everyone => return None,
        Circle::Doctors => "Doctors only. Everyone who will read this has been verified.",
        Circle::Closed => "Closed community. Only its members read this.",
    };
    Some(view! { <p class="readers"><Icon of=icon::PADLOCK />{words}</p> })
}
