use crate::device;
use crate::files;
use crate::guard;
use app::fault::Fault;
use app::layout::SameForGuests;
use app::members::login_page::{SignedIn, SignedOut};
use app::request::{Caller, Site};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::members::sessions;
use domain::viewer::Viewer;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use time::Duration;

/// How long a browser keeps the cookie of somebody who asked to be kept signed in.
const KEPT_DAYS: i64 = 7;
/// No cookie of ours is longer.
const LONGEST: usize = 100;

/// What the session layer knows about the site.
#[derive(Clone)]
pub struct Door {
    pub site: Site,
    pub https: bool,
    /// The header in which the operator's own proxy passes the client's address on.
    pub proxy_header: Option<HeaderName>,
    /// Staff need no second factor; for tests and demonstrations on this machine only.
    pub spare_factor: bool,
}

/// Finds out who calls, and gives or takes the cookie afterwards.
pub async fn session(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let cookie = if is_file(&request) || is_for_everybody(&request) { None } else { door.cookie(request.headers()) };
    let viewer = match &cookie {
        None => Ok(None),
        Some(value) if value.len() > LONGEST => Ok(None),
        Some(value) => sessions::resume(&door.site.0.db, value).await,
    };
    let viewer = match viewer {
        Ok(viewer) => viewer.map(|viewer| if door.spare_factor { viewer.spare_factor() } else { viewer }),
        Err(broken) => return Fault::from(broken).into_response(),
    };
    let over = cookie.is_some() && viewer.is_none();
    let caller = Caller {
        cookie: cookie.filter(|_| viewer.is_some()),
        viewer: viewer.unwrap_or_else(Viewer::guest),
        address: door.address(&request),
        device: device::in_words(text(request.headers(), &header::USER_AGENT)),
    };
    let cookieless = !request.headers().contains_key(header::COOKIE);
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(caller);
    if !cookieless {
        response.extensions_mut().remove::<SameForGuests>();
    }
    door.answer(&mut response, over);
    response
}

impl Door {
    fn cookie(&self, headers: &HeaderMap) -> Option<String> {
        let jar = headers.contains_key(header::COOKIE).then(|| CookieJar::from_headers(headers))?;
        jar.get(self.cookie_name()).map(|cookie| cookie.value().to_owned())
    }

    /// Browsers take `__Host-` cookies only over https, where no other site can set or read them.
    fn cookie_name(&self) -> &'static str {
        if self.https { "__Host-d2d" } else { "d2d" }
    }

    /// The peer's address, or what the operator's own proxy says: the last entry is the one that this proxy has added.
    fn address(&self, request: &Request) -> IpAddr {
        let told = self.proxy_header.as_ref().and_then(|name| {
            let value = request.headers().get_all(name).iter().next_back()?.to_str();
            value.unwrap_or_default().rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        });
        let peer = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        told.or_else(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical()
    }

    /// Sets the cookie of a session that has begun; takes away that of one that has ended.
    fn answer(&self, response: &mut Response, over: bool) {
        if let Some(signed_in) = response.extensions_mut().remove::<SignedIn>() {
            let mut cookie = self.set(signed_in.token);
            if signed_in.keep {
                cookie.set_max_age(Duration::days(KEPT_DAYS));
            }
            give(response, &cookie);
        } else if over || response.extensions_mut().remove::<SignedOut>().is_some() {
            give(response, &self.taken_away());
        }
    }

    fn set(&self, value: String) -> Cookie<'static> {
        Cookie::build((self.cookie_name(), value)).path("/").http_only(true).secure(self.https).same_site(SameSite::Lax).build()
    }

    /// A browser takes a `__Host-` cookie away only when all its marks are there.
    fn taken_away(&self) -> Cookie<'static> {
        let mut cookie = self.set(String::new());
        cookie.make_removal();
        cookie
    }
}

fn give(response: &mut Response, cookie: &Cookie<'_>) {
    match HeaderValue::try_from(cookie.to_string()) {
        Ok(value) => {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        Err(error) => tracing::error!(%error, "a cookie could not be written"),
    }
}

fn is_file(request: &Request) -> bool {
    request.extensions().get::<MatchedPath>().is_none() && files::is_listed(request.uri().path())
}

/// Links in letters do the same whoever is signed in, and tell nothing of them.
fn is_for_everybody(request: &Request) -> bool {
    request.uri().path().starts_with(guard::ONE_CLICK)
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
