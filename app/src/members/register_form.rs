use crate::form::Filled;
use crate::kit::field::{Choice, Field, FieldError, Summary};
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::lists;
use domain::members::register::TERMS_VERSION;
use leptos::prelude::*;
use types::text::NAME_MOST;

/// What is said beside a new password, here and wherever one is chosen.
pub const PASSWORD_HINT: &str = "12 to 128 characters. Three or four unrelated words are easier to remember than symbols.";
/// The same after something went wrong: a password is never sent back.
pub const PASSWORD_AGAIN: &str = "Please type it again: passwords are not kept. 12 to 128 characters; three or four unrelated words are easier to remember than symbols.";
/// Browsers cut off what is pasted beyond this; well above the limit, so that a long password is refused and not shortened.
pub const PASSWORD_ROOM: usize = 512;

/// The page of the registration form.
pub async fn form(ask: &Ask, filled: Filled) -> Answer {
    let title = if filled.errors().is_empty() { "Register" } else { "Error: Register" };
    ask.page(Head::private(title).of(&filled), || view(filled)).await
}

/// The hint beside the field of a new password.
pub fn password_hint(filled: &Filled) -> &'static str {
    if filled.status.is_success() { PASSWORD_HINT } else { PASSWORD_AGAIN }
}

fn view(filled: Filled) -> impl IntoView {
    view! {
        <Summary filled=&filled />
        <header class="head">
            <h1>"Register"</h1>
            <p class="lede">
                "Registration is free and takes about two minutes. You choose what others see. The "<a href="/help/registration">"registration guide"</a>
                " goes through it field by field."
            </p>
        </header>
        <form class="form" method="post" action="/register" novalidate>
            {signing_in(&filled)}
            {what_others_see(&filled)}
            {place_in_medicine(&filled)}
            {terms(&filled)}
            <p class="actions"><button class="button filled">"Register"</button><span>"Already a member? "<a href="/login">"Sign in"</a></span></p>
        </form>
    }
}

fn signing_in(filled: &Filled) -> AnyView {
    view! {
        <fieldset>
            <legend>"Signing in"</legend>
            <Field
                filled=filled name="email" label="E-mail address" kind="email" autocomplete="email"
                hint="At most 254 characters, such as name@example.org. We write to you here to confirm that it is yours. It is never shown."
            />
            <Field
                filled=filled name="password" label="Password" kind="password" autocomplete="new-password" most=PASSWORD_ROOM
                hint=password_hint(filled)
            />
        </fieldset>
    }
    .into_any()
}

fn what_others_see(filled: &Filled) -> AnyView {
    view! {
        <fieldset>
            <legend>"What others see"</legend>
            <Field
                filled=filled name="screen_name" label="Screen name" autocomplete="nickname" most=NAME_MOST
                hint="3 to 30 letters or digits, with single spaces, dots, hyphens, underscores or apostrophes between them. It stands beside your posts and cannot be changed later. A general name such as John1 protects your patients as well as you."
            />
        </fieldset>
    }
    .into_any()
}

fn place_in_medicine(filled: &Filled) -> AnyView {
    let same = |list: &'static [&'static str]| list.iter().map(|word| (*word, *word)).collect::<Vec<_>>();
    view! {
        <fieldset>
            <legend>"Your place in medicine"</legend>
            <p class="hint">"For us, so that we know who is a professional. None of it is shown beside your screen name."</p>
            <Field
                filled=filled name="real_name" label="Real name" autocomplete="name" most=100
                hint="2 to 100 characters, as on your registration if you have one."
            />
            <Choice
                filled=filled name="country" label="Country" choices=lists::countries().to_vec() none="Choose a country"
                hint="Where you work or study." autocomplete="country"
            />
            <Choice filled=filled name="profession" label="Profession" choices=same(lists::professions()) none="Choose a profession" />
            <Choice
                filled=filled name="specialty" label="Specialty" choices=same(lists::specialties()) none="Choose a specialty"
                hint="The nearest one is good enough." optional=true
            />
            <Choice filled=filled name="grade" label="Grade" choices=same(lists::grades()) none="Choose a grade" optional=true />
            <Field
                filled=filled name="gmc_number" label="GMC number" most=20 optional=true
                hint="Seven digits. We ask because it is the quickest way into the doctors’ forums: if number and real name match the UK register, they open once you have confirmed your address. Without one, everything in the open forums works, and doctors registered elsewhere apply afterwards. It is stored encrypted and never shown to other members."
            />
            <p class="hint"><a href="/help#why-do-you-ask-for-a-gmc-number">"Why do you ask for a GMC number?"</a></p>
        </fieldset>
    }
    .into_any()
}

fn terms(filled: &Filled) -> AnyView {
    let error = filled.error("terms");
    let wrong = error.is_some();
    let ticked = filled.value("terms") == TERMS_VERSION;
    view! {
        <div class=if wrong { "field check wrong" } else { "field check" }>
            <FieldError name="terms" error=error />
            <input
                id="terms" name="terms" type="checkbox" value=TERMS_VERSION required checked=ticked
                aria-describedby=wrong.then_some("terms-error") aria-invalid=wrong.then_some("true")
            />
            <label for="terms">
                "I agree to the "<a href="/terms">"terms"</a>{format!(" (version {TERMS_VERSION}), have read about ")}
                <a href="/privacy">"privacy"</a>", and will follow the "<a href="/conduct">"code of conduct"</a>"."
            </label>
        </div>
    }
    .into_any()
}
