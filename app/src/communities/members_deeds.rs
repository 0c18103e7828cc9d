//! What the forms of a community's page do.

use crate::communities::communities_page::listed;
use crate::fault::Fault;
use crate::form::{Check, Form};
use crate::request::Ask;
use crate::throttle::Action;
use domain::communities::{codes, invitations, joining, members, owning};
use domain::db::Tx;
use domain::secrets::Token;
use types::fault::FieldError;
use types::ids::InvitationId;
use types::text::{Purpose, Reason};

/// How a form ended.
pub enum Outcome {
    /// The member is not in the community any more; where to go on.
    Gone(String),
    /// Done; the community's address, and the word for what has been done.
    Done(String, &'static str),
    /// A code, to be shown this once.
    Code(Token),
}

/// Does what a form asks for.
pub async fn act(ask: &Ask, slug: &str, form: &Form) -> Result<Outcome, Fault> {
    let member = form.text("member");
    let done = match form.text("deed") {
        "leave" => return leave(ask, slug).await,
        "code" => return code(ask, slug).await,
        "describe" => return describe(ask, slug, form).await,
        "reopen" => {
            let slug = ask.act(async |tx: &mut Tx<'_>| owning::reopen(tx, slug).await).await?;
            return Ok(Outcome::Done(slug, "reopened"));
        }
        "admit" => ask.act(async |tx: &mut Tx<'_>| joining::admit(tx, slug, member, true).await).await.map(|()| "admitted"),
        "refuse" => ask.act(async |tx: &mut Tx<'_>| joining::admit(tx, slug, member, false).await).await.map(|()| "refused"),
        "invite" => invite(ask, slug, form).await.map(|()| "invited"),
        "withdraw" => withdraw(ask, slug, form).await.map(|()| "withdrawn"),
        "moderator" => {
            ask.act(async |tx: &mut Tx<'_>| members::name_moderator(tx, slug, member, true).await).await.map(|()| "named")
        }
        "member" => {
            ask.act(async |tx: &mut Tx<'_>| members::name_moderator(tx, slug, member, false).await).await.map(|()| "named")
        }
        "remove" => remove(ask, slug, form).await.map(|()| "removed"),
        "hand-over" => hand_over(ask, slug, form).await.map(|()| "handed"),
        "archive" => ask.act(async |tx: &mut Tx<'_>| owning::archive(tx, slug).await).await.map(|()| "archived"),
        "keep" => ask.act(async |tx: &mut Tx<'_>| owning::keep(tx, slug).await).await.map(|()| "kept"),
        _ => Err(Fault::without_purpose()),
    }?;
    Ok(Outcome::Done(slug.to_owned(), done))
}

async fn leave(ask: &Ask, slug: &str) -> Result<Outcome, Fault> {
    match ask.act(async |tx: &mut Tx<'_>| members::leave(tx, slug).await).await {
        // Clicked twice: to be outside is what was wished for, and the answer is the same for what never was.
        Err(Fault::NotFound) if !ask.viewer().is_guest() => {}
        left => left?,
    }
    Ok(Outcome::Gone("/my/communities?done=left".to_owned()))
}

async fn code(ask: &Ask, slug: &str) -> Result<Outcome, Fault> {
    ask.act(async |tx: &mut Tx<'_>| codes::make(tx, slug).await).await.map(Outcome::Code)
}

async fn invite(ask: &Ask, slug: &str, form: &Form) -> Result<(), Fault> {
    let name = form.text("invitee").trim();
    named(name, "invitee")?;
    ask.throttle(Action::Post)?;
    ask.act(async |tx: &mut Tx<'_>| invitations::invite(tx, slug, name).await).await.map_err(|fault| beside("invitee", fault))
}

async fn withdraw(ask: &Ask, slug: &str, form: &Form) -> Result<(), Fault> {
    let id: InvitationId = form.text("invitation").parse().map_err(|_| Fault::NotFound)?;
    ask.act(async |tx: &mut Tx<'_>| invitations::withdraw(tx, slug, id).await).await
}

async fn remove(ask: &Ask, slug: &str, form: &Form) -> Result<(), Fault> {
    let (mut check, name) = (Check::default(), form.text("removed"));
    if name.is_empty() {
        check.note("removed", "Please choose who is to be removed.");
    }
    let reason = check.read::<Reason>(form, "reason");
    let (Some(reason), false) = (reason, name.is_empty()) else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| members::remove(tx, slug, name, &reason).await)
        .await
        .map_err(|fault| beside("removed", fault))
}

async fn hand_over(ask: &Ask, slug: &str, form: &Form) -> Result<(), Fault> {
    let name = form.text("heir").trim();
    named(name, "heir")?;
    match ask.act(async |tx: &mut Tx<'_>| members::hand_over(tx, slug, name).await).await {
        Err(Fault::NotFound) => {
            let page = ask.look(async |tx: &mut Tx<'_>| members::page(tx, slug).await).await?;
            let sentence = format!("There is no such member in {}. Please type the name as it stands in the list.", page.name);
            Err(Fault::Wrong(vec![FieldError::new("heir", sentence)]))
        }
        handed => handed.map_err(|fault| beside("heir", fault)),
    }
}

async fn describe(ask: &Ask, slug: &str, form: &Form) -> Result<Outcome, Fault> {
    let mut check = Check::default();
    let (about, for_whom) = (check.read::<Purpose>(form, "about"), check.read::<Purpose>(form, "for_whom"));
    let listed = listed(&mut check, form);
    let (Some(about), Some(for_whom), Some(listed)) = (about, for_whom, listed) else { return Err(check.fault()) };
    let slug = ask.act(async |tx: &mut Tx<'_>| owning::describe(tx, slug, &about, &for_whom, listed).await).await?;
    Ok(Outcome::Done(slug, "described"))
}

fn named(name: &str, field: &str) -> Result<(), Fault> {
    if name.is_empty() {
        return Err(Fault::Wrong(vec![FieldError::new(field, "Please enter a screen name.")]));
    }
    Ok(())
}

/// Several forms of the page ask for a screen name; each field has a name of its own.
fn beside(field: &str, fault: Fault) -> Fault {
    match fault {
        Fault::Wrong(errors) => Fault::Wrong(errors.into_iter().map(|wrong| FieldError::new(field, wrong.sentence)).collect()),
        other => other,
    }
}
