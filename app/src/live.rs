//! The live stream: tells an open page how many threads and how many notices its member has not read yet. It carries the two
//! numbers and nothing else, and each time they are asked for anew, as whoever that member is at this moment.

use crate::fault::Fault;
use crate::request::{Answer, Ask, Site};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::db::Tx;
use domain::forums::thread_lists;
use domain::members::sessions;
use domain::notices;
use futures_util::stream::unfold;
use http::{HeaderName, HeaderValue, header};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};

/// Many acts in a row are answered with one look, and no page asks more often than once a second.
const GATHER: Duration = Duration::from_millis(250);
const SPACED: Duration = Duration::from_secs(1);
/// A line goes out, and the session is looked at, also when nothing happens: proxies cut what is silent.
const LOOK_IN: Duration = Duration::from_secs(25);
/// Browsers hold six connections to a site; two must be left for its pages.
const MOST_OF_ONE: usize = 4;
const MOST: usize = 2_000;
/// Seconds after which whoever found no place may try again.
const TRY_AGAIN: u64 = 60;

/// All streams of one server.
pub struct Live {
    open: Arc<Mutex<Open>>,
    /// One stream asks at a time: after an act they all want to, and pages need the readers too.
    turn: Semaphore,
    stopping: watch::Sender<bool>,
}

#[derive(Default)]
struct Open {
    all: usize,
    by_member: HashMap<String, usize>,
}

impl Default for Live {
    fn default() -> Self {
        Self { open: Arc::default(), turn: Semaphore::new(1), stopping: watch::Sender::new(false) }
    }
}

impl Live {
    /// Ends all streams, and each that is opened from now on, so that the server need not wait for them.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// A place for one more stream of this member, or Busy.
    fn place(&self, member: &str) -> Result<Place, Fault> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.by_member.get(member).copied().unwrap_or(0);
        if own >= MOST_OF_ONE || open.all >= MOST {
            return Err(Fault::Busy(TRY_AGAIN));
        }
        open.all += 1;
        open.by_member.insert(member.to_owned(), own + 1);
        Ok(Place { open: self.open.clone(), member: member.to_owned() })
    }
}

/// One of the places for streams; given back when it is dropped.
struct Place {
    open: Arc<Mutex<Open>>,
    member: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        match open.by_member.get_mut(&self.member) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(open.by_member.remove(&self.member)),
        }
    }
}

/// `/live`: for members; it ends with their session.
pub async fn live(ask: Ask) -> Answer {
    let (Some(cookie), Some(name)) = (ask.caller.cookie.clone(), ask.viewer().name()) else { return Err(Fault::NotFound) };
    let live = &ask.site.0.live;
    let listener = Listener {
        _place: live.place(name)?,
        wake: ask.site.0.db.wake(),
        stopping: live.stopping.subscribe(),
        site: ask.site.clone(),
        cookie,
        asked: Instant::now(),
        told: None,
        over: false,
    };
    let mut response = Sse::new(unfold(listener, Listener::next)).keep_alive(KeepAlive::new().interval(LOOK_IN)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers answers would keep the numbers for itself.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

/// One open page.
struct Listener {
    site: Site,
    cookie: String,
    wake: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    asked: Instant,
    told: Option<(i64, i64)>,
    over: bool,
    _place: Place,
}

impl Listener {
    /// The next numbers that differ from the last; or that the session is over, and then nothing more.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        if self.over {
            return None;
        }
        loop {
            if self.told.is_some() && !self.woken().await {
                return None;
            }
            match self.ask().await {
                Ok(Some(counts)) if self.told == Some(counts) => {}
                Ok(Some(counts @ (unread, notices))) => {
                    self.told = Some(counts);
                    return Some((Ok(Event::default().data(format!("{unread} {notices}"))), self));
                }
                Ok(None) => {
                    self.over = true;
                    // Browsers pass on no event without data.
                    return Some((Ok(Event::default().event("over").data("over")), self));
                }
                Err(error) => {
                    tracing::warn!(%error, "a live stream could not ask, and ends; its page opens another");
                    return None;
                }
            }
        }
    }

    /// Waits until something may have changed; false when the server is stopping.
    async fn woken(&mut self) -> bool {
        let (wake, spaced) = (&mut self.wake, self.asked + SPACED);
        let something = async {
            if let Ok(Err(_)) = timeout(LOOK_IN, wake.changed()).await {
                return false;
            }
            sleep(GATHER).await;
            sleep_until(spaced).await;
            true
        };
        tokio::select! {
            _ = self.stopping.wait_for(|stopping| *stopping) => false,
            go_on = something => go_on,
        }
    }

    /// How many threads and notices are unread for whoever the cookie stands for now; None when for nobody.
    async fn ask(&mut self) -> domain::fault::Result<Option<(i64, i64)>> {
        let Ok(_turn) = self.site.0.live.turn.acquire().await else { return Ok(None) };
        self.wake.mark_unchanged();
        self.asked = Instant::now();
        let db = &self.site.0.db;
        let Some(viewer) = sessions::listening(db, &self.cookie).await? else { return Ok(None) };
        db.look(&viewer, async |tx: &mut Tx<'_>| Ok((thread_lists::count_unread(tx).await?, notices::count_unread(tx).await?)))
            .await
            .map(Some)
    }
}
