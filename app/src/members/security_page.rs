use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::members::factors_view::waiting;
use crate::members::login_page::SignedIn;
use crate::members::security_forms::{email_form, factors_line, password_form, sessions_table};
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use domain::db::Tx;
use domain::members::sessions::Renewed;
use domain::members::{account, factors, sessions};
use leptos::prelude::*;
use types::text::{Email, NewPassword};

/// `/my/security`: sessions, password, address.
pub async fn security_page(ask: Ask) -> Answer {
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
    form.only(&["deed", "session", "current_password", "new_password", "email_password", "email"])?;
    match act(&ask, &form).await {
        Ok((done, renewed)) => {
            let mut response = see_other(&format!("/my/security?done={done}"));
            if let Some(renewed) = renewed {
                response.extensions_mut().insert(SignedIn::from(renewed));
            }
            Ok(response)
        }
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

/// What was done, and the session under its new token where it has one.
async fn act(ask: &Ask, form: &Form) -> Result<(&'static str, Option<Renewed>), Fault> {
    let cookie = cookie(ask);
    let done = match form.text("deed") {
        "end" => {
            // A session that has ended meanwhile is what was wished for.
            let ended = ask.act(async |tx: &mut Tx<'_>| sessions::end_one(tx, form.text("session")).await).await;
            if matches!(ended, Err(Fault::NotFound)) { Ok("ended") } else { ended.map(|()| "ended") }
        }
        "end-others" => ask.act(async |tx: &mut Tx<'_>| sessions::end_others(tx, cookie).await).await.map(|()| "others"),
        "password" => return Ok(("password", Some(change_password(ask, form, cookie).await?))),
        "email" => change_email(ask, form).await,
        _ => Err(Fault::without_purpose()),
    };
    done.map(|done| (done, None))
}

async fn change_password(ask: &Ask, form: &Form, cookie: &str) -> Result<Renewed, Fault> {
    let mut check = Check::default();
    let new = check.read::<NewPassword>(form, "new_password");
    let current = current(&mut check, form, "current_password");
    let (Some(new), Some(current)) = (new, current) else { return Err(check.fault()) };
    ask.throttle(Action::SignIn)?;
    let site = &ask.site.0;
    Ok(account::change_password(&site.db, &site.key, ask.viewer(), cookie, current, &new).await?)
}

async fn change_email(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    let mut check = Check::default();
    let email = check.read::<Email>(form, "email");
    let current = current(&mut check, form, "email_password");
    let (Some(email), Some(current)) = (email, current) else { return Err(check.fault()) };
    ask.throttle(Action::SignIn)?;
    let site = &ask.site.0;
    account::change_email(&site.db, &site.key, ask.viewer(), &site.origin, current, &email)
        .await
        .map_err(|fault| in_email_form(fault.into()))?;
    Ok("email")
}

/// The present password as typed, which must at least be there.
fn current<'f>(check: &mut Check, form: &'f Form, field: &str) -> Option<&'f str> {
    let typed = Some(form.text(field)).filter(|typed| !typed.is_empty());
    if typed.is_none() {
        check.note(field, "Please enter your present password.");
    }
    typed
}

/// Both forms of the page ask for the password; this one's field has a name of its own.
fn in_email_form(fault: Fault) -> Fault {
    let Fault::Wrong(mut errors) = fault else { return fault };
    for error in errors.iter_mut().filter(|error| error.field == "current_password") {
        error.field = "email_password".to_owned();
    }
    Fault::Wrong(errors)
}

fn cookie(ask: &Ask) -> &str {
    ask.caller.cookie.as_deref().unwrap_or_default()
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let (own, list, factors) = ask
        .look(async |tx: &mut Tx<'_>| {
            Ok((account::read(tx).await?, sessions::list(tx, cookie(ask)).await?, factors::read(tx).await?))
        })
        .await?;
    let done = ask.done(&filled).and_then(|done| words(&done));
    ask.page(Head::private("Security").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/security" />
            <Done words=done />
            {waiting(ask, "/my/security")}
            {factors_line(&factors)}
            {sessions_table(list)}
            {password_form(&filled, own.email.clone())}
            {email_form(&filled, own.email)}
        }
    })
    .await
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "ended" => Some("The session has been ended."),
        "others" => Some("Every other session has been ended."),
        "password" => Some("Your password has been changed. Every other session has been ended."),
        "email" => Some("We have written to the new address. It counts once you have opened the link in that letter."),
        "address" => Some("Thank you, your new address is confirmed."),
        _ => None,
    }
}
