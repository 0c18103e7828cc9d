//! What a member is told on the site: once for each post, only where they sit, and no longer than they see it.

use crate::communities::reason;
use crate::following::follow;
use crate::hand;
use domain::cast::{CLOSED, OPEN, World, world};
use domain::clock::DAY;
use domain::communities::members;
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::moving;
use domain::notices::{count_unread, list, read};
use domain::sweep::sweep;
use domain::viewer::Viewer;
use types::following::Mode;
use types::notices::{Bundle, NoticeKind};

async fn bundles(w: &World, who: &Viewer) -> Result<Vec<Bundle>> {
    let (all, unread) = w.db.look(who, async |tx: &mut Tx<'_>| Ok((list::bundles(tx).await?, count_unread(tx).await?))).await?;
    assert_eq!(usize::try_from(unread).ok(), Some(all.iter().filter(|bundle| bundle.unread).count()), "the count is the list");
    Ok(all)
}

async fn told(w: &World, who: &Viewer) -> Result<Vec<(NoticeKind, i64, bool)>> {
    Ok(bundles(w, who).await?.into_iter().map(|bundle| (bundle.kind, bundle.many, bundle.unread)).collect())
}

#[tokio::test]
async fn replies_are_told_to_who_began_and_who_follows_and_to_no_lurker() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Quokkas", "Hello").await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    w.read(&w.mabel, thread, 1).await?;
    let first = w.reply(&w.pavel, thread, "One").await?;
    w.clock.advance(1_000);
    w.reply(&w.stella, thread, "Two").await?;
    assert_eq!(told(&w, &w.wren).await?, [(NoticeKind::Reply, 2, true)]);
    assert_eq!(told(&w, &w.stella).await?, [(NoticeKind::Reply, 1, true)], "never of one's own");
    assert_eq!(told(&w, &w.pavel).await?, []);
    assert_eq!(told(&w, &w.mabel).await?, [], "who only reads is not told");
    let bundle = bundles(&w, &w.wren).await?.remove(0);
    assert_eq!((bundle.by.as_str(), bundle.title.as_str()), ("Stella", "Quokkas"));
    assert_eq!(bundle.first, w.post(&w.wren, &first).await?, "it leads to the first of them");
    Ok(())
}

#[tokio::test]
async fn one_post_tells_a_person_once_of_what_matters_most() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Quokkas", "Hello").await?;
    let post = w.post(&w.wren, &landing).await?;
    let quote = format!("> [Wren](/members/Wren) [wrote](/posts/{post}):\n> Hello\n\n");
    w.reply(&w.pavel, landing.thread, &format!("{quote}@Wren indeed")).await?;
    assert_eq!(told(&w, &w.wren).await?, [(NoticeKind::Mention, 1, true)]);
    w.reply(&w.pavel, landing.thread, &format!("{quote}Indeed")).await?;
    let mut kinds = told(&w, &w.wren).await?;
    kinds.sort_by_key(|(kind, ..)| kind.key());
    assert_eq!(kinds, [(NoticeKind::Mention, 1, true), (NoticeKind::Quote, 1, true)]);
    Ok(())
}

#[tokio::test]
async fn who_mutes_a_thread_is_told_nothing_more_of_it_until_they_listen_again() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Quokkas", "Hello").await?.thread;
    w.reply(&w.pavel, thread, "One").await?;
    let read_later = w.start(&w.wren, OPEN, "Wombats", "Hello").await?.thread;
    w.reply(&w.pavel, read_later, "One").await?;
    assert_eq!(told(&w, &w.wren).await?.len(), 2);
    for muted in [thread, read_later] {
        follow(&w, &w.wren, muted, Mode::None).await?;
    }
    assert_eq!(told(&w, &w.wren).await?, [], "what was told before is silent too");
    w.reply(&w.pavel, thread, "Two, @Wren").await?;
    w.read(&w.wren, read_later, 2).await?;
    for muted in [thread, read_later] {
        follow(&w, &w.wren, muted, Mode::Every).await?;
    }
    let mut told = told(&w, &w.wren).await?;
    told.sort_by_key(|(.., unread)| *unread);
    assert_eq!(told, [(NoticeKind::Reply, 1, false), (NoticeKind::Reply, 1, true)], "what was read meanwhile is read");
    Ok(())
}

