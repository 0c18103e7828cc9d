use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::forums::composer::{Composer, Place};
use crate::forums::forum_page::CircleLine;
use crate::forums::kept_text::kept_text;
use crate::forums::thread_row::kind_icon;
use crate::kit::field::{Field, FieldError, Summary};
use crate::kit::icon::Icon;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::keys::PostingKey;
use domain::forums::written::Written;
use domain::forums::{forum_list, start as story};
use leptos::prelude::*;
use types::fault::Refusal;
use types::forums::{ForumRow, Kind};
use types::text::{Body, TITLE_MOST, Title};

/// `/forums/{forum}/new`: the form that starts a thread.
pub async fn new_page(ask: Ask, Path(forum): Path<String>) -> Answer {
    show(&ask, &forum, Filled::default()).await
}

/// The form was sent.
pub async fn start(ask: Ask, Path(forum): Path<String>, form: Form) -> Answer {
    form.only(&["kind", "title", "body", "key"])?;
    match send(&ask, &forum, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(Refusal::SignIn)) => kept_text(&ask, &form).await,
        Err(fault) => show(&ask, &forum, Filled::again(form, fault)?).await,
    }
}

/// Starts the thread; also what the browser's composer calls. The answer is the thread's address.
pub async fn send(ask: &Ask, forum: &str, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let kind = Kind::read(form.text("kind"));
    if kind.is_none() {
        check.note("kind", "Please say whether this is a question or a discussion.");
    }
    let (title, body) = (check.read::<Title>(form, "title"), check.read::<Body>(form, "body"));
    let (Some(kind), Some(title), Some(body)) = (kind, title, body) else { return Err(check.fault()) };
    ask.throttle(Action::Post)?;
    let (written, key) = (Written::new(body), PostingKey::sent(form.text("key"))?);
    let landing = ask.act(async |tx: &mut Tx<'_>| story::start(tx, forum, kind, &title, &written, &key).await).await?;
    Ok(landing.address())
}

async fn show(ask: &Ask, slug: &str, filled: Filled) -> Answer {
    let forum = match ask.look(async |tx: &mut Tx<'_>| forum_list::for_start(tx, slug).await).await {
        Err(Fault::Refused(_)) if ask.viewer().is_guest() && filled.status.is_success() => {
            return Ok(see_other(&format!("/login?next=/forums/{slug}/new")));
        }
        found => found?,
    };
    let key = match filled.value("key") {
        sent if sent.is_empty() => PostingKey::new().map_err(Fault::from)?.as_str().to_owned(),
        sent => sent,
    };
    let head = Head::private(format!("Start a thread in {}", forum.name)).of(&filled);
    ask.page(head, || view(forum, filled, key)).await
}

fn view(forum: ForumRow, filled: Filled, key: String) -> impl IntoView {
    let address = format!("/forums/{}", forum.slug);
    let chosen = Kind::read(&filled.value("kind")).unwrap_or(Kind::Question);
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| {
            let id = format!("kind-{}", kind.key());
            view! {
                <div class="check">
                    <input type="radio" id=id.clone() name="kind" value=kind.key() checked=kind == chosen />
                    <label for=id><Icon of=kind_icon(kind) />" "{kind.words()}</label>
                </div>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Summary filled=&filled />
        <header class="head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href="/forums">"Forums"</a></li><li><a href=address.clone()>{forum.name}</a></li></ol>
            </nav>
            <h1>"Start a thread"</h1>
            <CircleLine circle=forum.circle />
        </header>
        <section class="composer" aria-label="New thread">
            <form method="post" action=format!("{address}/new")>
                <fieldset class="field" id="kind" aria-describedby="kind-hint">
                    <legend class="label">"What is it?"</legend>
                    <p class="hint" id="kind-hint">"A question waits for an answer; a discussion invites opinions."</p>
                    <FieldError name="kind" error=filled.error("kind") />
                    <div class="choices">{kinds}</div>
                </fieldset>
                <Field
                    filled=&filled name="title" label="Title" most=TITLE_MOST
                    hint="3 to 150 characters. Say what it is about: “Ketamine dose in renal failure” rather than “Help!”."
                />
                <Guidance />
                <input type="hidden" name="key" value=key />
                <Composer
                    place=Place::Forum(forum.slug) label="First post".to_owned() send="Start the thread".to_owned()
                    body=filled.value("body") error=filled.error("body")
                />
            </form>
        </section>
    }
}

/// One line on good posts beside every composer (seed: "What makes a good discussion post").
#[component]
pub fn Guidance() -> impl IntoView {
    view! {
        <p class="guidance">
            "Say what you think and why, and link to the evidence. Leave out anything that could identify a patient: "
            <a href="/help/confidentiality">"the guidelines"</a>". "
            <a href="/help#what-makes-a-good-discussion-post-for-the-forums">"What makes a good post"</a>
        </p>
    }
}
