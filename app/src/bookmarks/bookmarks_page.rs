use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::kit::done::Done;
use crate::kit::icon::Icon;
use crate::kit::pager::Pager;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use domain::bookmarks;
use domain::db::Tx;
use leptos::prelude::*;
use types::bookmarks::Bookmark;
use types::forums::Circle;
use types::icon;
use types::ids::PostId;

/// `/my/bookmarks`: the posts that the member keeps, the latest first.
pub async fn bookmarks_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let number = ask.page_number()?;
    let (page, list) = ask.look(async |tx: &mut Tx<'_>| bookmarks::list(tx, number).await).await?;
    let done = ask.done(&Filled::default()).and_then(|done| match done.as_str() {
        "kept" => Some("The post is kept here."),
        "removed" => Some("The bookmark has been removed."),
        _ => None,
    });
    let empty = list.is_empty().then(|| {
        view! {
            <p class="empty">
                "Nothing is kept here yet. “For later” below a post keeps it for you, with a note if you like. "
                <a href="/forums">"To the forums"</a>
            </p>
        }
    });
    let rows = list.into_iter().map(row).collect_view();
    ask.page(Head::private("My bookmarks"), || {
        view! {
            <MyHead here="/my/bookmarks" />
            <Done words=done />
            <section class="section" aria-labelledby="kept">
                <div class="section-head"><h2 id="kept">"Bookmarks"</h2></div>
                {empty}
                <ul class="entries">{rows}</ul>
                <Pager page=page address="/my/bookmarks".to_owned() label="Pages" jump=true />
            </section>
        }
    })
    .await
}

/// A bookmark is removed from the list.
pub async fn remove(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["post"])?;
    let post: PostId = form.text("post").parse().map_err(|_| Fault::without_purpose())?;
    ask.act(async |tx: &mut Tx<'_>| bookmarks::remove(tx, post).await).await?;
    Ok(see_other("/my/bookmarks?done=removed"))
}

fn row(kept: Bookmark) -> impl IntoView {
    let address = format!("/posts/{}", kept.post);
    let closed = (kept.circle != Circle::Everyone)
        .then(|| view! { <Icon of=icon::PADLOCK /><span class="visually-hidden">" (closed)"</span> });
    let note = (!kept.note.is_empty()).then(|| view! { <p class="note">{kept.note.clone()}</p> });
    let of = format!(": {} by {}", kept.title, kept.author);
    view! {
        <li>
            <h3><a href=address.clone()>{kept.title}</a></h3>
            <p class="meta">{kept.author}" in "{kept.forum}{closed}" · kept "<Time at=kept.at /></p>
            {note}
            <p>{kept.words}</p>
            <form class="actions" method="post" action="/my/bookmarks">
                <a class="button quiet" href=format!("{address}/bookmark")>"Change the note"<span class="visually-hidden">{of.clone()}</span></a>
                <button class="button quiet" name="post" value=kept.post.to_string()>"Remove"<span class="visually-hidden">{of}</span></button>
            </form>
        </li>
    }
}
