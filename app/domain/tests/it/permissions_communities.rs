//! Who may do what in a closed community, at the desk that decides on them, and where things are moved.

use crate::communities::reason;
use crate::permissions::answer;
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::communities::requests::{self, NewRequest};
use domain::communities::{codes, invitations, joining, members, owning};
use domain::db::Tx;
use domain::desk::forums;
use domain::fault::{Fault, Result};
use domain::following::subscriptions;
use domain::forums::moving;
use domain::viewer::Viewer;
use std::fmt::Write;
use types::forums::Circle;
use types::ids::{InvitationId, RequestId, ThreadId};
use types::text::{ForumName, JoinWords, Purpose};

/// What stands in a community, and beside it, before everybody tries everything.
struct Place {
    slug: String,
    thread: ThreadId,
    invitation: InvitationId,
    code: String,
}

const IN_COMMUNITY: [&str; 23] = [
    "see who is inside",
    "invite Stella",
    "make a code",
    "take an invitation back",
    "accept Wren's invitation",
    "decline Wren's invitation",
    "look at a code",
    "use a code",
    "ask to be let in",
    "let Pavel in",
    "turn Pavel away",
    "remove Cora",
    "remove Milo",
    "remove Olga",
    "name a moderator",
    "hand over",
    "describe it",
    "archive it",
    "keep it",
    "leave",
    "subscribe",
    "list where a thread may go",
    "move a thread to the open",
];
const ON_SITE: [&str; 10] = [
    "see one's communities",
    "see one's invitations",
    "ask for a community",
    "list requests",
    "grant a request",
    "list the site's forums",
    "describe a forum",
    "preview a forum's move",
    "move a forum",
    "move a community's forum",
];

