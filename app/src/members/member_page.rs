use crate::form::escape;
use crate::kit::avatar::Avatar;
use crate::kit::icon::Icon;
use crate::kit::time::{Time, month};
use crate::layout::Head;
use crate::request::{Answer, Ask};
use axum::extract::Path;
use domain::db::Tx;
use domain::members::personas::{self, Recent};
use leptos::prelude::*;
use types::icon;
use types::members::PersonaView;

/// `/members/{screen-name}`: a persona, for those who may see it; for all others there is no such page.
pub async fn member_page(ask: Ask, Path(name): Path<String>) -> Answer {
    let (persona, recent) = ask
        .look(async |tx: &mut Tx<'_>| {
            let (persona, id) = personas::find(tx, &name).await?;
            Ok((persona, personas::recent(tx, id).await?))
        })
        .await?;
    let head = Head { canonical: Some(format!("/members/{}", escape(&persona.name))), ..Head::private(persona.name.clone()) };
    ask.page(head, || view(persona, recent)).await
}

fn view(persona: PersonaView, recent: Vec<Recent>) -> impl IntoView {
    let own = persona.own.then(|| {
        view! {
            <p class="notice">
                "This is your own page, as others see it. "<a href="/my/profile">"Change the words about you"</a>", or "
                <a href="/my/privacy">"who may see it"</a>"."
            </p>
        }
    });
    let since = if persona.imported {
        view! { "Wrote in an archive that was brought here; has no account on doc2doc" }.into_any()
    } else {
        // A day would tell a verifier, who sees when a case was opened, whose case it is.
        format!("Member since {}", month(persona.joined)).into_any()
    };
    view! {
        <header class="persona"><Avatar name=persona.name.clone() picture=persona.avatar large=true /><h1>{persona.name}</h1><p class="meta">{since}</p></header>
        {own}
        {about(persona.about_html, persona.own)}
        <section class="section" aria-labelledby="recent"><h2 id="recent">"Recent posts"</h2>{posts(recent)}</section>
    }
}

fn about(html: String, own: bool) -> impl IntoView {
    let words = match (html.is_empty(), own) {
        (false, _) => view! { <div class="body" inner_html=html></div> }.into_any(),
        (true, true) => view! { <p class="empty">"You have not written anything about yourself yet."</p> }.into_any(),
        (true, false) => return ().into_any(),
    };
    view! { <section class="section" aria-labelledby="about"><h2 id="about">"About"</h2>{words}</section> }.into_any()
}

fn posts(recent: Vec<Recent>) -> impl IntoView {
    if recent.is_empty() {
        return view! { <p class="empty">"There are no posts here that you can read."</p> }.into_any();
    }
    let rows = recent
        .into_iter()
        .map(|post| {
            view! {
                <li class="thread-row">
                    <Icon of=icon::PERMALINK />
                    <h3 class="title"><a href=format!("/posts/{}", post.post)>{post.title}</a></h3>
                    <p class="meta">"in "{post.forum}" · "<Time at=post.at /></p>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ol class="thread-list">{rows}</ol> }.into_any()
}
