use crate::fault::Fault;
use crate::form::Form;
use crate::request::Ask;
use domain::db::Tx;
use domain::following::subscriptions;
use leptos::prelude::*;
use types::following::{Following, Mode};
use types::ids::ThreadId;

/// What a form of a thread or forum wishes: letters as usual, none, or chosen ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Subscribe,
    Unsubscribe,
    Follow(Mode),
}

/// The wish in a sent form; None when it is another form.
pub fn wish(form: &Form) -> Option<Result<Wish, Fault>> {
    match form.text("deed") {
        "subscribe" => Some(Ok(Wish::Subscribe)),
        "unsubscribe" => Some(Ok(Wish::Unsubscribe)),
        "follow" => Some(Mode::read(form.text("mode")).map(Wish::Follow).ok_or_else(Fault::without_purpose)),
        _ => None,
    }
}

/// Does what a form of a thread wishes.
pub async fn thread(ask: &Ask, id: ThreadId, wish: Wish) -> Result<(), Fault> {
    ask.act(async |tx: &mut Tx<'_>| match wish {
        Wish::Subscribe => subscriptions::subscribe(tx, id).await,
        Wish::Unsubscribe => subscriptions::unsubscribe(tx, id).await,
        Wish::Follow(mode) => subscriptions::follow(tx, id, mode).await,
    })
    .await
}

/// Does what a form of a forum wishes.
pub async fn forum(ask: &Ask, slug: &str, wish: Wish) -> Result<(), Fault> {
    ask.act(async |tx: &mut Tx<'_>| match wish {
        Wish::Subscribe => subscriptions::subscribe_forum(tx, slug).await,
        Wish::Unsubscribe => subscriptions::follow_forum(tx, slug, Mode::None).await,
        Wish::Follow(mode) => subscriptions::follow_forum(tx, slug, mode).await,
    })
    .await
}

/// Letters about this place: one click for the usual, and a choice. `subscribe` are the words for the one click.
pub fn follow_form(following: Following, address: &str, subscribe: &'static str) -> AnyView {
    let mode = following.mode();
    let (deed, words) = if mode == Mode::None { ("subscribe", subscribe) } else { ("unsubscribe", "Stop letters") };
    let chosen = if mode == Mode::None { following.usual } else { mode };
    let state = match (following.own, following.forum) {
        (Some(Mode::None), _) => "Muted: you get neither letters nor notices about this, also when you are mentioned.",
        (None, Some(forum)) if forum != Mode::None => "You get letters because you follow the forum.",
        (None, _) => "You get no letters about this yet.",
        (Some(_), _) => "You get letters about this.",
    };
    let silent = following.silent.then(|| {
        view! { <p class="hint">"All letters about posts are switched off in your "<a href="/my/notifications">"letter settings"</a>"."</p> }
    });
    let address = address.to_owned();
    view! {
        <form method="post" action=address.clone()><button class="button quiet" name="deed" value=deed>{words}</button></form>
        <details class="choosing">
            <summary class="button quiet">"How often"<span class="visually-hidden">" letters come"</span></summary>
            <form class="panel" method="post" action=address>
                <p class="hint">{state}</p>
                {silent}
                <label for="mode">"Letters by e-mail"</label>
                <select id="mode" name="mode">{options(&Mode::ALL, chosen)}</select>
                <button class="button" name="deed" value="follow">"Save"</button>
            </form>
        </details>
    }
    .into_any()
}

/// Modes as choices of a list.
pub fn options(modes: &[Mode], chosen: Mode) -> impl IntoView + use<> {
    modes.iter().map(|mode| view! { <option value=mode.key() selected=*mode == chosen>{mode.words()}</option> }).collect_view()
}
