use crate::desk::desk_page::DeskHead;
use crate::desk::forums_page::circle_words;
use crate::fault::Fault;
use crate::form::{Check, Filled, Form, escape};
use crate::forums::sight::sight;
use crate::kit::done::Done;
use crate::kit::field::{Field, Summary};
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::db::Tx;
use domain::desk::forums::{self, KeptForum};
use domain::desk::rules;
use domain::fault::Fault as Inner;
use leptos::prelude::*;
use types::communities::Sight;
use types::fault::Refusal;
use types::forums::Circle;
use types::text::{ForumName, Purpose, Reason};

/// `/desk/forums/{forum}`: name and description; with `?to=` who would gain and who would lose sight if it were moved.
pub async fn forum_page(ask: Ask, Path(slug): Path<String>) -> Answer {
    let forum = kept(&ask, &slug).await?;
    let values = [("name", forum.name.clone()), ("about", forum.about.clone())];
    let to = ask.query("to").map(|to| circle(&to).ok_or(Fault::NotFound)).transpose()?;
    show(&ask, forum, to, Filled::with(Form::with(values))).await
}

/// One of the page's forms was sent.
pub async fn change(ask: Ask, Path(slug): Path<String>, form: Result<Form, Fault>) -> Answer {
    // The rule speaks first: to everybody else this is no page, whatever they send.
    let forum = kept(&ask, &slug).await?;
    let form = form?;
    form.only(&["deed", "name", "about", "to", "reason"])?;
    match act(&ask, &forum, &form).await {
        Ok(done) => Ok(see_other(&format!("/desk/forums/{}?done={done}", escape(&slug)))),
        Err(fault @ Fault::Refused(_)) => Err(fault),
        Err(fault) => {
            let to = circle(form.text("to"));
            show(&ask, forum, to, Filled::again(form, fault)?).await
        }
    }
}

async fn act(ask: &Ask, forum: &KeptForum, form: &Form) -> Result<&'static str, Fault> {
    let (slug, mut check) = (forum.slug.as_str(), Check::default());
    match form.text("deed") {
        "describe" => {
            let (name, about) = (check.read::<ForumName>(form, "name"), check.read::<Purpose>(form, "about"));
            let (Some(name), Some(about)) = (name, about) else { return Err(check.fault()) };
            ask.act(async |tx: &mut Tx<'_>| forums::describe(tx, slug, &name, &about).await).await?;
            Ok("described")
        }
        "move" => {
            rules::may_move_forums(ask.viewer())?;
            let to = circle(form.text("to")).ok_or(Fault::NotFound)?;
            // Clicked twice.
            if forum.circle == to {
                return Ok("moved");
            }
            let Some(reason) = check.read::<Reason>(form, "reason") else { return Err(check.fault()) };
            ask.act(async |tx: &mut Tx<'_>| forums::move_forum(tx, slug, to, &reason).await).await?;
            Ok("moved")
        }
        _ => Err(Fault::without_purpose()),
    }
}

/// The forum, for whoever may keep it.
async fn kept(ask: &Ask, slug: &str) -> Result<KeptForum, Fault> {
    rules::may_edit_forums(ask.viewer())?;
    let all = ask.look(async |tx: &mut Tx<'_>| forums::kept(tx).await).await?;
    all.into_iter().find(|forum| forum.slug == slug).ok_or(Fault::NotFound)
}

/// The audiences between which forums of the site's own move.
fn circle(word: &str) -> Option<Circle> {
    match word {
        "everyone" => Some(Circle::Everyone),
        "doctors" => Some(Circle::Doctors),
        _ => None,
    }
}

async fn show(ask: &Ask, forum: KeptForum, to: Option<Circle>, filled: Filled) -> Answer {
    let moves = match rules::may_move_forums(ask.viewer()) {
        Ok(_) => Some(None),
        Err(Inner::Refused(why @ Refusal::SignInAgain)) => Some(why.way_on()),
        Err(_) => None,
    };
    let seen = match to {
        Some(to) => Some(ask.look(async |tx: &mut Tx<'_>| forums::preview(tx, &forum.slug, to).await).await?),
        None => None,
    };
    let done = ask.done(&filled).and_then(|done| words(&done));
    let (viewer, path) = (ask.viewer().clone(), ask.path.clone());
    ask.page(Head::private(forum.name.clone()).of(&filled), || {
        let moving = match (seen, moves) {
            (Some(seen), _) => confirm(&seen, to, path.clone(), &filled),
            (None, Some(way_on)) => offer(forum.circle, &path, way_on),
            (None, None) => ().into_any(),
        };
        view! {
            <Summary filled=&filled />
            <div class="desk">
                <DeskHead viewer=viewer here="/desk/forums" />
                <Done words=done />
                {describing(&forum, path, &filled)}
                {moving}
            </div>
        }
    })
    .await
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "described" => Some("Saved."),
        "moved" => Some("The forum has been moved, with all that is in it."),
        _ => None,
    }
}

fn describing(forum: &KeptForum, path: String, filled: &Filled) -> AnyView {
    let values = || Filled::with(Form::with([("name", forum.name.clone()), ("about", forum.about.clone())]));
    let filled = if filled.value("deed") == "move" { values() } else { filled.clone() };
    view! {
        <section class="section" aria-labelledby="describe">
            <div class="section-head"><h2 id="describe">{forum.name.clone()}</h2><a href=format!("/forums/{}", forum.slug)>"Go to the forum"</a></div>
            <form class="form" method="post" action=path novalidate>
                <input type="hidden" name="deed" value="describe" />
                <Field filled=&filled name="name" label="Name" most=60 hint="3 to 60 characters. The address stays as it is." />
                <Field filled=&filled name="about" label="About" most=300 hint="3 to 300 characters, shown in the list of forums." />
                <p class="actions"><button class="button filled">"Save"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The way to the preview, or first to a fresh sign-in.
fn offer(circle: Circle, path: &str, way_on: Option<(&'static str, &'static str)>) -> AnyView {
    let (key, words) = if circle == Circle::Everyone { ("doctors", "verified doctors only") } else { ("everyone", "everyone") };
    let next = format!("{path}?to={key}#move");
    let (address, button) = match way_on {
        Some((address, words)) => (format!("{address}?next={}", escape(path)), words.to_owned()),
        None => (next, format!("See what moving it to {words} would do")),
    };
    view! {
        <section class="section one-form" aria-labelledby="move">
            <div class="section-head"><h2 id="move">"Who it is for"</h2>{circle_words(circle)}</div>
            <p class="measure">"A forum moves with all its threads. First you see who would gain and who would lose sight of it."</p>
            <p class="actions"><a class="button" href=address>{button}</a></p>
        </section>
    }
    .into_any()
}

fn confirm(seen: &Sight, to: Option<Circle>, path: String, filled: &Filled) -> AnyView {
    let back = path.clone();
    let key = if to == Some(Circle::Doctors) { "doctors" } else { "everyone" };
    view! {
        <section class="section" aria-labelledby="move">
            <div class="section-head"><h2 id="move">{format!("From {} to {}", seen.from, seen.to)}</h2></div>
            {sight(seen)}
            <form class="form" method="post" action=path novalidate>
                <input type="hidden" name="deed" value="move" />
                <input type="hidden" name="to" value=key />
                <Field filled=filled name="reason" label="Reason" most=300 hint="3 to 300 characters; goes on record." autocomplete="off" />
                <p class="actions"><button class="button danger">"Move the forum"</button><a class="button" href=back>"Leave it where it is"</a></p>
            </form>
        </section>
    }
    .into_any()
}
