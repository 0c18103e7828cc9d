//! The frame around every page.

mod head;

pub use head::Head;

use crate::assets::Assets;
use crate::fault::Fault;
use crate::kit::avatar::Avatar;
use crate::kit::bell::Bell;
use crate::kit::icon::Icon;
use crate::kit::keys::Keys;
use crate::kit::local_times::LocalTimes;
use crate::polls::site_poll::SitePoll;
use crate::request::{Answer, Ask};
use crate::search::search_box::SearchBox;
use axum::response::{Html, IntoResponse, Response};
use domain::desk::rules;
use domain::forums::forum_list::{self, Visited};
use domain::polls::site;
use http::{HeaderValue, StatusCode, header};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos::tachys::view::Position;
use std::sync::Arc;
use types::icon;
use types::polls::PollView;

/// Marks an answer that is the same for every guest, so that it may be kept ready-made.
#[derive(Clone, Copy)]
pub struct SameForGuests;

impl Ask {
    /// The page with its frame, for this viewer.
    pub async fn page<V: IntoView>(&self, head: Head, main: impl FnOnce() -> V) -> Answer {
        let visited =
            if self.viewer().is_guest() { Visited::new() } else { forum_list::rail(&self.site.0.db, self.viewer()).await? };
        let site_poll = self.site_poll(&head).await?;
        Ok(self.frame(head, visited, site_poll, main))
    }

    /// The poll beside the page; not where a form waits for another try, and not beside the polls themselves.
    async fn site_poll(&self, head: &Head) -> Result<Option<PollView>, Fault> {
        let beside = head.status == StatusCode::OK && !self.path.starts_with("/polls");
        if beside { Ok(site::now(&self.site.0.db, self.viewer()).await?) } else { Ok(None) }
    }

