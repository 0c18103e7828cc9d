use crate::kept_page::Page;
use app::layout::SameForGuests;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use domain::db::Db;
use http::{Method, StatusCode, header};
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::future::Ready;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// All kept pages together take at most this much memory.
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// Addresses with longer queries are not ours, and not kept.
const LONGEST_QUERY: usize = 100;
const LONGEST_PATH: usize = 300;

/// Guests' pages, ready-made and ready-compressed, while nothing that guests can see has changed.
///
/// Stands before everything else: a cookieless GET that is found here meets no session, no log and no router.
#[derive(Clone)]
pub struct Kept(Arc<Store>);

struct Store {
    db: Db,
    pages: RwLock<Pages>,
    given: AtomicU64,
}

#[derive(Default)]
struct Pages {
    /// The state of the open forums that all these pages show.
    version: u64,
    by_address: HashMap<Arc<str>, Arc<Page>>,
    oldest_first: VecDeque<Arc<str>>,
    bytes: usize,
}

impl Kept {
    /// Keeps pages made from this database.
    pub fn new(db: Db) -> Self {
        Self(Arc::new(Store { db, pages: RwLock::default(), given: AtomicU64::new(0) }))
    }

    /// How many pages have been given out ready-made.
    pub fn given(&self) -> u64 {
        self.0.given.load(Ordering::Relaxed)
    }

    fn find(&self, address: &str) -> Option<Arc<Page>> {
        let pages = self.0.pages.read().unwrap_or_else(PoisonError::into_inner);
        if pages.version != self.0.db.open_version() {
            return None;
        }
        pages.by_address.get(address).cloned()
    }

    /// The version was read before the page was made: a page that was overtaken by a write is never kept.
    fn keep(&self, address: &str, version: u64, page: Arc<Page>) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if query.len() > LONGEST_QUERY || path.len() > LONGEST_PATH {
            return;
        }
        self.0.pages.write().unwrap_or_else(PoisonError::into_inner).keep(address.into(), version, page);
    }
}

impl Pages {
    fn keep(&mut self, address: Arc<str>, version: u64, page: Arc<Page>) {
        if version > self.version {
            *self = Self { version, ..Self::default() };
        }
        if version < self.version || self.by_address.contains_key(&address) {
            return;
        }
        self.bytes += page.weight();
        self.oldest_first.push_back(address.clone());
        self.by_address.insert(address, page);
        while self.bytes > MOST_BYTES {
            let Some(oldest) = self.oldest_first.pop_front() else { return };
            self.bytes -= self.by_address.remove(&oldest).map_or(0, |gone| gone.weight());
        }
    }
}

impl<S> Layer<S> for Kept {
    type Service = KeptService<S>;

    fn layer(&self, inner: S) -> KeptService<S> {
        KeptService { kept: self.clone(), inner }
    }
}

/// The site behind its kept pages.
#[derive(Clone)]
pub struct KeptService<S> {
    kept: Kept,
    inner: S,
}

/// An answer that is there, or one that is still to be made.
pub enum Answer {
    Ready(Ready<Result<Response, Infallible>>),
    Made(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl Future for Answer {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Ready(answer) => Pin::new(answer).poll(cx),
            Self::Made(answer) => answer.as_mut().poll(cx),
        }
    }
}

impl<S> Service<Request> for KeptService<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Answer {
        if request.method() != Method::GET || request.headers().contains_key(header::COOKIE) {
            return Answer::Made(Box::pin(self.inner.call(request)));
        }
        let address = request.uri().path_and_query().map_or("/", |whole| whole.as_str());
        if let Some(page) = self.kept.find(address) {
            self.kept.0.given.fetch_add(1, Ordering::Relaxed);
            return Answer::Ready(std::future::ready(Ok(page.answer(request.headers()))));
        }
        let (kept, address, headers) = (self.kept.clone(), Box::<str>::from(address), request.headers().clone());
        let version = self.kept.0.db.open_version();
        let made = self.inner.call(request);
        Answer::Made(Box::pin(async move {
            let response = made.await?;
            if response.status() != StatusCode::OK || response.extensions().get::<SameForGuests>().is_none() {
                return Ok(response);
            }
            let Some(page) = read(response).await else { return Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response()) };
            kept.keep(&address, version, page.clone());
            Ok(page.answer(&headers))
        }))
    }
}

async fn read(response: Response) -> Option<Arc<Page>> {
    let (parts, body): (_, Body) = response.into_parts();
    match axum::body::to_bytes(body, MOST_BYTES).await {
        Ok(raw) => Some(Arc::new(Page::new(parts.headers, raw))),
        Err(error) => {
            tracing::error!(%error, "a page could not be read for keeping");
            None
        }
    }
}
