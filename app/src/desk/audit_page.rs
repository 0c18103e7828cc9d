use crate::desk::deed_words::deed_words;
use crate::desk::desk_page::DeskHead;
use crate::form::escape;
use crate::kit::pager::Pager;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::desk::audit_log::{self, By, Entry, Log};
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::text::NAME_MOST;

const HERE: &str = "/desk/audit";

/// `/desk/audit`: what was done with staff's rights, newest first.
pub async fn audit_page(ask: Ask) -> Answer {
    let (act, name) = (ask.query("act").unwrap_or_default(), ask.query("name").unwrap_or_default());
    let number = ask.page_number()?;
    let log = ask.look(async |tx: &mut Tx<'_>| audit_log::page(tx, &act, &name, number).await).await?;
    let viewer = ask.viewer().clone();
    ask.page(Head::private("Audit log"), || view(viewer, act, name, log)).await
}

fn view(viewer: Viewer, act: String, name: String, log: Log) -> impl IntoView {
    let address = format!("{HERE}?act={}&name={}", escape(&act), escape(&name));
    let page = log.page;
    let count = match log.total {
        1 => "1 row, newest first".to_owned(),
        total => format!("{total} rows, newest first"),
    };
    let list = if log.entries.is_empty() {
        view! { <p class="empty">"Nothing of this kind is on record."</p> }.into_any()
    } else {
        table(log.entries).into_any()
    };
    view! {
        <div class="desk">
            <DeskHead viewer here=HERE />
            {finder(act, name, log.acts)}
            <section class="section" aria-labelledby="log">
                <div class="section-head"><h2 id="log">"Audit log"</h2><p class="meta">{count}</p></div>
                {list}
                <Pager page address label="Pages of the log" />
            </section>
        </div>
    }
}

fn finder(act: String, name: String, acts: Vec<String>) -> impl IntoView {
    let choices = acts
        .into_iter()
        .map(|one| {
            let (words, chosen) = (deed_words(&one).to_owned(), one == act);
            view! { <option value=one selected=chosen>{words}</option> }
        })
        .collect_view();
    view! {
        <form class="finder" method="get" action=HERE role="search" aria-label="Audit log">
            <div class="field">
                <label for="act">"What was done"</label>
                <select id="act" name="act"><option value="">"Everything"</option>{choices}</select>
            </div>
            <div class="field">
                <label for="name">"By or about"</label>
                <input id="name" name="name" type="search" maxlength=NAME_MOST.to_string() value=name autocomplete="off" placeholder="Screen name" />
            </div>
            <button class="button">"Show"</button>
        </form>
    }
}

fn table(entries: Vec<Entry>) -> impl IntoView {
    let rows = entries.into_iter().map(row).collect_view();
    view! {
        <table class="table stack">
            <thead>
                <tr>
                    <th scope="col">"No."</th><th scope="col">"When"</th><th scope="col">"By"</th>
                    <th scope="col">"What"</th><th scope="col">"About"</th><th scope="col">"Why, or how"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(entry: Entry) -> impl IntoView {
    let by = match &entry.by {
        By::Operator => "operator, by command or job".into_any(),
        By::Fellow => "somebody in that community".into_any(),
        By::Gone => "somebody whose account has gone".into_any(),
        By::Member(name) => member(name).into_any(),
    };
    let (about, words) = (about(&entry), if entry.words.is_empty() { "–".to_owned() } else { entry.words.clone() });
    view! {
        <tr>
            <th scope="row">{entry.no}</th>
            <td data-th="When"><Time at=entry.at /></td>
            <td data-th="By">{by}</td>
            <td data-th="What">{deed_words(&entry.act).to_owned()}</td>
            <td data-th="About">{about}</td>
            <td data-th="Why, or how">{words}</td>
        </tr>
    }
}

fn member(name: &str) -> impl IntoView {
    view! { <a href=format!("/members/{}", escape(name))>{name.to_owned()}</a> }
}

/// What it was done to. Cases stand here by their numbers alone, so that none is joined to a persona.
fn about(entry: &Entry) -> AnyView {
    if let Some(case) = entry.case {
        return format!("case {case}").into_any();
    }
    let mut parts = Vec::new();
    if !entry.member.is_empty() {
        parts.push(member(&entry.member).into_any());
    }
    match &entry.thread {
        Some(Some((id, title))) => parts.push(view! { <a href=format!("/threads/{id}")>{title.clone()}</a> }.into_any()),
        Some(None) => parts.push("a thread closed to you".into_any()),
        None => {}
    }
    match &entry.forum {
        Some(Some(name)) => parts.push(format!("forum {name}").into_any()),
        Some(None) => parts.push("a forum closed to you".into_any()),
        None => {}
    }
    if parts.is_empty() {
        return "–".into_any();
    }
    parts.into_iter().enumerate().map(|(at, part)| view! { {(at > 0).then_some(", ")}{part} }).collect_view().into_any()
}
