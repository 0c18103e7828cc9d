//! What every request brings along, and how it looks and acts as its viewer.

use crate::assets::Assets;
use crate::fault::Fault;
use crate::form::Filled;
use crate::live::Live;
use crate::throttle::{Action, Throttles};
use axum::extract::{FromRequestParts, Request, State};
use axum::response::{IntoResponse, Response};
use domain::db::{Db, Tx};
use domain::members::factors::ceremonies::Ceremonies;
use domain::secrets::Key;
use domain::viewer::Viewer;
use http::request::Parts;
use leptos::prelude::{provide_context, use_context};
use std::net::IpAddr;
use std::sync::Arc;
use types::fault::Refusal;

/// The result of a handler.
pub type Answer = Result<Response, Fault>;

/// The site that a request comes to.
#[derive(Clone)]
pub struct Site(pub Arc<SiteParts>);

/// What the site is made of; set up once by `serve`.
pub struct SiteParts {
    pub db: Db,
    pub key: Key,
    /// Scheme, host and port under which people know the site, such as https://doc2doc.example.
    pub origin: String,
    pub assets: Assets,
    pub throttles: Throttles,
    /// Passkey ceremonies under way.
    pub passkeys: Ceremonies,
    pub live: Live,
}

/// Who calls, found out by the session layer before any handler runs.
#[derive(Clone)]
pub struct Caller {
    pub viewer: Viewer,
    /// The session cookie's value, for ending or keeping this session.
    pub cookie: Option<String>,
    pub address: IpAddr,
    /// The browser in a few words, such as "Firefox on Android".
    pub device: String,
}

/// A request as its handler sees it.
#[derive(Clone)]
pub struct Ask {
    pub site: Site,
    pub caller: Caller,
    /// The path without its query.
    pub path: String,
    query: String,
}

impl FromRequestParts<Site> for Ask {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Fault> {
        let caller = parts.extensions.get::<Caller>().cloned().ok_or_else(|| Fault::broken(&"no session layer"))?;
        let path = parts.uri.path().to_owned();
        Ok(Self { site: site.clone(), caller, path, query: parts.uri.query().unwrap_or_default().to_owned() })
    }
}

impl Ask {
    /// Who asks.
    pub fn viewer(&self) -> &Viewer {
        &self.caller.viewer
    }

    /// Reads as the viewer.
    pub async fn look<T, F>(&self, ask: F) -> Result<T, Fault>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> domain::fault::Result<T>,
    {
        Ok(self.site.0.db.look(self.viewer(), ask).await?)
    }

    /// Writes as the viewer.
    pub async fn act<T, F>(&self, story: F) -> Result<T, Fault>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> domain::fault::Result<T>,
    {
        Ok(self.site.0.db.act(self.viewer(), story).await?)
    }

    /// The first value of a query parameter, decoded; others are not looked at.
    pub fn query(&self, name: &str) -> Option<String> {
        crate::form::pairs(self.query.as_bytes()).ok()?.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The word for what has just been done, which an address brings along; a form sent in vain has done nothing.
    pub fn done(&self, filled: &Filled) -> Option<String> {
        self.query("done").filter(|_| filled.status.is_success())
    }

    /// The page asked for; anything but a plain number is no page.
    pub fn page_number(&self) -> Result<i64, Fault> {
        match self.query("page") {
            None => Ok(1),
            Some(text) if text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit()) => {
                text.parse().map_err(|_| Fault::NotFound)
            }
            Some(_) => Err(Fault::NotFound),
        }
    }

    /// Counts this action against its limits, by address and by account.
    pub fn throttle(&self, action: Action) -> Result<(), Fault> {
        self.site.0.throttles.check(action, self.caller.address, self.viewer().name())
    }

    /// Refuses guests before anything is looked up, so that every place is alike to them, be it open, closed or none.
    pub fn only_members(&self) -> Result<(), Fault> {
        if self.viewer().is_guest() { Err(Fault::Refused(Refusal::SignIn)) } else { Ok(()) }
    }

    /// Sends guests to sign in, and back here afterwards.
    pub fn sign_in_first(&self) -> Option<Response> {
        self.viewer().is_guest().then(|| see_other(&format!("/login?next={}", crate::form::escape(&self.path))))
    }
}

/// The request as a server function sees it.
pub fn ask() -> Result<Ask, Fault> {
    use_context::<Ask>().ok_or_else(|| Fault::broken(&"a server function without a request"))
}

/// Runs the server function behind an address under /api/; an unknown one is absent like any other page.
pub async fn call(State(_): State<Site>, ask: Ask, request: Request) -> Response {
    let known = leptos::server_fn::axum::server_fn_paths().any(|(path, _)| path == ask.path);
    if !known {
        return Fault::NotFound.into_response();
    }
    leptos_axum::handle_server_fns_with_context(move || provide_context(ask.clone()), request).await.into_response()
}

/// Sends the browser to another local address with a fresh GET; written so that any header can carry it.
pub fn see_other(address: &str) -> Response {
    let address = percent_encoding::utf8_percent_encode(address, percent_encoding::CONTROLS);
    (http::StatusCode::SEE_OTHER, [(http::header::LOCATION, address.to_string())]).into_response()
}
