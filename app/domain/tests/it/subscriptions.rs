//! Letters about new replies: to whoever asked for them, and may read what they tell of when they are sent.

use crate::{absent, hand, refused};
use domain::cast::{CLOSED, OPEN, World, world};
use domain::db::Tx;
use domain::fault::Result;
use domain::following::subscriptions;
use domain::forums::thread_lists;
use domain::letters::{self, Letter};
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::following::{Following, Mode};
use types::forums::Landing;
use types::ids::ThreadId;

const ORIGIN: &str = "https://doc2doc.example";

async fn unsubscribe(w: &World, who: &Viewer, thread: ThreadId) -> Result<()> {
    w.db.act(who, async |tx: &mut Tx<'_>| subscriptions::unsubscribe(tx, thread).await).await
}

/// Whether letters come.
fn hears(following: Following) -> bool {
    following.mode() != Mode::None
}

/// What the worker would send now.
async fn sent(w: &World) -> Result<Vec<Letter>> {
    let mut sent = Vec::new();
    for letter in w.letters().await?.into_iter().filter(|letter| letter.about.is_some()) {
        assert!(letter.to.is_empty() && letter.text.is_empty(), "neither an address nor words wait in the queue");
        sent.extend(letters::worded(&w.db, ORIGIN, &letter).await?);
    }
    Ok(sent)
}

/// How many letters about posts wait.
async fn waiting(w: &World) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from letters where kind = 'post'").fetch_one(&mut hand(w).await?).await?)
}

/// Two doctors in a doctors' thread, one of whom subscribes.
async fn ward_round(w: &World) -> Result<Landing> {
    let landing = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?;
    w.subscribe(&w.pavel, landing.thread).await?;
    Ok(landing)
}

#[tokio::test]
async fn whoever_subscribes_gets_each_reply_by_letter_and_nobody_else_does() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which cuff?", "One").await?;
    assert_eq!(w.page(&w.stella, landing.thread).await?.following.map(hears), Some(false));
    w.subscribe(&w.stella, landing.thread).await?;
    w.subscribe(&w.stella, landing.thread).await?;
    assert_eq!(w.page(&w.stella, landing.thread).await?.following.map(hears), Some(true));
    assert_eq!(w.page(&w.wren, landing.thread).await?.following.map(hears), Some(false), "starting a thread subscribes nobody");
    let reply = w.reply(&w.pavel, landing.thread, "The **wide** one, & not the `narrow`.").await?;
    let post = w.post(&w.stella, &reply).await?;
    let letters = sent(&w).await?;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].to.as_str(), letters[0].subject.as_str()), ("stella@cast.example", "Re: Which cuff?"));
    for words in [
        "The wide one, & not the narrow.".to_owned(),
        format!("{ORIGIN}/posts/{post}\n"),
        format!("{ORIGIN}/unsubscribe/"),
        "you subscribe to the discussion “Which cuff?”".to_owned(),
    ] {
        assert!(letters[0].text.contains(&words), "{words}: {}", letters[0].text);
    }
    for name in ["Stella", "Pavel", "Wren"] {
        assert!(!letters[0].text.contains(name), "{name}: {}", letters[0].text);
    }
    Ok(())
}

#[tokio::test]
async fn ones_own_reply_is_no_news() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which cuff?", "One").await?;
    w.subscribe(&w.wren, landing.thread).await?;
    w.reply(&w.wren, landing.thread, "Or none at all?").await?;
    assert_eq!(waiting(&w).await?, 0);
    Ok(())
}

#[tokio::test]
async fn who_stops_letters_gets_none_not_even_those_that_wait() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which cuff?", "One").await?;
    w.subscribe(&w.stella, landing.thread).await?;
    w.reply(&w.wren, landing.thread, "Two").await?;
    unsubscribe(&w, &w.stella, landing.thread).await?;
    w.reply(&w.wren, landing.thread, "Three").await?;
    assert_eq!(waiting(&w).await?, 1);
    assert!(sent(&w).await?.is_empty());
    assert_eq!(waiting(&w).await?, 0, "a letter that may not be sent is dropped");
    Ok(())
}

#[tokio::test]
async fn a_letter_about_a_closed_place_tells_neither_title_nor_text_nor_place() -> Result<()> {
    let w = world().await?;
    let landing = ward_round(&w).await?;
    let reply = w.reply(&w.marlow, landing.thread, "They bite the consultants").await?;
    let post = w.post(&w.pavel, &reply).await?;
    let letters = sent(&w).await?;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].to.as_str(), letters[0].subject.as_str()), ("pavel@cast.example", "New reply in a closed forum"));
    assert!(letters[0].text.contains(&format!("{ORIGIN}/posts/{post}\n")), "{}", letters[0].text);
    for hidden in ["Quokka", "quokka", "bite", "ifficult", "octor", "Marlow", "Pavel"] {
        let said = letters[0].text.replace("doc2doc", "");
        assert!(!said.contains(hidden), "{hidden}: {said}");
    }
    Ok(())
}

