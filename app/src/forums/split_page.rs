use crate::fault::Fault;
use crate::form::{Check, Filled, Form, escape};
use crate::forums::deeds::deed_head;
use crate::forums::new_page::kind_choices;
use crate::kit::field::{Field, FieldError, Summary};
use crate::kit::pager::Pager;
use crate::kit::time::Time;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::posts;
use domain::forums::splitting::{self, Chosen};
use domain::writing::plain::plain;
use leptos::prelude::*;
use types::fault::Refusal;
use types::forums::{Kind, PostView, ThreadPage};
use types::ids::{PostId, ThreadId};
use types::text::{Reason, TITLE_MOST, Title};

/// Characters of each post, by which it is known again.
const BEGINNING: usize = 160;

/// `/threads/{thread}/split`: the posts of a page, to choose from.
pub async fn split_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    show(&ask, id, Filled::default()).await
}

/// The form was sent: the chosen posts make a new thread.
pub async fn split(ask: Ask, Path(id): Path<String>, form: Form) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let boxes: Vec<&str> = form.fields().map(|(name, _)| name).filter(|name| post_in(name).is_some()).collect();
    form.only(&[["kind", "title", "reason", "from"].as_slice(), &boxes].concat())?;
    match send(&ask, id, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(why)) => Err(Fault::Refused(why)),
        Err(fault) => match gone_already(&ask, id, &form, &fault).await {
            Some(address) => Ok(see_other(&address)),
            None => show(&ask, id, Filled::again(form, fault)?).await,
        },
    }
}

async fn send(ask: &Ask, id: ThreadId, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let kind = Kind::read(form.text("kind")).filter(|kind| *kind != Kind::Poll);
    if kind.is_none() {
        check.note("kind", "Please say whether this is a question or a discussion.");
    }
    let chosen = Chosen::of(chosen(form), form.text("from").parse().ok());
    if chosen.is_none() {
        check.note("posts", "Please choose the posts that are to go.");
    }
    let (title, reason) = (check.read::<Title>(form, "title"), check.read::<Reason>(form, "reason"));
    let (Some(chosen), Some(kind), Some(title), Some(reason)) = (chosen, kind, title, reason) else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| splitting::split(tx, id, &chosen, kind, &title, &reason).await).await
}

/// A second click finds the posts where they went.
async fn gone_already(ask: &Ask, id: ThreadId, form: &Form, fault: &Fault) -> Option<String> {
    let first = *chosen(form).first().filter(|_| matches!(fault, Fault::Wrong(_)))?;
    let post = ask.look(async |tx: &mut Tx<'_>| posts::find(tx, first).await).await.ok()?;
    (post.landing().thread != id).then(|| post.landing().address())
}

fn chosen(form: &Form) -> Vec<PostId> {
    form.fields().filter_map(|(name, _)| post_in(name)).collect()
}

/// The post behind the name of a box.
fn post_in(name: &str) -> Option<PostId> {
    name.strip_prefix("post-")?.parse().ok()
}

async fn show(ask: &Ask, id: ThreadId, filled: Filled) -> Answer {
    let number = ask.page_number()?;
    let found = ask.look(async |tx: &mut Tx<'_>| splitting::page(tx, id, number).await).await;
    let thread = match found {
        Err(Fault::Refused(Refusal::SignIn)) => return Ok(see_other(&format!("/login?next={}", escape(&ask.path)))),
        found => found?,
    };
    let path = ask.path.clone();
    ask.page(Head::private("Split a thread").of(&filled), || view(thread, path, &filled)).await
}

fn view(thread: ThreadPage, path: String, filled: &Filled) -> impl IntoView + use<> {
    let (head, page) = (deed_head(&thread, "Split this thread"), thread.page);
    let action = if page.number == 1 { path.clone() } else { format!("{path}?page={}", page.number) };
    let lines = thread.posts.iter().map(|post| line(post, filled)).collect_view();
    let rest = (page.number < page.last).then(|| thread.posts.last()).flatten().map(|last| {
        let on = filled.value("from") == last.id.to_string();
        view! {
            <div class="check">
                <input type="checkbox" id="from" name="from" value=last.id.to_string() checked=on />
                <label for="from">{format!("Post #{} and all after it, on the next pages too", last.no)}</label>
            </div>
        }
    });
    view! {
        <Summary filled=filled />
        {head}
        <form class="form" method="post" action=action novalidate>
            <fieldset class=if filled.error("posts").is_some() { "field wrong" } else { "field" } id="posts" aria-describedby="posts-hint">
                <legend class="label">"Which posts go?"</legend>
                <p class="hint" id="posts-hint">
                    "They make a new thread in the same forum, in their order. The first post stays. Addresses of posts lead to where they are then."
                </p>
                <FieldError name="posts" error=filled.error("posts") />
                {lines}
                {rest}
            </fieldset>
            <Field filled=filled name="title" label="Title of the new thread" most=TITLE_MOST hint="3 to 150 characters." autocomplete="off" />
            {kinds(filled)}
            <Field filled=filled name="reason" label="Reason" most=300 hint="3 to 300 characters; goes on record." autocomplete="off" />
            <p class="actions"><button class="button filled">"Make a new thread of them"</button></p>
        </form>
        <Pager page=page address=path label="Pages of the thread" />
    }
}

/// A post by its author, its time and how it begins; the first one stays, and so do withdrawn ones unless others before them go.
fn line(post: &PostView, filled: &Filled) -> AnyView {
    if post.no == 1 {
        return ().into_any();
    }
    let (name, on) = (format!("post-{}", post.id), filled.holds(&format!("post-{}", post.id)));
    let words = if post.withdrawn { "withdrawn".to_owned() } else { plain(&post.html, BEGINNING) };
    view! {
        <div class="check">
            <input type="checkbox" id=name.clone() name=name.clone() value="on" checked=on />
            <label for=name>{format!("#{} {}, ", post.no, post.author)}<Time at=post.at />{format!(": {words}")}</label>
        </div>
    }
    .into_any()
}

fn kinds(filled: &Filled) -> impl IntoView + use<> {
    let chosen = Kind::read(&filled.value("kind")).unwrap_or(Kind::Discussion);
    view! {
        <fieldset class="field" id="kind">
            <legend class="label">"What is it?"</legend>
            <FieldError name="kind" error=filled.error("kind") />
            {kind_choices(&[Kind::Discussion, Kind::Question], chosen)}
        </fieldset>
    }
}
