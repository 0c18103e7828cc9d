use crate::fault::Fault;
use crate::form::Form;
use crate::kit::done::Done;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::drafts::{KEPT_DAYS, list};
use leptos::prelude::*;
use types::drafts::{DraftKind, DraftRow};
use types::ids::DraftId;

/// `/my/drafts`: what has been written and not sent yet.
pub async fn drafts_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    let drafts = ask.look(async |tx: &mut Tx<'_>| list::list(tx).await).await?;
    let done = ask.query("done").map(|_| "The draft is deleted.");
    ask.page(Head::private("Drafts"), || {
        view! {
            <MyHead here="/my/drafts" />
            <Done words=done />
            <section class="section" aria-labelledby="drafts">
                <div class="section-head"><h2 id="drafts">"Drafts"</h2></div>
                <p class="meta">{format!("Only you see them. A draft is deleted {KEPT_DAYS} days after you last touched it, and at once when you may no longer enter its forum.")}</p>
                {rows(drafts)}
            </section>
        }
    })
    .await
}

/// The writer throws one away.
pub async fn change(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["draft", "deed"])?;
    if form.text("deed") != "delete" {
        return Err(Fault::without_purpose());
    }
    let id: DraftId = form.text("draft").parse().map_err(|_| Fault::NotFound)?;
    ask.act(async |tx: &mut Tx<'_>| list::delete(tx, id).await).await?;
    Ok(see_other("/my/drafts?done=deleted"))
}

fn rows(drafts: Vec<DraftRow>) -> AnyView {
    if drafts.is_empty() {
        return view! {
            <p class="empty">"Nothing unsent. What you write is kept here as you type, until you send it. "<a href="/forums">"Find something to answer"</a></p>
        }
        .into_any();
    }
    let rows = drafts.into_iter().map(row).collect::<Vec<_>>();
    view! { <ul class="waiting drafts">{rows}</ul> }.into_any()
}

fn row(draft: DraftRow) -> impl IntoView {
    let what = match draft.what {
        DraftKind::Reply => "Reply to",
        DraftKind::Thread => "New thread",
        DraftKind::Edit => "Change to a post in",
    };
    let title = if draft.title.is_empty() { "Without a title yet".to_owned() } else { draft.title };
    let device = (!draft.device.is_empty()).then(|| format!(" on {}", draft.device));
    let words = if draft.words.trim().is_empty() { "No words yet".to_owned() } else { draft.words };
    view! {
        <li>
            <h3 class="line"><span class="meta">{what}" "</span><a href=draft.address>{title.clone()}</a></h3>
            <p class="first-words">{words}</p>
            <p class="meta">{draft.forum}" · saved "<Time at=draft.saved_at />{device}</p>
            <details class="delete">
                <summary>"Delete"<span class="visually-hidden">{format!(" the draft: {title}")}</span></summary>
                <form method="post" action="/my/drafts">
                    <input type="hidden" name="draft" value=draft.id.to_string() />
                    <button class="button danger" name="deed" value="delete">"Delete for good"</button>
                </form>
            </details>
        </li>
    }
}