#[tokio::test]
async fn notices_are_read_with_their_posts_on_every_device() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Quokkas", "Hello").await?.thread;
    w.reply(&w.pavel, thread, "One").await?;
    w.reply(&w.pavel, thread, "Two").await?;
    let other = w.start(&w.wren, OPEN, "Wombats", "Hello").await?.thread;
    w.reply(&w.pavel, other, "Three").await?;
    w.read(&w.wren, thread, 2).await?;
    let told_now = told(&w, &w.back("Wren").await?).await?;
    assert_eq!(told_now.iter().filter(|(_, many, unread)| *unread && *many == 1).count(), 2, "{told_now:?}");
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| read::bundle(tx, thread, NoticeKind::Reply).await).await?;
    assert_eq!(told(&w, &w.wren).await?.iter().filter(|(.., unread)| *unread).count(), 1);
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| read::all(tx).await).await?;
    assert_eq!(told(&w, &w.wren).await?, [(NoticeKind::Reply, 2, false), (NoticeKind::Reply, 1, false)]);
    assert!(w.db.look(&w.gus, async |tx: &mut Tx<'_>| list::bundles(tx).await).await.is_err(), "a guest has none");
    Ok(())
}

#[tokio::test]
async fn notices_go_with_the_words_the_place_and_the_seat() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Quokkas", "Hello").await?.thread;
    let reply = w.reply(&w.pavel, thread, "One").await?;
    let post = w.post(&w.pavel, &reply).await?;
    w.withdraw(&w.pavel, post).await?;
    assert_eq!(told(&w, &w.wren).await?, [], "withdrawn");
    w.reply(&w.pavel, thread, "Two").await?;
    assert_eq!(told(&w, &w.wren).await?.len(), 1);
    let why = reason()?;
    w.db.act(&w.marlow, async |tx: &mut Tx<'_>| moving::move_thread(tx, thread, CLOSED, &why).await).await?;
    assert!(w.page(&w.wren, thread).await.is_err(), "Wren is outside now");
    assert_eq!(told(&w, &w.wren).await?, [], "moved");
    let inside = w.start(&w.cora, &w.unlisted.clone(), "Secret", "Hello").await?.thread;
    w.reply(&w.milo, inside, "Psst").await?;
    assert_eq!(told(&w, &w.cora).await?.len(), 1);
    let slug = w.unlisted.clone();
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| members::remove(tx, &slug, "Cora", &why).await).await?;
    assert_eq!(told(&w, &w.cora).await?, [], "the seat is lost");
    let kept: i64 =
        sqlx::query_scalar("select count(*) from notices where post_id in (select id from posts where thread_id in ($1, $2))")
            .bind(thread.number())
            .bind(inside.number())
            .fetch_one(&mut hand(&w).await?)
            .await?;
    assert_eq!(kept, 0, "nothing is kept for those outside");
    Ok(())
}

#[tokio::test]
async fn old_notices_are_swept() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Quokkas", "Hello").await?.thread;
    w.reply(&w.pavel, thread, "One").await?;
    w.read(&w.wren, thread, 2).await?;
    w.reply(&w.pavel, thread, "Two").await?;
    for (days, left) in [(89, 2), (2, 1), (88, 1), (2, 0)] {
        w.clock.advance(days * DAY);
        sweep(&w.db).await?;
        let kept: i64 = sqlx::query_scalar("select count(*) from notices").fetch_one(&mut hand(&w).await?).await?;
        assert_eq!(kept, left);
    }
    Ok(())
}
