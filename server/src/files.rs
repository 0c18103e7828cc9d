use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, header};
use std::path::Path;
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// Only files with these endings are given out.
const ENDINGS: [&str; 9] = [".css", ".ico", ".js", ".json", ".png", ".svg", ".txt", ".wasm", ".webmanifest"];

/// The built files of the site.
#[derive(Clone)]
pub struct Files(ServeDir);

impl Files {
    /// Gives out what lies in this directory, compressed beforehand where the build has done so.
    pub fn new(root: &Path) -> Self {
        let files = ServeDir::new(root).append_index_html_on_directories(false).redirect_to_trailing_slash(false);
        Self(files.precompressed_br().precompressed_gzip())
    }
}

/// Whether this address could be that of a file.
pub fn is_listed(path: &str) -> bool {
    ENDINGS.iter().any(|ending| path.ends_with(ending)) && !path.contains("/.")
}

/// Whatever is no page: a file, or nothing.
pub async fn file(State(files): State<Files>, request: Request) -> Response {
    if !is_listed(request.uri().path()) || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let named_by_content =
        request.uri().path().starts_with("/pkg/") || request.uri().query().is_some_and(|query| query.starts_with("v="));
    match files.0.oneshot(request).await {
        Ok(found) if found.status().is_success() || found.status() == StatusCode::NOT_MODIFIED => {
            let mut response = found.map(Body::new);
            let keep = if named_by_content { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
            name_charset(&mut response);
            response
        }
        Ok(other) => other.map(Body::new),
        Err(never) => match never {},
    }
}

/// The build writes all its texts in UTF-8.
fn name_charset(response: &mut Response) {
    let Some(kind) = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) else { return };
    if kind.starts_with("text/") && !kind.contains("charset") {
        let named = HeaderValue::try_from(format!("{kind}; charset=utf-8"));
        if let Ok(named) = named {
            response.headers_mut().insert(header::CONTENT_TYPE, named);
        }
    }
}
