use crate::fault::Fault;
use crate::form::{Filled, Form, local};
use crate::kit::done::Done;
use crate::kit::field::{Field, Summary};
use crate::kit::passkey_button::{Does, PasskeyButton};
use crate::layout::Head;
use crate::members::register_form::PASSWORD_ROOM;
use crate::members::second_page::{self, given};
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::response::Response;
use domain::members::sessions::{self, Renewed};
use domain::members::sign_in::{self, Entry};
use http::{HeaderName, HeaderValue};
use leptos::prelude::*;

/// Tells the session layer to give the browser this session's cookie.
#[derive(Clone)]
pub struct SignedIn {
    pub token: String,
    /// Whether the cookie outlives the browser's window.
    pub keep: bool,
}

impl From<Renewed> for SignedIn {
    /// The session goes on under a new token.
    fn from(Renewed { token, kept }: Renewed) -> Self {
        Self { token: token.as_str().to_owned(), keep: kept }
    }
}

/// Tells the session layer to take the cookie back.
#[derive(Clone, Copy)]
pub struct SignedOut;

/// `/login`: the form, with word of what has just been done elsewhere.
pub async fn login_page(ask: Ask) -> Answer {
    if !ask.viewer().is_guest() {
        return Ok(see_other("/"));
    }
    let next = ask.query("next").filter(|address| local(address).is_some()).unwrap_or_default();
    show(&ask, Filled::with(Form::with([("next", next)]))).await
}

/// The form was sent.
pub async fn login(ask: Ask, form: Form) -> Answer {
    if !ask.viewer().is_guest() {
        return Ok(see_other("/"));
    }
    form.only(&["email", "password", "keep", "next", "ceremony", "credential"])?;
    let kept = form.text("keep") == "yes";
    match open(&ask, &form, kept).await {
        Ok(Entry::Session(token)) => Ok(enter(form.text("next"), Renewed { token, kept })),
        Ok(Entry::Second(half)) => {
            let held = [("half", half.as_str().to_owned()), ("next", form.text("next").to_owned())];
            second_page::show(&ask, Filled::with(Form::with(held))).await
        }
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn open(ask: &Ask, form: &Form, keep: bool) -> Result<Entry, Fault> {
    ask.throttle(Action::SignIn)?;
    let (site, device) = (&ask.site.0, &ask.caller.device);
    if let Some(given) = given(form) {
        return Ok(Entry::Session(sign_in::by_passkey(&site.db, &site.passkeys, given, device, keep).await?));
    }
    Ok(sign_in::sign_in(&site.db, &site.key, form.text("email"), form.text("password"), device, keep).await?)
}

/// Gives the browser its session's new cookie and sends it to where the visitor wanted to go.
pub fn enter(next: &str, renewed: Renewed) -> Response {
    let mut response = see_other(&onward(next));
    response.extensions_mut().insert(SignedIn::from(renewed));
    response
}

/// `/logout`: ends the session and empties what the browser keeps, so that a shared computer forgets.
pub async fn logout(ask: Ask) -> Answer {
    if let Some(cookie) = &ask.caller.cookie {
        sessions::end(&ask.site.0.db, ask.viewer(), cookie).await?;
    }
    let mut response = see_other("/");
    response.extensions_mut().insert(SignedOut);
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));
    Ok(response)
}

/// Where the visitor wanted to go, if that is on this site; written so that any header can carry it.
fn onward(next: &str) -> String {
    let address = local(next).unwrap_or("/");
    percent_encoding::utf8_percent_encode(address, percent_encoding::CONTROLS).to_string()
}

/// The page with its form.
pub async fn show(ask: &Ask, filled: Filled) -> Answer {
    let news = ["confirmed", "reset", "changed"].into_iter().find(|word| ask.query(word).is_some());
    let news = match news {
        Some("confirmed") => Some(
            "Thank you, your address is confirmed. You can sign in now. Doctors find in My doc2doc, Verification, whether the doctors’ forums are open to them yet.",
        ),
        Some("reset") => Some("Your new password is set, and every session has been ended. Please sign in with it."),
        Some(_) => Some("Your password has been changed. Please sign in with the new one."),
        None => None,
    };
    let passkeys = ask.site.0.passkeys.offered();
    ask.page(Head::private("Sign in").of(&filled).passkeys(), || view(filled, news, passkeys)).await
}

fn view(filled: Filled, news: Option<&'static str>, passkeys: bool) -> impl IntoView {
    let passkey = passkeys.then(|| view! { <PasskeyButton does=Does::Ask words="Sign in with a passkey" /> });
    let keep = filled.value("keep") == "yes";
    let next = Some(filled.value("next")).filter(|next| local(next).is_some());
    let invited = next.as_ref().filter(|next| next.starts_with("/join/")).map(|_| {
        view! { <p class="notice">"Your invitation opens once you have signed in. If you are new here, register first and then open its link again."</p> }
    });
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next /> });
    view! {
        <Summary filled=&filled />
        <header class="head"><h1>"Sign in"</h1></header>
        <Done words=news />
        {invited}
        <form class="form" method="post" action="/login">
            {next}
            <Field filled=&filled name="email" label="E-mail address" kind="email" autocomplete="username" />
            <Field filled=&filled name="password" label="Password" kind="password" autocomplete="current-password" most=PASSWORD_ROOM />
            <div class="field check">
                <input id="keep" name="keep" type="checkbox" value="yes" checked=keep aria-describedby="keep-hint" />
                <label for="keep">"Keep me signed in"</label>
                <p class="hint" id="keep-hint">"Until you have been away for 7 days. Please not on a shared computer."</p>
            </div>
            <p class="actions"><button class="button filled">"Sign in"</button><a href="/forgot">"Forgotten your password?"</a></p>
            {passkey}
        </form>
        <p class="beside">"New here? "<a href="/register">"Register"</a>". It is free, and reading the open forums needs no account."</p>
    }
}

#[cfg(test)]
mod tests {
    use super::onward;

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        assert_eq!(onward("/forums/help?page=2"), "/forums/help?page=2");
        assert_eq!(onward("https://elsewhere.example/"), "/");
        assert_eq!(onward("//elsewhere.example/"), "/");
        assert_eq!(onward(""), "/");
    }

    #[test]
    fn no_address_breaks_the_header_that_carries_it() {
        assert_eq!(onward("/members/Zoë\u{1}"), "/members/Zo%C3%AB%01");
    }
}
