use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::forums::kept_text::kept_text;
use crate::kit::field::Summary;
use crate::kit::lines::Lines;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::bookmarks;
use domain::db::Tx;
use domain::forums::posts;
use leptos::prelude::*;
use types::fault::Refusal;
use types::ids::PostId;
use types::text::{NOTE_MOST, Note};

/// `/posts/{id}/bookmark`: keeps a post, with a note to oneself.
pub async fn bookmark_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id = read(&id)?;
    if ask.viewer().is_guest() {
        // A guest learns nothing here that the permalink would not tell.
        ask.look(async |tx: &mut Tx<'_>| posts::find(tx, id).await).await?;
        return Ok(see_other(&format!("/login?next=/posts/{id}/bookmark")));
    }
    let note = ask.look(async |tx: &mut Tx<'_>| bookmarks::note_of(tx, id).await).await?;
    show(&ask, id, Filled::with(Form::with([("note", note.unwrap_or_default())]))).await
}

/// The form was sent: keep, or keep no longer.
pub async fn keep(ask: Ask, Path(id): Path<String>, form: Form) -> Answer {
    let id = read(&id)?;
    form.only(&["deed", "note"])?;
    let done = match form.text("deed") {
        "keep" => send(&ask, id, &form).await,
        "remove" => ask.act(async |tx: &mut Tx<'_>| bookmarks::remove(tx, id).await).await.map(|()| "removed"),
        _ => Err(Fault::without_purpose()),
    };
    match done {
        Ok(done) => Ok(see_other(&format!("/my/bookmarks?done={done}"))),
        Err(Fault::Refused(Refusal::SignIn)) if form.text("deed") == "keep" => kept_text(&ask, &form, "note").await,
        Err(fault) => show(&ask, id, Filled::again(form, fault)?).await,
    }
}

async fn send(ask: &Ask, id: PostId, form: &Form) -> Result<&'static str, Fault> {
    ask.only_members()?;
    let mut check = Check::default();
    let Some(note) = check.read::<Note>(form, "note") else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| bookmarks::keep(tx, id, &note).await).await?;
    Ok("kept")
}

async fn show(ask: &Ask, id: PostId, filled: Filled) -> Answer {
    let (title, landing, author, kept) = ask
        .look(async |tx: &mut Tx<'_>| {
            let post = posts::find(tx, id).await?;
            let kept = bookmarks::note_of(tx, id).await?.is_some();
            Ok((post.title().to_owned(), post.landing().clone(), post.author().to_owned(), kept))
        })
        .await?;
    let back = landing.address();
    let remove = kept.then(|| view! { <button class="button quiet" name="deed" value="remove">"Remove the bookmark"</button> });
    ask.page(Head::private("Bookmark").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href=back>{title}</a></li></ol></nav>
                <h1>{if kept { "Your bookmark" } else { "Bookmark this post" }}</h1>
                <p>{format!("A post by {author}. You find it again in My doc2doc, Bookmarks.")}</p>
            </header>
            <form class="form" method="post" action=format!("/posts/{id}/bookmark") novalidate>
                <Lines
                    filled=&filled name="note" label="A note to yourself" most=NOTE_MOST optional=true
                    hint="At most 500 characters. It is stored encrypted and shown to nobody but you."
                />
                <p class="actions"><button class="button filled" name="deed" value="keep">"Keep it"</button>{remove}</p>
            </form>
            <section class="section" aria-labelledby="unread">
                <div class="section-head"><h2 id="unread">"Or read on another time"</h2></div>
                <p class="measure">"The thread is marked unread from this post on, and waits in "<a href="/my/unread">"Unread"</a>"."</p>
                <form method="post" action=format!("/threads/{}/{}", landing.thread, landing.slug)>
                    <input type="hidden" name="post" value=landing.no />
                    <button class="button" name="deed" value="unread-from">"Mark unread from here"</button>
                </form>
            </section>
        }
    })
    .await
}

fn read(id: &str) -> Result<PostId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}
