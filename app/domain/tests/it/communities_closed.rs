//! What is closed is closed on every road: for whoever has never been inside, and for whoever has left.

use crate::communities::{fellows, page, reason};
use crate::{absent, deed, hand, history, refused};
use domain::cast::{World, text, world};
use domain::check::check;
use domain::clock::DAY;
use domain::communities::{invitations, joining, members, owning, silence};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::forum_list::{self, Behind};
use domain::forums::moderate::Deed;
use domain::forums::{edit, posts, thread_lists, threads};
use domain::letters;
use domain::members::personas;
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::forums::{Landing, ThreadRow};
use types::ids::PostId;
use types::text::JoinWords;

/// Roads that lead this viewer to the thread.
async fn open(w: &World, who: &Viewer, slug: &str, landing: &Landing, post: PostId, author: &str) -> Result<Vec<&'static str>> {
    let shown = |rows: Vec<ThreadRow>| rows.iter().any(|row| row.id == landing.thread);
    let rail = forum_list::rail(&w.db, who).await?.iter().any(|(address, ..)| address == slug);
    let roads =
        w.db.look(who, async |tx: &mut Tx<'_>| {
            let (_, persona) = personas::find(tx, author).await?;
            let own = members::mine(tx).await.unwrap_or_default();
            Ok([
                ("page", threads::page(tx, landing.thread, 1).await.is_ok()),
                ("permalink", posts::find(tx, post).await.is_ok()),
                ("edit form", edit::open(tx, post).await.is_ok()),
                ("forum", matches!(forum_list::page(tx, slug, 1).await, Ok(Behind::Inside(_)))),
                ("new thread form", forum_list::for_start(tx, slug).await.is_ok()),
                ("latest", shown(thread_lists::latest(tx, 100).await?)),
                ("unread", shown(thread_lists::unread(tx, 100).await?)),
                ("unanswered", shown(thread_lists::unanswered(tx, 100).await?)),
                ("forum list", forum_list::all(tx).await?.iter().any(|row| row.slug == slug && row.inside.is_some())),
                ("own communities", own.iter().any(|one| one.slug == slug)),
                ("who is inside", members::page(tx, slug).await.is_ok()),
                ("member page", personas::recent(tx, persona).await?.iter().any(|recent| recent.post == post)),
            ])
        })
        .await?;
    Ok(roads.into_iter().chain([("rail", rail)]).filter(|(_, open)| *open).map(|(road, _)| road).collect())
}

/// A thread of Olga's in which Cora has written; the post of Cora's.
async fn furnish(w: &World, slug: &str) -> Result<(Landing, PostId)> {
    let landing = w.start(&w.olga, slug, "Ropes", "Which knot?").await?;
    let own = w.reply(&w.cora, landing.thread, "A bowline").await?;
    let post = w.post(&w.cora, &own).await?;
    w.edit(&w.cora, post, "A bowline, or two").await?;
    w.read(&w.cora, landing.thread, 2).await?;
    w.subscribe(&w.cora, landing.thread).await?;
    Ok((landing, post))
}

async fn nothing_left(w: &World, who: &Viewer, slug: &str, landing: &Landing, post: PostId) -> Result<()> {
    assert_eq!(open(w, who, slug, landing, post, "Cora").await?, Vec::<&str>::new());
    assert_eq!(open(w, who, slug, landing, post, "Olga").await?, Vec::<&str>::new());
    assert!(absent(&w.reply(who, landing.thread, "Hello?").await) && absent(&w.start(who, slug, "Hello", "Hello").await));
    assert!(absent(&w.edit(who, post, "Never said").await) && absent(&w.withdraw(who, post).await));
    assert!(absent(&history(w, who, post).await) && absent(&deed(w, who, landing.thread, Deed::Lock).await));
    Ok(())
}

