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
    let to = thread.may_moderate.then(|| {
        view! { <a class="button quiet" href=format!("/threads/{}/move", thread.id)><Icon of=icon::NEXT />"Move"</a> }
    });
    let form = (thread.may_moderate || thread.may_lock)
        .then(|| view! { <form method="post" action=address.to_owned()>{pin}{lock}</form> });
    view! { {form}{to} }.into_any()
}
