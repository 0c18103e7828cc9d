//! The daily digest: one letter, at the member's own hour, about what they see, follow and have not read.

use crate::following::{deliver, follow, follow_forum, told, wish};
use crate::hand;
use domain::cast::{CLOSED, OPEN, World, world};
use domain::clock::{DAY, HOUR, MINUTE};
use domain::fault::Result;
use domain::following::digest;
use domain::letters;
use types::following::{Mode, Wishes};

/// Goes on to the next 07:10 in London, when the digests of 07:00 are due, and lets the worker make its round.
async fn morning(w: &World) -> Result<usize> {
    let since_midnight = (w.clock.now() + HOUR).rem_euclid(DAY);
    let until = 7 * HOUR + 10 * MINUTE - since_midnight;
    w.clock.advance(if until > 0 { until } else { until + DAY });
    digest::round(&w.db).await
}

#[tokio::test]
async fn a_digest_comes_once_a_day_and_tells_what_is_new_and_unread() -> Result<()> {
    let w = world().await?;
    let (cuffs, quills) =
        (w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread, w.start(&w.wren, OPEN, "Which quill?", "One").await?.thread);
    for thread in [cuffs, quills] {
        follow(&w, &w.stella, thread, Mode::Daily).await?;
        w.read(&w.stella, thread, 1).await?;
    }
    w.clock.advance(MINUTE);
    w.reply(&w.wren, cuffs, "The wide one").await?;
    w.reply(&w.pavel, cuffs, "The narrow one").await?;
    assert!(told(&w).await?.is_empty(), "not at once");
    assert_eq!(morning(&w).await?, 1);
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    let said = &letters[0].text;
    assert_eq!((letters[0].to.as_str(), letters[0].subject.as_str()), ("stella@cast.example", "Your daily digest"));
    assert!(said.contains("Which cuff?") && said.contains("2 new posts") && said.contains("The wide one"), "{said}");
    assert!(!said.contains("quill") && !said.contains("Wren"), "{said}");
    assert_eq!(morning(&w).await?, 1);
    assert!(deliver(&w).await?.is_empty(), "nothing new, no letter");
    w.reply(&w.wren, quills, "Goose").await?;
    w.reply(&w.wren, cuffs, "Both").await?;
    w.read(&w.stella, cuffs, 4).await?;
    w.reply(&w.stella, quills, "Swan").await?;
    w.reply(&w.wren, quills, "Duck").await?;
    morning(&w).await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    let said = &letters[0].text;
    assert!(said.contains("2 new posts in") && said.contains("Goose"), "{said}");
    assert!(!said.contains("cuff") && !said.contains("Swan"), "neither what is read nor her own: {said}");
    Ok(())
}

#[tokio::test]
async fn closed_places_are_only_counted_unless_more_was_asked_for() -> Result<()> {
    let w = world().await?;
    follow_forum(&w, &w.pavel, CLOSED, Mode::Daily).await?;
    follow_forum(&w, &w.prue, CLOSED, Mode::Daily).await?;
    wish(&w, &w.prue, Wishes { closed_words: true, ..Wishes::default() }).await?;
    w.clock.advance(MINUTE);
    let thread = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "They bite").await?.thread;
    w.reply(&w.marlow, thread, "Two").await?;
    morning(&w).await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 2);
    for letter in letters {
        let asked = letter.to.starts_with("prue");
        assert_eq!(letter.text.contains("Quokkas") && letter.text.contains("They bite"), asked, "{}", letter.text);
        assert_eq!(letter.text.contains("2 new posts in closed forums"), !asked, "{}", letter.text);
        let plain = letter.text.replace("doc2doc", "");
        assert!(asked || !["uokka", "bite", "ifficult", "Marlow"].iter().any(|word| plain.contains(word)), "{plain}");
    }
    Ok(())
}

