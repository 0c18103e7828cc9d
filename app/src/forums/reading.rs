//! Moving through what is unread: to the first new post, and the mark behind the last one read.

use crate::fault::Fault;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::db::Tx;
use domain::forums::markers::settle;
use domain::forums::{markers, threads};
use http::{HeaderMap, StatusCode, header};
use types::ids::ThreadId;

/// `/threads/{id}/unread`: sends to the first unread post, or to the last one.
pub async fn first_unread(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let landing = ask.look(async |tx: &mut Tx<'_>| threads::first_unread(tx, id).await).await?;
    Ok(see_other(&landing.address()))
}

/// Moves the reader's mark.
pub async fn mark_read(ask: &Ask, thread: ThreadId, no: i64, numbering: i64) -> Result<(), Fault> {
    ask.act(async |tx: &mut Tx<'_>| markers::read(tx, thread, no, numbering).await).await?;
    Ok(settle::settle(&ask.site.0.db, ask.viewer()).await?)
}

/// `/threads/{id}/read`: without scripts the page loads this picture, and the reader's mark moves.
pub async fn read_mark(ask: Ask, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let number = |name| ask.query(name).and_then(|text| text.parse::<i64>().ok());
    let (no, numbering) = (number("to").ok_or(Fault::NotFound)?, number("of").unwrap_or(0));
    if on_screen(&headers) && !ask.viewer().is_guest() {
        mark_read(&ask, id, no, numbering).await?;
    }
    const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#;
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], PICTURE).into_response())
}

/// Whether a page of this site shows the picture; one that is only fetched ahead, or another site's, does not.
fn on_screen(headers: &HeaderMap) -> bool {
    let is = |name: &str, value: &str| headers.get(name).is_some_and(|sent| sent == value);
    let ahead = ["sec-purpose", "purpose", "x-moz"].iter().any(|name| headers.contains_key(*name));
    is("sec-fetch-site", "same-origin") && is("sec-fetch-dest", "image") && !ahead
}
