use crate::communities::parts::Archived;
use crate::drafts::saving;
use crate::fault::Fault;
use crate::following::follow_form;
use crate::form::{Check, Filled, Form};
use crate::forums::deeds::deeds;
use crate::forums::forum_page::{CircleLine, feed_link};
use crate::forums::kept_text::kept_text;
use crate::forums::marked;
use crate::forums::post_card::PostCard;
use crate::forums::read_marker::ReadMarker;
use crate::forums::reply_form::ReplyForm;
use crate::forums::thread_row::kind_icon;
use crate::forums::unread_page;
use crate::kit::icon::Icon;
use crate::kit::pager::Pager;
use crate::layout::Head;
use crate::polls::{ballot, in_thread};
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::keys::PostingKey;
use domain::forums::moderate::{Deed, moderate};
use domain::forums::written;
use domain::forums::{posts, reply, threads};
use leptos::prelude::*;
use types::drafts::{Draft, Place};
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
    if thread.id != id || thread.slug != slug {
        return Ok(see_other(&format!("/threads/{}/{}", thread.id, thread.slug)));
    }
    let filled = match ask.query("quote").and_then(|post| post.parse::<PostId>().ok()) {
        Some(post) if thread.may_reply => quoting(&ask, post, thread.draft.as_ref()).await?,
        _ => Filled::default(),
    };
    show(&ask, thread, filled).await
}

