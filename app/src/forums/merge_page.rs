use crate::fault::Fault;
use crate::form::{Check, Filled, Form, escape};
use crate::forums::deeds::deed_head;
use crate::kit::field::{Field, Summary};
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::{merging, splitting, threads};
use leptos::prelude::*;
use types::fault::Refusal;
use types::forums::ThreadPage;
use types::ids::ThreadId;
use types::text::Reason;

/// `/threads/{thread}/merge`: into which thread; with `?into=` what would come of it.
pub async fn merge_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    match ask.query("into") {
        Some(into) => show(&ask, id, Filled::with(Form::with([("into", into)]))).await,
        None => show(&ask, id, Filled::default()).await,
    }
}

/// The form was sent: the two become one.
pub async fn merge(ask: Ask, Path(id): Path<String>, form: Form) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    form.only(&["into", "reason"])?;
    match send(&ask, id, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Refused(why)) => Err(Fault::Refused(why)),
        Err(fault) => show(&ask, id, Filled::again(form, fault)?).await,
    }
}

async fn send(ask: &Ask, id: ThreadId, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let into = thread_in(form.text("into"));
    if into.is_none() {
        check.note("into", NO_THREAD);
    }
    let (Some(into), Some(reason)) = (into, check.read::<Reason>(form, "reason")) else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| {
        let address = threads::address(tx, into).await;
        // A second click finds the two merged already.
        if address.is_ok() && threads::address(tx, id).await? == address.as_deref().unwrap_or_default() && id != into {
            return address;
        }
        merging::merge(tx, id, into, &reason).await?;
        threads::address(tx, into).await
    })
    .await
}

const NO_THREAD: &str = "Please copy the address of the other thread, such as /threads/123456789/ketamine-dose.";

/// The thread behind an address, as it stands in a browser's address bar, or behind a bare number.
fn thread_in(address: &str) -> Option<ThreadId> {
    let address = address.trim();
    let number = address.split_once("/threads/").map_or(address, |(_, rest)| rest);
    number.split(['/', '?', '#']).next()?.parse().ok()
}

async fn show(ask: &Ask, id: ThreadId, filled: Filled) -> Answer {
    let asked = filled.value("into");
    let into = thread_in(&asked);
    let found = ask
        .look(async |tx: &mut Tx<'_>| {
            let thread = splitting::page(tx, id, 1).await?;
            let other = match into {
                Some(into) => Some(merging::preview(tx, id, into).await.map(|(title, posts)| (title, posts, into))),
                None => None,
            };
            Ok((thread, other))
        })
        .await;
    let (thread, other) = match found {
        Err(Fault::Refused(Refusal::SignIn)) => return Ok(see_other(&format!("/login?next={}", escape(&ask.path)))),
        found => found?,
    };
    let (filled, other) = match other {
        Some(Ok(other)) => (filled, Some(other)),
        Some(Err(fault)) => (Filled::again(Form::with([("into", asked)]), fault.into())?, None),
        None if asked.is_empty() => (filled, None),
        None => {
            let wrong = Fault::Wrong(vec![types::fault::FieldError::new("into", NO_THREAD)]);
            (Filled::again(Form::with([("into", asked)]), wrong)?, None)
        }
    };
    let action = ask.path.clone();
    ask.page(Head::private("Merge threads").of(&filled), || view(&thread, other, action, &filled)).await
}

fn view(thread: &ThreadPage, other: Option<(String, i64, ThreadId)>, action: String, filled: &Filled) -> impl IntoView + use<> {
    let next = match other {
        Some(other) => confirm(thread, other, action, filled),
        None => choose(action, filled),
    };
    view! { <Summary filled=filled />{deed_head(thread, "Merge this thread")}{next} }
}

fn choose(action: String, filled: &Filled) -> AnyView {
    view! {
        <form class="form" method="get" action=action>
            <Field
                filled=filled name="into" label="Address of the other thread" autocomplete="off" most=300
                hint="Of the same forum, copied from the browser’s address bar. Its title stays. Nothing is merged yet."
            />
            <p class="actions"><button class="button filled">"Look at it first"</button></p>
        </form>
    }
    .into_any()
}

fn confirm(thread: &ThreadPage, (title, posts, into): (String, i64, ThreadId), action: String, filled: &Filled) -> AnyView {
    let (moving, link, back) = (thread.last_no, format!("/threads/{into}"), action.clone());
    let count = |posts: i64| if posts == 1 { "1 post".to_owned() } else { format!("{posts} posts") };
    let go = format!("{} of “{}” go into “", count(moving), thread.title);
    let stand = format!("”, which has {}. They stand there in the order in which they were written.", count(posts));
    view! {
        <section class="section" aria-labelledby="merged">
            <div class="section-head"><h2 id="merged">"What comes of it"</h2></div>
            <ul class="sight">
                <li>{go}<a href=link>{title}</a>{stand}</li>
                <li>"Whoever follows either thread follows the one that stays; what was unread stays unread."</li>
                <li>"Addresses of this thread and of its posts lead to where they are then."</li>
                <li>"Nobody gains or loses sight of anything, since both are in one forum."</li>
            </ul>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="into" value=into.to_string() />
                <Field filled=filled name="reason" label="Reason" most=300 hint="3 to 300 characters; goes on record." autocomplete="off" />
                <p class="actions"><button class="button filled">"Merge them"</button><a class="button" href=back>"Choose another thread"</a></p>
            </form>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::thread_in;

    #[test]
    fn a_thread_is_known_by_its_address_in_any_form() {
        for address in
            ["https://d.example/threads/4711/a-title?page=2#p3", "/threads/4711", " 4711 ", "threads/4711/x", "/threads/4711#p1"]
        {
            assert_eq!(
                thread_in(address).map(|id| id.number()),
                if address.starts_with('t') { None } else { Some(4711) },
                "{address}"
            );
        }
        assert_eq!([thread_in(""), thread_in("/threads/"), thread_in("/forums/help"), thread_in("a/threads/b")], [None; 4]);
    }
}
