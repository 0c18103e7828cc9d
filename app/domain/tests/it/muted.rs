//! A thread that somebody has muted tells them nothing, on no channel.

use crate::following::{deliver, follow, follow_forum};
use crate::polls::{asked, open};
use domain::cast::{OPEN, World, world};
use domain::clock::{DAY, MINUTE};
use domain::db::Tx;
use domain::fault::Result;
use domain::feeds::mine;
use domain::following::digest;
use domain::forums::thread_lists;
use domain::notices;
use domain::polls::closing;
use domain::viewer::Viewer;
use types::following::Mode;
use types::polls::Results;

/// How much each channel tells somebody: notices, and entries of their own feed.
async fn channels(w: &World, who: &Viewer) -> Result<[usize; 2]> {
    w.db.look(who, async |tx: &mut Tx<'_>| {
        let (bell, entries) = (notices::count_unread(tx).await?, mine::mine(tx).await?.entries.len());
        Ok([usize::try_from(bell).unwrap(), entries])
    })
    .await
}

/// How many threads are unread to somebody.
async fn unread(w: &World, who: &Viewer) -> Result<i64> {
    w.db.look(who, async |tx: &mut Tx<'_>| thread_lists::count_unread(tx).await).await
}

#[tokio::test]
async fn a_muted_thread_tells_its_member_nothing_by_letter_digest_feed_or_notice_and_is_unread_like_any_other() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Closed, false)?).await?.thread;
    let own = w.reply(&w.wren, thread, "My own words").await?;
    let own = w.post(&w.wren, &own).await?;
    assert!(deliver(&w).await?.is_empty());
    // Wren began it, follows its forum, is mentioned and quoted in it; Stella follows it and listens.
    follow_forum(&w, &w.wren, OPEN, Mode::Daily).await?;
    follow(&w, &w.wren, thread, Mode::None).await?;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    w.read(&w.stella, thread, 2).await?;
    w.clock.advance(MINUTE);
    w.reply(&w.pavel, thread, &format!("> [Wren](/members/Wren) [wrote](/posts/{own}):\n> My own words\n\nIndeed")).await?;
    w.reply(&w.pavel, thread, "And what else, @Wren?").await?;
    let letters = deliver(&w).await?;
    assert!(letters.iter().all(|letter| letter.to.starts_with("stella")) && !letters.is_empty());
    let mut to_stella = channels(&w, &w.stella).await?;
    assert!(to_stella.iter().all(|told| *told > 0), "she is told on each: {to_stella:?}");
    assert_eq!(channels(&w, &w.wren).await?, [0; 2]);
    assert_eq!((unread(&w, &w.wren).await?, unread(&w, &w.stella).await?), (1, 1));
    w.clock.advance(8 * DAY);
    closing::round(&w.db).await?;
    digest::round(&w.db).await?;
    assert!(deliver(&w).await?.is_empty(), "no digest to Wren");
    assert_eq!(channels(&w, &w.wren).await?, [0; 2], "not that the votes are closed either");
    to_stella[0] += 1;
    assert_eq!(channels(&w, &w.stella).await?, to_stella, "Stella is told that the votes are closed");
    follow(&w, &w.wren, thread, Mode::Every).await?;
    let [told, entries] = channels(&w, &w.wren).await?;
    assert_eq!(told, 0, "what came meanwhile is told no more");
    assert!(entries > 0);
    Ok(())
}
