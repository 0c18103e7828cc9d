use crate::fault::Fault;
use crate::feeds::keys_part::{keys_part, make};
use crate::following::follow_form::options;
use crate::form::{Filled, Form};
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::kit::icon::Icon;
use crate::kit::pager::Pager;
use crate::layout::Head;
use crate::members::tabs::MyHead;
use crate::request::{Answer, Ask, see_other};
use domain::db::Tx;
use domain::feeds::keys;
use domain::following::{listed, subscriptions};
use leptos::prelude::*;
use types::following::{Followed, FollowedPage, Mode, Place};
use types::icon;
use types::ids::ThreadId;

/// `/my/subscriptions`: the threads and forums that the member follows, and their own feeds.
pub async fn subscriptions_page(ask: Ask) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    show(&ask, Filled::default(), None).await
}

/// One of the page's forms was sent.
pub async fn change(ask: Ask, form: Form) -> Answer {
    if let Some(to_sign_in) = ask.sign_in_first() {
        return Ok(to_sign_in);
    }
    form.only(&["deed", "mode", "thread", "forum", "name", "feed"])?;
    let done = match form.text("deed") {
        "make-feed" => {
            return match make(&ask, &form).await {
                Ok(address) => show(&ask, Filled::default(), Some(address)).await,
                Err(fault) => show(&ask, Filled::again(form, fault)?, None).await,
            };
        }
        "remove-feed" => ask.act(async |tx: &mut Tx<'_>| keys::revoke(tx, form.text("feed")).await).await.map(|()| "removed"),
        "follow" => follow(&ask, &form).await.map(|()| "saved"),
        "stop" => stop(&ask, &form).await.map(|()| "stopped"),
        _ => Err(Fault::without_purpose()),
    };
    match done {
        Ok(done) => Ok(see_other(&format!("/my/subscriptions?done={done}"))),
        Err(fault) => show(&ask, Filled::again(form, fault)?, None).await,
    }
}

async fn follow(ask: &Ask, form: &Form) -> Result<(), Fault> {
    let mode = Mode::read(form.text("mode")).ok_or_else(Fault::without_purpose)?;
    match form.text("forum") {
        "" => {
            let thread = thread(form)?;
            ask.act(async |tx: &mut Tx<'_>| subscriptions::follow(tx, thread, mode).await).await
        }
        forum => ask.act(async |tx: &mut Tx<'_>| subscriptions::follow_forum(tx, forum, mode).await).await,
    }
}

/// The member has no word of their own on it any more.
async fn stop(ask: &Ask, form: &Form) -> Result<(), Fault> {
    match form.text("forum") {
        "" => {
            let thread = thread(form)?;
            ask.act(async |tx: &mut Tx<'_>| subscriptions::leave(tx, thread).await).await
        }
        forum => ask.act(async |tx: &mut Tx<'_>| subscriptions::follow_forum(tx, forum, Mode::None).await).await,
    }
}

fn thread(form: &Form) -> Result<ThreadId, Fault> {
    form.text("thread").parse().map_err(|_| Fault::NotFound)
}

/// `made` is the address of a feed that has just been made.
async fn show(ask: &Ask, filled: Filled, made: Option<String>) -> Answer {
    let number = ask.page_number()?;
    let (list, feeds) = ask.look(async |tx: &mut Tx<'_>| Ok((listed::page(tx, number).await?, keys::list(tx).await?))).await?;
    let done = ask.done(&filled).and_then(|done| match done.as_str() {
        "saved" => Some("Saved. It counts from now on."),
        "stopped" => Some("You do not follow it by itself any more."),
        "removed" => Some("The feed has been removed. Its address opens nothing any more."),
        _ => None,
    });
    ask.page(Head::private("What you follow").of(&filled), || {
        view! {
            <Summary filled=&filled />
            <MyHead here="/my/subscriptions" />
            <Done words=done />
            {followed(list)}
            {keys_part(feeds, &filled, made)}
        }
    })
    .await
}

fn followed(list: FollowedPage) -> AnyView {
    let silent = list.silent.then(|| {
        view! { <p class="notice">"All letters about posts are switched off in your "<a href="/my/notifications">"letter settings"</a>"."</p> }
    });
    let rows = if list.rows.is_empty() {
        view! { <p class="empty">"You follow nothing yet. “Subscribe to this discussion” stands on each thread, “Follow this forum” on each forum."</p> }
            .into_any()
    } else {
        let rows = list.rows.into_iter().enumerate().map(|(no, one)| row(no, one)).collect_view();
        view! {
            <table class="table stack">
                <thead><tr><th scope="col">"What"</th><th scope="col">"Letters"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="followed">
            <div class="section-head"><h2 id="followed">"What you follow"</h2></div>
            {silent}
            {rows}
            <Pager page=list.page address="/my/subscriptions".to_owned() label="Pages" />
        </section>
    }
    .into_any()
}

fn row(no: usize, one: Followed) -> impl IntoView {
    let (address, field, value) = match one.what {
        Place::Thread(thread) => (format!("/threads/{thread}"), "thread", thread.to_string()),
        Place::Forum(slug) => (format!("/forums/{slug}"), "forum", slug),
    };
    let lock = one.closed.then(|| view! { <Icon of=icon::PADLOCK /><span class="visually-hidden">" (closed)"</span> });
    let place = match one.forum {
        Some(forum) => format!("a discussion in {forum}"),
        None => "a whole forum".to_owned(),
    };
    let (id, of) = (format!("mode-{no}"), one.words.clone());
    view! {
        <tr>
            <th scope="row"><a href=address>{one.words}</a>{lock}<p class="meta">{place}</p></th>
            <td data-th="Letters">
                <form class="actions" method="post" action="/my/subscriptions">
                    <input type="hidden" name=field value=value />
                    <label class="visually-hidden" for=id.clone()>{format!("Letters about {of}")}</label>
                    <select id=id name="mode">{options(&Mode::ALL, one.mode)}</select>
                    <button class="button" name="deed" value="follow">"Save"<span class="visually-hidden">{format!(" for {of}")}</span></button>
                    <button class="button quiet" name="deed" value="stop">"Remove"<span class="visually-hidden">{format!(" {of}")}</span></button>
                </form>
            </td>
        </tr>
    }
}
