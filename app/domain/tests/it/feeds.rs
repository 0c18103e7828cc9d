//! Feeds tell a guest what a guest sees, and a member's own feed nothing of closed places but that something is new.

use crate::hand;
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::feeds::{entries, keys, mine};
use domain::viewer::Viewer;
use types::feeds::Feed;
use types::text::KeyName;

async fn own_feed(w: &World, who: &Viewer) -> Result<Feed> {
    w.db.look(who, async |tx: &mut Tx<'_>| mine::mine(tx).await).await
}

async fn key(w: &World, who: &Viewer) -> Result<String> {
    let name = text(KeyName::try_from("Reader"))?;
    w.db.act(who, async |tx: &mut Tx<'_>| Ok(keys::make(tx, &name).await?.as_str().to_owned())).await
}

#[tokio::test]
async fn a_forums_feed_has_its_newest_posts_first_and_no_withdrawn_ones() -> Result<()> {
    let w = world().await?;
    let first = w.start(&w.wren, OPEN, "First", "One").await?;
    w.start(&w.wren, OPEN, "Second", "Two").await?;
    let reply = w.reply(&w.stella, first.thread, "Three").await?;
    let gone = w.reply(&w.stella, first.thread, "Four").await?;
    let gone = w.post(&w.stella, &gone).await?;
    w.withdraw(&w.stella, gone).await?;
    let feed = w.db.look(&w.gus, async |tx: &mut Tx<'_>| entries::of_forum(tx, OPEN).await).await?;
    let words: Vec<_> = feed.entries.iter().map(|entry| entry.html.trim()).collect();
    assert_eq!(words, ["<p>Three</p>", "<p>Two</p>", "<p>One</p>"]);
    assert_eq!(feed.entries[0].post, w.post(&w.gus, &reply).await?);
    Ok(())
}

#[tokio::test]
async fn a_guest_gets_no_feed_of_what_is_closed() -> Result<()> {
    let w = world().await?;
    let closed = w.start(&w.pavel, CLOSED, "Among doctors", "Words for doctors").await?;
    for slug in [CLOSED, w.listed.as_str(), w.unlisted.as_str(), "none"] {
        let feed = w.db.look(&w.gus, async |tx: &mut Tx<'_>| entries::of_forum(tx, slug).await).await;
        assert!(matches!(feed, Err(Fault::NotFound)), "{slug}");
    }
    let feed = w.db.look(&w.gus, async |tx: &mut Tx<'_>| entries::of_thread(tx, closed.thread).await).await;
    assert!(matches!(feed, Err(Fault::NotFound)));
    assert_eq!(w.db.look(&w.pavel, async |tx: &mut Tx<'_>| entries::of_thread(tx, closed.thread).await).await?.entries.len(), 1);
    Ok(())
}

#[tokio::test]
async fn ones_own_feed_tells_what_one_follows_and_of_closed_places_only_that_something_is_new() -> Result<()> {
    let w = world().await?;
    let open = w.start(&w.wren, OPEN, "Open", "One").await?;
    let closed = w.start(&w.marlow, CLOSED, "Among doctors", "Words for doctors").await?;
    w.start(&w.wren, OPEN, "Not followed", "Other").await?;
    w.subscribe(&w.pavel, open.thread).await?;
    w.subscribe(&w.pavel, closed.thread).await?;
    w.reply(&w.stella, open.thread, "Two").await?;
    let feed = own_feed(&w, &w.pavel).await?;
    assert_eq!(feed.entries.iter().map(|entry| entry.html.trim()).collect::<Vec<_>>(), ["<p>Two</p>", "<p>One</p>"]);
    assert!(feed.closed.is_some());
    assert!(!format!("{feed:?}").contains("octors"), "{feed:?}");
    assert_eq!(own_feed(&w, &w.stella).await?.closed, None);
    Ok(())
}

#[tokio::test]
async fn a_key_opens_its_owners_feed_until_it_is_taken_back_and_is_stored_as_a_hash() -> Result<()> {
    let w = world().await?;
    let open = w.start(&w.wren, OPEN, "Open", "One").await?;
    w.subscribe(&w.stella, open.thread).await?;
    let key = key(&w, &w.stella).await?;
    let reader = keys::reader(&w.db, &key).await?;
    assert_eq!(own_feed(&w, &reader).await?.entries.len(), 1);
    let there = w.db.look(&w.stella, async |tx: &mut Tx<'_>| keys::list(tx).await).await?;
    assert_eq!((there.len(), there[0].used_at.is_some()), (1, true));
    let hash: Vec<u8> = sqlx::query_scalar("select hash from feed_tokens").fetch_one(&mut hand(&w).await?).await?;
    assert_ne!(hash, key.as_bytes());
    let others = w.db.act(&w.wren, async |tx: &mut Tx<'_>| keys::revoke(tx, &there[0].handle).await).await;
    assert!(others.is_ok() && keys::reader(&w.db, &key).await.is_ok(), "nobody else takes it back");
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| keys::revoke(tx, &there[0].handle).await).await?;
    assert!(matches!(keys::reader(&w.db, &key).await, Err(Fault::NotFound)));
    assert!(matches!(keys::reader(&w.db, "").await, Err(Fault::NotFound)));
    Ok(())
}
