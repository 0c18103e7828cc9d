use crate::desk::desk_page::DeskHead;
use crate::forums::circle_mark::CircleMark;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::desk::forums::{self, KeptForum};
use domain::desk::rules;
use leptos::prelude::*;
use types::forums::Circle;

/// `/desk/forums`: the site's own forums, for those who keep them.
pub async fn forums_page(ask: Ask) -> Answer {
    rules::may_edit_forums(ask.viewer())?;
    let kept = ask.look(async |tx: &mut Tx<'_>| forums::kept(tx).await).await?;
    let viewer = ask.viewer().clone();
    ask.page(Head::private("Forums of the site"), || {
        let rows = kept.into_iter().map(row).collect_view();
        view! {
            <div class="desk">
                <DeskHead viewer=viewer here="/desk/forums" />
                <table class="table stack">
                    <caption>"The site’s own forums; communities are kept by their owners."</caption>
                    <thead><tr><th scope="col">"Name"</th><th scope="col">"About"</th><th scope="col">"For"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
    .await
}

fn row(forum: KeptForum) -> impl IntoView {
    let address = format!("/desk/forums/{}", forum.slug);
    view! {
        <tr>
            <th scope="row"><a href=address>{forum.name}</a></th>
            <td data-th="About">{forum.about}</td>
            <td data-th="For">{circle_words(forum.circle)}</td>
        </tr>
    }
}

/// Whom a forum is for, in a word.
pub fn circle_words(circle: Circle) -> AnyView {
    match circle {
        Circle::Everyone => view! { <span class="meta">"Everyone"</span> }.into_any(),
        closed => view! { <CircleMark circle=closed /> }.into_any(),
    }
}
