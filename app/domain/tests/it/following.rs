//! How often letters come, about which thread and which forum.

use crate::{absent, hand, refused};
use domain::cast::{CLOSED, OPEN, World, world};
use domain::clock::DAY;
use domain::db::Tx;
use domain::fault::Result;
use domain::following::{listed, subscriptions, wishes};
use domain::letters::{self, Letter};
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::following::{FollowedPage, Mode, Wishes};
use types::forums::Landing;
use types::ids::ThreadId;

pub(crate) const ORIGIN: &str = "https://doc2doc.example";

pub(crate) async fn follow(w: &World, who: &Viewer, thread: ThreadId, mode: Mode) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| subscriptions::follow(tx, thread, mode).await).await
}

pub(crate) async fn follow_forum(w: &World, who: &Viewer, forum: &str, mode: Mode) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| subscriptions::follow_forum(tx, forum, mode).await).await
}

pub(crate) async fn wish(w: &World, who: &Viewer, wished: Wishes) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| wishes::set(tx, &wished).await).await
}

/// The worker sends what is due now, and notes it.
pub(crate) async fn deliver(w: &World) -> Result<Vec<Letter>> {
    let mut sent = Vec::new();
    for letter in w.letters().await? {
        if letter.about.is_none() {
            continue;
        }
        if let Some(worded) = letters::worded(&w.db, ORIGIN, &letter).await? {
            letters::sent(&w.db, letter.id).await?;
            sent.push(worded);
        }
    }
    Ok(sent)
}

/// To whom the worker sends something now.
pub(crate) async fn told(w: &World) -> Result<Vec<String>> {
    let mut to: Vec<String> = deliver(w).await?.into_iter().map(|letter| letter.to.replace("@cast.example", "")).collect();
    to.sort_unstable();
    Ok(to)
}

pub(crate) async fn list(w: &World, who: &Viewer) -> Result<FollowedPage> {
    w.db.look(who, async |tx: &mut Tx<'_>| listed::page(tx, 1).await).await
}

pub(crate) async fn cuffs(w: &World) -> Result<Landing> {
    w.start(&w.wren, OPEN, "Which cuff?", "One").await
}

#[tokio::test]
async fn the_first_reply_since_one_looked_is_told_once_until_one_looks_again() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::First).await?;
    w.read(&w.stella, thread, 1).await?;
    w.reply(&w.wren, thread, "Two").await?;
    w.reply(&w.wren, thread, "Three").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    w.reply(&w.wren, thread, "Four").await?;
    assert!(told(&w).await?.is_empty(), "she has not looked");
    w.read(&w.stella, thread, 4).await?;
    w.reply(&w.wren, thread, "Five").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    w.read(&w.stella, thread, 5).await?;
    w.reply(&w.stella, thread, "Her own is no news").await?;
    w.reply(&w.wren, thread, "Seven").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    Ok(())
}

#[tokio::test]
async fn a_told_reply_that_was_withdrawn_does_not_swallow_the_next() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::First).await?;
    let gone = w.reply(&w.wren, thread, "Two").await?;
    w.withdraw(&w.wren, w.post(&w.wren, &gone).await?).await?;
    w.reply(&w.wren, thread, "Three").await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("Three"), "{}", letters[0].text);
    Ok(())
}

#[tokio::test]
async fn whoever_follows_a_forum_hears_of_its_threads_and_replies_and_a_word_on_a_thread_beats_that() -> Result<()> {
    let w = world().await?;
    follow_forum(&w, &w.stella, OPEN, Mode::Every).await?;
    let landing = cuffs(&w).await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "Which cuff?");
    assert!(letters[0].text.contains("new thread") && letters[0].text.contains("follow the forum"), "{}", letters[0].text);
    w.reply(&w.pavel, landing.thread, "Two").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    follow(&w, &w.stella, landing.thread, Mode::None).await?;
    w.reply(&w.pavel, landing.thread, "Three").await?;
    assert!(told(&w).await?.is_empty(), "muted");
    let other = cuffs(&w).await?;
    assert_eq!(told(&w).await?, ["stella"], "the forum is not");
    follow_forum(&w, &w.stella, OPEN, Mode::None).await?;
    follow(&w, &w.stella, other.thread, Mode::Every).await?;
    w.reply(&w.pavel, other.thread, "Four").await?;
    cuffs(&w).await?;
    assert_eq!(told(&w).await?, ["stella"], "one letter: about the thread that she follows by itself");
    Ok(())
}

