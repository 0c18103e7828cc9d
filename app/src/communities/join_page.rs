use crate::communities::parts::NAME_SEEN;
use crate::fault::Fault;
use crate::form::Form;
use crate::kit::icon::Icon;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::communities::codes;
use domain::db::Tx;
use leptos::prelude::*;
use types::icon;

/// `/join/{code}`: what a code opens. Guests are sent to sign in whatever the code is, so that it tells them nothing.
pub async fn join_page(ask: Ask, Path(code): Path<String>) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let (name, about) = ask.look(async |tx: &mut Tx<'_>| codes::look(tx, &code).await).await?;
    let action = ask.path.clone();
    ask.page(Head::private("An invitation"), || {
        view! {
            <section class="door" aria-labelledby="join-title">
                <Icon of=icon::PADLOCK />
                <h1 id="join-title">{name}</h1>
                <p class="lede">{about}</p>
                <p>"You have been invited into this closed community. "{NAME_SEEN}" You can leave at any time."</p>
                <form class="actions" method="post" action=action>
                    <button class="button filled">"Join"</button>
                    <a class="button" href="/my/communities">"Not now"</a>
                </form>
            </section>
        }
    })
    .await
}

/// The button was pressed; a code counts once.
pub async fn join(ask: Ask, Path(code): Path<String>, form: Result<Form, Fault>) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form?.only(&[])?;
    let slug = ask.act(async |tx: &mut Tx<'_>| codes::redeem(tx, &code).await).await?;
    Ok(see_other(&format!("/forums/{slug}")))
}
