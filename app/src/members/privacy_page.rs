use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::kit::radios::Radios;
use crate::layout::Head;
use crate::members::look_ups::look_ups;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::desk::identity;
use domain::members::account;
use leptos::prelude::*;
use types::fault::FieldError;
use types::members::Visibility;

/// `/my/privacy`: who sees one's page.
pub async fn privacy_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let own = ask.look(async |tx: &mut Tx<'_>| account::read(tx).await).await?;
    show(&ask, Filled::with(Form::with([("visibility", own.visibility.key().to_owned())]))).await
}

/// The form was sent.
pub async fn show_to(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["visibility"])?;
    match save(&ask, &form).await {
        Ok(()) => Ok(see_other("/my/privacy?saved=1")),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn save(ask: &Ask, form: &Form) -> Result<(), Fault> {
    let Some(visibility) = Visibility::read(form.text("visibility")) else {
        return Err(Fault::Wrong(vec![FieldError::new("visibility", "Please choose one of the three.")]));
    };
    ask.act(async |tx: &mut Tx<'_>| account::show_to(tx, visibility).await).await
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let months = ask.look(async |tx: &mut Tx<'_>| identity::own_look_ups(tx).await).await?;
    let saved = (filled.status.is_success() && ask.query("saved").is_some()).then_some("Saved. It counts from now on.");
    let choices = Visibility::ALL.map(|choice| (choice.key(), choice.words(), meaning(choice))).to_vec();
    ask.page(Head::private("Privacy settings").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/privacy" />
            <Done words=saved />
            <form class="form" method="post" action="/my/privacy">
                <Radios filled=&filled name="visibility" legend="Who may open your page?" choices=choices />
                <p class="actions"><button class="button filled">"Save"</button></p>
            </form>
            <p class="beside">
                "Your posts stay readable wherever you wrote them, under your screen name. Your real name, country and grade are shown to no other member, whatever you choose here. "
                <a href="/privacy">"More about privacy"</a>
            </p>
            {look_ups(months)}
        }
    })
    .await
}

/// What each choice means today.
fn meaning(choice: Visibility) -> &'static str {
    match choice {
        Visibility::Everyone => "Members and guests can open it; search engines are asked to leave it out.",
        Visibility::Friends => "doc2doc has no friends yet, so for now nobody but you can open it.",
        Visibility::Nobody => "Nobody but you can open it. For everybody else there is no such page.",
    }
}
