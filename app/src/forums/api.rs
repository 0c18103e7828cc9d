//! What the islands ask of the server: each function is one line, shared with the page that does the same without scripts.

use crate::fault::Fault;
use leptos::prelude::*;
use types::ids::{PostId, ThreadId};

/// Sends a reply; answers with the new post's address.
#[server(endpoint = "reply", prefix = "/api")]
pub async fn reply(thread: ThreadId, body: String, key: String) -> Result<String, Fault> {
    super::thread_page::send(&crate::request::ask()?, thread, &crate::form::Form::with([("body", body), ("key", key)])).await
}

/// Starts a thread; answers with its address.
#[server(endpoint = "start", prefix = "/api")]
pub async fn start(forum: String, kind: String, title: String, body: String, key: String) -> Result<String, Fault> {
    let form = crate::form::Form::with([("kind", kind), ("title", title), ("body", body), ("key", key)]);
    super::new_page::send(&crate::request::ask()?, &forum, &form).await
}

/// Changes one's own post; answers with its address.
#[server(endpoint = "edit", prefix = "/api")]
pub async fn edit(post: PostId, body: String) -> Result<String, Fault> {
    super::post_pages::send(&crate::request::ask()?, post, &crate::form::Form::with([("body", body)])).await
}

/// Renders a text as the post would be.
#[server(endpoint = "preview", prefix = "/api")]
pub async fn preview(body: String) -> Result<String, Fault> {
    super::post_pages::preview(&crate::request::ask()?, &body)
}

/// A post, or the selected part of it, as a quotation in Markdown.
#[server(endpoint = "quote", prefix = "/api")]
pub async fn quote(post: PostId, selected: String) -> Result<String, Fault> {
    super::thread_page::quote(&crate::request::ask()?, post, &selected).await
}

/// The member has read the thread up to post `no`.
#[server(endpoint = "read", prefix = "/api")]
pub async fn read(thread: ThreadId, no: i64) -> Result<(), Fault> {
    super::thread_page::mark_read(&crate::request::ask()?, thread, no).await
}
