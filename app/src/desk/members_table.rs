use crate::desk::reason_field::ReasonField;
use crate::form::escape;
use crate::forums::circle_mark::CircleMark;
use crate::kit::time::Time;
use domain::desk::members::DeskMember;
use leptos::prelude::*;
use types::forums::Circle;

/// A member in the table, with what was typed in their form.
pub struct Row {
    pub id: String,
    pub member: DeskMember,
    pub reason: String,
    pub error: Option<String>,
}

/// The id of a member's field. No two names differ only in their spaces, so none is given twice.
pub fn field_id(name: &str) -> String {
    format!("reason-{}", name.replace(' ', "_"))
}

/// As many as are shown at once (`domain::desk::members::beginning`).
const MOST: usize = 50;

/// The members found.
pub fn table(rows: Vec<Row>, address: String) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="empty">"No member’s screen name begins with that."</p> }.into_any();
    }
    let count = match rows.len() {
        MOST => "The first 50; type more letters to see others".to_owned(),
        1 => "1 member".to_owned(),
        count => format!("{count} members"),
    };
    let rows = rows.into_iter().map(|found| row(found, &address)).collect_view();
    view! {
        <section class="section" aria-labelledby="found">
            <div class="section-head"><h2 id="found">"Members"</h2><p class="meta">{count}</p></div>
            <table class="table stack">
                <thead>
                    <tr><th scope="col">"Screen name"</th><th scope="col">"Joined"</th><th scope="col">"Seat"</th><th scope="col">"Doctor’s seat"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(row: Row, address: &str) -> AnyView {
    let name = row.member.name.clone();
    let seat = if row.member.doctor {
        view! { <CircleMark circle=Circle::Doctors /> }.into_any()
    } else {
        view! { <span class="meta">"member"</span> }.into_any()
    };
    let (page, joined) = (format!("/members/{}", escape(&name)), row.member.joined);
    view! {
        <tr>
            <th scope="row"><a href=page>{name}</a></th>
            <td data-th="Joined"><Time at=joined day_only=true /></td>
            <td data-th="Seat">{seat}</td>
            <td>{seat_form(row, address.to_owned())}</td>
        </tr>
    }
    .into_any()
}

/// Grants or takes the seat of one member; the reason goes on record.
fn seat_form(row: Row, address: String) -> impl IntoView {
    let (deed, verb, side) = if row.member.doctor { ("take", "Take", "from") } else { ("grant", "Grant", "to") };
    // What is granted by hand is shown as "Document seen".
    let advice = match deed {
        "grant" => "3 to 300 characters; goes on record. Grant it only when you have seen a document: the label will say so.",
        _ => "3 to 300 characters; goes on record.",
    };
    let name = row.member.name;
    view! {
        <form class="finder" method="post" action=address novalidate>
            <input type="hidden" name="member" value=name.clone() />
            <ReasonField id=row.id of=format!(" for {name}") hint=advice typed=row.reason error=row.error />
            <button class=if deed == "take" { "button danger" } else { "button" } name="deed" value=deed>
                {format!("{verb} the seat")}<span class="visually-hidden">{format!(" {side} {name}")}</span>
            </button>
        </form>
    }
}
