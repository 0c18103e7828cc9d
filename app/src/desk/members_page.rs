use crate::desk::desk_page::DeskHead;
use crate::desk::members_table::{Row, field_id, table};
use crate::fault::Fault;
use crate::form::{Filled, Form, escape};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::desk::members::{self, DeskMember};
use domain::desk::{rules, seats};
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::fault::FieldError;
use types::text::{NAME_MOST, Reason};

/// `/desk/members`: members by the beginning of their screen name.
pub async fn members_page(ask: Ask) -> Answer {
    show(&ask, Filled::default()).await
}

/// The form of one row was sent: a doctor's seat is granted or taken.
pub async fn seat(ask: Ask, form: Result<Form, Fault>) -> Answer {
    // The rule speaks first: to everybody else this is no page, whatever they send.
    rules::may_seat(ask.viewer())?;
    let form = form?;
    form.only(&["member", "deed", "reason"])?;
    match act(&ask, &form).await {
        Ok(()) => {
            let begins = ask.query("name").unwrap_or_default();
            Ok(see_other(&format!("/desk/members?name={}&done={}", escape(&begins), escape(form.text("member")))))
        }
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

async fn act(ask: &Ask, form: &Form) -> Result<(), Fault> {
    let doctor = match form.text("deed") {
        "grant" => true,
        "take" => false,
        _ => return Err(Fault::without_purpose()),
    };
    let member = form.text("member");
    let reason =
        Reason::try_from(form.text("reason")).map_err(|wrong| Fault::Wrong(vec![FieldError::new(&field_id(member), wrong.0)]))?;
    ask.act(async |tx: &mut Tx<'_>| seats::seat_doctor(tx, member, doctor, &reason).await).await
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let begins = ask.query("name").unwrap_or_default();
    let found = ask.look(async |tx: &mut Tx<'_>| members::beginning(tx, &begins).await).await?;
    let done = ask.done(&filled);
    let news = found.iter().find(|member| Some(&member.name) == done.as_ref()).map(news);
    let address = format!("/desk/members?name={}", escape(&begins));
    ask.page(Head::private("Members").of(&filled), || view(ask.viewer().clone(), begins, address, found, filled, news)).await
}

/// What is so now; read from the member, not from the address.
fn news(member: &DeskMember) -> String {
    if member.doctor {
        format!("{} has the doctor’s seat and can enter the doctors’ forums from now on.", member.name)
    } else {
        format!("{} does not have the doctor’s seat; the doctors’ forums are closed to them from now on.", member.name)
    }
}

fn view(
    viewer: Viewer,
    begins: String,
    address: String,
    found: Vec<DeskMember>,
    filled: Filled,
    news: Option<String>,
) -> impl IntoView {
    let asked = filled.value("member");
    let rows = found
        .into_iter()
        .map(|member| {
            let reason = if member.name == asked { filled.value("reason") } else { String::new() };
            let id = field_id(&member.name);
            Row { error: filled.error(&id), id, member, reason }
        })
        .collect();
    view! {
        <Summary filled=&filled />
        <div class="desk">
            <DeskHead viewer=viewer here="/desk/members" />
            <Done words=news />
            {finder(begins)}
            {table(rows, address)}
        </div>
    }
}

fn finder(begins: String) -> impl IntoView {
    view! {
        <form class="finder" method="get" action="/desk/members" role="search" aria-label="Members">
            <div class="field">
                <label for="name">"Find a member"</label>
                <p class="hint" id="name-hint">"Screen name, or the beginning of one; at most 30 characters."</p>
                <input id="name" name="name" type="search" maxlength=NAME_MOST.to_string() value=begins autocomplete="off" aria-describedby="name-hint" />
            </div>
            <button class="button">"Find"</button>
        </form>
    }
}
