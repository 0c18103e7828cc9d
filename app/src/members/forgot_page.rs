use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::field::{Field, Summary};
use crate::layout::Head;
use crate::members::register_form::{PASSWORD_ROOM, password_hint};
use crate::members::sent::{look_into_mail, stale_link};
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::extract::Path;
use domain::db::Tx;
use domain::members::recover;
use leptos::prelude::*;
use types::text::{Email, NewPassword};

/// `/forgot`: asks for the address.
pub async fn forgot_page(ask: Ask) -> Answer {
    show_forgot(&ask, Filled::default()).await
}

/// The form was sent; every address gets the same answer.
pub async fn forgot(ask: Ask, form: Form) -> Answer {
    form.only(&["email"])?;
    match write(&ask, &form).await {
        Ok(address) => {
            let what =
                "If this address has an account here, we have written to it. The letter holds a link to choose a new password.";
            look_into_mail(&ask, address, what, "30 minutes").await
        }
        Err(fault) => show_forgot(&ask, Filled::again(form, fault)?).await,
    }
}

async fn write(ask: &Ask, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let Some(email) = check.read::<Email>(form, "email") else { return Err(check.fault()) };
    ask.throttle(Action::Recover)?;
    recover::ask(&ask.site.0.db, &ask.site.0.origin, email.as_str()).await?;
    Ok(email.as_str().to_owned())
}

async fn show_forgot(ask: &Ask, filled: Filled) -> Answer {
    ask.page(Head::private("Forgotten password").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <header class="head">
                <h1>"Forgotten your password?"</h1>
                <p class="lede">"It happens. Tell us your address, and we send you a link to choose a new one."</p>
            </header>
            <form class="form" method="post" action="/forgot">
                <Field filled=&filled name="email" label="E-mail address" kind="email" autocomplete="username" hint="The one you registered with." />
                <p class="actions"><button class="button filled">"Send me a link"</button></p>
            </form>
            <p class="beside">"Remembered it? "<a href="/login">"Sign in"</a></p>
        }
    })
    .await
}

/// `/reset/{token}`: chooses a new password, also the first one of an account that staff have set up.
pub async fn reset_page(ask: Ask, Path(token): Path<String>) -> Answer {
    show_reset(&ask, &token, Filled::default()).await
}

/// The new password was sent.
pub async fn reset(ask: Ask, Path(token): Path<String>, form: Form) -> Answer {
    form.only(&["password"])?;
    match set(&ask, &token, &form).await {
        Ok(()) => Ok(see_other("/login?reset=1")),
        Err(Fault::NotFound) => stale_link(&ask).await,
        Err(fault) => show_reset(&ask, &token, Filled::again(form, fault)?).await,
    }
}

/// The link is looked up before anything is hashed, so guessing links costs the site nothing.
async fn set(ask: &Ask, token: &str, form: &Form) -> Result<(), Fault> {
    let mut check = Check::default();
    let Some(password) = check.read::<NewPassword>(form, "password") else { return Err(check.fault()) };
    Ok(recover::set(&ask.site.0.db, &ask.site.0.key, token, &password).await?)
}

async fn show_reset(ask: &Ask, token: &str, filled: Filled) -> Answer {
    match ask.look(async |tx: &mut Tx<'_>| recover::check(tx, token).await).await {
        Err(Fault::NotFound) => return stale_link(ask).await,
        good => good?,
    }
    let address = format!("/reset/{}", crate::form::escape(token));
    ask.page(Head::private("Choose a new password").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <header class="head">
                <h1>"Choose a new password"</h1>
                <p class="lede">"All your sessions end when it is set, so that nobody else stays signed in."</p>
            </header>
            <form class="form" method="post" action=address>
                <Field
                    filled=&filled name="password" label="New password" kind="password" autocomplete="new-password" most=PASSWORD_ROOM
                    hint=password_hint(&filled)
                />
                <p class="actions"><button class="button filled">"Set the password"</button></p>
            </form>
        }
    })
    .await
}