#[tokio::test]
async fn the_first_in_a_forum_counts_for_each_thread() -> Result<()> {
    let w = world().await?;
    let (one, two) = (cuffs(&w).await?.thread, cuffs(&w).await?.thread);
    follow_forum(&w, &w.stella, OPEN, Mode::First).await?;
    for thread in [one, two, one, two] {
        w.reply(&w.wren, thread, "More").await?;
    }
    assert_eq!(told(&w).await?, ["stella", "stella"]);
    Ok(())
}

#[tokio::test]
async fn stopping_letters_about_a_thread_of_a_followed_forum_mutes_the_thread() -> Result<()> {
    let w = world().await?;
    let landing = cuffs(&w).await?;
    follow_forum(&w, &w.stella, OPEN, Mode::Every).await?;
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| subscriptions::unsubscribe(tx, landing.thread).await).await?;
    w.reply(&w.wren, landing.thread, "Two").await?;
    assert!(told(&w).await?.is_empty());
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| subscriptions::leave(tx, landing.thread).await).await?;
    w.reply(&w.wren, landing.thread, "Three").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    Ok(())
}

#[tokio::test]
async fn following_goes_with_the_seat() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?;
    follow_forum(&w, &w.pavel, CLOSED, Mode::First).await?;
    w.reply(&w.marlow, landing.thread, "Two").await?;
    w.take_seat("Pavel").await?;
    assert!(told(&w).await?.is_empty());
    for table in ["forum_subscriptions", "told_marks", "letters where kind = 'post'"] {
        let left: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut hand(&w).await?)
            .await?;
        assert_eq!(left, 0, "{table}");
    }
    assert!(absent(&follow_forum(&w, &w.pavel, CLOSED, Mode::Every).await));
    Ok(())
}

#[tokio::test]
async fn nobody_follows_what_they_do_not_see_and_guests_nothing() -> Result<()> {
    let w = world().await?;
    for stranger in [&w.gus, &w.stella, &w.xavier, &w.hedda] {
        assert!(absent(&follow_forum(&w, stranger, CLOSED, Mode::Every).await));
        assert!(absent(&follow_forum(&w, stranger, &w.unlisted, Mode::Every).await));
    }
    assert_eq!(refused(&follow_forum(&w, &w.gus, OPEN, Mode::Every).await), Some(Refusal::SignIn));
    assert_eq!(refused(&wish(&w, &w.gus, Wishes::default()).await), Some(Refusal::SignIn));
    assert_eq!(refused(&list(&w, &w.gus).await), Some(Refusal::SignIn));
    Ok(())
}

#[tokio::test]
async fn a_post_costs_the_same_few_statements_however_many_follow() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    let mut counts = Vec::new();
    for more in [&[&w.stella, &w.pavel][..], &[&w.mabel, &w.marlow, &w.hedda, &w.prue, &w.tessa, &w.vera]] {
        for who in more {
            follow(&w, who, thread, Mode::First).await?;
            w.read(who, thread, 2).await?;
        }
        let before = w.db.statements();
        w.reply(&w.wren, thread, "More").await?;
        counts.push(w.db.statements() - before);
        w.clock.advance(DAY);
    }
    assert_eq!(counts[0], counts[1]);
    assert_eq!(deliver(&w).await?.len(), 8 + 2 - 2);
    Ok(())
}
