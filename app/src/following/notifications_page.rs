use crate::fault::Fault;
use crate::following::notifications_form::{FIELDS, filled_with, read, wishes_form};
use crate::form::{Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::following::wishes;
use domain::letters::bounces::{self, Paused};
use leptos::prelude::*;

/// `/my/notifications`: how the member wants to be told by e-mail.
pub async fn notifications_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let wished = ask.look(async |tx: &mut Tx<'_>| wishes::mine(tx).await).await?;
    show(&ask, filled_with(&wished)).await
}

/// One of the page's forms was sent.
pub async fn change(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&FIELDS)?;
    match act(&ask, &form).await {
        Ok(done) => Ok(see_other(&format!("/my/notifications?done={done}"))),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn act(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    match form.text("deed") {
        "save" => {
            let wished = read(form)?;
            ask.act(async |tx: &mut Tx<'_>| wishes::set(tx, &wished).await).await.map(|()| "saved")
        }
        "try-again" => ask.act(async |tx: &mut Tx<'_>| bounces::try_again(tx).await).await.map(|()| "trying"),
        _ => Err(Fault::without_purpose()),
    }
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let paused = ask.look(async |tx: &mut Tx<'_>| bounces::paused(tx).await).await?;
    let done = ask.done(&filled).and_then(|done| match done.as_str() {
        "saved" => Some("Saved. It counts from now on."),
        "trying" => Some("Thank you: from now on letters go to your address again."),
        _ => None,
    });
    ask.page(Head::private("Letters").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/notifications" />
            <Done words=done />
            {paused.map(paused_notice)}
            <p class="measure">
                "What you follow, and how often you hear of it, is listed under "<a href="/my/subscriptions">"What you follow"</a>
                ". Letters about your account, such as a new password, always come."
            </p>
            {wishes_form(&filled)}
        }
    })
    .await
}

/// The address sends our letters back: its owner is told, and can say that all is well again.
fn paused_notice(paused: Paused) -> impl IntoView {
    view! {
        <section class="notice" aria-labelledby="paused">
            <h2 id="paused">"Your address takes no letters"</h2>
            <p>{paused.why}" Since "<Time at=paused.at day_only=true />" we have sent you nothing about posts."</p>
            <form class="actions" method="post" action="/my/notifications">
                <button class="button" name="deed" value="try-again">"Try this address again"</button>
            </form>
        </section>
    }
}
