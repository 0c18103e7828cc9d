use crate::{hand, refused};
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::db::Tx;
use domain::desk::members;
use domain::desk::seats::seat_doctor;
use domain::fault::{Fault, Result};
use domain::forums::forum_list::{self, Behind};
use domain::forums::keys::PostingKey;
use domain::forums::moderate::{Deed, moderate};
use domain::forums::{edit, history, markers, posts, reply, start, threads};
use domain::members::{account, personas, sessions};
use domain::viewer::Viewer;
use std::fmt::Write;
use types::forums::{Kind, Landing};
use types::ids::PostId;
use types::members::Visibility;
use types::text::{About, Reason, Title};

/// What stands in one forum before everybody tries everything.
struct Place {
    /// As the table calls it.
    name: &'static str,
    slug: String,
    open: Landing,
    post: PostId,
    locked: Landing,
    imported: PostId,
    withdrawn: PostId,
}

const IN_FORUM: [&str; 18] = [
    "see the forum",
    "open the form of a thread",
    "start a thread",
    "see a thread",
    "follow a permalink",
    "see a history",
    "reply",
    "reply where locked",
    "change the author's post",
    "withdraw the author's post",
    "change an imported post",
    "change a withdrawn post",
    "pin",
    "unpin",
    "lock",
    "unlock",
    "mark read",
    "find it on the author's page",
];
const ON_SITE: [&str; 9] = [
    "list members at the desk",
    "seat a doctor",
    "unseat a doctor",
    "seat oneself",
    "see a member's page",
    "see a hidden page",
    "see one's own account",
    "describe oneself",
    "list one's sessions",
];

async fn furnish(w: &World, name: &'static str, slug: &str, author: &Viewer, keeper: &Viewer, number: i64) -> Result<Place> {
    let open = w.start(author, slug, "Open", "Words").await?;
    let post = w.post(author, &open).await?;
    w.edit(author, post, "Better words").await?;
    let old = w.reply(author, open.thread, "From an archive").await?;
    let gone = w.reply(author, open.thread, "Too hasty").await?;
    let (imported, withdrawn) = (w.post(author, &old).await?, w.post(author, &gone).await?);
    w.withdraw(author, withdrawn).await?;
    let locked = w.start(author, slug, "Locked", "Words").await?;
    w.db.act(keeper, async |tx: &mut Tx<'_>| moderate(tx, locked.thread, Deed::Lock).await).await?;
    let mut hand = hand(w).await?;
    let archive = format!("archive{number}");
    sqlx::query("insert into personas (id, screen_name, name_key, created_at) values ($1, $2, $2, 0)")
        .bind(number)
        .bind(archive)
        .execute(&mut hand)
        .await?;
    sqlx::query("update posts set persona_id = $2 where id = $1").bind(imported.number()).bind(number).execute(&mut hand).await?;
    Ok(Place { name, slug: slug.to_owned(), open, post, locked, imported, withdrawn })
}

/// Tries an act and undoes it.
async fn try_out(w: &World, viewer: &Viewer, place: &Place, author: &str, deed: &str) -> Result<String> {
    let mut told = String::new();
    let undone =
        w.db.act(viewer, async |tx: &mut Tx<'_>| {
            told = answer(one(tx, w, place, author, deed).await);
            Err::<(), _>(Fault::Told("undone".into()))
        })
        .await;
    assert!(matches!(undone, Err(Fault::Told(_))));
    Ok(told)
}

pub(crate) fn answer(done: Result<()>) -> String {
    match (refused(&done), done) {
        (Some(why), _) => format!("{why:?}"),
        (None, Ok(())) => "yes".into(),
        (None, Err(Fault::NotFound)) => "-".into(),
        (None, Err(other)) => format!("{other:?}"),
    }
}

