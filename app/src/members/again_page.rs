use crate::fault::Fault;
use crate::form::{Filled, Form, local};
use crate::kit::field::{Field, Summary};
use crate::kit::passkey_button::{Does, PasskeyButton};
use crate::layout::Head;
use crate::members::login_page::enter;
use crate::members::register_form::PASSWORD_ROOM;
use crate::members::second_page::given;
use crate::request::{Answer, Ask};
use crate::throttle::Action;
use domain::db::Tx;
use domain::members::factors::{self, Factors, again};
use domain::members::sessions::Renewed;
use leptos::prelude::*;

/// `/login/again`: members confirm that it is still them.
pub async fn again_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let next = ask.query("next").filter(|address| local(address).is_some()).unwrap_or_default();
    show(&ask, Filled::with(Form::with([("next", next)]))).await
}

/// The form was sent.
pub async fn confirm(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["current_password", "code", "next", "ceremony", "credential"])?;
    match prove(&ask, &form).await {
        Ok(renewed) => Ok(enter(form.text("next"), renewed)),
        Err(fault) => show(&ask, Filled::without(&Filled::again(form, fault)?, "code")).await,
    }
}

async fn prove(ask: &Ask, form: &Form) -> Result<Renewed, Fault> {
    ask.throttle(Action::SignIn)?;
    let (site, cookie) = (&ask.site.0, ask.caller.cookie.as_deref().unwrap_or_default());
    let renewed = match given(form) {
        Some(given) => again::by_passkey(&site.db, &site.passkeys, ask.viewer(), cookie, given).await,
        None => {
            let (password, code) = (form.text("current_password"), form.text("code"));
            again::by_password(&site.db, &site.key, ask.viewer(), cookie, password, code).await
        }
    };
    Ok(renewed?)
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let own = ask.look(async |tx: &mut Tx<'_>| factors::read(tx).await).await?;
    ask.page(Head::private("Confirm that it is you").of(&filled).passkeys(), || view(ask, filled, own)).await
}

fn view(ask: &Ask, filled: Filled, own: Factors) -> impl IntoView {
    let next = Some(filled.value("next")).filter(|next| local(next).is_some());
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next /> });
    let code = own.any().then(|| {
        view! {
            <Field
                filled=&filled name="code" label="Code" autocomplete="one-time-code" most=40
                hint="The six digits that your authenticator app shows now, or one of your recovery codes."
            />
        }
    });
    let passkey = (ask.site.0.passkeys.offered() && !own.passkeys.is_empty())
        .then(|| view! { <PasskeyButton does=Does::Ask words="Use a passkey instead" /> });
    view! {
        <Summary filled=&filled />
        <header class="head"><h1>"Confirm that it is you"</h1></header>
        <form class="form" method="post" action="/login/again">
            <p>"What you are about to do needs a sign-in of the last 15 minutes, in case somebody else has come to your screen."</p>
            {next}
            <Field
                filled=&filled name="current_password" label="Password" kind="password" autocomplete="current-password"
                most=PASSWORD_ROOM
            />
            {code}
            <p class="actions"><button class="button filled">"Confirm"</button></p>
            {passkey}
        </form>
    }
}
