use crate::communities::my_lists::{codes, invitations, mine, requests};
use crate::communities::request_form::request_form;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use domain::communities::requests::{self as asked, NewRequest};
use domain::communities::{codes, invitations as invited, members, owning};
use domain::db::Tx;
use leptos::prelude::*;
use types::ids::InvitationId;
use types::text::{ForumName, Purpose};

/// `/my/communities`: the member's closed communities, and the ways into others.
pub async fn communities_page(ask: Ask) -> Answer {
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
    form.only(&["deed", "invitation", "community", "code", "name", "purpose", "for_whom", "door"])?;
    match act(&ask, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(fault) => show(&ask, Filled::again(form, fault)?).await,
    }
}

/// Does it; the address to go on to.
async fn act(ask: &Ask, form: &Form) -> Result<String, Fault> {
    let done = match form.text("deed") {
        "accept" => return accept(ask, form).await,
        "decline" => decline(ask, form).await.map(|()| "declined"),
        "code" => return look_code(ask, form).await,
        "keep" => ask.act(async |tx: &mut Tx<'_>| owning::keep(tx, form.text("community")).await).await.map(|()| "kept"),
        "archive" => {
            ask.act(async |tx: &mut Tx<'_>| owning::archive(tx, form.text("community")).await).await.map(|()| "archived")
        }
        "request" => request(ask, form).await.map(|()| "requested"),
        _ => Err(Fault::without_purpose()),
    }?;
    Ok(format!("/my/communities?done={done}"))
}

async fn accept(ask: &Ask, form: &Form) -> Result<String, Fault> {
    let accepted = match form.text("invitation").parse::<InvitationId>() {
        Ok(id) => ask.act(async |tx: &mut Tx<'_>| invited::accept(tx, id).await).await,
        Err(_) => Err(Fault::NotFound),
    };
    match accepted {
        Ok(slug) => Ok(format!("/forums/{slug}")),
        // Taken back, run out, or accepted a moment ago: the list says which.
        Err(Fault::NotFound) => Ok("/my/communities?done=gone".to_owned()),
        Err(fault) => Err(fault),
    }
}

async fn decline(ask: &Ask, form: &Form) -> Result<(), Fault> {
    let id: InvitationId = form.text("invitation").parse().map_err(|_| Fault::NotFound)?;
    match ask.act(async |tx: &mut Tx<'_>| invited::decline(tx, id).await).await {
        // An invitation that has gone meanwhile is what was wished for.
        Err(Fault::NotFound) => Ok(()),
        declined => declined,
    }
}

/// Leads to the page of the code; whole links are taken too.
async fn look_code(ask: &Ask, form: &Form) -> Result<String, Fault> {
    let code = form.text("code").trim().rsplit('/').next().unwrap_or_default();
    let mut check = Check::default();
    if code.is_empty() {
        check.note("code", "Please enter the code, or the link that you were given.");
        return Err(check.fault());
    }
    match ask.look(async |tx: &mut Tx<'_>| codes::look(tx, code).await).await {
        Ok(_) => Ok(format!("/join/{}", crate::form::escape(code))),
        Err(Fault::NotFound) => {
            check.note(
                "code",
                "This code opens nothing: it has been used or taken back, or its time is over. Please ask for a new one.",
            );
            Err(check.fault())
        }
        Err(fault) => Err(fault),
    }
}

async fn request(ask: &Ask, form: &Form) -> Result<(), Fault> {
    let mut check = Check::default();
    let (name, purpose) = (check.read::<ForumName>(form, "name"), check.read::<Purpose>(form, "purpose"));
    let for_whom = check.read::<Purpose>(form, "for_whom");
    let listed = listed(&mut check, form);
    let (Some(name), Some(purpose), Some(for_whom), Some(listed)) = (name, purpose, for_whom, listed) else {
        return Err(check.fault());
    };
    ask.throttle(Action::Post)?;
    let new = NewRequest { name, purpose, for_whom, listed };
    ask.act(async |tx: &mut Tx<'_>| asked::request(tx, &new).await).await
}

/// Whether the door is to be seen by strangers, if that has been said.
pub fn listed(check: &mut Check, form: &Form) -> Option<bool> {
    match form.text("door") {
        "listed" => Some(true),
        "unlisted" => Some(false),
        _ => {
            check.note("door", "Please choose one of the two.");
            None
        }
    }
}

async fn show(ask: &Ask, filled: Filled) -> Answer {
    let (own, invited, asked) = ask
        .look(async |tx: &mut Tx<'_>| Ok((members::mine(tx).await?, invited::mine(tx).await?, asked::mine(tx).await?)))
        .await?;
    let done = ask.done(&filled).and_then(|done| words(&done));
    ask.page(Head::private("My communities").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/communities" />
            <Done words=done />
            {invitations(invited)}
            {mine(own)}
            {codes(&filled)}
            {requests(asked)}
            {request_form(&filled)}
        }
    })
    .await
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "left" => Some("You have left the community. It is closed to you from now on."),
        "declined" => Some("The invitation has been declined. Who invited you is not told."),
        "gone" => Some("That invitation waits no more. If you have just accepted it, the community is in your list."),
        "kept" => Some("Thank you: the community stays as it is."),
        "archived" => Some("The community has been archived. It can be read, and takes no more posts."),
        "requested" => Some("Your request is with us. We answer it here and write to you."),
        _ => None,
    }
}
