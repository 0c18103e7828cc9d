use crate::fault::Fault;
use crate::layout::Head;
use crate::members::sent::stale_link;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::db::Tx;
use domain::members::confirm::{self, Link};
use leptos::prelude::*;

/// `/verify/{token}`: shows what the link would do; mail scanners open links too, so only the button does it.
pub async fn verify_page(ask: Ask, Path(token): Path<String>) -> Answer {
    match find(&ask, &token).await {
        Ok(link) => {
            let address = format!("/verify/{}", crate::form::escape(&token));
            ask.page(Head::private("Confirm your address"), || view(&link, address)).await
        }
        Err(Fault::NotFound) => stale_link(&ask).await,
        Err(fault) => Err(fault),
    }
}

/// The button was pressed.
pub async fn verify(ask: Ask, Path(token): Path<String>) -> Answer {
    match press(&ask, &token).await {
        Ok(Link::NewAddress) if !ask.viewer().is_guest() => Ok(see_other("/my/security?done=address")),
        Ok(_) => Ok(see_other("/login?confirmed=1")),
        Err(Fault::NotFound) => stale_link(&ask).await,
        Err(fault) => Err(fault),
    }
}

async fn press(ask: &Ask, token: &str) -> Result<Link, Fault> {
    let link = find(ask, token).await?;
    confirm::confirm(&ask.site.0.db, token).await?;
    Ok(link)
}

async fn find(ask: &Ask, token: &str) -> Result<Link, Fault> {
    ask.look(async |tx: &mut Tx<'_>| confirm::find(tx, token).await).await
}

fn view(link: &Link, address: String) -> impl IntoView + use<> {
    let (title, lede, button) = match link {
        Link::Registration => {
            ("Confirm your address", "One last step: press the button, and your account is open.", "Confirm my address")
        }
        Link::NewAddress => {
            ("Confirm your new address", "Press the button, and your account uses this address from now on.", "Use this address")
        }
    };
    view! {
        <header class="head"><h1>{title}</h1><p class="lede">{lede}</p></header>
        <form class="form" method="post" action=address>
            <p class="actions"><button class="button filled">{button}</button></p>
        </form>
        <p class="beside">"If you did not ask for this, just close the page: without the button nothing happens."</p>
    }
}