/// `/threads/{id}`: sends to the full address.
pub async fn short_address(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let address = ask.look(async |tx: &mut Tx<'_>| threads::address(tx, id).await).await?;
    Ok(see_other(&address))
}

/// A form of the page was sent: a reply, or what a moderator does.
pub async fn act(ask: Ask, Path((id, slug)): Path<(String, String)>, form: Form) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    if let Some(vote) = ballot::read(&form) {
        return in_thread::vote(&ask, id, &slug, form, vote).await;
    }
    form.only(&["body", "key", "deed", "upon", "post", "mode"])?;
    if let Some(deed) = Deed::read(form.text("deed")) {
        ask.act(async |tx: &mut Tx<'_>| moderate(tx, id, deed).await).await?;
        return Ok(see_other(&format!("/threads/{id}/{slug}")));
    }
    match form.text("deed") {
        "unread-from" => return unread_page::mark_unread(&ask, id, form.text("post")).await,
        "read" => {
            let mark = unread_page::mark_thread(&ask, id).await?;
            return Ok(see_other(&marked::address("/my/unread", &mark)));
        }
        _ => {}
    }
    if let Some(wish) = follow_form::wish(&form) {
        follow_form::thread(&ask, id, wish?).await?;
        return Ok(see_other(&format!("/threads/{id}/{slug}")));
    }
    let sent = if form.text("deed") == "draft" {
        let here = saving::back(&ask, &format!("/threads/{id}/{slug}"));
        saving::from_form(&ask, &Place::Thread(id), &form).await.map(|()| format!("{here}#reply"))
    } else {
        send(&ask, id, &form).await
    };
    match sent {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(Refusal::SignIn)) => kept_text(&ask, &form, "body").await,
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
    ask.only_members()?;
    let mut check = Check::default();
    let Some(body) = check.read::<Body>(form, "body") else { return Err(check.fault()) };
    ask.throttle(Action::Post)?;
    let written = ask.look(async |tx: &mut Tx<'_>| written::prepare(tx, body).await).await?;
    let key = PostingKey::sent(form.text("key"))?;
    let landing = ask.act(async |tx: &mut Tx<'_>| reply::reply(tx, thread, &written, &key).await).await?;
    Ok(landing.address())
}

/// The reply form with a post quoted in it.
async fn quoting(ask: &Ask, post: PostId, draft: Option<&Draft>) -> Result<Filled, Fault> {
    let Ok(found) = ask.look(async |tx: &mut Tx<'_>| posts::find(tx, post).await).await else { return Ok(Filled::default()) };
    // What has been written already stays above the quotation.
    let before = draft.map(|draft| format!("{}\n\n", draft.words.body.trim_end())).unwrap_or_default();
    Ok(Filled::with(Form::with([("body", format!("{before}{}", quoted(&found, post, None)))])))
}

/// A post, or a chosen part of it, as a quotation.
pub fn quoted(post: &posts::Post, id: PostId, part: Option<&str>) -> String {
    let member = format!("/members/{}", crate::form::escape(post.author()));
    domain::writing::quote::quote(post.author(), &member, &format!("/posts/{id}"), part.unwrap_or(post.body()))
}

/// A post, or the part of it that the reader has selected, as a quotation for the browser's composer.
pub async fn quote(ask: &Ask, id: PostId, selected: &str) -> Result<String, Fault> {
    ask.only_members()?;
    let post = ask.look(async |tx: &mut Tx<'_>| posts::find(tx, id).await).await?;
    let part: String = selected.chars().take(5_000).collect();
    Ok(quoted(&post, id, Some(part.trim()).filter(|part| !part.is_empty())))
}

/// The page, with a form that may have been sent in vain.
pub async fn show(ask: &Ask, thread: ThreadPage, filled: Filled) -> Answer {
    let page = thread.page.number;
    let address = format!("/threads/{}/{}", thread.id, thread.slug);
    let first = thread.posts.first().map(|post| domain::writing::plain::plain(&post.html, 150));
    let head = Head {
        title: if page > 1 { format!("{}, page {page}", thread.title) } else { thread.title.clone() },
        description: first.filter(|text| !text.is_empty()),
        canonical: Some(if page > 1 { format!("{address}?page={page}") } else { address.clone() }),
        feed: (thread.circle == Circle::Everyone).then(|| format!("/feeds/threads/{}.atom", thread.id)),
        private: thread.circle != Circle::Everyone,
        status: filled.status,
        retry_after: filled.retry_after,
        ..Head::default()
    };
    let member = !ask.viewer().is_guest();
    let form = if thread.may_reply { Some(ReplyForm::of(ask, &thread, &filled)?) } else { None };
    ask.page(head, || view(thread, address, member, filled, form)).await
}

fn view(thread: ThreadPage, address: String, member: bool, filled: Filled, form: Option<ReplyForm>) -> impl IntoView {
    let deeds = deeds(&thread, &address);
    let letters = thread.following.map(|following| follow_form::follow_form(following, &address, "Subscribe to this discussion"));
    let feed = (thread.circle == Circle::Everyone).then(|| feed_link(format!("/feeds/threads/{}.atom", thread.id)));
    let (id, last_shown, first_new) = (thread.id, thread.posts.last().map_or(0, |post| post.no), thread.first_new);
    let poll = thread.poll.map(|poll| {
        let (address, filled) = (address.clone(), filled.clone());
        view! { <in_thread::ThreadPoll poll address member filled /> }
    });
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
    let seen = first_new.is_some() || last_shown == thread.last_no;
    let marker = (member && seen).then(|| read_marker(id, last_shown, thread.numbering));
    let reply = match (form, member, thread.locked) {
        (Some(form), ..) => form.view().into_any(),
        _ if thread.archived => view! { <Archived archived=true /> }.into_any(),
        (_, _, true) => view! { <p class="notice"><Icon of=icon::LOCKED />" This thread is locked, so it takes no more replies."</p> }.into_any(),
        (_, false, _) => {
            view! { <p class="notice"><a href=format!("/login?next={address}")>"Sign in"</a>" or "<a href="/register">"register"</a>" to reply."</p> }.into_any()
        }
        _ => ().into_any(),
    };
    let to_new = thread.first_unread.map(|first| to_new(id, first_new.filter(|shown| *shown == first), &address));
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
                {thread.may_reply.then(|| view! { <a class="button" href="#reply">"Reply"</a> })}
                {to_new}
                {letters}
                {feed}
                {deeds}
            </div>
        </div>
        <Pager page=thread.page address=address.clone() label="Pages, above" />
        {poll}
        <div class="posts">{posts}</div>
        <Pager page=thread.page address=address.clone() label="Pages" jump=true />
        {marker}
        {reply}
    }
}

fn read_marker(id: ThreadId, last_shown: i64, numbering: i64) -> impl IntoView {
    let of = if numbering == 0 { String::new() } else { format!("&amp;of={numbering}") };
    let picture = format!("<img src=\"/threads/{id}/read?to={last_shown}{of}\" alt=\"\" width=\"1\" height=\"1\">");
    view! { <ReadMarker thread=id numbering /><noscript inner_html=picture></noscript> }
}

/// The ways past what is unread: to its beginning, which may be on another page, or to its end.
fn to_new(id: ThreadId, here: Option<i64>, address: &str) -> impl IntoView + use<> {
    let to = match here {
        Some(no) => format!("#p{no}"),
        None => format!("/threads/{id}/unread"),
    };
    view! {
        <a class="button" href=to>"First new post"</a>
        <form method="post" action=address.to_owned()><button class="button quiet" name="deed" value="read">"Mark thread read"</button></form>
    }
}
