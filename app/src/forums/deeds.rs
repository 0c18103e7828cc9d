use crate::forums::forum_page::CircleLine;
use crate::kit::icon::Icon;
use leptos::prelude::*;
use types::forums::ThreadPage;
use types::icon;

/// What moderators do to a thread, as buttons; whoever may only lock it sees only that.
pub fn deeds(thread: &ThreadPage, address: &str) -> AnyView {
    let button = |on: bool, icon: icon::Icon, (no, no_words): (&'static str, &'static str), (yes, yes_words)| {
        let (deed, words) = if on { (yes, yes_words) } else { (no, no_words) };
        view! { <button class="button quiet" name="deed" value=deed><Icon of=icon />{words}</button> }
    };
    let pin = thread.may_moderate.then(|| button(thread.pinned, icon::PINNED, ("pin", "Pin"), ("unpin", "Unpin")));
    let lock = thread.may_lock.then(|| button(thread.locked, icon::LOCKED, ("lock", "Lock"), ("unlock", "Unlock")));
    let links = thread.may_moderate.then(|| {
        let link = |deed: &'static str, words: &'static str| {
            view! { <a class="button quiet" href=format!("/threads/{}/{deed}", thread.id)><Icon of=icon::NEXT />{words}</a> }
        };
        view! { {link("move", "Move")}{link("merge", "Merge")}{link("split", "Split")} }
    });
    let form = (thread.may_moderate || thread.may_lock)
        .then(|| view! { <form method="post" action=address.to_owned()>{pin}{lock}</form> });
    view! { {form}{links} }.into_any()
}

/// The head of a page on which something is done to a thread.
pub fn deed_head(thread: &ThreadPage, title: &'static str) -> AnyView {
    let (forum, address) = (format!("/forums/{}", thread.forum_slug), format!("/threads/{}/{}", thread.id, thread.slug));
    view! {
        <header class="head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol>
                    <li><a href="/forums">"Forums"</a></li><li><a href=forum>{thread.forum.clone()}</a></li>
                    <li><a href=address>{thread.title.clone()}</a></li>
                </ol>
            </nav>
            <h1>{title}</h1>
            <CircleLine circle=thread.circle />
        </header>
    }
    .into_any()
}
