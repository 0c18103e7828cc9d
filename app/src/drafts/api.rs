use crate::fault::Fault;
use leptos::prelude::*;
use types::drafts::{Saved, Words};

/// Keeps a text that is being written by this member; answers with its version, or with another device's text.
#[server(endpoint = "draft", prefix = "/api")]
pub async fn draft(
    who: String,
    place: String,
    #[server(flatten)] words: Words,
    #[server(default)] upon: i64,
) -> Result<Saved, Fault> {
    super::saving::save(&crate::request::ask()?, &who, &place, &super::saving::form(words, upon)).await
}
