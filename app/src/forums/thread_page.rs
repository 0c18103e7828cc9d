use crate::communities::parts::Archived;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::forums::composer::{Composer, Place};
use crate::forums::deeds::deeds;
use crate::forums::forum_page::CircleLine;
use crate::forums::kept_text::kept_text;
use crate::forums::new_page::Guidance;
use crate::forums::post_card::PostCard;
use crate::forums::read_marker::ReadMarker;
use crate::forums::thread_row::kind_icon;
use crate::kit::icon::Icon;
use crate::kit::pager::Pager;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::db::Tx;
use domain::following::subscriptions;
use domain::forums::keys::PostingKey;
use domain::forums::moderate::{Deed, moderate};
use domain::forums::written::Written;
use domain::forums::{markers, posts, reply, threads};
use http::{HeaderMap, StatusCode, header};
use leptos::prelude::*;
use types::fault::Refusal;
use types::forums::{Circle, ThreadPage};
use types::icon;
use types::ids::{PostId, ThreadId};
use types::text::Body;

/// `/threads/{id}/{slug}`: the posts, and the composer for those who may reply.
pub async fn thread_page(ask: Ask, Path((id, slug)): Path<(String, String)>) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let number = ask.page_number()?;
    let thread = ask.look(async |tx: &mut Tx<'_>| threads::page(tx, id, number).await).await?;
    if thread.slug != slug {
        return Ok(see_other(&format!("/threads/{id}/{}", thread.slug)));
    }
    let filled = match ask.query("quote").and_then(|post| post.parse::<PostId>().ok()) {
        Some(post) if thread.may_reply => quoting(&ask, post).await?,
        _ => Filled::default(),
    };
    show(&ask, thread, filled).await
}

/// `/threads/{id}`: sends to the full address.
pub async fn short_address(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let slug = ask.look(async |tx: &mut Tx<'_>| threads::slug_of(tx, id).await).await?;
    Ok(see_other(&format!("/threads/{id}/{slug}")))
}

/// A form of the page was sent: a reply, or what a moderator does.
pub async fn act(ask: Ask, Path((id, slug)): Path<(String, String)>, form: Form) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    form.only(&["body", "key", "deed"])?;
    if let Some(deed) = Deed::read(form.text("deed")) {
        ask.act(async |tx: &mut Tx<'_>| moderate(tx, id, deed).await).await?;
        return Ok(see_other(&format!("/threads/{id}/{slug}")));
    }
    if let wish @ ("subscribe" | "unsubscribe") = form.text("deed") {
        let wanted = wish == "subscribe";
        ask.act(
            async |tx: &mut Tx<'_>| {
                if wanted { subscriptions::subscribe(tx, id).await } else { subscriptions::unsubscribe(tx, id).await }
            },
        )
        .await?;
        return Ok(see_other(&format!("/threads/{id}/{slug}")));
    }
    match send(&ask, id, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(Refusal::SignIn)) => kept_text(&ask, &form).await,
        Err(fault) => {
            let filled = Filled::again(form, fault)?;
            let number = ask.page_number()?;
            let thread = ask.look(async |tx: &mut Tx<'_>| threads::page(tx, id, number).await).await?;
            show(&ask, thread, filled).await
        }
    }
}