async fn furnish(w: &World, slug: &str) -> Result<Place> {
    let thread = w.start(&w.cora, slug, "Ropes", "Which knot?").await?.thread;
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| invitations::invite(tx, slug, "Wren").await).await?;
    let own = w.db.look(&w.wren, async |tx: &mut Tx<'_>| invitations::mine(tx).await).await?;
    let invitation = own.last().ok_or(Fault::NotFound)?.id;
    let code = w.db.act(&w.olga, async |tx: &mut Tx<'_>| Ok(codes::make(tx, slug).await?.as_str().to_owned())).await?;
    let words = text(JoinWords::try_from("Let me in"))?;
    // Nobody asks at the door of an unlisted one.
    if slug == w.listed {
        w.db.act(&w.pavel, async |tx: &mut Tx<'_>| joining::ask(tx, slug, &words).await).await?;
    }
    Ok(Place { slug: slug.to_owned(), thread, invitation, code })
}

async fn inside(tx: &mut Tx<'_>, place: &Place, deed: &str) -> Result<()> {
    let (slug, why) = (place.slug.as_str(), reason()?);
    let purpose = text(Purpose::try_from("For rowers"))?;
    match deed {
        "see who is inside" => members::page(tx, slug).await.map(drop),
        "invite Stella" => invitations::invite(tx, slug, "Stella").await,
        "make a code" => codes::make(tx, slug).await.map(drop),
        "take an invitation back" => invitations::withdraw(tx, slug, place.invitation).await,
        "accept Wren's invitation" => invitations::accept(tx, place.invitation).await.map(drop),
        "decline Wren's invitation" => invitations::decline(tx, place.invitation).await,
        "look at a code" => codes::look(tx, &place.code).await.map(drop),
        "use a code" => codes::redeem(tx, &place.code).await.map(drop),
        "ask to be let in" => joining::ask(tx, slug, &text(JoinWords::try_from("Hello"))?).await,
        "let Pavel in" => joining::admit(tx, slug, "Pavel", true).await,
        "turn Pavel away" => joining::admit(tx, slug, "Pavel", false).await,
        "remove Cora" => members::remove(tx, slug, "Cora", &why).await,
        "remove Milo" => members::remove(tx, slug, "Milo", &why).await,
        "remove Olga" => members::remove(tx, slug, "Olga", &why).await,
        "name a moderator" => members::name_moderator(tx, slug, "Cora", true).await,
        "hand over" => members::hand_over(tx, slug, "Milo").await,
        "describe it" => owning::describe(tx, slug, &purpose, &purpose, true).await.map(drop),
        "archive it" => owning::archive(tx, slug).await,
        "keep it" => owning::keep(tx, slug).await,
        "leave" => members::leave(tx, slug).await,
        "subscribe" => subscriptions::subscribe(tx, place.thread).await,
        "list where a thread may go" => moving::targets(tx, place.thread).await.map(drop),
        _ => moving::move_thread(tx, place.thread, OPEN, &why).await,
    }
}

async fn on_site(tx: &mut Tx<'_>, w: &World, request: RequestId, deed: &str) -> Result<()> {
    let (why, name, about) = (reason()?, text(ForumName::try_from("Hearts"))?, text(Purpose::try_from("What beats"))?);
    let new = NewRequest { name: name.clone(), purpose: about.clone(), for_whom: about.clone(), listed: true };
    match deed {
        "see one's communities" => members::mine(tx).await.map(drop),
        "see one's invitations" => invitations::mine(tx).await.map(drop),
        "ask for a community" => requests::request(tx, &new).await,
        "list requests" => requests::list(tx).await.map(drop),
        "grant a request" => requests::decide(tx, request, true, &why).await,
        "list the site's forums" => forums::kept(tx).await.map(drop),
        "describe a forum" => forums::describe(tx, CLOSED, &name, &about).await,
        "preview a forum's move" => forums::preview(tx, OPEN, Circle::Doctors).await.map(drop),
        "move a forum" => forums::move_forum(tx, OPEN, Circle::Doctors, &why).await,
        _ => forums::move_forum(tx, &w.listed, Circle::Everyone, &why).await,
    }
}

/// Tries an act and undoes it.
async fn try_out(w: &World, viewer: &Viewer, act: impl AsyncFnOnce(&mut Tx<'_>) -> Result<()>) -> Result<String> {
    let mut told = String::new();
    let undone =
        w.db.act(viewer, async |tx: &mut Tx<'_>| {
            told = answer(act(tx).await);
            Err::<(), _>(Fault::Told("undone".into()))
        })
        .await;
    assert!(matches!(undone, Err(Fault::Told(_))));
    Ok(told)
}

#[tokio::test]
async fn everyone_tries_every_act_around_closed_communities() -> Result<()> {
    let w = world().await?;
    let places = [("listed", furnish(&w, &w.listed).await?), ("unlisted", furnish(&w, &w.unlisted).await?)];
    let name = text(ForumName::try_from("Owls"))?;
    let about = text(Purpose::try_from("Night owls"))?;
    let new = NewRequest { name, purpose: about.clone(), for_whom: about, listed: true };
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| requests::request(tx, &new).await).await?;
    let request = w.db.look(&w.stella, async |tx: &mut Tx<'_>| requests::mine(tx).await).await?[0].id;
    let mut table = String::new();
    let mut line = |first: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("{cell:<16}")).collect();
        writeln!(table, "{}", format!("{first:<30}{cells}").trim_end()).map_err(|_| Fault::NotFound)
    };
    let names = w.everyone().map(|(name, _)| name.split(',').next().unwrap_or(name).to_owned()).to_vec();
    for (title, place) in &places {
        line(title, names.clone())?;
        for deed in IN_COMMUNITY {
            let mut cells = Vec::new();
            for (_, viewer) in w.everyone() {
                cells.push(try_out(&w, viewer, async |tx: &mut Tx<'_>| inside(tx, place, deed).await).await?);
            }
            line(deed, cells)?;
        }
        line("", Vec::new())?;
    }
    line("the site", names)?;
    for deed in ON_SITE {
        let mut cells = Vec::new();
        for (_, viewer) in w.everyone() {
            cells.push(try_out(&w, viewer, async |tx: &mut Tx<'_>| on_site(tx, &w, request, deed).await).await?);
        }
        line(deed, cells)?;
    }
    insta::assert_snapshot!(table);
    Ok(())
}
