use crate::drafts::saving;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::forums::edit_form;
use crate::forums::kept_text::kept_text;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::edit::{self as stories, Grown};
use domain::forums::posts;
use domain::forums::written;
use types::drafts::Place;
use types::fault::{FieldError, Refusal};
use types::ids::PostId;
use types::text::Body;

/// `/posts/{id}`: sends to the post, on the right page of its thread.
pub async fn permalink(ask: Ask, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    let post = ask.look(async |tx: &mut Tx<'_>| posts::find(tx, id).await).await?;
    Ok(see_other(&post.landing().address()))
}

/// `/posts/{id}/edit`: one's own post, to be changed or taken back.
pub async fn edit_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    if ask.viewer().is_guest() {
        // A guest learns nothing here that the permalink would not tell.
        ask.look(async |tx: &mut Tx<'_>| posts::find(tx, id).await).await?;
        return Ok(see_other(&format!("/login?next=/posts/{id}/edit")));
    }
    edit_form::show(&ask, id, Filled::default()).await
}

/// The form was sent: a new text, or the wish to withdraw.
pub async fn edit(ask: Ask, Path(id): Path<String>, form: Form) -> Answer {
    let id = read(&id)?;
    form.only(&["body", "deed", "key", "upon"])?;
    if form.text("deed") == "withdraw" {
        let landing = ask.act(async |tx: &mut Tx<'_>| stories::withdraw(tx, id).await).await?;
        return Ok(see_other(&landing.address()));
    }
    let sent = if form.text("deed") == "draft" {
        saving::from_form(&ask, &Place::Post(id), &form).await.map(|()| format!("/posts/{id}/edit?done=draft"))
    } else {
        send(&ask, id, &form).await
    };
    match sent {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(Refusal::SignIn)) => kept_text(&ask, &form, "body").await,
        Err(fault) => edit_form::show(&ask, id, Filled::again(form, fault)?).await,
    }
}

/// Changes the post; also what the browser's composer calls. The answer is the post's address.
pub async fn send(ask: &Ask, id: PostId, form: &Form) -> Result<String, Fault> {
    ask.only_members()?;
    let mut check = Check::default();
    let Some(body) = check.read::<Body>(form, "body") else { return Err(check.fault()) };
    ask.throttle(Action::Post)?;
    let written = ask.look(async |tx: &mut Tx<'_>| written::prepare(tx, body).await).await?;
    let grown = Grown { from: form.text("key").to_owned(), draft: form.text("upon").parse().unwrap_or(0) };
    Ok(ask.act(async |tx: &mut Tx<'_>| stories::change(tx, id, &written, &grown).await).await?.address())
}

/// Renders a text as the post would be; only for members, and not without limit.
pub async fn preview(ask: &Ask, text: &str) -> Result<String, Fault> {
    ask.only_members()?;
    ask.throttle(Action::Preview)?;
    let body = Body::try_from(text).map_err(|wrong| Fault::Wrong(vec![FieldError::new("body", wrong.0)]))?;
    ask.look(async |tx: &mut Tx<'_>| written::preview(tx, &body).await).await
}

fn read(id: &str) -> Result<PostId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}
