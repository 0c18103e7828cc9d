//! The link at the foot of a letter stops exactly what it names.

use crate::following::{ORIGIN, deliver, follow, follow_forum, told};
use crate::{absent, hand};
use domain::cast::{CLOSED, OPEN, World, world};
use domain::clock::{DAY, MINUTE};
use domain::db::Tx;
use domain::fault::Result;
use domain::following::digest;
use domain::following::unsubscribe::{self, Stopped};
use domain::letters::Letter;
use types::following::{Mode, Stop};

/// The secret part of the letter's link.
fn token(letter: &Letter) -> String {
    let link = format!("{ORIGIN}/unsubscribe/");
    let rest = letter.text.split_once(&link).unwrap().1;
    rest.split_whitespace().next().unwrap().to_owned()
}

async fn only_letter(w: &World) -> Result<Letter> {
    let mut letters = deliver(w).await?;
    assert_eq!(letters.len(), 1);
    Ok(letters.remove(0))
}

async fn look(w: &World, token: &str) -> Result<Stop> {
    w.db.look(&w.gus, async |tx: &mut Tx<'_>| unsubscribe::look(tx, token).await).await
}

async fn stop(w: &World, token: &str) -> Result<Stopped> {
    w.db.act(&w.gus, async |tx: &mut Tx<'_>| unsubscribe::stop(tx, token).await).await
}

async fn undo(w: &World, token: &str, undo: &str) -> Result<Stop> {
    w.db.act(&w.gus, async |tx: &mut Tx<'_>| unsubscribe::undo(tx, token, undo).await).await
}

#[tokio::test]
async fn one_thread_is_stopped_and_nothing_else_and_comes_back_as_it_was() -> Result<()> {
    let w = world().await?;
    let (one, two) =
        (w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread, w.start(&w.wren, OPEN, "Which quill?", "One").await?.thread);
    follow_forum(&w, &w.stella, OPEN, Mode::Every).await?;
    follow(&w, &w.stella, one, Mode::First).await?;
    follow(&w, &w.pavel, one, Mode::Every).await?;
    w.reply(&w.wren, one, "Two").await?;
    let token = token(deliver(&w).await?.iter().find(|letter| letter.to.starts_with("stella")).unwrap());
    assert_eq!(look(&w, &token).await?, Stop::Thread(Some("Which cuff?".into())));
    let stopped = stop(&w, &token).await?;
    w.read(&w.stella, one, 2).await?;
    w.reply(&w.wren, one, "Three").await?;
    assert_eq!(told(&w).await?, ["pavel"], "not even by way of the forum");
    w.reply(&w.wren, two, "Two").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    undo(&w, &token, &stopped.undo).await?;
    assert_eq!(w.page(&w.stella, one).await?.following.unwrap().own, Some(Mode::First));
    stop(&w, &token).await?;
    stop(&w, &token).await?;
    assert_eq!(w.page(&w.stella, one).await?.following.unwrap().own, Some(Mode::None), "once more is no harm");
    assert_eq!(w.page(&w.pavel, one).await?.following.unwrap().own, Some(Mode::Every));
    Ok(())
}

#[tokio::test]
async fn a_forum_is_stopped_and_its_threads_that_are_followed_by_themselves_are_not() -> Result<()> {
    let w = world().await?;
    let own = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    follow(&w, &w.stella, own, Mode::Every).await?;
    follow_forum(&w, &w.stella, OPEN, Mode::Every).await?;
    w.start(&w.wren, OPEN, "Which quill?", "One").await?;
    let token = token(&only_letter(&w).await?);
    assert!(matches!(look(&w, &token).await?, Stop::Forum(Some(_))));
    let stopped = stop(&w, &token).await?;
    w.start(&w.wren, OPEN, "Which ink?", "One").await?;
    w.reply(&w.wren, own, "Two").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    undo(&w, &token, &stopped.undo).await?;
    w.start(&w.wren, OPEN, "Which blotter?", "One").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    Ok(())
}

#[tokio::test]
async fn mentions_and_the_digest_are_stopped_each_by_itself() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    w.reply(&w.wren, thread, "And you, @Stella?").await?;
    let mention = token(&only_letter(&w).await?);
    assert_eq!(look(&w, &mention).await?, Stop::Mentions);
    follow(&w, &w.stella, thread, Mode::Daily).await?;
    w.clock.advance(MINUTE);
    w.reply(&w.wren, thread, "Three").await?;
    w.clock.advance(DAY);
    digest::round(&w.db).await?;
    let daily = token(&only_letter(&w).await?);
    assert_eq!(look(&w, &daily).await?, Stop::Digest);
    stop(&w, &mention).await?;
    w.reply(&w.wren, thread, "Once more, @Stella").await?;
    assert!(told(&w).await?.is_empty());
    w.clock.advance(DAY);
    assert_eq!(digest::round(&w.db).await?, 1, "the digest still comes");
    let stopped = stop(&w, &daily).await?;
    assert!(told(&w).await?.is_empty(), "also that which waits is not sent");
    w.clock.advance(DAY);
    assert_eq!(digest::round(&w.db).await?, 0);
    undo(&w, &daily, &stopped.undo).await?;
    w.clock.advance(DAY);
    assert_eq!(digest::round(&w.db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_link_about_a_closed_place_names_it_to_nobody() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?.thread;
    follow(&w, &w.pavel, thread, Mode::Every).await?;
    w.reply(&w.marlow, thread, "Two").await?;
    let token = token(&only_letter(&w).await?);
    assert_eq!(look(&w, &token).await?, Stop::Thread(None));
    // Also when its holder is signed in, and sees it.
    let seen = w.db.look(&w.pavel, async |tx: &mut Tx<'_>| unsubscribe::look(tx, &token).await).await;
    assert!(matches!(seen, Ok(Stop::Thread(None))));
    assert_eq!(stop(&w, &token).await?.what, Stop::Thread(None));
    Ok(())
}

#[tokio::test]
async fn a_link_does_nothing_for_whoever_has_lost_the_seat_and_gives_none_back() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?.thread;
    follow(&w, &w.pavel, thread, Mode::Every).await?;
    w.reply(&w.marlow, thread, "Two").await?;
    let token = token(&only_letter(&w).await?);
    let stopped = stop(&w, &token).await?;
    sqlx::query("delete from subscriptions").execute(&mut hand(&w).await?).await?;
    sqlx::query(
        "delete from seats where audience_id = 3 and account_id = (select account_id from personas where screen_name = 'Pavel')",
    )
    .execute(&mut hand(&w).await?)
    .await?;
    undo(&w, &token, &stopped.undo).await?;
    stop(&w, &token).await?;
    let left: i64 = sqlx::query_scalar("select count(*) from subscriptions").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(left, 0, "nothing is written about what one does not see");
    Ok(())
}

#[tokio::test]
async fn what_is_no_link_of_ours_is_not_there() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    follow(&w, &w.pavel, thread, Mode::Every).await?;
    w.reply(&w.wren, thread, "Two").await?;
    let letters = deliver(&w).await?;
    let (good, other) = (token(&letters[0]), token(&letters[1]));
    let back = stop(&w, &good).await?.undo;
    let mut wrong =
        vec![String::new(), "x".into(), "🦆".into(), "A".repeat(5000), back.clone(), good[1..].to_owned(), format!("{good}A")];
    for at in 0..good.len() {
        let mut bent = good.clone().into_bytes();
        bent[at] = if bent[at] == b'A' { b'B' } else { b'A' };
        wrong.push(String::from_utf8(bent).unwrap());
    }
    for bent in &wrong {
        assert!(absent(&look(&w, bent).await), "{bent}");
        assert!(absent(&stop(&w, bent).await), "{bent}");
        assert!(*bent == back || absent(&undo(&w, &good, bent).await), "{bent}");
    }
    assert!(absent(&undo(&w, &other, &back).await), "each way back belongs to its link");
    assert!(absent(&undo(&w, &good, &good).await));
    Ok(())
}
