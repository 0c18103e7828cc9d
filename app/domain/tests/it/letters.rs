//! The queue of letters: what is tried when, what is given up, and who is told.

use crate::{absent, hand, refused};
use domain::cast::{OPEN, World, world};
use domain::check;
use domain::clock::{DAY, MINUTE};
use domain::db::Tx;
use domain::fault::Result;
use domain::letters::refusal::Refusal;
use domain::letters::{self, Letter, bounces, dead};
use domain::sweep::sweep;
use domain::viewer::Viewer;

const ORIGIN: &str = "https://doc2doc.example";

/// Stella has a letter about a reply of Wren's.
async fn told(w: &World) -> Result<Vec<Letter>> {
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    w.subscribe(&w.stella, thread).await?;
    w.reply(&w.wren, thread, "Two").await?;
    w.letters().await
}

async fn paused(w: &World, who: &Viewer) -> Result<bool> {
    Ok(w.db.look(who, async |tx: &mut Tx<'_>| bounces::paused(tx).await).await?.is_some())
}

async fn listed(w: &World, who: &Viewer) -> Result<dead::Listed> {
    w.db.look(who, async |tx: &mut Tx<'_>| dead::list(tx, 1).await).await
}

#[tokio::test]
async fn a_letter_that_goes_wrong_is_tried_ten_times_and_then_given_up() -> Result<()> {
    let w = world().await?;
    let mut due = told(&w).await?;
    for tried in 1..=10 {
        assert_eq!(due.len(), 1, "{tried}");
        letters::unsent(&w.db, &due[0], &Refusal::answered(450, "4.2.0 later")).await?;
        assert!(w.letters().await?.is_empty(), "not at once");
        w.clock.advance(8 * 60 * MINUTE);
        due = w.letters().await?;
    }
    assert!(due.is_empty());
    let dead = listed(&w, &w.hedda).await?;
    assert_eq!((dead.total, dead.letters[0].tries, dead.letters[0].error.as_str()), (1, 10, "450 4.2.0"));
    assert!(dead.letters[0].given_up_at.is_some() && !paused(&w, &w.stella).await?);
    Ok(())
}

#[tokio::test]
async fn what_a_worker_held_that_is_no_more_is_free_at_once() -> Result<()> {
    let w = world().await?;
    assert_eq!(told(&w).await?.len(), 1);
    assert!(w.letters().await?.is_empty());
    letters::begin(&w.db).await?;
    assert_eq!(w.letters().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_address_that_rests_gets_no_letter_about_posts_until_its_owner_says_so() -> Result<()> {
    let w = world().await?;
    let due = told(&w).await?;
    letters::unsent(&w.db, &due[0], &Refusal::answered(550, "5.1.1 no such mailbox")).await?;
    assert!(paused(&w, &w.stella).await? && !paused(&w, &w.wren).await?);
    let id = w.db.look(&w.hedda, async |tx: &mut Tx<'_>| listed_id(tx).await).await?;
    w.db.act(&w.hedda, async |tx: &mut Tx<'_>| dead::retry(tx, id).await).await?;
    let due = w.letters().await?;
    assert!(letters::worded(&w.db, ORIGIN, &due[0]).await?.is_none(), "dropped");
    assert_eq!(letters::waiting(&w.db).await?, 0);
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| bounces::try_again(tx).await).await?;
    assert!(!paused(&w, &w.stella).await?);
    let due = told(&w).await?;
    assert!(letters::worded(&w.db, ORIGIN, &due[0]).await?.is_some());
    Ok(())
}

async fn listed_id(tx: &mut Tx<'_>) -> Result<types::ids::LetterId> {
    dead::list(tx, 1).await?.letters.first().map(|one| one.id).ok_or(domain::fault::Fault::NotFound)
}

#[tokio::test]
async fn only_administrators_tend_letters_and_each_deed_is_on_record() -> Result<()> {
    let w = world().await?;
    let due = told(&w).await?;
    letters::unsent(&w.db, &due[0], &Refusal::answered(554, "5.6.0 odd")).await?;
    let id = w.db.look(&w.hedda, async |tx: &mut Tx<'_>| listed_id(tx).await).await?;
    for (name, who) in w.everyone() {
        if name != "Hedda, admin" {
            assert!(absent(&listed(&w, who).await), "{name}");
            assert!(absent(&w.db.act(who, async |tx: &mut Tx<'_>| dead::discard(tx, id).await).await), "{name}");
        }
    }
    let locked = locked_out(&w, &w.hedda).await?;
    assert_eq!(refused(&listed(&w, &locked).await), Some(types::fault::Refusal::SecondFactor));
    w.db.act(&w.hedda, async |tx: &mut Tx<'_>| dead::discard(tx, id).await).await?;
    assert!(absent(&w.db.act(&w.hedda, async |tx: &mut Tx<'_>| dead::discard(tx, id).await).await));
    let acts =
        sqlx::query_scalar::<_, String>("select act from audit where act like '%letter'").fetch_all(&mut hand(&w).await?).await?;
    assert_eq!(acts, ["drop-letter"]);
    Ok(())
}

/// The same administrator in a session without a second factor.
async fn locked_out(w: &World, who: &Viewer) -> Result<Viewer> {
    sqlx::query("update sessions set strong = false").execute(&mut hand(w).await?).await?;
    w.db.act(&w.gus, async |_: &mut Tx<'_>| Ok(())).await?;
    let back = w.back("Hedda").await?;
    assert!(back.needs_factor() && !who.needs_factor());
    Ok(back)
}

#[tokio::test]
async fn sent_letters_keep_no_words_and_are_forgotten_after_thirty_days_dead_ones_after_ninety() -> Result<()> {
    let w = world().await?;
    let due = told(&w).await?;
    letters::sent(&w.db, due[0].id).await?;
    let due = told(&w).await?;
    letters::unsent(&w.db, &due[0], &Refusal::answered(554, "5.6.0 odd")).await?;
    let count = async || -> Result<(i64, i64)> {
        let hand = &mut hand(&w).await?;
        Ok(sqlx::query_as("select count(sent_at), count(failed_at) from letters where text = '' and subject = ''")
            .fetch_one(hand)
            .await?)
    };
    assert_eq!(count().await?, (1, 1));
    w.clock.advance(31 * DAY);
    sweep(&w.db).await?;
    assert_eq!(count().await?, (0, 1));
    w.clock.advance(60 * DAY);
    sweep(&w.db).await?;
    assert_eq!(count().await?, (0, 0));
    Ok(())
}

#[tokio::test]
async fn check_finds_letters_that_point_to_nothing() -> Result<()> {
    let w = world().await?;
    told(&w).await?;
    let before = check::check(w.data(), false).await?;
    sqlx::query("update letters set post_id = 77").execute(&mut hand(&w).await?).await?;
    let found = check::check(w.data(), false).await?;
    assert_eq!(found.len(), before.len() + 1, "{found:?}");
    assert!(found.iter().any(|finding| finding == "A letter that waits points to nothing."), "{found:?}");
    check::check(w.data(), true).await?;
    assert_eq!(letters::waiting(&w.db).await?, 0);
    Ok(())
}
