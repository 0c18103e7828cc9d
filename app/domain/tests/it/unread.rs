use crate::absent;
use domain::cast::{OPEN, World, world};
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::markers::marking;
use domain::forums::markers::undo::{Undo, undo};
use domain::forums::{forum_list, thread_lists};
use domain::viewer::Viewer;
use types::forums::Landing;

/// What the thread's row, the forum's row and the list of unread threads say.
async fn marks(world: &World, viewer: &Viewer, landing: &Landing) -> Result<(bool, bool, bool)> {
    world
        .db
        .look(viewer, async |tx: &mut Tx<'_>| {
            let row = thread_lists::latest(tx, 50).await?.iter().any(|row| row.id == landing.thread && row.unread);
            let forum = forum_list::all(tx)
                .await?
                .iter()
                .any(|row| row.slug == OPEN && row.inside.as_ref().is_some_and(|inside| inside.unread));
            let list = thread_lists::unread(tx, 50).await?.iter().any(|row| row.id == landing.thread);
            Ok((row, forum, list))
        })
        .await
}

#[tokio::test]
async fn marks_move_with_reading_and_never_back() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Unread", "One").await?;
    w.reply(&w.wren, landing.thread, "Two").await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (true, true, true));
    assert_eq!(w.page(&w.stella, landing.thread).await?.first_new, Some(1));
    w.read(&w.stella, landing.thread, 1).await?;
    assert_eq!(w.page(&w.stella, landing.thread).await?.first_new, Some(2));
    w.read(&w.stella, landing.thread, 2).await?;
    w.read(&w.stella, landing.thread, 1).await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (false, false, false));
    assert_eq!(w.page(&w.stella, landing.thread).await?.first_new, None);
    w.reply(&w.pavel, landing.thread, "Three").await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (true, true, true));
    assert_eq!(w.page(&w.stella, landing.thread).await?.first_new, Some(3));
    Ok(())
}

#[tokio::test]
async fn nobody_can_read_what_has_not_been_written() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Not yet", "One").await?;
    w.read(&w.stella, landing.thread, i64::MAX).await?;
    w.read(&w.stella, landing.thread, -5).await?;
    w.reply(&w.wren, landing.thread, "Two").await?;
    assert_eq!(w.page(&w.stella, landing.thread).await?.first_new, Some(2));
    Ok(())
}

#[tokio::test]
async fn ones_own_posts_are_not_news() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Mine", "One").await?;
    assert_eq!(marks(&w, &w.wren, &landing).await?, (false, false, false));
    w.read(&w.stella, landing.thread, 1).await?;
    w.reply(&w.stella, landing.thread, "Two").await?;
    assert_eq!(marks(&w, &w.wren, &landing).await?, (true, true, true));
    assert_eq!(marks(&w, &w.stella, &landing).await?, (false, false, false));
    Ok(())
}

#[tokio::test]
async fn who_replies_has_not_read_by_that_what_others_wrote_before() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "In haste", "One").await?;
    w.reply(&w.pavel, landing.thread, "Two").await?;
    w.read(&w.stella, landing.thread, 1).await?;
    w.reply(&w.stella, landing.thread, "Three, without having seen two").await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (true, true, true));
    let page = w.page(&w.stella, landing.thread).await?;
    assert_eq!(page.posts.iter().map(|post| post.new).collect::<Vec<_>>(), [false, true, false]);
    Ok(())
}

#[tokio::test]
async fn what_was_taken_back_is_no_news() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Never mind", "One").await?;
    w.read(&w.stella, landing.thread, 1).await?;
    let two = w.reply(&w.pavel, landing.thread, "Two").await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (true, true, true));
    w.withdraw(&w.pavel, w.post(&w.pavel, &two).await?).await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (false, false, false));
    Ok(())
}

