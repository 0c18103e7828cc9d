use crate::kept::Kept;
use crate::listen;
use crate::told::{Result, Told};
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use domain::db::Db;
use domain::letters;
use http::header;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;

const SECONDS: [f64; 12] = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

#[derive(Clone)]
struct Watched {
    handle: PrometheusHandle,
    db: Db,
    kept: Kept,
}

/// Begins to measure, and tells Prometheus at this address, which only the operator's network should reach.
pub async fn begin(address: SocketAddr, db: Db, kept: Kept) -> Result<()> {
    let listener = listen::bind(address).await?;
    let handle = recorder()?;
    describe();
    let started = f64::from(u32::try_from(db.clock().now() / 1000).unwrap_or(u32::MAX));
    gauge!("process_start_time_seconds").set(started);
    let routes = Router::new().route("/metrics", get(render)).with_state(Watched { handle, db, kept });
    tracing::info!("metrics at http://{address}/metrics");
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, routes).await {
            tracing::error!(%error, "the metrics have stopped");
        }
    });
    Ok(())
}

fn recorder() -> Result<PrometheusHandle> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("doc2doc_request_seconds".to_owned()), &SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|why| Told::because("The metrics could not be begun", why, "Start without --metrics-listen."))
}

fn describe() {
    describe_counter!("doc2doc_requests_total", "Requests by route, method and status");
    describe_histogram!("doc2doc_request_seconds", "Seconds until the answer, by route");
    describe_counter!("doc2doc_kept_pages_total", "Guests' pages given out ready-made");
    describe_counter!("doc2doc_statements_total", "Statements sent to the database");
    describe_counter!("doc2doc_letters_sent_total", "Letters taken by the mail server");
    describe_counter!("doc2doc_letters_failed_total", "Attempts to send a letter that failed");
    describe_gauge!("doc2doc_letters_waiting", "Letters that have not been sent yet");
    describe_gauge!("process_start_time_seconds", "When the program was started, in seconds since 1970");
}

async fn render(State(watched): State<Watched>) -> ([(header::HeaderName, &'static str); 1], String) {
    counter!("doc2doc_kept_pages_total").absolute(watched.kept.given());
    counter!("doc2doc_statements_total").absolute(watched.db.statements());
    match letters::waiting(&watched.db).await {
        Ok(waiting) => gauge!("doc2doc_letters_waiting").set(f64::from(i32::try_from(waiting).unwrap_or(i32::MAX))),
        Err(error) => tracing::warn!(%error, "letters could not be counted"),
    }
    watched.handle.run_upkeep();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], watched.handle.render())
}
