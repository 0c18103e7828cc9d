use crate::told::{Result, Told};
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tower::Service;

/// A client that has not sent its headers by then is let go, and so is an idle connection.
const HEADERS_WITHIN: Duration = Duration::from_secs(30);
/// Addresses and headers together; browsers send a tenth of it.
const MOST_HEADER_BYTES: usize = 64 * 1024;
/// What was accepted is finished within this time after the order to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// Takes the address and port.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|why| match why.kind() {
        ErrorKind::AddrInUse => Told(format!(
            "Port {} is taken by another program. Stop it, or choose another port with --listen or DOC2DOC_LISTEN.",
            address.port()
        )),
        ErrorKind::PermissionDenied => {
            Told(format!("This user may not answer at {address}. Choose a port above 1023 with --listen or DOC2DOC_LISTEN."))
        }
        _ => Told::because(
            &format!("The program cannot answer at {address}"),
            why,
            "Choose another address with --listen or DOC2DOC_LISTEN.",
        ),
    })
}

/// Answers until SIGTERM or SIGINT, then says so and finishes what it has accepted.
pub async fn answer<S>(listener: TcpListener, service: S, stopping: impl FnOnce()) -> Result<()>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let signals = |why| Told::because("The program cannot listen to signals", why, "Please report this.");
    let mut terminate = signal(SignalKind::terminate()).map_err(signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(signals)?;
    let graceful = GracefulShutdown::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => connect(stream, peer, service.clone(), &graceful),
                Err(error) => wait_after(&error).await,
            },
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
        }
    }
    drop(listener);
    stopping();
    tracing::info!("stopping; what was accepted is finished first");
    if tokio::time::timeout(FINISH_WITHIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests took too long and were cut off");
    }
    Ok(())
}

fn connect<S>(stream: TcpStream, peer: SocketAddr, service: S, graceful: &GracefulShutdown)
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection was gone at once");
        return;
    }
    let handler = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        service.clone().call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).max_buf_size(MOST_HEADER_BYTES);
    let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), handler));
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection broke");
        }
    });
}

/// Out of file handles, most likely: others must first be given back.
async fn wait_after(error: &std::io::Error) {
    tracing::warn!(%error, "a connection could not be accepted");
    tokio::time::sleep(Duration::from_millis(100)).await;
}
