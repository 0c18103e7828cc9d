use crate::drafts::opened::Opened;
use crate::drafts::saving;
use crate::form::Filled;
use crate::forums::composer::Composer;
use crate::forums::history_page::compared;
use crate::forums::new_page::Guidance;
use crate::kit::done::Done;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::forums::edit::{self as stories};
use domain::writing::diff::changes;
use leptos::prelude::*;
use std::time::Duration;
use types::drafts::Place;
use types::ids::PostId;

/// What comparing two texts may take.
const COMPARED_WITHIN: Duration = Duration::from_millis(100);

/// The page on which one's own post is changed: with what has been sent in vain, or the draft, or the post as it stands.
pub async fn show(ask: &Ask, id: PostId, filled: Filled) -> Answer {
    let (post, draft) = ask.look(async |tx: &mut Tx<'_>| stories::open(tx, id).await).await?;
    let head = Head::private("Edit your post").of(&filled);
    let (title, back) = (post.title().to_owned(), post.landing().address());
    let opened = Opened::of(ask, &filled, draft, post.body());
    // Whoever is shown both texts may save theirs over this one; a draft stays upon the words that it was begun on.
    let changed = filled.error("key").map(|_| compared_with(post.body(), opened.body(), &back));
    let begun = || opened.draft.as_ref().map(|draft| draft.words.key.clone());
    let sent = Some(filled.value("key")).filter(|key| !key.is_empty() && changed.is_none());
    let key = if changed.is_some() { post.mark() } else { sent.or_else(begun).unwrap_or_else(|| post.mark()) };
    let send = if changed.is_some() { "Save yours anyway" } else { "Save" };
    let error = filled.error("body").or(filled.trouble.clone());
    let done = ask.done(&filled).map(|_| saving::DONE);
    ask.page(head, || {
        view! {
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href=back>{title}</a></li></ol></nav>
                <h1>"Edit your post"</h1>
                <p>"Others see that the post has been edited, and can look at its earlier words."</p>
            </header>
            <Done words=done />
            {changed}
            <section class="composer" aria-label="Edit">
                <Guidance />
                <form method="post" action=format!("/posts/{id}/edit")>
                    <input type="hidden" name="key" value=key />
                    <Composer place=Place::Post(id) label="Your post".to_owned() send=send.to_owned() opened=opened error=error />
                </form>
            </section>
            {withdraw(id)}
        }
    })
    .await
}

/// Both texts, for somebody whose post has changed in another window since this one was opened.
fn compared_with(now: &str, yours: &str, back: &str) -> impl IntoView + use<> {
    let pieces = changes(now, yours, COMPARED_WITHIN);
    view! {
        <section class="both" role="alert" tabindex="-1" autofocus=true aria-labelledby="changed-title">
            <h2 id="changed-title">"This post has changed since you opened it"</h2>
            <p>"Nothing is lost: your text stands in the field below. Look at both, change yours if you like, and then save it anyway, or "
                <a href=back.to_owned()>"leave the post as it is now"</a>"."</p>
            <div class="texts">
                <article aria-labelledby="changed-now">
                    <h3 id="changed-now">"The post as it is now"</h3>
                    <p class="words">{now.to_owned()}</p>
                </article>
                <article aria-labelledby="changed-yours">
                    <h3 id="changed-yours">"What yours would change"</h3>
                    {compared(pieces)}
                </article>
            </div>
        </section>
    }
}

fn withdraw(id: PostId) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="withdraw">
            <h2 id="withdraw">"Withdraw this post"</h2>
            <p>"Its words and its history go; a line stays to show that something stood here. This cannot be undone."</p>
            <form method="post" action=format!("/posts/{id}/edit")>
                <button class="button danger" name="deed" value="withdraw">"Withdraw"</button>
            </form>
        </section>
    }
}
