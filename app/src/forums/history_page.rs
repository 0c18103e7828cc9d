use crate::fault::Fault;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::{history, posts};
use leptos::prelude::*;
use types::forums::{Piece, Version};
use types::ids::PostId;

/// `/posts/{id}/history`: the states of a post, the present one first, each with what changed against the one before.
pub async fn history_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: PostId = id.parse().map_err(|_| Fault::NotFound)?;
    let (title, back, states) = ask
        .look(async |tx: &mut Tx<'_>| {
            let post = posts::find(tx, id).await?;
            let states = history::states(tx, &post).await?;
            Ok((post.title().to_owned(), post.landing().address(), states))
        })
        .await?;
    let last = states.len();
    let none = (last < 2).then(|| view! { <p class="empty">"This post has no earlier words."</p> });
    let list = states.into_iter().rev().filter(|_| last > 1).map(|one| state(one, last, &back)).collect::<Vec<_>>();
    let key = (last > 1).then(|| {
        view! { <p class="hint">"What was added is "<ins>"underlined"</ins>", what was taken out is "<del>"struck through"</del>"."</p> }
    });
    ask.page(Head::private("Earlier words of a post"), || {
        view! {
            <header class="head">
                <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href=back>{title}</a></li></ol></nav>
                <h1>"Earlier words of this post"</h1>
                <p>"The latest of them first; the thread shows the post as it is now."</p>
            </header>
            {none}
            {key}
            <div class="posts">{list}</div>
        }
    })
    .await
}

fn state(version: Version, last: usize, back: &str) -> impl IntoView + use<> {
    let number = version.number;
    let what = match usize::try_from(number) {
        Ok(1) => "As first written",
        Ok(number) if number == last => "As it is now",
        _ => "In between",
    };
    let shown = if version.html.is_empty() {
        view! { <p class="meta"><a href=back.to_owned()>"See it in its thread"</a></p> }.into_any()
    } else {
        let whole = view! { <div class="body" inner_html=version.html></div> };
        view! { <details class="as-it-was"><summary>"Show as it was"</summary>{whole}</details> }.into_any()
    };
    view! {
        <article class="post state" aria-labelledby=format!("state-{number}")>
            <h2 class="who" id=format!("state-{number}")>{what}</h2>
            <p class="when"><Time at=version.at /></p>
            {compared(version.changes)}
            {shown}
        </article>
    }
}

/// Two texts as one, with what was taken out and put in marked; the words of the marks are for those who do not see them.
pub fn compared(pieces: Vec<Piece>) -> impl IntoView {
    let hidden = |words: &'static str| view! { <span class="visually-hidden">{words}</span> };
    let pieces = pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Same(text) => text.into_any(),
            Piece::Removed(text) => view! { <del>{hidden(" [taken out: ")}{text}{hidden("] ")}</del> }.into_any(),
            Piece::Added(text) => view! { <ins>{hidden(" [added: ")}{text}{hidden("] ")}</ins> }.into_any(),
        })
        .collect::<Vec<_>>();
    view! { <p class="words compared">{pieces}</p> }
}