#[tokio::test]
async fn marks_set_at_a_stroke_are_taken_back_once_and_only_while_they_are_the_last() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "All at once", "One").await?;
    let mark = async |what: &str| {
        let thread = landing.thread;
        w.db.act(&w.stella, async |tx: &mut Tx<'_>| match what {
            "thread" => marking::thread(tx, thread).await,
            "forum" => marking::forum(tx, OPEN).await,
            _ => marking::everything(tx).await,
        })
        .await
    };
    let take_back = async |mark: &Undo| w.db.act(&w.stella, async |tx: &mut Tx<'_>| undo(tx, mark).await).await;
    for what in ["thread", "forum", "everything"] {
        let (first, again) = (mark(what).await?, mark(what).await?);
        assert_eq!(first, again, "a button pressed twice is one mark");
        assert_eq!(marks(&w, &w.stella, &landing).await?, (false, false, false));
        assert_eq!(marks(&w, &w.pavel, &landing).await?, (true, true, true), "others have read nothing by that");
        assert!(take_back(&first).await?);
        assert_eq!(marks(&w, &w.stella, &landing).await?, (true, true, true), "{what}");
        assert!(!take_back(&first).await?, "once");
    }
    let forum = mark("forum").await?;
    w.clock.advance(2 * domain::clock::HOUR);
    assert!(!take_back(&forum).await?, "a forum's mark can be taken back for an hour");
    assert!(w.db.act(&w.gus, async |tx: &mut Tx<'_>| marking::everything(tx).await).await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_thread_marked_unread_stands_against_older_marks_also_when_the_clock_stands_still() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Later", "One").await?;
    w.reply(&w.wren, landing.thread, "Two").await?;
    let unread_from =
        async |no: i64| w.db.act(&w.stella, async |tx: &mut Tx<'_>| marking::unread_from(tx, landing.thread, no).await).await;
    let all = async || w.db.act(&w.stella, async |tx: &mut Tx<'_>| marking::everything(tx).await).await;
    all().await?;
    unread_from(2).await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (true, true, true));
    assert_eq!(w.page(&w.stella, landing.thread).await?.first_unread, Some(2));
    all().await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (false, false, false));
    unread_from(1).await?;
    assert_eq!(w.page(&w.stella, landing.thread).await?.first_unread, Some(1));
    w.read(&w.stella, landing.thread, 2).await?;
    assert_eq!(marks(&w, &w.stella, &landing).await?, (false, false, false));
    for nothing in [0, 3, -1, i64::MAX] {
        assert!(absent(&unread_from(nothing).await));
    }
    Ok(())
}

#[tokio::test]
async fn two_devices_reading_at_once_never_move_a_mark_back() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Two devices", "One").await?;
    for no in 2..=12 {
        w.reply(&w.wren, landing.thread, &no.to_string()).await?;
    }
    let (ward, home) = (w.back("Stella").await?, w.back("Stella").await?);
    let first = async |who: &Viewer| w.page(who, landing.thread).await.map(|page| page.first_unread);
    for no in 1..=12 {
        let (ahead, behind) = tokio::join!(w.read(&ward, landing.thread, no), w.read(&home, landing.thread, no - 3));
        ahead.and(behind)?;
        assert_eq!(first(&home).await?, Some(no + 1).filter(|next| *next <= 12));
    }
    Ok(())
}

#[tokio::test]
async fn guests_have_no_marks() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "For all", "One").await?;
    assert_eq!(marks(&w, &w.gus, &landing).await?, (false, false, false));
    assert_eq!(w.page(&w.gus, landing.thread).await?.first_new, None);
    assert!(w.read(&w.gus, landing.thread, 1).await.is_err());
    Ok(())
}

#[tokio::test]
async fn the_rail_lists_where_one_has_read_the_latest_first() -> Result<()> {
    let w = world().await?;
    let one = w.start(&w.wren, OPEN, "Hearts", "One").await?;
    let two = w.start(&w.wren, "cycling", "Wheels", "One").await?;
    let rail = async || w.db.look(&w.stella, async |tx: &mut Tx<'_>| forum_list::visited(tx).await).await;
    assert_eq!(rail().await?.len(), 0);
    w.read(&w.stella, one.thread, 1).await?;
    w.clock.advance(1000);
    w.read(&w.stella, two.thread, 1).await?;
    let slugs: Vec<_> = rail().await?.into_iter().map(|(slug, ..)| slug).collect();
    assert_eq!(slugs, ["cycling", OPEN]);
    Ok(())
}
