use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use metrics::{counter, histogram};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tracing::Instrument;

static COUNT: AtomicU64 = AtomicU64::new(0);

/// Numbers every request, logs how it ended and counts it. Routes are named, never addresses: those hold names and links' secrets.
pub async fn watch(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("other", MatchedPath::as_str);
    let method = known_method(request.method());
    let span = tracing::info_span!("request", number, method, route);
    let response = next.run(request).instrument(span.clone()).await;
    let took = began.elapsed();
    let status = response.status();
    span.in_scope(|| {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE {
            tracing::error!(status = status.as_u16(), ms, "answered");
        } else {
            tracing::debug!(status = status.as_u16(), ms, "answered");
        }
    });
    let route = route.to_owned();
    counter!("doc2doc_requests_total", "method" => method, "route" => route.clone(), "status" => status.as_u16().to_string())
        .increment(1);
    histogram!("doc2doc_request_seconds", "route" => route).record(took.as_secs_f64());
    response
}

/// Strangers can invent methods; a label for each would fill the memory.
fn known_method(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "other",
    }
}
