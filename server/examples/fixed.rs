//! A fixed page of 30 KB, served by the same axum: what `bin/bench` measures everything else against.
//! Usage: fixed ADDRESS

use axum::Router;
use axum::response::Html;
use axum::routing::get;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3399".to_owned());
    let page: &'static str = "<p>thirty kilobytes of the same</p>".repeat(878).leak();
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, Router::new().route("/", get(async move || Html(page)))).await
}
