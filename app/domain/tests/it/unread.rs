use domain::cast::{OPEN, World, world};
use domain::db::Tx;
use domain::fault::Result;
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
    w.reply(&w.stella, landing.thread, "Two").await?;
    assert_eq!(marks(&w, &w.wren, &landing).await?, (true, true, true));
    assert_eq!(marks(&w, &w.stella, &landing).await?, (false, false, false));
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
