use crate::fault::Fault;
use crate::form::{Check, Filled, Form, escape};
use crate::forums::deeds::deed_head;
use crate::forums::sight::sight;
use crate::kit::field::{Field, Summary};
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::db::Tx;
use domain::forums::{moving, threads};
use leptos::prelude::*;
use types::communities::Sight;
use types::fault::Refusal;
use types::ids::ThreadId;
use types::text::Reason;

/// `/threads/{thread}/move`: where a thread can go; with `?to=` who would gain and who would lose sight of it.
pub async fn move_page(ask: Ask, Path(id): Path<String>) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    let to = ask.query("to").filter(|to| !to.is_empty());
    match to {
        Some(to) => preview(&ask, id, &to, Filled::default()).await,
        None => choose(&ask, id).await,
    }
}

/// The form was sent: the thread moves.
pub async fn move_it(ask: Ask, Path(id): Path<String>, form: Form) -> Answer {
    let id: ThreadId = id.parse().map_err(|_| Fault::NotFound)?;
    form.only(&["to", "reason"])?;
    let to = form.text("to").to_owned();
    match send(&ask, id, &to, &form).await {
        Ok(address) => Ok(see_other(&address)),
        Err(Fault::Wrong(errors)) => preview(&ask, id, &to, Filled::again(form, Fault::Wrong(errors))?).await,
        Err(Fault::Refused(why)) => moved_already(&ask, id, &to, why).await,
        Err(fault) => Err(fault),
    }
}

/// A second click finds the thread where it was to go.
async fn moved_already(ask: &Ask, id: ThreadId, to: &str, why: Refusal) -> Answer {
    let thread = ask.look(async |tx: &mut Tx<'_>| threads::page(tx, id, 1).await).await?;
    if thread.forum_slug == to { Ok(see_other(&format!("/threads/{id}/{}", thread.slug))) } else { Err(Fault::Refused(why)) }
}

async fn send(ask: &Ask, id: ThreadId, to: &str, form: &Form) -> Result<String, Fault> {
    let mut check = Check::default();
    let Some(reason) = check.read::<Reason>(form, "reason") else { return Err(check.fault()) };
    ask.act(async |tx: &mut Tx<'_>| {
        moving::move_thread(tx, id, to, &reason).await?;
        threads::address(tx, id).await
    })
    .await
}

async fn choose(ask: &Ask, id: ThreadId) -> Answer {
    let found = ask.look(async |tx: &mut Tx<'_>| Ok((moving::targets(tx, id).await?, threads::page(tx, id, 1).await?))).await;
    let (targets, thread) = match found {
        Err(Fault::Refused(Refusal::SignIn)) => return Ok(see_other(&format!("/login?next={}", escape(&ask.path)))),
        found => found?,
    };
    let action = ask.path.clone();
    ask.page(Head::private("Move a thread"), || {
        let next = if targets.is_empty() {
            view! { <p class="empty">"There is no other forum that you moderate, so this thread cannot go anywhere."</p> }
                .into_any()
        } else {
            choice(targets, action)
        };
        view! { {deed_head(&thread, "Move this thread")}{next} }
    })
    .await
}

fn choice(targets: Vec<(String, String)>, action: String) -> AnyView {
    let options = targets.into_iter().map(|(slug, name)| view! { <option value=slug>{name}</option> }).collect_view();
    view! {
        <form class="form" method="get" action=action>
            <div class="field">
                <label for="to">"Move it to"</label>
                <p class="hint" id="to-hint">"The next page says who would gain and who would lose sight of it. Nothing is moved yet."</p>
                <select id="to" name="to" required aria-describedby="to-hint"><option value="">"Please choose"</option>{options}</select>
            </div>
            <p class="actions"><button class="button filled">"Look at it first"</button></p>
        </form>
    }
    .into_any()
}

async fn preview(ask: &Ask, id: ThreadId, to: &str, filled: Filled) -> Answer {
    let (seen, thread) =
        ask.look(async |tx: &mut Tx<'_>| Ok((moving::preview(tx, id, to).await?, threads::page(tx, id, 1).await?))).await?;
    let (action, to) = (ask.path.clone(), to.to_owned());
    ask.page(Head::private("Move a thread").of(&filled), || {
        view! { <Summary filled=&filled />{deed_head(&thread, "Move this thread")}{confirm(&seen, action, to, &filled)} }
    })
    .await
}

fn confirm(seen: &Sight, action: String, to: String, filled: &Filled) -> AnyView {
    let back = action.clone();
    view! {
        <section class="section" aria-labelledby="sight">
            <div class="section-head"><h2 id="sight">{format!("From {} to {}", seen.from, seen.to)}</h2></div>
            {sight(seen)}
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="to" value=to />
                <Field filled=filled name="reason" label="Reason" most=300 hint="3 to 300 characters; goes on record." autocomplete="off" />
                <p class="actions"><button class="button filled">"Move it"</button><a class="button" href=back>"Choose another forum"</a></p>
            </form>
        </section>
    }
    .into_any()
}
