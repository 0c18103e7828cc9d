use crate::drafts::opened::Opened;
use crate::drafts::saving;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form};
use crate::forums::composer::Composer;
use crate::forums::forum_page::CircleLine;
use crate::forums::kept_text::kept_text;
use crate::forums::thread_row::kind_icon;
use crate::kit::done::Done;
use crate::kit::field::{Field, FieldError, Summary};
use crate::kit::icon::Icon;
use crate::layout::Head;
use crate::polls::fields::{self, PollPart};
use crate::request::{Answer, Ask, see_other};
use crate::throttle::Action;
use axum::extract::Path;
use domain::db::Tx;
use domain::drafts::keep;
use domain::forums::keys::PostingKey;
use domain::forums::start::Opening;
use domain::forums::written;
use domain::forums::{forum_list, start as story};
use leptos::prelude::*;
use types::drafts::Place;
use types::fault::Refusal;
use types::forums::{ForumRow, Kind};
use types::text::{Body, TITLE_MOST, Title};

/// `/forums/{forum}/new`: the form that starts a thread.
pub async fn new_page(ask: Ask, Path(forum): Path<String>) -> Answer {
    show(&ask, &forum, Filled::default()).await
}

/// The form was sent.
pub async fn start(ask: Ask, Path(forum): Path<String>, form: Form) -> Answer {
    form.only(&[["kind", "title", "body", "key", "deed", "upon"].as_slice(), fields::FIELDS.as_slice()].concat())?;
    let sent = if form.text("deed") == "draft" {
        let place = Place::Forum(forum.clone());
        saving::from_form(&ask, &place, &form).await.map(|()| format!("/forums/{forum}/new?done=draft"))
    } else {
        send(&ask, &forum, &form).await
    };
    match sent {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(Refusal::SignIn)) => kept_text(&ask, &form, "body").await,
        Err(fault) => show(&ask, &forum, Filled::again(form, fault)?).await,
    }
}

/// Starts the thread; also what the browser's composer calls. The answer is the thread's address.
pub async fn send(ask: &Ask, forum: &str, form: &Form) -> Result<String, Fault> {
    ask.only_members()?;
    let mut check = Check::default();
    let kind = Kind::read(form.text("kind"));
    if kind.is_none() {
        check.note("kind", "Please say whether this is a question, a discussion or a poll.");
    }
    let (title, body) = (check.read::<Title>(form, "title"), check.read::<Body>(form, "body"));
    let poll = if kind == Some(Kind::Poll) { fields::read(&mut check, form) } else { None };
    let opening = match kind {
        Some(Kind::Poll) => poll.as_ref().map(Opening::Poll),
        other => other.map(Opening::Plain),
    };
    let (Some(opening), Some(title), Some(body)) = (opening, title, body) else { return Err(check.fault()) };
    ask.throttle(Action::Post)?;
    let written = ask.look(async |tx: &mut Tx<'_>| written::prepare(tx, body).await).await?;
    let key = PostingKey::sent(form.text("key"))?;
    let landing = ask.act(async |tx: &mut Tx<'_>| story::start(tx, forum, opening, &title, &written, &key).await).await?;
    Ok(landing.address())
}

async fn show(ask: &Ask, slug: &str, filled: Filled) -> Answer {
    let place = Place::Forum(slug.to_owned());
    let opened =
        ask.look(async |tx: &mut Tx<'_>| Ok((forum_list::for_start(tx, slug).await?, keep::read(tx, &place).await?))).await;
    let (forum, draft) = match opened {
        Err(Fault::Refused(_)) if ask.viewer().is_guest() && filled.status.is_success() => {
            return Ok(see_other(&format!("/login?next=/forums/{slug}/new")));
        }
        found => found?,
    };
    let opened = Opened::of(ask, &filled, draft, "");
    let key = saving::key(&filled, opened.draft.as_ref())?;
    let done = ask.done(&filled).map(|_| saving::DONE);
    let filled = match &opened.draft {
        Some(draft) if opened.typed.is_none() => Filled::with(saving::form(draft.words.clone(), draft.version)),
        _ => filled,
    };
    let head = Head::private(format!("Start a thread in {}", forum.name)).of(&filled);
    ask.page(head, || view(forum, filled, opened, key, done)).await
}

fn view(forum: ForumRow, filled: Filled, opened: Opened, key: String, done: Option<&'static str>) -> impl IntoView {
    let address = format!("/forums/{}", forum.slug);
    let chosen = Kind::read(&filled.value("kind")).unwrap_or(Kind::Question);
    let kinds = kind_choices(&Kind::ALL, chosen);
    view! {
        <Summary filled=&filled />
        <header class="head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href="/forums">"Forums"</a></li><li><a href=address.clone()>{forum.name}</a></li></ol>
            </nav>
            <h1>"Start a thread"</h1>
            <CircleLine circle=forum.circle />
        </header>
        <Done words=done />
        <section class="composer" aria-label="New thread">
            <form method="post" action=format!("{address}/new")>
                <fieldset class="field" id="kind" aria-describedby="kind-hint">
                    <legend class="label">"What is it?"</legend>
                    <p class="hint" id="kind-hint">"A question waits for an answer, a discussion invites opinions, and a poll counts votes."</p>
                    <FieldError name="kind" error=filled.error("kind") />
                    {kinds}
                </fieldset>
                <Field
                    filled=&filled name="title" label="Title" most=TITLE_MOST
                    hint="3 to 150 characters. Say what it is about: “Ketamine dose in renal failure” rather than “Help!”."
                />
                <PollPart filled=&filled />
                <Guidance />
                <input type="hidden" name="key" value=key />
                <Composer
                    place=Place::Forum(forum.slug) label="First post".to_owned() send="Start the thread".to_owned()
                    opened=opened error=filled.error("body")
                />
            </form>
        </section>
    }
}

/// What a thread can be, to choose from.
pub fn kind_choices(kinds: &[Kind], chosen: Kind) -> AnyView {
    let line = |kind: &Kind| {
        let (id, on) = (format!("kind-{}", kind.key()), *kind == chosen);
        view! {
            <div class="check">
                <input type="radio" id=id.clone() name="kind" value=kind.key() checked=on />
                <label for=id><Icon of=kind_icon(*kind) />" "{kind.words()}</label>
            </div>
        }
    };
    view! { <div class="choices">{kinds.iter().map(line).collect_view()}</div> }.into_any()
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
