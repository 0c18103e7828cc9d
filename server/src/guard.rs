use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};

/// The longest address that is answered; the longest of our own has 300 characters.
const LONGEST_ADDRESS: usize = 2048;
/// The pages that neither read a cookie nor ask where a request comes from.
pub const ONE_CLICK: &str = "/unsubscribe/";
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The origin under which people know the site.
#[derive(Clone)]
pub struct Origin(pub std::sync::Arc<str>);

/// Refuses what no browser would send from our own pages, before anything else looks at it.
pub async fn guard(State(origin): State<Origin>, request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |whole| whole.as_str().len());
    if length > LONGEST_ADDRESS {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    let exempt = is_one_click(request.method(), request.uri());
    if writes(request.method()) && !exempt && !comes_from_here(request.headers(), &origin) {
        tracing::warn!("refused a write from elsewhere");
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

/// What mail programs send to stop letters (RFC 8058): from anywhere, without a cookie; its address alone says what it may do.
pub fn is_one_click(method: &Method, uri: &Uri) -> bool {
    let token = uri.path().strip_prefix(ONE_CLICK).unwrap_or_default();
    *method == Method::POST && !token.is_empty() && !token.contains('/')
}

fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Browsers say where a write comes from by `Sec-Fetch-Site`, older ones by `Origin`; who says neither, or says both
/// differently, is refused. What the header says in the first case is checked by tower-http's layer as well.
fn comes_from_here(headers: &HeaderMap, origin: &Origin) -> bool {
    match headers.get(SEC_FETCH_SITE) {
        Some(site) => site == "same-origin",
        None => headers.get(header::ORIGIN).is_some_and(|from| from == &*origin.0),
    }
}
