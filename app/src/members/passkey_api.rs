//! What the browser's half of a passkey ceremony asks for, as JSON.

use crate::request::{Answer, Ask};
use crate::throttle::Action;
use axum::response::IntoResponse;
use domain::db::Tx;
use domain::members::factors::{passkeys, rules};
use http::header;

/// `/api/passkey/ask`: a challenge for whoever has a passkey.
pub async fn ask(ask: Ask) -> Answer {
    ask.throttle(Action::Passkey)?;
    Ok(json(passkeys::ask(&ask.site.0.passkeys)?))
}

/// `/api/passkey/make`: a challenge for a member's new passkey.
pub async fn make(ask: Ask) -> Answer {
    ask.throttle(Action::Passkey)?;
    let site = &ask.site.0.passkeys;
    let offer = ask.look(async |tx: &mut Tx<'_>| {
        let permit = rules::may_change(ask.viewer())?;
        passkeys::offer(tx, site, permit).await
    });
    Ok(json(offer.await?))
}

fn json(text: String) -> axum::response::Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
