use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::members::factors_view::{app_section, codes_page, codes_section, confirm_first, passkeys_section, waiting};
use crate::members::login_page::SignedIn;
use crate::members::second_page::given;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::members::factors::{self, passkeys, recovery, rules, totp};
use domain::members::sessions::Renewed;
use leptos::prelude::*;
use types::text::KeyName;

const HERE: &str = "/my/security/factors";

/// What a deed has led to.
struct Outcome {
    done: &'static str,
    /// The session under its new token, where it has changed.
    renewed: Option<Renewed>,
    /// Shown this once.
    codes: Vec<String>,
}

/// `/my/security/factors`: authenticator app, passkeys, recovery codes.
pub async fn factors_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    show(&ask, Filled::default()).await
}

/// One of the page's forms was sent.
pub async fn change(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["deed", "code", "name", "passkey", "ceremony", "credential"])?;
    let outcome = match act(&ask, &form).await {
        Ok(outcome) => outcome,
        Err(fault) => return show(&ask, Filled::without(&Filled::again(form, fault)?, "code")).await,
    };
    let mut response = if outcome.codes.is_empty() {
        see_other(&format!("{HERE}?done={}", outcome.done))
    } else {
        let words = words(outcome.done);
        ask.page(Head::private("Your recovery codes"), || codes_page(words, outcome.codes)).await?
    };
    if let Some(renewed) = outcome.renewed {
        response.extensions_mut().insert(SignedIn::from(renewed));
    }
    Ok(response)
}

async fn act(ask: &Ask, form: &Form) -> Result<Outcome, Fault> {
    let permit = rules::may_change(ask.viewer())?;
    let (cookie, site) = (ask.caller.cookie.as_deref().unwrap_or_default(), &ask.site.0.passkeys);
    let quiet = |done| Outcome { done, renewed: None, codes: Vec::new() };
    let with = |done, (renewed, codes)| Outcome { done, renewed: Some(renewed), codes };
    match form.text("deed") {
        "app" => ask.act(async |tx: &mut Tx<'_>| totp::begin(tx, permit).await).await.map(|()| quiet("begun")),
        "give-up" => ask.act(async |tx: &mut Tx<'_>| totp::give_up(tx, permit).await).await.map(|()| quiet("given-up")),
        "confirm" => {
            let made = ask.act(async |tx: &mut Tx<'_>| totp::confirm(tx, permit, cookie, form.text("code")).await).await;
            made.map(|made| with("app", made))
        }
        "drop-app" => {
            let gone = ask.act(async |tx: &mut Tx<'_>| totp::remove(tx, permit, cookie).await).await;
            gone.map(|renewed| with("app-gone", (renewed, Vec::new())))
        }
        "passkey" => {
            let mut check = Check::default();
            let Some(name) = check.read::<KeyName>(form, "name") else { return Err(check.fault()) };
            let Some(given) = given(form) else {
                return Err(Fault::Unreadable("This browser has not made a passkey. Please try again.".to_owned()));
            };
            let made = ask.act(async |tx: &mut Tx<'_>| passkeys::add(tx, site, permit, cookie, &name, given).await).await;
            made.map(|made| with("passkey", made))
        }
        "drop-passkey" => {
            let handle = form.text("passkey");
            let gone = ask.act(async |tx: &mut Tx<'_>| passkeys::remove(tx, permit, cookie, handle).await).await;
            gone.map(|renewed| with("passkey-gone", (renewed, Vec::new())))
        }
        "codes" => {
            let codes = ask.act(async |tx: &mut Tx<'_>| recovery::renew(tx, permit).await).await?;
            Ok(Outcome { done: "codes", renewed: None, codes })
        }
        _ => Err(Fault::without_purpose()),
    }
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let own = ask.look(async |tx: &mut Tx<'_>| factors::read(tx).await).await?;
    let may = rules::may_change(ask.viewer()).is_ok();
    let offered = ask.site.0.passkeys.offered();
    let done = ask.done(&filled).and_then(|done| words(&done));
    let device = ask.caller.device.clone();
    ask.page(Head::private("Second factor").of(&filled).passkeys(), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/security" />
            <Done words=done />
            {waiting(ask, HERE)}
            {(!may).then(confirm_first)}
            {app_section(&filled, &own, may)}
            {passkeys_section(&filled, &own, may, offered, device)}
            {codes_section(&own, may)}
            <p class="beside"><a class="button" href="/my/security">"Back to Security"</a></p>
        }
    })
    .await
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "app" => Some("Your authenticator app is set up. Every other session has been ended."),
        "app-gone" => Some("The app has been taken off your account. Every other session has been ended."),
        "given-up" => Some("No app has been set up."),
        "passkey" => Some("Your passkey is set up. Every other session has been ended."),
        "passkey-gone" => Some("The passkey has been removed. Every other session has been ended."),
        "codes" => Some("Your earlier recovery codes are void."),
        _ => None,
    }
}
