use app::fault::Fault;
use app::fault_page::fault_page;
use app::request::{Ask, Caller, Site};
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::viewer::Viewer;
use http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use std::net::{IpAddr, Ipv4Addr};

/// The header by which the islands' calls know an error.
const CALL_ERROR: HeaderName = HeaderName::from_static("serverfnerror");
/// No error of a call is longer.
const LONGEST_ERROR: usize = 64 * 1024;

/// Gives every fault its page in the site's own look, for whoever asked; what islands call answers them in JSON.
pub async fn faults(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    if uri.path().starts_with("/api/") {
        // Without these the framework cannot put errors into an address and send browsers there.
        request.headers_mut().remove(header::ACCEPT);
        request.headers_mut().remove(header::REFERER);
    }
    let mut response = next.run(request).await;
    if response.headers().contains_key(CALL_ERROR) {
        return call_error(response).await;
    }
    let (fault, status) = match response.extensions_mut().remove::<Fault>() {
        Some(fault) => {
            let status = fault.status();
            (fault, status)
        }
        None if is_bare(&response) => bare(response.status()),
        None => return response,
    };
    show(&site, uri, &fault, status, response).await
}

/// An error of the framework or of a layer: it has neither a page nor data with it.
fn is_bare(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&[][..], |kind| kind.as_bytes());
    let dressed = kind.starts_with(b"text/html") || kind.starts_with(b"application/json");
    (status.is_client_error() || status.is_server_error()) && status != StatusCode::RANGE_NOT_SATISFIABLE && !dressed
}

fn bare(status: StatusCode) -> (Fault, StatusCode) {
    let sentence = match status {
        StatusCode::NOT_FOUND => return (Fault::NotFound, status),
        StatusCode::SERVICE_UNAVAILABLE => return (Fault::Busy(5), status),
        status if status.is_server_error() => return (Fault::broken(&status), StatusCode::INTERNAL_SERVER_ERROR),
        StatusCode::FORBIDDEN => "This was not sent from one of our own pages. Please reload the page and try again.",
        StatusCode::METHOD_NOT_ALLOWED => "This page cannot be used in that way.",
        StatusCode::PAYLOAD_TOO_LARGE => "This is more than one form may hold. Please shorten the text, or send a smaller file.",
        StatusCode::URI_TOO_LONG => "This address is longer than any of ours.",
        StatusCode::REQUEST_TIMEOUT => "This took too long to arrive. Please try again.",
        _ => "We could not read what was sent. Please reload the page and try again.",
    };
    (Fault::Unreadable(sentence.to_owned()), status)
}

async fn show(site: &Site, uri: Uri, fault: &Fault, status: StatusCode, bare: Response) -> Response {
    let (old, _) = bare.into_parts();
    let caller = old.extensions.get::<Caller>().cloned().unwrap_or_else(stranger);
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    request.extensions_mut().insert(caller);
    let (mut parts, _) = request.into_parts();
    let mut response = match Ask::from_request_parts(&mut parts, site).await {
        Ok(ask) => fault_page(&ask, fault, status),
        Err(_) => status.into_response(),
    };
    carry_over(&old.headers, response.headers_mut());
    response
}

/// The page replaces the body, not what else the answer says: which methods there are, a cookie that is over.
fn carry_over(old: &HeaderMap, new: &mut HeaderMap) {
    for name in [header::ALLOW, header::SET_COOKIE] {
        for value in old.get_all(&name) {
            new.append(&name, value.clone());
        }
    }
}

/// Whoever was turned away before the session was looked at.
fn stranger() -> Caller {
    Caller { viewer: Viewer::guest(), cookie: None, address: IpAddr::V4(Ipv4Addr::UNSPECIFIED), device: String::new() }
}

/// The framework answers every error of a call with 500; the fault in the body knows better.
async fn call_error(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = match axum::body::to_bytes(body, LONGEST_ERROR).await {
        Ok(bytes) => bytes,
        Err(error) => return Fault::broken(&error).status().into_response(),
    };
    if let Ok(fault) = serde_json::from_slice::<Fault>(&bytes) {
        parts.status = fault.status();
        if let Some(seconds) = fault.retry_after() {
            parts.headers.insert(header::RETRY_AFTER, seconds.into());
        }
    }
    parts.headers.insert(header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    Response::from_parts(parts, Body::from(bytes))
}