#[tokio::test]
async fn leaving_closes_every_road_at_the_next_look() -> Result<()> {
    let w = world().await?;
    for slug in [w.listed.as_str(), w.unlisted.as_str()] {
        let (landing, post) = furnish(&w, slug).await?;
        let roads = open(&w, &w.cora, slug, &landing, post, "Cora").await?;
        assert!(
            ["page", "edit form", "rail", "member page", "own communities"].iter().all(|road| roads.contains(road)),
            "{roads:?}"
        );
        w.db.act(&w.cora, async |tx: &mut Tx<'_>| members::leave(tx, slug).await).await?;
        nothing_left(&w, &w.cora, slug, &landing, post).await?;
        let again = w.db.act(&w.cora, async |tx: &mut Tx<'_>| members::leave(tx, slug).await).await;
        assert!(absent(&again));
    }
    let left: i64 = sqlx::query_scalar(
        "select (select count(*) from subscriptions) + (select count(*) from thread_marks where account_id in
           (select account_id from personas where screen_name = 'Cora')) + (select count(*) from forum_marks)",
    )
    .fetch_one(&mut hand(&w).await?)
    .await?;
    assert_eq!(left, 0, "and nothing of it is kept");
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn keepers_remove_and_the_owner_stays() -> Result<()> {
    let w = world().await?;
    let (slug, why) = (w.unlisted.as_str(), reason()?);
    let (landing, post) = furnish(&w, slug).await?;
    w.letters().await?;
    let remove =
        async |who: &Viewer, whom: &str| w.db.act(who, async |tx: &mut Tx<'_>| members::remove(tx, slug, whom, &why).await).await;
    assert_eq!(refused(&remove(&w.cora, "Milo").await), Some(Refusal::ModeratorsOnly));
    assert_eq!(refused(&remove(&w.milo, "Olga").await), Some(Refusal::OwnerStays));
    assert_eq!(refused(&remove(&w.olga, "Olga").await), Some(Refusal::Yourself));
    for outsider in [&w.gus, &w.xena, &w.hedda, &w.mabel] {
        assert!(absent(&remove(outsider, "Cora").await));
    }
    assert!(absent(&remove(&w.olga, "Stella").await));
    remove(&w.milo, "Cora").await?;
    nothing_left(&w, &w.cora, slug, &landing, post).await?;
    let letters = w.letters().await?;
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "cora@cast.example"));
    assert!(letters[0].text.contains("For the peace of the house") && !letters[0].text.contains("Cellar"));
    remove(&w.olga, "Milo").await?;
    assert_eq!(fellows(&w, &w.olga, slug).await?.len(), 1);
    let left = w.db.act(&w.olga, async |tx: &mut Tx<'_>| members::leave(tx, slug).await).await;
    assert_eq!(refused(&left), Some(Refusal::OwnerStays));
    let deeds: i64 = sqlx::query_scalar("select count(*) from audit where act = 'community-remove' and about_forum is not null")
        .fetch_one(&mut hand(&w).await?)
        .await?;
    assert_eq!(deeds, 2);
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_outsider_cannot_tell_an_unlisted_community_from_none() -> Result<()> {
    let w = world().await?;
    let (landing, post) = furnish(&w, &w.unlisted).await?;
    for (name, who) in w.everyone() {
        if ["Olga, owner", "Milo, community moderator", "Cora, community member"].contains(&name) {
            continue;
        }
        nothing_left(&w, who, &w.unlisted, &landing, post).await.map_err(|_| Fault::Told(name.to_owned()))?;
        for slug in [w.unlisted.as_str(), "no-such-place"] {
            assert!(absent(&page(&w, who, slug).await), "{name}");
            assert!(
                absent(&w.db.look(who, async |tx: &mut Tx<'_>| forum_list::page(tx, slug, 1).await.map(drop)).await),
                "{name}"
            );
            let words = text(JoinWords::try_from("Hello"))?;
            let asked = w.db.act(who, async |tx: &mut Tx<'_>| joining::ask(tx, slug, &words).await).await;
            assert!(absent(&asked) || refused(&asked) == Some(Refusal::SignIn), "{name}");
        }
        let forums = w.db.look(who, async |tx: &mut Tx<'_>| forum_list::all(tx).await).await?;
        assert!(forums.iter().all(|row| row.name != "Cellar"), "{name} sees its name");
        assert_eq!(forums.iter().filter(|row| row.name == "Harbour" && row.inside.is_none()).count(), 1, "{name}");
        let invited = w.db.look(who, async |tx: &mut Tx<'_>| invitations::mine(tx).await).await;
        assert!(invited.is_err() || invited.is_ok_and(|list| list.is_empty()), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn the_owner_of_a_silent_community_is_asked_once_a_year() -> Result<()> {
    let w = world().await?;
    let silent = async |who: &Viewer| {
        let own = w.db.look(who, async |tx: &mut Tx<'_>| members::mine(tx).await).await?;
        Ok::<_, Fault>(own.into_iter().filter(|one| one.silent).map(|one| one.name).collect::<Vec<_>>())
    };
    let asked = async || {
        silence::round(&w.db).await?;
        let letters = w.letters().await?;
        for letter in &letters {
            letters::sent(&w.db, letter.id).await?;
        }
        Ok::<_, Fault>(letters.len())
    };
    w.clock.advance(200 * DAY);
    w.start(&w.cora, &w.listed, "Ropes", "Which knot?").await?;
    w.clock.advance(165 * DAY);
    assert_eq!((asked().await?, asked().await?), (1, 0), "the cellar has been silent for a year");
    assert_eq!(silent(&w.olga).await?, ["Cellar"]);
    assert!(silent(&w.milo).await?.is_empty(), "the owner alone is asked");
    let keep = async |who: &Viewer| w.db.act(who, async |tx: &mut Tx<'_>| owning::keep(tx, &w.unlisted).await).await;
    assert_eq!(refused(&keep(&w.milo).await), Some(Refusal::OwnersOnly));
    w.clock.advance(DAY);
    keep(&w.olga).await?;
    assert!(silent(&w.olga).await?.is_empty());
    w.clock.advance(200 * DAY);
    assert_eq!(asked().await?, 1, "now the harbour");
    w.clock.advance(DAY);
    w.start(&w.cora, &w.listed, "Sails", "Which cloth?").await?;
    assert!(silent(&w.olga).await?.is_empty(), "a new post answers for itself");
    w.clock.advance(165 * DAY);
    assert_eq!(asked().await?, 1, "and the cellar a year after it was kept");
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| owning::archive(tx, &w.unlisted).await).await?;
    w.clock.advance(180 * DAY);
    assert_eq!(asked().await?, 0, "the archived one is left alone, and the other has been written in");
    Ok(())
}
