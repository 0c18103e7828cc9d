use crate::fault::Fault;
use crate::request::Ask;
use domain::db::Tx;
use domain::letters::bounces;
use leptos::prelude::*;

/// One line for a member whose letters come back; nothing for all others.
pub async fn paused_line(ask: &Ask) -> Result<Option<AnyView>, Fault> {
    let paused = ask.look(async |tx: &mut Tx<'_>| bounces::paused(tx).await).await?;
    Ok(paused.map(|_| {
        view! {
            <p class="notice">
                "Letters to your e-mail address come back, so we have stopped sending them. "
                <a href="/my/notifications">"See why, and try it again"</a>
            </p>
        }
        .into_any()
    }))
}
