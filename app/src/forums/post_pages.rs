use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::forums::composer::{Composer, Place};
use crate::forums::kept_text::kept_text;
use crate::forums::new_page::Guidance;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::written::Written;
use domain::forums::{edit as stories, posts};
use leptos::prelude::*;
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
    let post = ask.look(async |tx: &mut Tx<'_>| stories::open(tx, id).await).await?;
    show(&ask, id, Filled::with(Form::with([("body", post.body().to_owned())]))).await
}

/// The form was sent: a new text, or the wish to withdraw.
pub async fn edit(ask: Ask, Path(id): Path<String>, form: Form) -> Answer {
    let id = read(&id)?;
    form.only(&["body", "deed", "key"])?;
    if form.text("deed") == "withdraw" {
        let landing = ask.act(async |tx: &mut Tx<'_>| stories::withdraw(tx, id).await).await?;
        return Ok(see_other(&landing.address()));
    }
    match send(&ask, id, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(Refusal::SignIn)) => kept_text(&ask, &form).await,
        Err(fault) => show(&ask, id, Filled::again(form, fault)?).await,
    }
}

/// Changes the post; also what the browser's composer calls. The answer is the post's address.
pub async fn send(ask: &Ask, id: PostId, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let Some(body) = check.read::<Body>(form, "body") else { return Err(check.fault()) };
    ask.throttle(Action::Post)?;
    let written = Written::new(body);
    Ok(ask.act(async |tx: &mut Tx<'_>| stories::edit(tx, id, &written).await).await?.address())
}

/// Renders a text as the post would be; only for members, and not without limit.
pub fn preview(ask: &Ask, text: &str) -> Result<String, Fault> {
    if ask.viewer().is_guest() {
        return Err(Fault::Refused(Refusal::SignIn));
    }
    ask.throttle(Action::Preview)?;
    let body = Body::try_from(text).map_err(|wrong| Fault::Wrong(vec![FieldError::new("body", wrong.0)]))?;
    Ok(domain::writing::render::render(body.as_str()))
}

async fn show(ask: &Ask, id: PostId, filled: Filled) -> Answer {
    let post = ask.look(async |tx: &mut Tx<'_>| stories::open(tx, id).await).await?;
    let head = Head::private("Edit your post").of(&filled);
    let (title, back) = (post.title().to_owned(), post.landing().address());
    let error = filled.error("body").or(filled.trouble.clone());
    ask.page(head, || {
        view! {
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href=back>{title}</a></li></ol></nav>
                <h1>"Edit your post"</h1>
                <p>"Others see that the post has been edited, and can look at its earlier words."</p>
            </header>
            <section class="composer" aria-label="Edit">
                <Guidance />
                <form method="post" action=format!("/posts/{id}/edit")>
                    <Composer place=Place::Post(id) label="Your post".to_owned() send="Save".to_owned() body=filled.value("body") error=error />
                </form>
            </section>
            <section class="section" aria-labelledby="withdraw">
                <h2 id="withdraw">"Withdraw this post"</h2>
                <p>"Its words and its history go; a line stays to show that something stood here. This cannot be undone."</p>
                <form method="post" action=format!("/posts/{id}/edit")>
                    <button class="button danger" name="deed" value="withdraw">"Withdraw"</button>
                </form>
            </section>
        }
    })
    .await
}

/// `/posts/{id}/history`: the states of a post, the present one first.
pub async fn history_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    let (title, back, versions) = ask
        .look(async |tx: &mut Tx<'_>| {
            let post = posts::find(tx, id).await?;
            let versions = posts::versions(tx, &post).await?;
            Ok((post.title().to_owned(), post.landing().address(), versions))
        })
        .await?;
    let list = versions
        .into_iter()
        .rev()
        .map(|version| {
            view! {
                <article class="post">
                    <p class="when"><Time at=version.at /></p>
                    <div class="body" inner_html=version.html></div>
                </article>
            }
        })
        .collect::<Vec<_>>();
    let none = list.is_empty().then(|| view! { <p class="empty">"This post has no earlier words."</p> });
    ask.page(Head::private("Earlier words of a post"), || {
        view! {
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href=back>{title}</a></li></ol></nav>
                <h1>"Earlier words of this post"</h1>
                <p>"The latest of them first; the thread shows the post as it is now."</p>
            </header>
            {none}
            <div class="posts">{list}</div>
        }
    })
    .await
}

fn read(id: &str) -> Result<PostId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}
