//! What the islands ask of the server: each function is one line, shared with the page that does the same without scripts.

use crate::fault::Fault;
use leptos::prelude::*;
use types::ids::{PostId, ThreadId};
use types::polls::PollFields;

/// Sends a reply; answers with the new post's address.
#[server(endpoint = "reply", prefix = "/api")]
pub async fn reply(thread: ThreadId, body: String, key: String) -> Result<String, Fault> {
    super::thread_page::send(&crate::request::ask()?, thread, &crate::form::Form::with([("body", body), ("key", key)])).await
}

/// Starts a thread; answers with its address.
#[server(endpoint = "start", prefix = "/api")]
pub async fn start(
    forum: String,
    kind: String,
    title: String,
    body: String,
    key: String,
    #[server(default)] poll: PollFields,
) -> Result<String, Fault> {
    let poll = crate::polls::fields::sent(poll);
    let form = crate::form::Form::with([("kind", kind), ("title", title), ("body", body), ("key", key)].into_iter().chain(poll));
    super::new_page::send(&crate::request::ask()?, &forum, &form).await
}

/// Changes one's own post; answers with its address.
#[server(endpoint = "edit", prefix = "/api")]
pub async fn edit(
    post: PostId,
    body: String,
    #[server(default)] key: String,
    #[server(default)] upon: i64,
) -> Result<String, Fault> {
    let form = crate::form::Form::with([("body", body), ("key", key), ("upon", upon.to_string())]);
    super::post_pages::send(&crate::request::ask()?, post, &form).await
}

/// Renders a text as the post would be.
#[server(endpoint = "preview", prefix = "/api")]
pub async fn preview(body: String) -> Result<String, Fault> {
    super::post_pages::preview(&crate::request::ask()?, &body).await
}

/// A post, or the selected part of it, as a quotation in Markdown.
#[server(endpoint = "quote", prefix = "/api")]
pub async fn quote(post: PostId, selected: String) -> Result<String, Fault> {
    super::thread_page::quote(&crate::request::ask()?, post, &selected).await
}

/// The member has read the thread up to post `no`, as its posts were numbered then.
#[server(endpoint = "read", prefix = "/api")]
pub async fn read(thread: ThreadId, no: i64, #[server(default)] numbering: i64) -> Result<(), Fault> {
    super::reading::mark_read(&crate::request::ask()?, thread, no, numbering).await
}

/// Names of members who have written in a place, beginning like this.
#[server(endpoint = "names", prefix = "/api")]
pub async fn names(place: String, begins: String) -> Result<Vec<String>, Fault> {
    super::names::names(&crate::request::ask()?, &place, &begins).await
}
