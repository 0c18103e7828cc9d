//! Every road to what is closed, and that all of them are.

use crate::{absent, deed, history, refused};
use domain::cast::{CLOSED, World, world};
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::forum_list::{self, Behind};
use domain::forums::moderate::Deed;
use domain::forums::{edit, posts, thread_lists, threads};
use domain::members::personas;
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::forums::{Landing, ThreadRow};
use types::ids::PostId;

/// Every road that could lead a viewer to this thread, and whether each is closed.
async fn all_roads_closed(
    world: &World,
    viewer: &Viewer,
    landing: &Landing,
    post: PostId,
    author: &str,
) -> Result<Vec<(&'static str, bool)>> {
    let thread = landing.thread;
    let lists = |rows: Vec<ThreadRow>| rows.iter().all(|row| row.id != thread);
    world
        .db
        .look(viewer, async |tx: &mut Tx<'_>| {
            let page = absent(&threads::page(tx, thread, 1).await);
            let second = absent(&threads::page(tx, thread, 2).await);
            let permalink = absent(&posts::find(tx, post).await.map(|_| ()));
            let form = absent(&edit::open(tx, post).await.map(|_| ()));
            let behind = forum_list::page(tx, CLOSED, 1).await?;
            let no_second_page = absent(&forum_list::page(tx, CLOSED, 99).await) || matches!(behind, Behind::Door(_));
            let door = matches!(behind, Behind::Door(door) if door.forum.inside.is_none());
            let latest = lists(thread_lists::latest(tx, 100).await?);
            let unread = lists(thread_lists::unread(tx, 100).await?);
            let unanswered = lists(thread_lists::unanswered(tx, 100).await?);
            let forums = forum_list::all(tx).await?.iter().all(|row| row.slug != CLOSED || row.inside.is_none());
            let visited = forum_list::visited(tx).await?.iter().all(|(slug, ..)| slug != CLOSED);
            let (_, persona) = personas::find(tx, author).await?;
            let recent = personas::recent(tx, persona).await?.iter().all(|recent| recent.post != post);
            let new_thread = absent(&forum_list::for_start(tx, CLOSED).await);
            Ok(vec![
                ("page", page),
                ("second page", second),
                ("permalink", permalink),
                ("edit form", form),
                ("door", door),
                ("pages behind the door", no_second_page),
                ("latest", latest),
                ("unread", unread),
                ("unanswered", unanswered),
                ("forum list", forums),
                ("rail", visited),
                ("member page", recent),
                ("new thread form", new_thread),
            ])
        })
        .await
}

async fn shut(world: &World, viewer: &Viewer, landing: &Landing, post: PostId, author: &str) -> Result<Vec<&'static str>> {
    let roads = all_roads_closed(world, viewer, landing, post, author).await?;
    Ok(roads.into_iter().filter(|(_, closed)| !closed).map(|(road, _)| road).collect())
}

#[tokio::test]
async fn a_student_cannot_learn_that_a_doctors_thread_exists() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.pavel, CLOSED, "A case that does not fit", "What would you do?").await?;
    let post = w.post(&w.pavel, &landing).await?;
    let open_to_doctors = shut(&w, &w.marlow, &landing, post, "Pavel").await?;
    assert!(open_to_doctors.len() > 6, "the roads must lead a doctor there: {open_to_doctors:?}");
    let outsiders = [&w.gus, &w.stella, &w.wren, &w.mabel, &w.hedda];
    for outsider in outsiders {
        let name = outsider.name().unwrap_or("guest").to_owned();
        assert_eq!(shut(&w, outsider, &landing, post, "Pavel").await?, Vec::<&str>::new(), "roads open to {name}");
        assert!(absent(&w.reply(outsider, landing.thread, "Hello?").await), "{name} replied");
        assert!(absent(&w.start(outsider, CLOSED, "Let me in", "Please").await), "{name} started");
        assert!(absent(&w.edit(outsider, post, "Hello?").await), "{name} edited");
        assert!(absent(&w.withdraw(outsider, post).await), "{name} withdrew");
        assert!(absent(&deed(&w, outsider, landing.thread, Deed::Lock).await), "{name} locked");
        assert!(absent(&history(&w, outsider, post).await), "{name} saw the history");
        let marked = w.read(outsider, landing.thread, 1).await;
        assert!(absent(&marked) || refused(&marked) == Some(Refusal::SignIn), "{name} left a mark");
    }
    Ok(())
}

#[tokio::test]
async fn losing_the_doctors_seat_closes_every_road_at_the_next_look() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.marlow, CLOSED, "Read this first", "Kindly").await?;
    let own = w.reply(&w.pavel, landing.thread, "Gladly").await?;
    let (post, own) = (w.post(&w.pavel, &landing).await?, w.post(&w.pavel, &own).await?);
    w.edit(&w.marlow, post, "Kindly, please").await?;
    w.read(&w.pavel, landing.thread, 2).await?;
    let open: Vec<_> = shut(&w, &w.pavel, &landing, post, "Marlow").await?;
    assert!(["page", "permalink", "door", "rail", "member page"].iter().all(|road| open.contains(road)), "open before: {open:?}");
    assert_eq!(history(&w, &w.pavel, post).await?.len(), 1);

    w.take_seat("Pavel").await?;

    assert_eq!(shut(&w, &w.pavel, &landing, post, "Marlow").await?, Vec::<&str>::new());
    assert_eq!(shut(&w, &w.pavel, &landing, own, "Pavel").await?, Vec::<&str>::new());
    assert!(absent(&history(&w, &w.pavel, post).await));
    assert!(absent(&w.edit(&w.pavel, own, "I take it back").await), "not even one's own words behind the door");
    assert!(absent(&w.reply(&w.pavel, landing.thread, "Still here?").await));
    Ok(())
}

#[tokio::test]
async fn a_granted_seat_opens_the_forum_at_the_next_look() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.pavel, CLOSED, "Behind the door", "Hello").await?;
    assert!(absent(&w.page(&w.wren, landing.thread).await));
    w.give_seat("Wren").await?;
    assert_eq!(w.page(&w.wren, landing.thread).await?.title, "Behind the door");
    Ok(())
}
