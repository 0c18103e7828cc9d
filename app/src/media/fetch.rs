use crate::fault::Fault;
use crate::request::{Answer, Ask};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::db::Tx;
use domain::media::open::{self, Seen};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use types::ids::MediaId;

/// How long anybody may keep a picture that nobody is kept from seeing; all others are kept by nobody.
const OPEN: &str = "public, max-age=300";
const CLOSED: &str = "no-store";

/// `/media/{id}`: a picture, with the rights of the posts that show it; `?size=phone` asks for the small one.
pub async fn fetch(ask: Ask, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let id: MediaId = id.parse().map_err(|_| Fault::NotFound)?;
    let small = ask.query("size").is_some_and(|size| size == "phone");
    let tag = format!("\"{id}-{}\"", if small { "phone" } else { "wide" });
    let (seen, file) = ask
        .look(async |tx: &mut Tx<'_>| {
            let seen = open::find(tx, id).await?;
            if seen.open && known(&headers, &tag) {
                return Ok((seen, None));
            }
            let file = open::file(tx, &seen, small).await?;
            Ok((seen, Some(file)))
        })
        .await?;
    Ok(answer(&seen, file, &tag))
}

/// Whether the browser holds this very file already; a picture never changes.
fn known(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get(header::IF_NONE_MATCH).and_then(|held| held.to_str().ok()).unwrap_or_default();
    held.split(',').map(str::trim).any(|held| held == tag || held.strip_prefix("W/") == Some(tag))
}

fn answer(seen: &Seen, file: Option<Vec<u8>>, tag: &str) -> Response {
    let mut answer = match file {
        None => StatusCode::NOT_MODIFIED.into_response(),
        Some(file) => {
            let headers = [
                (header::CONTENT_TYPE, seen.media),
                (header::CONTENT_DISPOSITION, "inline"),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            ];
            (headers, file).into_response()
        }
    };
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(if seen.open { OPEN } else { CLOSED }));
    if let (true, Ok(tag)) = (seen.open, HeaderValue::from_str(tag)) {
        headers.insert(header::ETAG, tag);
    }
    answer
}
