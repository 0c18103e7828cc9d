use crate::desk::desk_page::DeskHead;
use crate::fault::Fault;
use crate::form::{Filled, Form, escape};
use crate::kit::done::Done;
use crate::kit::pager::Pager;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::desk::rules;
use domain::letters::dead::{self, Listed, Troubled};
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::ids::LetterId;

const HERE: &str = "/desk/letters";

/// `/desk/letters`: letters that cannot be sent; neither addresses nor words.
pub async fn letters_page(ask: Ask) -> Answer {
    let number = ask.page_number()?;
    let listed = ask.look(async |tx: &mut Tx<'_>| dead::list(tx, number).await).await?;
    let done = ask.done(&Filled::default()).and_then(|done| words(&done));
    let viewer = ask.viewer().clone();
    ask.page(Head::private("Letters"), || view(viewer, listed, done)).await
}

/// A letter is tried again, or dropped.
pub async fn tend(ask: Ask, form: Result<Form, Fault>) -> Answer {
    // The rule speaks first: to everybody else this is no page, whatever they send.
    rules::may_tend_letters(ask.viewer())?;
    let form = form?;
    form.only(&["letter", "deed"])?;
    let done = match act(&ask, &form).await {
        Ok(done) => done,
        // Sent or dropped a moment ago.
        Err(Fault::NotFound) => "gone",
        Err(fault) => return Err(fault),
    };
    Ok(see_other(&format!("{HERE}?done={done}")))
}

async fn act(ask: &Ask, form: &Form) -> Result<&'static str, Fault> {
    let id: LetterId = form.text("letter").parse().map_err(|_| Fault::NotFound)?;
    match form.text("deed") {
        "retry" => {
            ask.act(async |tx: &mut Tx<'_>| dead::retry(tx, id).await).await?;
            Ok("retried")
        }
        "drop" => {
            ask.act(async |tx: &mut Tx<'_>| dead::discard(tx, id).await).await?;
            Ok("dropped")
        }
        _ => Err(Fault::without_purpose()),
    }
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "retried" => Some("The letter is tried again now."),
        "dropped" => Some("The letter has been dropped."),
        "gone" => Some("That letter is in no trouble any more."),
        _ => None,
    }
}

fn view(viewer: Viewer, listed: Listed, done: Option<&'static str>) -> impl IntoView {
    let Listed { letters, page, total } = listed;
    let count = match total {
        1 => "1 letter".to_owned(),
        total => format!("{total} letters, those given up first"),
    };
    let list =
        if letters.is_empty() { view! { <p class="empty">"All letters find their way."</p> }.into_any() } else { table(letters) };
    view! {
        <div class="desk">
            <DeskHead viewer=viewer here=HERE />
            <Done words=done />
            <section class="section" aria-labelledby="letters">
                <div class="section-head"><h2 id="letters">"Letters that cannot be sent"</h2><p class="meta">{count}</p></div>
                <p class="hint">
                    "A letter is tried ten times in about 14 hours, then given up, and forgotten after 90 days. Where an address takes no letters, its owner is told on the site."
                </p>
                {list}
                <Pager page address=HERE.to_owned() label="Pages of letters" />
            </section>
        </div>
    }
}

fn table(letters: Vec<Troubled>) -> AnyView {
    let rows = letters.into_iter().map(row).collect_view();
    view! {
        <table class="table stack">
            <thead>
                <tr>
                    <th scope="col">"About"</th><th scope="col">"To"</th><th scope="col">"Written"</th><th scope="col">"Tried"</th>
                    <th scope="col">"Went wrong"</th><th scope="col">"Now"</th><th scope="col"><span class="visually-hidden">"What to do"</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(letter: Troubled) -> AnyView {
    let to = match &letter.to {
        Some(name) => view! { <a href=format!("/members/{}", escape(name))>{name.clone()}</a> }.into_any(),
        None => "–".into_any(),
    };
    let tried = match letter.tries {
        0 => "not yet".to_owned(),
        1 => "once".to_owned(),
        times => format!("{times} times"),
    };
    let now = match letter.given_up_at {
        Some(at) => view! { "given up " <Time at=at /> }.into_any(),
        None => match letter.next_at {
            Some(at) => view! { "tried again " <Time at=at /> }.into_any(),
            None => "tried again shortly".into_any(),
        },
    };
    let (id, of) = (letter.id.to_string(), format!(": letter {}", letter.id));
    view! {
        <tr>
            <th scope="row">{kind_words(&letter.kind)}</th>
            <td data-th="To">{to}</td>
            <td data-th="Written"><Time at=letter.queued_at /></td>
            <td data-th="Tried">{tried}</td>
            <td data-th="Went wrong">{wrong_words(&letter.error)}</td>
            <td data-th="Now">{now}</td>
            <td class="act">
                <form method="post" action=HERE>
                    <input type="hidden" name="letter" value=id />
                    <p class="actions">
                        <button class="button" name="deed" value="retry">"Try again"<span class="visually-hidden">{of.clone()}</span></button>
                        <button class="button quiet" name="deed" value="drop">"Drop"<span class="visually-hidden">{of}</span></button>
                    </p>
                </form>
            </td>
        </tr>
    }
    .into_any()
}

/// What a mail server has said, in words, with its code (RFC 3463) for those who look it up.
fn wrong_words(error: &str) -> String {
    let words = match error.rsplit(' ').next().unwrap_or_default() {
        "" => return "–".to_owned(),
        _ if !error.starts_with(|first: char| first.is_ascii_digit()) => return capital(error),
        "5.2.2" | "4.2.2" => "The mailbox is full",
        "5.2.1" => "The mailbox is closed",
        "5.1.7" | "5.1.8" => "Our sender is refused there",
        code if code.starts_with("5.1.") => "The address is not known there",
        code if code.starts_with("5.7.") => "It is refused there by a rule",
        code if code.starts_with("4.") || (code == error && error.starts_with('4')) => "Asked to come back later",
        _ => "It is refused there",
    };
    format!("{words} ({error})")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What a letter is about, in words that tell nothing of anybody.
fn kind_words(kind: &str) -> &'static str {
    match kind {
        "post" => "A new post",
        "digest" => "A day’s posts",
        "confirm" | "known" | "new-address" | "address-changed" => "An address",
        "reset" | "password-changed" => "A password",
        _ => "Something else",
    }
}
