use crate::forums::circle_mark::CircleMark;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::forums::forum_list;
use leptos::prelude::*;
use types::forums::{Circle, ForumRow, LastPost};

/// The sections of the forum list: stored word, title, and who it is for.
const SECTIONS: [(&str, &str, &str); 5] = [
    ("clinical", "Clinical", "Open to every member, students included"),
    ("doctors", "Doctors only", "Everyone here has been verified"),
    ("communities", "Communities", "Each is read by its own members alone"),
    ("off-duty", "Off duty", "For the rest of life"),
    ("site", "About doc2doc", "Help and ideas"),
];

/// `/forums`: every forum that this viewer may enter, and the doors of the others.
pub async fn forum_list_page(ask: Ask) -> Answer {
    let forums = ask.look(async |tx: &mut Tx<'_>| forum_list::all(tx).await).await?;
    let head = Head {
        description: Some("Open clinical forums, doctors-only forums and off-duty forums on doc2doc.".to_owned()),
        canonical: Some("/forums".to_owned()),
        ..Head::titled("Forums")
    };
    let member = !ask.viewer().is_guest();
    ask.page(head, || view(forums, member)).await
}

fn view(forums: Vec<ForumRow>, member: bool) -> impl IntoView {
    let groups = SECTIONS
        .iter()
        .filter_map(|(section, title, whom)| {
            let rows = forums.iter().filter(|forum| forum.section == *section).map(row).collect::<Vec<_>>();
            let empty = rows.is_empty();
            let own = (member && *section == "communities").then(|| communities_foot(empty));
            (!empty || own.is_some()).then(|| {
                let list = (!empty).then(|| view! { <ul class="forum-list">{rows}</ul> });
                view! {
                    <section class="section forum-group" aria-labelledby=*section>
                        <div class="section-head"><h2 id=*section>{*title}</h2><p class="meta">{*whom}</p></div>
                        {list}
                        {own}
                    </section>
                }
            })
        })
        .collect::<Vec<_>>();
    view! {
        <header class="head">
            <h1>"Forums"</h1>
            <p class="lede">"Open forums can be read by everyone. Forums with a padlock are closed: for verified doctors, or for the members of a community."</p>
        </header>
        {groups}
    }
}

/// The way to communities of one's own, under those that are listed.
fn communities_foot(empty: bool) -> AnyView {
    let none = empty.then_some("You are in no closed community yet, and none is listed. ");
    view! { <p class="meta foot-line">{none}<a href="/my/communities">"Your communities, invitations, and how to ask for one"</a></p> }
        .into_any()
}

fn row(forum: &ForumRow) -> impl IntoView + use<> {
    let counts = forum.inside.as_ref().map(|inside| {
        view! { <p class="counts"><span>{counted(inside.threads, "thread")}</span>" "<span>{counted(inside.posts, "post")}</span></p> }
    });
    let last = match &forum.inside {
        None if forum.circle == Circle::Doctors => {
            view! { <p class="last">"What is written here is shown to verified doctors."</p> }.into_any()
        }
        None => view! { <p class="last">"What is written here is shown to its members."</p> }.into_any(),
        Some(inside) => match &inside.last {
            None => view! { <p class="last">"Nobody has written here yet."</p> }.into_any(),
            Some(last) => latest(last).into_any(),
        },
    };
    let unread = forum.inside.as_ref().is_some_and(|inside| inside.unread);
    view! {
        <li class=if unread { "forum-row unread" } else { "forum-row" }>
            <h3 class="name"><a href=format!("/forums/{}", forum.slug)>{forum.name.clone()}</a><CircleMark circle=forum.circle /></h3>
            <p class="about">{forum.about.clone()}</p>
            {counts}
            {last}
        </li>
    }
}

fn latest(last: &LastPost) -> impl IntoView + use<> {
    let address = format!("/threads/{}/{}", last.thread, last.slug);
    view! {
        <p class="last"><a href=address>{last.title.clone()}</a><br />"by "{last.by.clone()}", "<Time at=last.at /></p>
    }
}

/// A count with its noun, thousands set apart.
pub fn counted(number: i64, noun: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let noun = match (number, noun) {
        (1, _) => noun.to_owned(),
        (_, "reply") => "replies".to_owned(),
        _ => format!("{noun}s"),
    };
    format!("{grouped} {noun}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts_read_well() {
        let said = [(0, "post"), (1, "reply"), (2, "reply"), (1_234_567, "thread")].map(|(n, noun)| super::counted(n, noun));
        assert_eq!(said, ["0 posts", "1 reply", "2 replies", "1,234,567 threads"]);
    }
}
