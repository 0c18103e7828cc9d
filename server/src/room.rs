use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use http_body_util::Limited;
use std::time::Duration;

/// What a request may send, and how long it may take from its head to its answer.
struct Room {
    bytes: usize,
    within: Duration,
}

/// A form; everything but documents and pictures.
const FORM: Room = Room { bytes: app::form::MOST_BYTES, within: Duration::from_secs(30) };
/// A document or a picture, sent from a ward's old phone.
const DOCUMENT: Room = Room { bytes: app::upload::MOST_SENT, within: Duration::from_secs(300) };

impl Room {
    /// The one place where addresses are given more room than the others.
    fn of(path: &str) -> Self {
        if app::upload::ADDRESSES.contains(&path) { DOCUMENT } else { FORM }
    }
}

/// Refuses what is too large before it is read, stops reading what grows too large, and waits for nothing for ever.
pub async fn room(request: Request, next: Next) -> Response {
    let room = Room::of(request.uri().path());
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if told.is_some_and(|length| length > room.bytes as u64) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let request = request.map(|body| Body::new(Limited::new(body, room.bytes)));
    match tokio::time::timeout(room.within, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
