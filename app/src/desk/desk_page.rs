use crate::layout::Head;
use crate::request::{Answer, Ask};
use domain::db::Tx;
use domain::desk::rules;
use domain::fault::{Fault, Result};
use domain::letters::dead::{self, Count};
use domain::viewer::Viewer;
use leptos::prelude::*;
use types::fault::Refusal;

/// A room of the desk: its address, its name, what is done there, and for whom it is.
type Room = (&'static str, &'static str, &'static str, fn(&Viewer) -> bool);

/// The rooms of the desk; each is shown to those whom its rule lets in.
const PAGES: [Room; 10] = [
    ("/desk/verification", "Verification", "Decide who is let into the doctors’ forums.", |viewer| {
        opens(rules::may_verify(viewer)) || opens(rules::may_set_doors(viewer))
    }),
    ("/desk/members", "Members", "Find a member by screen name; grant or take the doctor’s seat.", |viewer| {
        opens(rules::may_seat(viewer))
    }),
    ("/desk/staff", "Staff", "See who holds which role; give roles and take them back.", |viewer| {
        opens(rules::may_appoint(viewer))
    }),
    ("/desk/requests", "Requests", "Decide which community forums are opened.", |viewer| opens(rules::may_decide(viewer))),
    ("/desk/forums", "Forums", "Name and describe the site’s own forums; move them between audiences.", |viewer| {
        opens(rules::may_edit_forums(viewer))
    }),
    ("/desk/poll", "Poll", "Ask everybody a question each week.", |viewer| opens(rules::may_poll(viewer))),
    ("/desk/synonyms", "Synonyms", "Keep the list of words that mean the same when somebody searches.", |viewer| {
        opens(rules::may_keep_words(viewer))
    }),
    ("/desk/identity", "Identity", "Look up, for a reason and on record, who stands behind a screen name.", |viewer| {
        opens(rules::may_look_up(viewer))
    }),
    ("/desk/letters", "Letters", "See which letters cannot be sent; try them again or drop them.", |viewer| {
        opens(rules::may_tend_letters(viewer))
    }),
    ("/desk/audit", "Audit log", "Read what was done with staff’s rights, and why.", |viewer| opens(rules::may_audit(viewer))),
];

/// `/desk`: what staff can do here; for everybody else there is no such page.
pub async fn desk_page(ask: Ask) -> Answer {
    rules::may_enter(ask.viewer())?;
    let viewer = ask.viewer().clone();
    let trouble = ask.look(async |tx: &mut Tx<'_>| dead::count(tx).await).await?.and_then(|count| words(&count));
    ask.page(Head::private("Staff’s desk"), || {
        let rooms = rooms(&viewer)
            .map(|(address, words, about, _)| view! { <dt><a href=address>{words}</a></dt><dd>{about}</dd> })
            .collect_view();
        view! {
            <div class="desk">
                <DeskHead viewer=viewer.clone() here="/desk" />
                {trouble.map(|words| view! { <p class="notice">{words}" "<a href="/desk/letters">"See the letters"</a></p> })}
                <dl class="facts">{rooms}</dl>
            </div>
        }
    })
    .await
}

/// What is to be said about letters in trouble; nothing when all find their way.
fn words(count: &Count) -> Option<String> {
    let letters = |many: i64| if many == 1 { "1 letter".to_owned() } else { format!("{many} letters") };
    match (count.given_up, count.tried_again) {
        (0, 0) => None,
        (0, 1) => Some("1 letter could not be delivered yet and is tried again.".to_owned()),
        (0, again) => Some(format!("{} could not be delivered yet and are tried again.", letters(again))),
        (up, 0) => Some(format!("{} could not be delivered.", letters(up))),
        (up, again) => {
            Some(format!("{} could not be delivered; {again} more could not yet, and go on being tried.", letters(up)))
        }
    }
}

/// The head of every page of the desk, with the way to the others.
#[component]
pub fn DeskHead(viewer: Viewer, here: &'static str) -> impl IntoView {
    let link = |address: &'static str, words: &'static str| {
        view! { <a href=address aria-current=(address == here).then_some("page")>{words}</a> }
    };
    let links = rooms(&viewer).map(|(address, words, ..)| link(address, words)).collect_view();
    view! {
        <header class="head"><h1>"Staff’s desk"</h1></header>
        <nav class="tabs" aria-label="Staff’s desk">{link("/desk", "Desk")}{links}</nav>
    }
}

fn rooms(viewer: &Viewer) -> impl Iterator<Item = Room> {
    PAGES.into_iter().filter(|(.., open)| open(viewer))
}

/// Whether a rule lets in, if only after a fresh sign-in.
fn opens<Permit>(asked: Result<Permit>) -> bool {
    matches!(asked, Ok(_) | Err(Fault::Refused(Refusal::SignInAgain)))
}