#[tokio::test]
async fn a_seat_lost_before_the_digest_is_sent_leaves_nothing_of_that_place_in_it() -> Result<()> {
    let w = world().await?;
    follow_forum(&w, &w.pavel, CLOSED, Mode::Daily).await?;
    wish(&w, &w.pavel, Wishes { closed_words: true, ..Wishes::default() }).await?;
    w.clock.advance(MINUTE);
    w.start(&w.marlow, CLOSED, "Quokkas on the ward", "They bite").await?;
    assert_eq!(morning(&w).await?, 1);
    sqlx::query("delete from seats where audience_id = 3").execute(&mut hand(&w).await?).await?;
    assert!(deliver(&w).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_word_on_a_thread_beats_the_digest_of_its_forum() -> Result<()> {
    let w = world().await?;
    let muted = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    let other = w.start(&w.wren, OPEN, "Which quill?", "One").await?.thread;
    follow_forum(&w, &w.stella, OPEN, Mode::Daily).await?;
    follow(&w, &w.stella, muted, Mode::None).await?;
    w.clock.advance(MINUTE);
    for thread in [muted, other] {
        w.reply(&w.wren, thread, "More").await?;
    }
    morning(&w).await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("quill") && !letters[0].text.contains("cuff"), "{}", letters[0].text);
    Ok(())
}

#[tokio::test]
async fn a_worker_that_dies_before_it_notes_the_digest_sends_the_same_again_and_loses_nothing() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    follow(&w, &w.stella, thread, Mode::Daily).await?;
    w.clock.advance(MINUTE);
    w.reply(&w.wren, thread, "Before").await?;
    morning(&w).await?;
    let claimed = w.letters().await?;
    let first = letters::worded(&w.db, "https://doc2doc.example", &claimed[0]).await?.unwrap();
    // Sent, and the worker is gone before it could say so. Meanwhile somebody writes.
    w.clock.advance(HOUR);
    w.reply(&w.wren, thread, "Between").await?;
    let again = deliver(&w).await?;
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].id, first.id, "the same number, and so the same Message-ID");
    assert!(again[0].text.contains("Before") && again[0].text.contains("1 new post in"), "{}", again[0].text);
    morning(&w).await?;
    let next = deliver(&w).await?;
    assert_eq!(next.len(), 1);
    assert!(next[0].text.contains("Between") && !next[0].text.contains("Before"), "{}", next[0].text);
    Ok(())
}

#[tokio::test]
async fn whoever_still_waits_for_a_digest_gets_no_second_one() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    follow(&w, &w.stella, thread, Mode::Daily).await?;
    w.clock.advance(MINUTE);
    w.reply(&w.wren, thread, "Two").await?;
    assert_eq!(morning(&w).await?, 1);
    assert_eq!(morning(&w).await?, 0);
    assert_eq!(deliver(&w).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_digest_waits_for_the_end_of_quiet_hours_and_keeps_the_members_own_hour() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    let wished =
        Wishes { quiet: Some((22 * 60, 9 * 60)), zone: "America/New_York".into(), digest_at: 8 * 60, ..Wishes::default() };
    wish(&w, &w.stella, wished).await?;
    follow(&w, &w.stella, thread, Mode::Daily).await?;
    w.clock.advance(MINUTE);
    w.reply(&w.wren, thread, "Two").await?;
    assert_eq!(digest::round(&w.db).await?, 0);
    // 12:01 UTC is 08:01 in New York: the next 08:00 is tomorrow.
    w.clock.advance(DAY - 2 * MINUTE);
    assert_eq!(digest::round(&w.db).await?, 0, "a minute too early");
    w.clock.advance(MINUTE);
    assert_eq!(digest::round(&w.db).await?, 1);
    assert!(deliver(&w).await?.is_empty(), "quiet until 09:00");
    w.clock.advance(HOUR);
    assert_eq!(deliver(&w).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn who_follows_nothing_daily_any_more_or_wants_no_digest_is_asked_for_no_more() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    follow(&w, &w.stella, thread, Mode::Daily).await?;
    follow(&w, &w.pavel, thread, Mode::Daily).await?;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    wish(&w, &w.pavel, Wishes { digest: false, ..Wishes::default() }).await?;
    assert_eq!(morning(&w).await?, 0);
    Ok(())
}