#[tokio::test]
async fn a_seat_lost_after_the_letter_was_queued_leaves_nothing_to_send() -> Result<()> {
    let w = world().await?;
    let landing = ward_round(&w).await?;
    w.reply(&w.marlow, landing.thread, "Two").await?;
    assert_eq!(waiting(&w).await?, 1);
    w.take_seat("Pavel").await?;
    assert_eq!(waiting(&w).await?, 0, "what waits goes with the seat");
    assert!(sent(&w).await?.is_empty());
    w.give_seat("Pavel").await?;
    assert_eq!(w.page(&w.pavel, landing.thread).await?.following.map(hears), Some(false), "so does the subscription");
    Ok(())
}

#[tokio::test]
async fn rights_are_asked_when_a_letter_is_sent_not_when_it_was_taken_up() -> Result<()> {
    let w = world().await?;
    let landing = ward_round(&w).await?;
    w.reply(&w.marlow, landing.thread, "Two").await?;
    let claimed = w.letters().await?;
    assert_eq!(claimed.len(), 1);
    // By hand, so that the subscription stays: the seat alone decides.
    sqlx::query("delete from seats where audience_id = 3").execute(&mut hand(&w).await?).await?;
    assert!(letters::worded(&w.db, ORIGIN, &claimed[0]).await?.is_none());
    assert_eq!(waiting(&w).await?, 0);
    Ok(())
}

#[tokio::test]
async fn letters_about_other_places_stay_when_a_seat_is_taken() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which cuff?", "One").await?;
    w.subscribe(&w.pavel, landing.thread).await?;
    w.reply(&w.wren, landing.thread, "Two").await?;
    w.take_seat("Pavel").await?;
    assert_eq!(sent(&w).await?.len(), 1);
    assert_eq!(w.page(&w.pavel, landing.thread).await?.following.map(hears), Some(true));
    Ok(())
}

#[tokio::test]
async fn a_withdrawn_post_is_told_to_nobody_and_a_changed_one_as_it_is_now() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which cuff?", "One").await?;
    w.subscribe(&w.stella, landing.thread).await?;
    let gone = w.reply(&w.wren, landing.thread, "Regretted").await?;
    let kept = w.reply(&w.wren, landing.thread, "Mistyped").await?;
    w.withdraw(&w.wren, w.post(&w.wren, &gone).await?).await?;
    w.edit(&w.wren, w.post(&w.wren, &kept).await?, "Well put").await?;
    let letters = sent(&w).await?;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("Well put") && !letters[0].text.contains("Mistyped"), "{}", letters[0].text);
    Ok(())
}

#[tokio::test]
async fn a_thread_that_has_moved_is_told_only_to_those_who_may_follow_it() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which cuff?", "One").await?;
    w.subscribe(&w.stella, landing.thread).await?;
    w.subscribe(&w.pavel, landing.thread).await?;
    w.reply(&w.wren, landing.thread, "Velociraptors").await?;
    let mut hand = hand(&w).await?;
    for table in ["threads", "posts"] {
        let moved = format!(
            "update {table} set audience_id = 3, forum_id = (select id from forums where slug = '{CLOSED}') where {} = {}",
            if table == "threads" { "id" } else { "thread_id" },
            landing.thread
        );
        sqlx::query(sqlx::AssertSqlSafe(moved)).execute(&mut hand).await?;
    }
    let letters = sent(&w).await?;
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].to.as_str(), letters[0].subject.as_str()), ("pavel@cast.example", "New reply in a closed forum"));
    assert!(!letters[0].text.contains("Velociraptors") && !letters[0].text.contains("cuff"));
    Ok(())
}

#[tokio::test]
async fn nobody_subscribes_to_what_they_do_not_see_and_guests_to_nothing() -> Result<()> {
    let w = world().await?;
    let (open, closed) = (w.start(&w.wren, OPEN, "Which cuff?", "One").await?, ward_round(&w).await?);
    for stranger in [&w.gus, &w.stella, &w.xavier, &w.hedda] {
        assert!(absent(&w.subscribe(stranger, closed.thread).await));
        assert!(absent(&unsubscribe(&w, stranger, closed.thread).await));
    }
    assert_eq!(refused(&w.subscribe(&w.gus, open.thread).await), Some(Refusal::SignIn));
    assert_eq!(w.page(&w.gus, open.thread).await?.following.map(hears), None);
    Ok(())
}

#[tokio::test]
async fn the_bell_counts_what_the_list_of_unread_threads_shows() -> Result<()> {
    let w = world().await?;
    for number in 0..3 {
        w.start(&w.marlow, CLOSED, &format!("Closed {number}"), "One").await?;
        w.start(&w.wren, OPEN, &format!("Open {number}"), "One").await?;
    }
    for (who, expected) in [(&w.pavel, 6), (&w.stella, 3), (&w.marlow, 3), (&w.wren, 0), (&w.gus, 0)] {
        let (counted, listed) = w
            .db
            .look(who, async |tx: &mut Tx<'_>| Ok((thread_lists::count_unread(tx).await?, thread_lists::unread(tx, 50).await?)))
            .await?;
        assert_eq!((counted, listed.len()), (expected, usize::try_from(expected).unwrap()), "{:?}", who.name());
    }
    Ok(())
}
