use super::{audience, kept, marked::plain, sees};
use crate::hand;
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::check::check;
use domain::clock::DAY;
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::moving;
use domain::media::{faces, keep, make};
use domain::sweep::sweep;
use image::ImageFormat;
use types::ids::PostId;
use types::text::Reason;

/// Pavel, a doctor, shows a picture in a thread of this forum.
async fn shown(world: &World, forum: &str) -> Result<(types::media::Picture, PostId, types::forums::Landing)> {
    let picture = kept(world, &world.pavel).await?;
    assert_eq!(audience(world, picture.id).await, ["Pavel"], "nobody else sees it before");
    let landing = world.start(&world.pavel, forum, "What is this?", &picture.markdown("A mole")).await?;
    let post = world.post(&world.pavel, &landing).await?;
    Ok((picture, post, landing))
}

#[tokio::test]
async fn a_picture_is_seen_with_the_post_that_shows_it() -> Result<()> {
    let w = world().await?;
    let (open, ..) = shown(&w, OPEN).await?;
    assert_eq!(audience(&w, open.id).await.len(), w.everyone().len());
    let (closed, ..) = shown(&w, CLOSED).await?;
    assert_eq!(audience(&w, closed.id).await, ["Pavel", "Marlow", "Prue"], "doctors alone");
    let inside = kept(&w, &w.cora).await?;
    w.start(&w.cora, &w.unlisted, "Only us", &inside.markdown("A mole")).await?;
    assert_eq!(audience(&w, inside.id).await, ["Olga", "Milo", "Cora"], "members of the community alone");
    Ok(())
}

#[tokio::test]
async fn what_is_edited_out_or_withdrawn_is_seen_by_nobody_else() -> Result<()> {
    let w = world().await?;
    let (picture, post, landing) = shown(&w, OPEN).await?;
    assert!(sees(&w, &w.gus, picture.id).await);
    w.edit(&w.pavel, post, "The picture showed a name, so it is gone.").await?;
    assert_eq!(audience(&w, picture.id).await, ["Pavel"]);
    w.edit(&w.pavel, post, &picture.markdown("Now without the name")).await?;
    assert!(sees(&w, &w.gus, picture.id).await);
    let again = w.reply(&w.pavel, landing.thread, &picture.markdown("The same once more")).await?;
    w.withdraw(&w.pavel, post).await?;
    assert!(sees(&w, &w.gus, picture.id).await, "another post still shows it");
    w.withdraw(&w.pavel, w.post(&w.pavel, &again).await?).await?;
    assert_eq!(audience(&w, picture.id).await, ["Pavel"]);
    Ok(())
}

#[tokio::test]
async fn nobody_shows_the_picture_of_somebody_else() -> Result<()> {
    let w = world().await?;
    let (closed, ..) = shown(&w, CLOSED).await?;
    assert!(!sees(&w, &w.wren, closed.id).await);
    w.start(&w.wren, OPEN, "Let me see", &closed.markdown("Please")).await?;
    w.start(&w.marlow, OPEN, "Look what I have seen", &closed.markdown("A mole")).await?;
    assert_eq!(audience(&w, closed.id).await, ["Pavel", "Marlow", "Prue"]);
    Ok(())
}

