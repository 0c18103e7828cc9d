use crate::communities::code_page::code_page;
use crate::communities::fellows::{fellows, leaving, removing};
use crate::communities::keeping;
use crate::communities::members_deeds::{Outcome, act};
use crate::communities::my_lists::silent_question;
use crate::communities::owning;
use crate::communities::parts::Archived;
use crate::fault::Fault;
use crate::form::{Filled, Form};
use crate::forums::forum_page::CircleLine;
use crate::kit::done::Done;
use crate::kit::field::Summary;
use crate::layout::Head;
use crate::request::{Answer, Ask, see_other};
use axum::extract::Path;
use domain::communities::{members, rules};
use domain::db::Tx;
use leptos::prelude::*;
use types::communities::CommunityPage;
use types::fault::Refusal;
use types::forums::Circle;

/// `/forums/{forum}/members`: who is in a closed community, for those inside; for everybody else there is no such page.
pub async fn members_page(ask: Ask, Path(slug): Path<String>) -> Answer {
    show(&ask, &slug, Filled::default()).await
}

/// One of the page's forms was sent.
pub async fn change(ask: Ask, Path(slug): Path<String>, form: Form) -> Answer {
    form.only(&["deed", "member", "invitee", "invitation", "removed", "reason", "heir", "about", "for_whom", "door"])?;
    match act(&ask, &slug, &form).await {
        Ok(Outcome::Gone(address)) => Ok(see_other(&address)),
        Ok(Outcome::Done(slug, done)) => Ok(see_other(&format!("/forums/{slug}/members?done={done}"))),
        Ok(Outcome::Code(code)) => code_page(&ask, &slug, &code).await,
        // What it was about went meanwhile, by a second click for instance; whoever is outside gets the common answer.
        Err(Fault::NotFound | Fault::Refused(Refusal::CaseDecided)) => {
            ask.look(async |tx: &mut Tx<'_>| members::page(tx, &slug).await).await?;
            Ok(see_other(&format!("/forums/{slug}/members?done=gone")))
        }
        Err(fault) => show(&ask, &slug, Filled::again(form, fault)?).await,
    }
}

async fn show(ask: &Ask, slug: &str, filled: Filled) -> Answer {
    let page = ask.look(async |tx: &mut Tx<'_>| members::page(tx, slug).await).await?;
    let done = ask.done(&filled).and_then(|done| words(&done));
    let head = Head::private(format!("Members of {}", page.name)).of(&filled);
    ask.page(head, || view(page, filled, done)).await
}

fn view(page: CommunityPage, filled: Filled, done: Option<&'static str>) -> impl IntoView {
    let forum = format!("/forums/{}", page.slug);
    let address = format!("{forum}/members");
    let silent = page.silent.then(|| silent_question(&address, None));
    let keeper = rules::may_invite(page.role).is_ok() && rules::may_admit(page.role).is_ok();
    let owner = rules::may_describe(page.role).is_ok();
    view! {
        <Summary filled=&filled />
        <header class="head">
            <nav class="crumbs" aria-label="Breadcrumb">
                <ol><li><a href="/forums">"Forums"</a></li><li><a href=forum>{page.name.clone()}</a></li></ol>
            </nav>
            <h1>"Members"</h1>
            <CircleLine circle=Circle::Closed />
        </header>
        <Done words=done />
        <Archived archived=page.archived />
        {silent}
        {keeper.then(|| keeping::asking(&page, &address))}
        {fellows(&page, &address)}
        {keeper.then(|| keeping::sections(&page, &address, &filled))}
        {removing(&page, &address, &filled)}
        {owner.then(|| owning::sections(&page, &address, &filled))}
        {leaving(page.role, &address)}
    }
}

/// What has just been done.
fn words(done: &str) -> Option<&'static str> {
    match done {
        "admitted" => Some("They are in, and have been told."),
        "refused" => Some("Their request is answered. They can ask again in 30 days."),
        "invited" => Some("The invitation is on its way."),
        "withdrawn" => Some("The invitation has been taken back."),
        "named" => Some("The roles have been changed. It counts from now on."),
        "removed" => Some("The community is closed to them from now on."),
        "handed" => Some("The community has a new owner. Thank you for having kept it."),
        "described" => Some("Saved. It counts from now on."),
        "archived" => Some("The community has been archived. It can be read, and takes no more posts."),
        "reopened" => Some("The community is open again."),
        "kept" => Some("Thank you: the community stays as it is."),
        "gone" => Some("That had been dealt with already; the page below shows how things are now."),
        _ => None,
    }
}
