use crate::fault::Fault;
use crate::form::{Check, Filled, Form, escape};
use crate::kit::done::Done;
use crate::kit::field::{FieldError, Summary, described};
use crate::kit::raw_text::raw_text;
use crate::layout::Head;
use crate::media::face_part::face_part;
use crate::media::send;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use crate::upload::Received;
use axum::extract::Request;
use domain::db::Tx;
use domain::media::{faces, make};
use domain::members::account;
use leptos::prelude::*;
use types::text::About;

/// `/my/profile`: the words about oneself.
pub async fn profile_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let own = ask.look(async |tx: &mut Tx<'_>| account::read(tx).await).await?;
    show(&ask, Filled::with(Form::with([("about", own.about)]))).await
}

/// The form was sent.
pub async fn describe(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["about", "deed"])?;
    let done = match form.text("deed") {
        "" => save(&ask, &form).await.map(|()| "/my/profile?saved=1"),
        "remove-picture" => {
            ask.act(async |tx: &mut Tx<'_>| faces::remove(tx).await).await.map(|()| "/my/profile?done=removed#face")
        }
        _ => Err(Fault::without_purpose()),
    };
    match done {
        Ok(address) => Ok(see_other(address)),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

/// `/my/profile/picture`: a picture to show beside the member's name was sent.
pub async fn show_face(ask: Ask, request: Request) -> Answer {
    if ask.viewer().is_guest() {
        // This address answers no link.
        return Ok(see_other("/login?next=/my/profile"));
    }
    match take_face(&ask, request).await {
        Ok(()) => Ok(see_other("/my/profile?done=shown#face")),
        Err(fault) => {
            let own = ask.look(async |tx: &mut Tx<'_>| account::read(tx).await).await?;
            show(&ask, Filled::again(Form::with([("about", own.about)]), fault)?).await
        }
    }
}

async fn take_face(ask: &Ask, request: Request) -> Result<(), Fault> {
    let (_, file) = send::receive(ask, request, &[]).await?;
    let Received { bytes, place } = file?;
    let made = make::face(bytes).await?;
    drop(place);
    ask.act(async |tx: &mut Tx<'_>| faces::show(tx, &made).await).await
}

async fn save(ask: &Ask, form: &Form) -> Result<(), Fault> {
    let mut check = Check::default();
    let Some(about) = check.read::<About>(form, "about") else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| account::describe(tx, &about).await).await
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let page = format!("/members/{}", escape(ask.viewer().name().unwrap_or_default()));
    let saved =
        (filled.status.is_success() && ask.query("saved").is_some()).then_some("Saved. This is what others read about you now.");
    let saved = saved.or_else(|| match ask.done(&filled)?.as_str() {
        "shown" => Some("Your picture is shown beside your name now."),
        "removed" => Some("Your picture is gone; the drawing from your screen name stands in its place."),
        _ => None,
    });
    ask.page(Head::private("Profile").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/profile" />
            <Done words=saved />
            <p class="lede">"A few words for your colleagues, on "<a href=page>"your page"</a>"."</p>
            {form(&filled)}
            {face_part(ask, &filled)}
        }
    })
    .await
}

fn form(filled: &Filled) -> AnyView {
    let error = filled.error("about");
    let described_by = described("about", true, error.is_some());
    let wrong = error.is_some();
    view! {
        <form class="form" method="post" action="/my/profile">
            <div class=if wrong { "field wrong" } else { "field" }>
                <label for="about">"About you"</label>
                <p class="hint" id="about-hint">
                    "At most 2,000 characters; may be empty. Markdown works: **bold**, *italic*, lists and links. Consider leaving out where you work: who knows the doctor often knows the patient ("
                    <a href="/help/confidentiality#the-doctor-can-give-the-patient-away">"guidelines"</a>")."
                </p>
                <FieldError name="about" error=error />
                <textarea id="about" name="about" rows="8" aria-describedby=described_by aria-invalid=wrong.then_some("true")>
                    {raw_text(&filled.value("about"))}
                </textarea>
            </div>
            <p class="actions"><button class="button filled">"Save"</button></p>
        </form>
    }
    .into_any()
}