async fn one(tx: &mut Tx<'_>, w: &World, place: &Place, author: &str, deed: &str) -> Result<()> {
    let (thread, words, key) = (place.open.thread, w.written("New words")?, PostingKey::new()?);
    match deed {
        "see the forum" => match forum_list::page(tx, &place.slug, 1).await? {
            Behind::Inside(_) => Ok(()),
            Behind::Door(_) => Err(Fault::Told("door".into())),
        },
        "open the form of a thread" => forum_list::for_start(tx, &place.slug).await.map(drop),
        "start a thread" => {
            start::start(tx, &place.slug, Kind::Question, &text(Title::try_from("New"))?, &words, &key).await.map(drop)
        }
        "see a thread" => threads::page(tx, thread, 1).await.map(drop),
        "follow a permalink" => posts::find(tx, place.post).await.map(drop),
        "see a history" => {
            let post = posts::find(tx, place.post).await?;
            let versions = history::states(tx, &post).await?;
            if versions.len() < 2 { Err(Fault::NotFound) } else { Ok(()) }
        }
        "reply" => reply::reply(tx, thread, &words, &key).await.map(drop),
        "reply where locked" => reply::reply(tx, place.locked.thread, &words, &key).await.map(drop),
        "change the author's post" => edit::edit(tx, place.post, &words).await.map(drop),
        "withdraw the author's post" => edit::withdraw(tx, place.post).await.map(drop),
        "change an imported post" => edit::edit(tx, place.imported, &words).await.map(drop),
        "change a withdrawn post" => edit::edit(tx, place.withdrawn, &words).await.map(drop),
        "mark read" => markers::read(tx, thread, 1, 0).await,
        "find it on the author's page" => {
            let (_, persona) = personas::find(tx, author).await?;
            let recent = personas::recent(tx, persona).await?;
            if recent.iter().any(|recent| recent.post == place.post) { Ok(()) } else { Err(Fault::NotFound) }
        }
        other => moderate(tx, thread, Deed::read(other).ok_or(Fault::NotFound)?).await,
    }
}

async fn on_site(w: &World, viewer: &Viewer, deed: &str) -> Result<String> {
    let reason = text(Reason::try_from("seen at the desk"))?;
    let own = viewer.name().unwrap_or("Gus").to_owned();
    let mut told = String::new();
    let undone =
        w.db.act(viewer, async |tx: &mut Tx<'_>| {
            told = answer(match deed {
                "list members at the desk" => members::beginning(tx, "").await.map(drop),
                "seat a doctor" => seat_doctor(tx, "Stella", true, &reason).await,
                "unseat a doctor" => seat_doctor(tx, "Pavel", false, &reason).await,
                "seat oneself" => seat_doctor(tx, &own, true, &reason).await,
                "see a member's page" => personas::find(tx, "Pavel").await.map(drop),
                "see a hidden page" => personas::find(tx, "Wren").await.map(drop),
                "see one's own account" => account::read(tx).await.map(drop),
                "describe oneself" => account::describe(tx, &text(About::try_from("Hello"))?).await,
                _ => sessions::list(tx, "").await.and_then(|list| if list.is_empty() { Err(Fault::NotFound) } else { Ok(()) }),
            });
            Err::<(), _>(Fault::Told("undone".into()))
        })
        .await;
    assert!(matches!(undone, Err(Fault::Told(_))));
    Ok(told)
}

#[tokio::test]
async fn everyone_tries_every_act_in_every_place() -> Result<()> {
    let w = world().await?;
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| account::show_to(tx, Visibility::Nobody).await).await?;
    let places = [
        ("Stella", furnish(&w, OPEN, OPEN, &w.stella, &w.marlow, 81).await?),
        ("Pavel", furnish(&w, CLOSED, CLOSED, &w.pavel, &w.marlow, 82).await?),
        ("Cora", furnish(&w, "listed", &w.listed, &w.cora, &w.olga, 83).await?),
        ("Olga", furnish(&w, "unlisted", &w.unlisted, &w.olga, &w.milo, 84).await?),
    ];
    let mut table = String::new();
    let mut line = |first: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("{cell:<16}")).collect();
        writeln!(table, "{}", format!("{first:<30}{cells}").trim_end())
    };
    let names = w.everyone().map(|(name, _)| name.split(',').next().unwrap_or(name).to_owned()).to_vec();
    for (author, place) in &places {
        line(&format!("{} ({author} writes)", place.name), names.clone()).map_err(|_| Fault::NotFound)?;
        for deed in IN_FORUM {
            let mut cells = Vec::new();
            for (_, viewer) in w.everyone() {
                cells.push(try_out(&w, viewer, place, author, deed).await?.replace("Told(\"door\")", "door"));
            }
            line(deed, cells).map_err(|_| Fault::NotFound)?;
        }
        line("", Vec::new()).map_err(|_| Fault::NotFound)?;
    }
    line("the site", names).map_err(|_| Fault::NotFound)?;
    for deed in ON_SITE {
        let mut cells = Vec::new();
        for (_, viewer) in w.everyone() {
            cells.push(on_site(&w, viewer, deed).await?);
        }
        line(deed, cells).map_err(|_| Fault::NotFound)?;
    }
    insta::assert_snapshot!(table);
    Ok(())
}
