use app::request::Site;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// The database is asked at most this often, so that nobody can wear out the disk by asking.
const EVERY: Duration = Duration::from_secs(1);

#[derive(Clone)]
struct Last(Arc<Mutex<Option<(Instant, bool)>>>);

/// For whoever looks after the machine: whether the program is alive, and whether it can write.
pub fn probes(site: Site) -> Router {
    let last = Last(Arc::default());
    Router::new().route("/healthz", get(async || "alive\n")).route("/readyz", get(ready)).with_state((site, last))
}

async fn ready(State((site, last)): State<(Site, Last)>) -> (StatusCode, &'static str) {
    let mut last = last.0.lock().await;
    let known = last.filter(|(asked, _)| asked.elapsed() < EVERY).map(|(_, can)| can);
    let can_write = match known {
        Some(can) => can,
        None => {
            let answer = site.0.db.ready().await;
            if let Err(why) = &answer {
                tracing::warn!(%why, "the database cannot be written");
            }
            answer.is_ok()
        }
    };
    if known.is_none() {
        *last = Some((Instant::now(), can_write));
    }
    if can_write { (StatusCode::OK, "ready\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n") }
}