#[tokio::test]
async fn a_picture_moves_with_its_thread_and_goes_with_the_seat() -> Result<()> {
    let w = world().await?;
    let (picture, _, landing) = shown(&w, OPEN).await?;
    assert!(sees(&w, &w.gus, picture.id).await && sees(&w, &w.wren, picture.id).await);
    let why = text(Reason::try_from("It shows a patient"))?;
    let moved = w.db.act(&w.marlow, async |tx: &mut Tx<'_>| moving::move_thread(tx, landing.thread, CLOSED, &why).await);
    moved.await?;
    assert_eq!(audience(&w, picture.id).await, ["Pavel", "Marlow", "Prue"]);
    assert!(!sees(&w, &w.xavier, picture.id).await, "whose seat has been taken");
    Ok(())
}

#[tokio::test]
async fn a_face_is_seen_by_everybody_until_it_is_taken_away() -> Result<()> {
    let w = world().await?;
    let made = make::face(plain(ImageFormat::Jpeg, 400, 300)).await?;
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| faces::show(tx, &made).await).await?;
    let landing = w.start(&w.wren, OPEN, "Hello", "Here I am.").await?;
    let first = w.page(&w.gus, landing.thread).await?.posts[0].avatar.ok_or(Fault::NotFound)?;
    assert_eq!(w.back("Wren").await?.avatar(), Some(first));
    assert!(sees(&w, &w.gus, first).await);
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| faces::show(tx, &made).await).await?;
    let second = w.page(&w.gus, landing.thread).await?.posts[0].avatar.ok_or(Fault::NotFound)?;
    assert!(first != second && !sees(&w, &w.wren, first).await, "the one before is erased");
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| faces::remove(tx).await).await?;
    assert_eq!(w.page(&w.gus, landing.thread).await?.posts[0].avatar, None);
    assert!(!sees(&w, &w.gus, second).await && !sees(&w, &w.wren, second).await);
    Ok(())
}

#[tokio::test]
async fn unused_pictures_are_swept_after_a_week_and_others_stay() -> Result<()> {
    let w = world().await?;
    let (used, ..) = shown(&w, OPEN).await?;
    let (unused, deleted, drafted) = (kept(&w, &w.wren).await?, kept(&w, &w.wren).await?, kept(&w, &w.wren).await?);
    sqlx::query(
        "insert into drafts (id, account_id, place, forum_id, audience_id, body, version, saved_at)
         select 1, account_id, 'forum:cardiology', 1, 1, 'See ![](/media/' || id || ')', 1, $2 from media where id = $1",
    )
    .bind(drafted.id.number())
    .bind(w.clock.now())
    .execute(&mut hand(&w).await?)
    .await?;
    w.db.act(&w.cora, async |tx: &mut Tx<'_>| keep::delete(tx, deleted.id).await).await.unwrap_err();
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| keep::delete(tx, deleted.id).await).await?;
    assert!(!sees(&w, &w.wren, deleted.id).await, "deleted at once");
    w.clock.advance(6 * DAY);
    sweep(&w.db).await?;
    assert!(sees(&w, &w.wren, unused.id).await);
    w.clock.advance(2 * DAY);
    sweep(&w.db).await?;
    assert!(!sees(&w, &w.wren, unused.id).await && sees(&w, &w.gus, used.id).await);
    assert!(sees(&w, &w.wren, drafted.id).await, "a draft still shows it");
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn the_check_finds_what_does_not_fit_and_repairs_it() -> Result<()> {
    let w = world().await?;
    let (picture, ..) = shown(&w, OPEN).await?;
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    let mut hand = hand(&w).await?;
    sqlx::raw_sql("update media set unused_at = 1; insert into media_uses (post_id, media_id) select 77, id from media")
        .execute(&mut hand)
        .await?;
    assert_eq!(check(w.data(), true).await?.len(), 2);
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    assert!(sees(&w, &w.gus, picture.id).await);
    sqlx::raw_sql("delete from media_sizes").execute(&mut hand).await?;
    assert_eq!(check(w.data(), true).await?.len(), 1);
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    assert!(!sees(&w, &w.pavel, picture.id).await);
    Ok(())
}

#[tokio::test]
async fn fifty_pictures_are_enough_for_a_day_and_guests_keep_none() -> Result<()> {
    let w = world().await?;
    for _ in 0..50 {
        kept(&w, &w.wren).await?;
    }
    assert!(matches!(kept(&w, &w.wren).await, Err(Fault::Wrong(why)) if why[0].sentence.contains("Fifty")));
    assert!(kept(&w, &w.cora).await.is_ok(), "others do");
    w.clock.advance(DAY + 1);
    assert!(kept(&w, &w.wren).await.is_ok(), "tomorrow");
    assert!(matches!(kept(&w, &w.gus).await, Err(Fault::Refused(_))));
    assert!(w.db.look(&w.gus, async |tx: &mut Tx<'_>| keep::ready(tx).await).await.is_err());
    Ok(())
}
