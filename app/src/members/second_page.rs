use crate::fault::Fault;
use crate::form::{Filled, Form, local};
use crate::kit::field::{Field, Summary};
use crate::kit::passkey_button::{Does, PasskeyButton};
use crate::layout::Head;
use crate::members::login_page::{self, enter};
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use domain::members::factors::ceremonies::Given;
use domain::members::factors::second::{self, Shown, Step};
use leptos::prelude::*;

const OVER: &str = "That took too long, or too many codes did not fit. Please sign in once more.";
const WRONG: &str =
    "This does not fit. Please type the code that the app shows now, or a recovery code that you have not used yet.";

/// `/login/second`: a page of its own only as the answer to the password.
pub async fn second_page(_ask: Ask) -> Answer {
    Ok(see_other("/login"))
}

/// The second step was taken.
pub async fn second(ask: Ask, form: Form) -> Answer {
    if !ask.viewer().is_guest() {
        return Ok(see_other("/"));
    }
    form.only(&["half", "code", "next", "ceremony", "credential"])?;
    match step(&ask, &form).await {
        Ok(Step::In(renewed)) => Ok(enter(form.text("next"), renewed)),
        Ok(Step::Over) => {
            let next = form.text("next").to_owned();
            let mut filled = Filled::again(Form::with([("next", next)]), Fault::Unreadable(OVER.to_owned()))?;
            filled.status = http::StatusCode::UNPROCESSABLE_ENTITY;
            login_page::show(&ask, filled).await
        }
        Ok(Step::Wrong) => show(&ask, Filled::again(form, domain::fault::Fault::wrong("code", WRONG).into())?).await,
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn step(ask: &Ask, form: &Form) -> Result<Step, Fault> {
    ask.throttle(Action::Second)?;
    let site = &ask.site.0;
    let shown = given(form).map_or(Shown::Code(form.text("code")), Shown::Passkey);
    Ok(second::finish(&site.db, &site.passkeys, form.text("half"), shown).await?)
}

/// The passkey that the browser has put into a form, if it has.
pub fn given(form: &Form) -> Option<Given<'_>> {
    let (ceremony, credential) = (form.text("ceremony"), form.text("credential"));
    (!credential.is_empty()).then_some(Given { ceremony, credential })
}

/// The page of the second step; the form holds what leads on from the password.
pub async fn show(ask: &Ask, filled: Filled) -> Answer {
    let passkey = ask.site.0.passkeys.offered();
    let passkey = passkey.then(|| view! { <PasskeyButton does=Does::Ask words="Use a passkey" /> });
    let next = Some(filled.value("next")).filter(|next| local(next).is_some());
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next /> });
    let half = filled.value("half");
    // A code is typed anew each time.
    let typed = Filled::without(&filled, "code");
    ask.page(Head::private("One more step").of(&filled).passkeys(), || {
        view! {
            <Summary filled=&typed />
            <header class="head"><h1>"One more step"</h1></header>
            <form class="form" method="post" action="/login/second">
                {next}
                <input type="hidden" name="half" value=half />
                <Field
                    filled=&typed name="code" label="Code" autocomplete="one-time-code" most=40
                    hint="The six digits that your authenticator app shows now, or one of your recovery codes."
                />
                <p class="actions"><button class="button filled">"Sign in"</button><a href="/login">"Start again"</a></p>
                {passkey}
            </form>
            <p class="beside">
                "Have you lost your phone and your recovery codes? Please write to community@doc2doc.example; we ask for what you showed us when you joined."
            </p>
        }
    })
    .await
}
