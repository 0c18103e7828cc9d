//! A bundle that is tried more than once: the same number, the same posts, and each due post at least once.

use crate::bundles::{replies, shown, waiting};
use crate::following::{ORIGIN, cuffs, deliver, follow, told};
use crate::hand;
use domain::cast::{CLOSED, OPEN, World, world};
use domain::clock::{DAY, HOUR};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::letters::refusal::Refusal;
use domain::letters::{self, Letter, dead};
use domain::viewer::Viewer;
use types::following::Mode;

/// All its words, but for the link that stops it, which is sealed anew each time.
fn said(letter: &Letter) -> &str {
    letter.text.split("/unsubscribe/").next().unwrap_or_default()
}

/// The worker takes what is due, and gives the words of the one letter among it that goes out.
async fn one_try(w: &World) -> Result<Letter> {
    let mut tried = Vec::new();
    for letter in w.letters().await? {
        tried.extend(letters::worded(&w.db, ORIGIN, &letter).await?);
    }
    assert_eq!(tried.len(), 1, "{:?}", tried.iter().map(|letter| &letter.text).collect::<Vec<_>>());
    Ok(tried.remove(0))
}

/// The worker dies, and another begins.
async fn crash(w: &World) -> Result<()> {
    letters::begin(&w.db).await
}

#[tokio::test]
async fn a_letter_that_is_tried_again_has_the_same_number_and_never_tells_more() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    let first = w.reply(&w.wren, thread, "Two").await?;
    replies(&w, thread, &["Three", "Four"]).await?;
    let tried = one_try(&w).await?;
    // It may have been taken; meanwhile somebody writes, and the first post goes.
    crash(&w).await?;
    replies(&w, thread, &["Five"]).await?;
    w.withdraw(&w.wren, w.post(&w.wren, &first).await?).await?;
    w.clock.advance(HOUR);
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 2, "what is new has a letter of its own: the other number may be known in the mailbox");
    let again = letters.iter().find(|letter| letter.id == tried.id).ok_or(Fault::NotFound)?;
    assert!(again.text.contains("> Three") && again.text.contains("> Four"), "{}", again.text);
    assert!(!again.text.contains("> Two") && !again.text.contains("> Five"), "{}", again.text);
    let new = letters.iter().find(|letter| letter.id != tried.id).ok_or(Fault::NotFound)?;
    assert!(new.text.contains("> Five") && new.text.contains("there is a new reply"), "{}", new.text);
    assert_eq!((waiting(&w).await?, deliver(&w).await?.len()), (0, 0));
    Ok(())
}

#[tokio::test]
async fn a_single_letter_that_may_have_arrived_takes_nothing_along_either() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    replies(&w, thread, &["Two"]).await?;
    let tried = one_try(&w).await?;
    crash(&w).await?;
    replies(&w, thread, &["Three", "Four"]).await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 2);
    let again = letters.iter().find(|letter| letter.id == tried.id).ok_or(Fault::NotFound)?;
    assert_eq!(said(again), said(&tried));
    Ok(())
}

#[tokio::test]
async fn a_bundle_that_is_refused_waits_is_given_up_and_tried_again_as_one() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    replies(&w, thread, &["Two", "Three"]).await?;
    let tried = one_try(&w).await?;
    letters::unsent(&w.db, &tried, &Refusal::answered(450, "4.2.0 later")).await?;
    assert_eq!((waiting(&w).await?, w.letters().await?.len()), (1, 0));
    w.clock.advance(HOUR);
    let again = one_try(&w).await?;
    assert_eq!((again.id, said(&again)), (tried.id, said(&tried)));
    letters::unsent(&w.db, &again, &Refusal::answered(554, "5.6.0 odd")).await?;
    assert_eq!((waiting(&w).await?, w.letters().await?.len()), (0, 0));
    let dead = w.db.look(&w.hedda, async |tx: &mut Tx<'_>| dead::list(tx, 1).await).await?;
    assert_eq!(dead.total, 1, "staff see one letter");
    let count = async |who: &Viewer| w.db.look(who, async |tx: &mut Tx<'_>| dead::count(tx).await).await;
    assert!(count(&w.mabel).await?.is_none(), "moderators do not tend letters");
    assert_eq!(count(&w.hedda).await?.map(|count| (count.given_up, count.tried_again)), Some((1, 0)));
    let id = dead.letters[0].id;
    w.db.act(&w.hedda, async |tx: &mut Tx<'_>| dead::retry(tx, id).await).await?;
    assert_eq!(said(&one_try(&w).await?), said(&tried));
    letters::unsent(&w.db, &again, &Refusal::answered(554, "5.6.0 odd")).await?;
    w.db.act(&w.hedda, async |tx: &mut Tx<'_>| dead::discard(tx, id).await).await?;
    let left: i64 =
        sqlx::query_scalar("select count(*) from letters where kind = 'post'").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(left, 0, "what went with it is dropped with it");
    Ok(())
}

#[tokio::test]
async fn posts_that_part_between_two_tries_are_told_each_where_they_stand() -> Result<()> {
    let w = world().await?;
    let (thread, other) = (cuffs(&w).await?.thread, w.start(&w.wren, OPEN, "Which quill?", "One").await?.thread);
    for place in [thread, other] {
        follow(&w, &w.stella, place, Mode::Every).await?;
    }
    replies(&w, thread, &["Two"]).await?;
    let parts = w.reply(&w.wren, thread, "Three").await?;
    let tried = one_try(&w).await?;
    letters::unsent(&w.db, &tried, &Refusal::answered(450, "4.2.0 later")).await?;
    let post = w.post(&w.wren, &parts).await?;
    sqlx::query("update posts set thread_id = $1, no = 2 where id = $2")
        .bind(other.number())
        .bind(post.number())
        .execute(&mut hand(&w).await?)
        .await?;
    w.clock.advance(HOUR);
    let mut letters = deliver(&w).await?;
    letters.extend(deliver(&w).await?);
    letters.sort_by_key(|letter| letter.id != tried.id);
    let said: Vec<_> = letters.iter().map(|letter| (letter.subject.as_str(), shown(letter)[0])).collect();
    assert_eq!(said, [("Re: Which cuff?", "Two"), ("Re: Which quill?", "Three")]);
    assert_eq!(letters[0].id, tried.id);
    Ok(())
}

#[tokio::test]
async fn letters_of_one_go_with_the_seat_and_others_are_not_touched() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?.thread;
    for who in [&w.pavel, &w.prue] {
        follow(&w, who, thread, Mode::Every).await?;
    }
    for words in ["Two", "Three"] {
        w.reply(&w.marlow, thread, words).await?;
    }
    for letter in w.letters().await? {
        if let Some(worded) = letters::worded(&w.db, ORIGIN, &letter).await? {
            letters::unsent(&w.db, &worded, &Refusal::answered(450, "4.2.0 later")).await?;
        }
    }
    assert_eq!(waiting(&w).await?, 2);
    w.take_seat("Pavel").await?;
    let left: i64 =
        sqlx::query_scalar("select count(*) from letters where kind = 'post'").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(left, 2, "both of Prue's");
    w.clock.advance(DAY);
    assert_eq!(told(&w).await?, ["prue"]);
    Ok(())
}
