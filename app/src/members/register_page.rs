use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::members::register_form::form;
use crate::members::sent;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use domain::lists;
use domain::members::register::{self as story, Registration, TERMS_VERSION, strong_enough};
use types::text::{Email, GmcNumber, NewPassword, RealName, ScreenName};

/// What the form may send.
const FIELDS: [&str; 10] =
    ["email", "password", "screen_name", "real_name", "country", "profession", "specialty", "grade", "gmc_number", "terms"];

/// `/register`: the form; members have no use for it.
pub async fn register_page(ask: Ask) -> Answer {
    if ask.viewer().is_guest() { form(&ask, Filled::default()).await } else { Ok(see_other("/")) }
}

/// The form was sent. The answer does not tell whether the address was known.
pub async fn register(ask: Ask, sent: Form) -> Answer {
    if !ask.viewer().is_guest() {
        return Ok(see_other("/"));
    }
    sent.only(&FIELDS)?;
    match take(&ask, &sent).await {
        Ok(address) => {
            let what = "We have written to you. Open the link in the letter to confirm your address, and you can sign in.";
            sent::look_into_mail(&ask, address, what, "24 hours").await
        }
        Err(fault) => form(&ask, Filled::again(sent, fault)?).await,
    }
}

async fn take(ask: &Ask, sent: &Form) -> Result<String, Fault> {
    let new = read(sent)?;
    let address = new.email.as_str().to_owned();
    ask.throttle(Action::Register)?;
    let site = &ask.site.0;
    story::register(&site.db, &site.key, &site.origin, new).await?;
    Ok(address)
}

/// Reads every field, in the order of the page, so that all that is wrong is told at once.
fn read(sent: &Form) -> Result<Registration, Fault> {
    let mut check = Check::default();
    let email = check.read::<Email>(sent, "email");
    let password = read_password(&mut check, sent);
    let screen_name = check.read::<ScreenName>(sent, "screen_name");
    let real_name = check.read::<RealName>(sent, "real_name");
    check_lists(&mut check, sent);
    let gmc_given = !sent.text("gmc_number").trim().is_empty();
    let gmc_number = if gmc_given { check.read::<GmcNumber>(sent, "gmc_number") } else { None };
    if sent.text("terms") != TERMS_VERSION {
        check.note("terms", "Please tick the box if you agree to the terms; without that we cannot register you.");
    }
    let (Some(email), Some(password), Some(screen_name), Some(real_name)) = (email, password, screen_name, real_name) else {
        return Err(check.fault());
    };
    check.done()?;
    let chosen = |field: &str| sent.text(field).to_owned();
    Ok(Registration {
        email,
        screen_name,
        password,
        real_name,
        country: chosen("country"),
        profession: chosen("profession"),
        specialty: chosen("specialty"),
        grade: chosen("grade"),
        gmc_number,
    })
}

/// The password's strength is judged here too, beside everything else that may be wrong.
fn read_password(check: &mut Check, sent: &Form) -> Option<NewPassword> {
    let password = check.read::<NewPassword>(sent, "password")?;
    let own = ["email", "screen_name", "real_name"].map(|field| sent.text(field).trim());
    match strong_enough(password.as_str(), &own) {
        Ok(()) => Some(password),
        Err(sentence) => {
            check.note("password", sentence);
            None
        }
    }
}

fn check_lists(check: &mut Check, sent: &Form) {
    let listed = |field: &str, list: &[&str]| list.contains(&sent.text(field));
    if !lists::countries().iter().any(|(code, _)| *code == sent.text("country")) {
        check.note("country", "Please choose the country where you work or study.");
    }
    if !listed("profession", lists::professions()) {
        check.note("profession", "Please choose your profession.");
    }
    if !sent.text("specialty").is_empty() && !listed("specialty", lists::specialties()) {
        check.note("specialty", "Please choose a specialty from the list, or leave this empty.");
    }
    if !sent.text("grade").is_empty() && !listed("grade", lists::grades()) {
        check.note("grade", "Please choose a grade from the list, or leave this empty.");
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::fault::Fault;
    use crate::form::Form;
    use domain::members::register::TERMS_VERSION;

    fn good() -> Vec<(&'static str, String)> {
        [
            ("email", "ada@ward.example"),
            ("password", "kettle orbit mossy plinth"),
            ("screen_name", "nightowl"),
            ("real_name", "Ada Byrne"),
            ("country", "GB"),
            ("profession", "Doctor"),
            ("terms", TERMS_VERSION),
        ]
        .map(|(field, text)| (field, text.to_owned()))
        .into()
    }

    fn wrong(changes: &[(&'static str, &str)]) -> Vec<String> {
        let changed = changes.iter().map(|(field, text)| (*field, (*text).to_owned()));
        match read(&Form::with(good().into_iter().chain(changed))) {
            Err(Fault::Wrong(errors)) => errors.into_iter().map(|error| error.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_registration_without_the_optional_fields_is_read() {
        assert!(read(&Form::with(good())).is_ok());
    }

    #[test]
    fn all_wrong_fields_are_told_at_once_in_the_order_of_the_page() {
        let changes = [
            ("email", "ada"),
            ("password", "short"),
            ("screen_name", "x"),
            ("real_name", ""),
            ("country", "XX"),
            ("profession", ""),
            ("specialty", "Wizardry"),
            ("grade", "Wizard"),
            ("gmc_number", "12"),
            ("terms", ""),
        ];
        assert_eq!(wrong(&changes), changes.map(|(field, _)| field.to_owned()));
    }

    #[test]
    fn a_weak_password_is_told_together_with_the_rest() {
        assert_eq!(wrong(&[("password", "nightowl nightowl"), ("terms", "on")]), ["password", "terms"]);
    }
}