    /// The page without asking the database for anything.
    pub fn frame<V: IntoView>(
        &self,
        head: Head,
        visited: Visited,
        site_poll: Option<PollView>,
        main: impl FnOnce() -> V,
    ) -> Response {
        let (status, retry_after) = (head.status, head.retry_after);
        let keep = self.viewer().is_guest() && status == StatusCode::OK && !head.private;
        // The main part is written out first: as a part of the frame's type, all its texts would be copied once more.
        let html = render(|| shell(self, head, visited, site_poll, written(main())));
        let mut response = (status, Html(html)).into_response();
        if keep {
            response.extensions_mut().insert(SameForGuests);
        } else {
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Renders a view outside any framework's router: no resources, no streams, nothing serialised into the page.
pub fn render<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| written(view()));
    owner.unset_with_forced_cleanup();
    html
}

/// Bytes of a usual page.
const USUAL: usize = 32 * 1024;

/// The view as text. `to_html` would go through all of it twice, the first time to learn how long it will be.
fn written(view: impl IntoView) -> String {
    let mut html = String::with_capacity(USUAL);
    view.into_view().to_html_with_buf(&mut html, &mut Position::FirstChild, true, false, Vec::new());
    html
}

fn shell(ask: &Ask, head: Head, visited: Visited, site_poll: Option<PollView>, main: String) -> impl IntoView {
    let assets = ask.site.0.assets.clone();
    let guest = ask.viewer().is_guest();
    let title = if head.title.is_empty() { "doc2doc".to_owned() } else { format!("{} · doc2doc", head.title) };
    let description =
        head.description.unwrap_or_else(|| "doc2doc is a community for doctors and other healthcare professionals.".to_owned());
    let canonical = head.canonical.map(|path| view! { <link rel="canonical" href=format!("{}{path}", ask.site.0.origin) /> });
    let feed = head.feed.map(|path| view! { <link rel="alternate" r#type="application/atom+xml" href=path /> });
    let robots = head.private.then(|| view! { <meta name="robots" content="noindex" /> });
    view! {
        <!DOCTYPE html>
        <html lang="en-GB">
            <head>
                <meta charset="utf-8" />
                <title>{title}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="description" content=description />
                {robots}
                {canonical}
                {feed}
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <link rel="stylesheet" href=assets.css.clone() />
                {head.passkeys.then(|| view! { <script r#type="module" src=assets.passkey.clone()></script> })}
                {(!guest).then(|| scripts(assets))}
            </head>
            <body class=if guest { "guest" } else { "member" }>
                <a class="skip" href="#main">"Skip to content"</a>
                {top(ask)}
                <div class=if guest { "frame" } else { "frame railed" }>
                    {(!guest).then(|| rail(&ask.path, visited))}
                    <main id="main" tabindex="-1" inner_html=main></main>
                    {site_poll.map(|poll| view! { <SitePoll poll guest here=ask.path.clone() /> })}
                </div>
                {foot(guest)}
                {(!guest).then(|| view! { <LocalTimes /><Keys /> })}
            </body>
        </html>
    }
}

/// The browser's library, for members only; it loads after the page can be read.
fn scripts(assets: Assets) -> impl IntoView {
    view! {
        <link rel="modulepreload" href=assets.js />
        <link rel="preload" href=assets.wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
        <script r#type="module" src=assets.start></script>
    }
}

fn top(ask: &Ask) -> impl IntoView {
    let here = |address: &'static str| ask.path.starts_with(address).then_some("page");
    let links = || {
        let desk =
            rules::may_enter(ask.viewer()).is_ok().then(|| view! { <a href="/desk" aria-current=here("/desk")>"Desk"</a> });
        view! {
            <a href="/forums" aria-current=here("/forums")>"Forums"</a>
            <a href="/help" aria-current=here("/help")>"Help"</a>
            {desk}
        }
    };
    let account = match ask.viewer().name() {
        None => view! {
            <a class="button quiet" href="/login">"Sign in"</a>
            <a class="button" href="/register">"Register"</a>
        }
        .into_any(),
        Some(name) => view! {
            <a class="bell" href="/my/unread" aria-current=here("/my/unread")><Icon of=icon::UNREAD /><span class="words">"Unread"</span><Bell /></a>
            <a class="bell" href="/my/notices" aria-current=here("/my/notices")><Icon of=icon::NOTICES /><span class="words">"Notices"</span><span class="count" data-notices="" hidden></span></a>
            <a class="me" href="/my"><Avatar name=name.to_owned() picture=ask.viewer().avatar() small=true /><span class="name">{name.to_owned()}</span></a>
            <form method="post" action="/logout"><button class="button quiet">"Sign out"</button></form>
        }
        .into_any(),
    };
    view! {
        <header class="top">
            <a class="wordmark" href="/" aria-label="doc2doc, home">"doc"<b>"2"</b>"doc"</a>
            <nav class="primary" aria-label="Main">{links()}</nav>
            <SearchBox words=if ask.path == "/search" { ask.query("q").unwrap_or_default() } else { String::new() } />
            <nav class="account" aria-label="Account">{account}</nav>
            <details class="menu">
                <summary><Icon of=icon::MENU /><span class="visually-hidden">"Menu"</span></summary>
                <nav aria-label="Menu">{links()}</nav>
            </details>
        </header>
    }
}

fn rail(path: &str, visited: Visited) -> impl IntoView {
    let forums = visited
        .into_iter()
        .map(|(slug, name, closed)| {
            let address = format!("/forums/{slug}");
            let current = (address == path).then_some("page");
            let lock = closed.then(|| view! { <Icon of=icon::PADLOCK /><span class="visually-hidden">" (closed)"</span> });
            view! { <li><a href=address aria-current=current>{name}{lock}</a></li> }
        })
        .collect::<Vec<_>>();
    let list = if forums.is_empty() {
        view! { <p class="hint">"Forums you read appear here. "<a href="/forums">"See all forums"</a></p> }.into_any()
    } else {
        view! { <ul>{forums}</ul> }.into_any()
    };
    view! { <nav class="rail" aria-label="My forums"><h2>"My forums"</h2>{list}</nav> }
}

fn foot(guest: bool) -> impl IntoView {
    let keys = (!guest).then(|| view! { <li><a href="/help/keyboard">"Keys"</a></li> });
    view! {
        <footer class="foot">
            <nav aria-label="About this site">
                <ul>
                    <li><a href="/help">"Help"</a></li>
                    {keys}
                    <li><a href="/conduct">"Code of conduct"</a></li>
                    <li><a href="/terms">"Terms"</a></li>
                    <li><a href="/privacy">"Privacy"</a></li>
                    <li><a href="/about">"About"</a></li>
                </ul>
            </nav>
            <p>{concat!("doc2doc ", env!("CARGO_PKG_VERSION"))}</p>
        </footer>
    }
}
