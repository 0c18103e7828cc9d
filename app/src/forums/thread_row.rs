use crate::forums::circle_mark::CircleMark;
use crate::kit::icon::Icon;
use crate::kit::time::Time;
use leptos::either::Either;
use leptos::prelude::*;
use types::forums::{Kind, ThreadRow};
use types::icon;

/// The icon of a kind of thread.
pub fn kind_icon(kind: Kind) -> icon::Icon {
    match kind {
        Kind::Question => icon::QUESTION,
        Kind::Discussion => icon::DISCUSSION,
        Kind::Poll => icon::POLL,
    }
}

/// Threads in a list; `forums` names the forum of each, where the list is of several, and `to_mark` gives each a button that
/// marks it as read.
#[component]
pub fn ThreadList(threads: Vec<ThreadRow>, #[prop(optional)] forums: bool, #[prop(optional)] to_mark: bool) -> impl IntoView {
    let rows = threads.into_iter().map(|thread| row(thread, forums, to_mark)).collect::<Vec<_>>();
    view! { <ol class="thread-list">{rows}</ol> }
}

fn row(thread: ThreadRow, forums: bool, to_mark: bool) -> impl IntoView {
    let class = match (thread.unread, thread.pinned && !forums) {
        (true, true) => "thread-row unread pinned",
        (true, false) => "thread-row unread",
        (false, true) => "thread-row pinned",
        (false, false) => "thread-row",
    };
    let base = format!("/threads/{}/{}", thread.id, thread.slug);
    let unread = thread.unread.then(|| view! { <span class="visually-hidden">"Unread: "</span> });
    let to_new = thread.unread.then(|| to_new(&thread));
    let mark = to_mark.then(|| mark_read(&thread));
    let last = if thread.replies == 0 {
        Either::Left(view! { <Time at=thread.last_at />", no replies yet" })
    } else {
        let address = format!("/posts/{}", thread.last_post);
        Either::Right(view! { "last by "{thread.last_by}", "<a class="quiet" href=address><Time at=thread.last_at /></a> })
    };
    view! {
        <li class=class>
            <Icon of=kind_icon(thread.kind) />
            <h3 class="title">
                {unread}<a href=base>{thread.title}</a>
                {(thread.pinned && !forums).then(|| view! { <span class="mark"><Icon of=icon::PINNED />"pinned"</span> })}
                {thread.locked.then(|| view! { <span class="mark"><Icon of=icon::LOCKED />"locked"</span> })}
                {forums.then(|| view! { <CircleMark circle=thread.circle /> })}
            </h3>
            <p class="meta">
                <span class="kind">{thread.kind.words()}</span>
                {forums.then(|| format!(" · in {}", thread.forum))}
                " · "{thread.author}" · "{last}
            </p>
            <p class="count">{thread.replies}<span class="visually-hidden">{if thread.replies == 1 { " reply" } else { " replies" }}</span></p>
            {to_new}
            {mark}
        </li>
    }
}

/// The mark of the unread leads to what is new.
fn to_new(thread: &ThreadRow) -> impl IntoView + use<> {
    let (address, words) = (format!("/threads/{}/unread", thread.id), format!("First unread post of {}", thread.title));
    view! { <a class="to-new" href=address title="First unread post"><Icon of=icon::UNREAD dot=true /><span class="visually-hidden">{words}</span></a> }
}

fn mark_read(thread: &ThreadRow) -> impl IntoView + use<> {
    let label = format!("Mark read: {}", thread.title);
    view! {
        <form class="row-deed" method="post">
            <input type="hidden" name="thread" value=thread.id.to_string() />
            <button class="button quiet" name="deed" value="thread" aria-label=label>"Mark read"</button>
        </form>
    }
}
