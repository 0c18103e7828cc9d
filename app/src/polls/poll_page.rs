use crate::fault::Fault;
use crate::form::{Filled, Form, local};
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::polls::ballot::{Ballot, only, read};
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::db::Tx;
use domain::polls::{site, vote};
use leptos::prelude::*;
use types::ids::PollId;
use types::polls::PollView;

/// `/polls/{poll}`: a poll of the site by itself.
pub async fn poll_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: PollId = id.parse().map_err(|_| Fault::NotFound)?;
    show(&ask, id, Filled::default()).await
}

/// A member votes, from here or from beside any page.
pub async fn vote_in_it(ask: Ask, Path(id): Path<String>, form: Form) -> Answer {
    let id: PollId = id.parse().map_err(|_| Fault::NotFound)?;
    only(&form)?;
    let wish = read(&form).ok_or_else(Fault::without_purpose)?;
    match ask.act(async |tx: &mut Tx<'_>| vote::on_site(tx, id, &wish).await).await {
        Ok(()) => {
            let next = local(form.text("next")).and_then(|next| next.split('#').next());
            Ok(see_other(&next.map_or_else(|| format!("/polls/{id}"), |next| format!("{next}#site-poll"))))
        }
        Err(fault @ Fault::Wrong(_)) => show(&ask, id, Filled::again(form, fault)?).await,
        Err(fault) => Err(fault),
    }
}

async fn show(ask: &Ask, id: PollId, filled: Filled) -> Answer {
    let poll = ask.look(async |tx: &mut Tx<'_>| site::find(tx, id).await).await?;
    let head = Head { canonical: Some(format!("/polls/{id}")), ..Head::titled(poll.question.clone()).of(&filled) };
    let guest = ask.viewer().is_guest();
    ask.page(head, || view(poll, guest, filled)).await
}

fn view(poll: PollView, guest: bool, filled: Filled) -> impl IntoView {
    let address = format!("/polls/{}", poll.id);
    let next = Some(filled.value("next")).filter(|next| !next.is_empty());
    let sign_in = (guest && !poll.closed)
        .then(|| view! { <p><a href=format!("/login?next={address}")>"Sign in to vote"</a></p> }.into_any());
    view! {
        <Summary filled=&filled />
        <header class="head">
            <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/polls">"What do you think?"</a></li></ol></nav>
            <h1>{poll.question.clone()}</h1>
        </header>
        <div class="poll"><Ballot poll action=address next filled why_not=sign_in prefix="site" /></div>
    }
}
