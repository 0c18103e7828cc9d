use crate::fault::Fault;
use crate::form::pairs;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use axum::body::Bytes;
use axum::extract::Path;
use domain::db::Tx;
use domain::following::unsubscribe::{self, Stopped};
use http::{HeaderMap, header};
use leptos::prelude::*;
use types::following::Stop;

/// `/unsubscribe/{token}`: what will stop, and one button. Nothing happens before it is pressed, since mail scanners open links.
pub async fn unsubscribe_page(ask: Ask, Path(token): Path<String>) -> Answer {
    let what = ask.look(async |tx: &mut Tx<'_>| unsubscribe::look(tx, &token).await).await?;
    let address = ask.path.clone();
    show(&ask, "Stop these letters?", move || {
        view! {
            <p class="lede">{format!("You will get {} any more.{}", no_letters(&what), quiet(&what))}</p>
            <form class="actions" method="post" action=address><button class="button filled">"Stop these letters"</button></form>
        }
    })
    .await
}

/// The button, a mail program's one click (RFC 8058), or the way back. Good without a session, and without a look at one.
pub async fn stop(ask: Ask, Path(token): Path<String>, headers: HeaderMap, body: Bytes) -> Answer {
    match undo_in(&headers, &body)? {
        Some(undo) => {
            let what = ask.act(async |tx: &mut Tx<'_>| unsubscribe::undo(tx, &token, &undo).await).await?;
            let words = format!("As before: {}.", came_back(&what));
            show(&ask, "The letters come again", move || view! { <p class="lede">{words}</p> }).await
        }
        None => {
            let stopped = ask.act(async |tx: &mut Tx<'_>| unsubscribe::stop(tx, &token).await).await?;
            let address = ask.path.clone();
            show(&ask, "These letters have stopped", move || done(stopped, address)).await
        }
    }
}

fn done(stopped: Stopped, address: String) -> impl IntoView {
    let Stopped { what, undo } = stopped;
    view! {
        <p class="lede" role="status">{format!("You get {} any more.{} Nothing else has changed.", no_letters(&what), quiet(&what))}</p>
        <form class="actions" method="post" action=address>
            <input type="hidden" name="undo" value=undo />
            <button class="button">"Undo"</button>
        </form>
    }
}

async fn show<V: IntoView + 'static>(ask: &Ask, title: &'static str, rest: impl FnOnce() -> V) -> Answer {
    ask.page(Head::private(title), || {
        view! {
            <section class="door" aria-labelledby="letters-title">
                <h1 id="letters-title">{title}</h1>
                {rest()}
                <p>"Once you have signed in, you choose all your letters in your "<a href="/my/notifications">"letter settings"</a>"."</p>
            </section>
        }
    })
    .await
}

/// The way back that a form brings along. What else mail programs send, and how, makes no difference.
fn undo_in(headers: &HeaderMap, body: &Bytes) -> Result<Option<String>, Fault> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(None);
    }
    Ok(pairs(body)?.into_iter().find(|(name, _)| name == "undo").map(|(_, undo)| undo))
}

/// A discussion is muted on every channel.
fn quiet(what: &Stop) -> &'static str {
    if matches!(what, Stop::Thread(_)) { " Notices of it on the site stop as well." } else { "" }
}

/// Continues "You get …".
fn no_letters(what: &Stop) -> String {
    match what {
        Stop::Thread(Some(title)) => format!("no letters about the discussion “{title}”"),
        Stop::Thread(None) => "no letters about this discussion".to_owned(),
        Stop::Forum(Some(name)) => format!("no letters about the forum {name}"),
        Stop::Forum(None) => "no letters about this forum".to_owned(),
        Stop::Mentions => "no letters about posts that mention you".to_owned(),
        Stop::Digest => "no daily digest".to_owned(),
        Stop::Everything => "no letters about posts at all".to_owned(),
    }
}

fn came_back(what: &Stop) -> String {
    match what {
        Stop::Thread(Some(title)) => format!("letters about the discussion “{title}”"),
        Stop::Thread(None) => "letters about this discussion".to_owned(),
        Stop::Forum(Some(name)) => format!("letters about the forum {name}"),
        Stop::Forum(None) => "letters about this forum".to_owned(),
        Stop::Mentions => "letters about posts that mention you".to_owned(),
        Stop::Digest => "your daily digest".to_owned(),
        Stop::Everything => "letters about posts".to_owned(),
    }
}