/// Sends a reply; also what the browser's composer calls. The answer is the new post's address.
pub async fn send(ask: &Ask, thread: ThreadId, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let Some(body) = check.read::<Body>(form, "body") else { return Err(check.fault()) };
    ask.throttle(Action::Post)?;
    let (written, key) = (Written::new(body), PostingKey::sent(form.text("key"))?);
    let landing = ask.act(async |tx: &mut Tx<'_>| reply::reply(tx, thread, &written, &key).await).await?;
    Ok(landing.address())
}

/// The reply form with a post quoted in it.
async fn quoting(ask: &Ask, post: PostId) -> Result<Filled, Fault> {
    let found = ask.look(async |tx: &mut Tx<'_>| posts::find(tx, post).await).await;
    Ok(found
        .map_or_else(|_| Filled::default(), |post_found| Filled::with(Form::with([("body", quoted(&post_found, post, None))]))))
}

/// A post, or a chosen part of it, as a quotation.
pub fn quoted(post: &posts::Post, id: PostId, part: Option<&str>) -> String {
    let member = format!("/members/{}", crate::form::escape(post.author()));
    domain::writing::quote::quote(post.author(), &member, &format!("/posts/{id}"), part.unwrap_or(post.body()))
}

/// A post, or the part of it that the reader has selected, as a quotation for the browser's composer.
pub async fn quote(ask: &Ask, id: PostId, selected: &str) -> Result<String, Fault> {
    let post = ask.look(async |tx: &mut Tx<'_>| posts::find(tx, id).await).await?;
    let part: String = selected.chars().take(5_000).collect();
    Ok(quoted(&post, id, Some(part.trim()).filter(|part| !part.is_empty())))
}

/// Moves the reader's mark.
pub async fn mark_read(ask: &Ask, thread: ThreadId, no: i64) -> Result<(), Fault> {
    ask.act(async |tx: &mut Tx<'_>| markers::read(tx, thread, no).await).await
}

/// `/threads/{id}/read`: without scripts the page loads this picture, and the reader's mark moves.
pub async fn read_mark(ask: Ask, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let no = ask.query("to").and_then(|text| text.parse::<i64>().ok()).ok_or(Fault::NotFound)?;
    let from_here = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let a_picture = headers.get("sec-fetch-dest").is_some_and(|dest| dest == "image");
    if from_here && a_picture && !ask.viewer().is_guest() {
        mark_read(&ask, id, no).await?;
    }
    const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#;
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], PICTURE).into_response())
}

async fn show(ask: &Ask, thread: ThreadPage, filled: Filled) -> Answer {
    let page = thread.page.number;
    let address = format!("/threads/{}/{}", thread.id, thread.slug);
    let first = thread.posts.first().map(|post| domain::writing::plain::plain(&post.html, 150));
    let head = Head {
        title: if page > 1 { format!("{}, page {page}", thread.title) } else { thread.title.clone() },
        description: first.filter(|text| !text.is_empty()),
        canonical: Some(if page > 1 { format!("{address}?page={page}") } else { address.clone() }),
        private: thread.circle != Circle::Everyone,
        status: filled.status,
        retry_after: filled.retry_after,
        ..Head::default()
    };
    let member = !ask.viewer().is_guest();
    let key = if thread.may_reply { PostingKey::new().map_err(Fault::from)?.as_str().to_owned() } else { String::new() };
    let key = Some(filled.value("key")).filter(|sent| !sent.is_empty()).unwrap_or(key);
    ask.page(head, || view(thread, address, member, filled, key)).await
}

fn view(thread: ThreadPage, address: String, member: bool, filled: Filled, key: String) -> impl IntoView {
    let deeds = deeds(&thread, &address);
    let letters = thread.subscribed.map(|subscribed| letters(subscribed, &address));
    let (id, last_shown, first_new) = (thread.id, thread.posts.last().map_or(0, |post| post.no), thread.first_new);
    let replies = crate::forums::forum_list_page::counted(thread.last_no - 1, "reply");
    // Among doctors, words count and not faces.
    let pictures = thread.circle != Circle::Doctors;
    let posts = thread
        .posts
        .into_iter()
        .map(|post| {
            let rule = (first_new == Some(post.no) && post.no > 1)
                .then(|| view! { <p class="new-since" id="new">"New since you were here"</p> });
            view! { {rule}<PostCard post pictures=pictures /> }
        })
        .collect::<Vec<_>>();
    let marker = (member && (first_new.is_some() || last_shown == thread.last_no)).then(|| read_marker(id, last_shown));
    let reply = match (thread.may_reply, member, thread.locked) {
        (true, ..) => composer(id, &address, thread.page.number, thread.circle, filled, key).into_any(),
        _ if thread.archived => view! { <Archived archived=true /> }.into_any(),
        (_, _, true) => view! { <p class="notice"><Icon of=icon::LOCKED />" This thread is locked, so it takes no more replies."</p> }.into_any(),
        (_, false, _) => {
            view! { <p class="notice"><a href=format!("/login?next={address}")>"Sign in"</a>" or "<a href="/register">"register"</a>" to reply."</p> }.into_any()
        }
        _ => ().into_any(),
    };
    let jump_to_new = first_new.map(|_| view! { <a class="button" href="#new">"First new post"</a> });
    view! {
        <div class="head-row">
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb">
                    <ol><li><a href="/forums">"Forums"</a></li><li><a href=format!("/forums/{}", thread.forum_slug)>{thread.forum}</a></li></ol>
                </nav>
                <h1>{thread.title}</h1>
                <p class="meta">
                    <span class="mark"><Icon of=kind_icon(thread.kind) />{thread.kind.words()}</span>" · "{replies}
                    {thread.pinned.then(|| view! { " · "<span class="mark"><Icon of=icon::PINNED />"pinned"</span> })}
                    {thread.locked.then(|| view! { " · "<span class="mark"><Icon of=icon::LOCKED />"locked"</span> })}
                </p>
                <CircleLine circle=thread.circle />
            </header>
            <div class="actions">
                {letters}
                {deeds}
                {jump_to_new}
                {thread.may_reply.then(|| view! { <a class="button" href="#reply">"Reply"</a> })}
            </div>
        </div>
        <Pager page=thread.page address=address.clone() label="Pages, above" />
        <div class="posts">{posts}</div>
        <Pager page=thread.page address=address.clone() label="Pages" jump=true />
        {marker}
        {reply}
    }
}

fn read_marker(id: ThreadId, last_shown: i64) -> impl IntoView {
    let picture = format!("<img src=\"/threads/{id}/read?to={last_shown}\" alt=\"\" width=\"1\" height=\"1\">");
    view! { <ReadMarker thread=id to=last_shown /><noscript inner_html=picture></noscript> }
}

/// Whether a letter comes for each new reply, as a button.
fn letters(subscribed: bool, address: &str) -> impl IntoView + use<> {
    let (deed, words) = if subscribed { ("unsubscribe", "Stop letters") } else { ("subscribe", "Subscribe to this discussion") };
    view! { <form method="post" action=address.to_owned()><button class="button quiet" name="deed" value=deed>{words}</button></form> }
}

fn composer(id: ThreadId, address: &str, page: i64, circle: Circle, filled: Filled, key: String) -> impl IntoView + use<> {
    let action = if page > 1 { format!("{address}?page={page}") } else { address.to_owned() };
    let error = filled.error("body").or(filled.trouble.clone());
    view! {
        <section class="composer" id="reply" aria-labelledby="reply-title">
            <h2 id="reply-title">"Your reply"</h2>
            <Guidance />
            <CircleLine circle />
            <form method="post" action=action>
                <input type="hidden" name="key" value=key />
                <Composer place=Place::Thread(id) label="Your reply".to_owned() send="Post reply".to_owned() body=filled.value("body") error=error />
            </form>
        </section>
    }
}
