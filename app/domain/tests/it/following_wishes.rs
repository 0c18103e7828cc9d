//! What members wish from their letters: about mentions, about closed places, at which hours, and whether any at all.

use crate::following::{cuffs, deliver, follow, list, told, wish};
use crate::{absent, hand};
use domain::cast::{CLOSED, NOON, OPEN, world};
use domain::clock::HOUR;
use domain::db::Tx;
use domain::fault::Result;
use domain::following::subscriptions;
use types::following::{Mode, Place, Wishes};

#[tokio::test]
async fn a_thread_of_ones_own_is_followed_only_if_wished() -> Result<()> {
    let w = world().await?;
    let before = cuffs(&w).await?;
    wish(&w, &w.wren, Wishes { own_threads: true, mode: Mode::First, ..Wishes::default() }).await?;
    let after = cuffs(&w).await?;
    w.reply(&w.stella, before.thread, "Two").await?;
    w.reply(&w.stella, after.thread, "Two").await?;
    assert_eq!(told(&w).await?, ["wren"]);
    let page = list(&w, &w.wren).await?;
    assert_eq!(page.rows.len(), 1);
    assert_eq!((&page.rows[0].what, page.rows[0].mode), (&Place::Thread(after.thread), Mode::First));
    Ok(())
}

#[tokio::test]
async fn one_click_chooses_what_the_member_usually_wants() -> Result<()> {
    let w = world().await?;
    let landing = cuffs(&w).await?;
    wish(&w, &w.stella, Wishes { mode: Mode::First, ..Wishes::default() }).await?;
    w.subscribe(&w.stella, landing.thread).await?;
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| subscriptions::subscribe_forum(tx, OPEN).await).await?;
    assert!(list(&w, &w.stella).await?.rows.iter().all(|one| one.mode == Mode::First));
    Ok(())
}

#[tokio::test]
async fn a_mention_brings_one_letter_whatever_the_reasons_and_none_to_whoever_muted_the_thread_or_wants_none() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    w.reply(&w.wren, thread, "What do you think, @Stella?").await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "You are mentioned in “Which cuff?”");
    follow(&w, &w.stella, thread, Mode::Every).await?;
    w.reply(&w.wren, thread, "Really, @Stella?").await?;
    assert_eq!(told(&w).await?, ["stella"], "one letter, not two");
    follow(&w, &w.stella, thread, Mode::None).await?;
    w.reply(&w.wren, thread, "Please, @Stella").await?;
    assert!(told(&w).await?.is_empty(), "muted on every channel");
    wish(&w, &w.pavel, Wishes { mentions: false, ..Wishes::default() }).await?;
    w.reply(&w.wren, thread, "Or @Pavel").await?;
    assert!(told(&w).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_mention_in_a_closed_place_brings_no_letter_to_anybody_outside() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?;
    assert!(absent(&w.page(&w.stella, landing.thread).await), "Stella is outside");
    w.reply(&w.marlow, landing.thread, "Ask @Stella, or @Pavel").await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].to.as_str(), letters[0].subject.as_str()),
        ("pavel@cast.example", "You are mentioned in a closed forum")
    );
    assert!(!letters[0].text.contains("uokka") && !letters[0].text.contains("Marlow"), "{}", letters[0].text);
    Ok(())
}

#[tokio::test]
async fn letters_about_closed_places_carry_words_only_for_those_who_have_asked() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?;
    for who in [&w.pavel, &w.prue] {
        follow(&w, who, landing.thread, Mode::Every).await?;
    }
    wish(&w, &w.prue, Wishes { closed_words: true, ..Wishes::default() }).await?;
    w.reply(&w.marlow, landing.thread, "They bite").await?;
    for letter in deliver(&w).await? {
        let asked = letter.to.starts_with("prue");
        assert_eq!(letter.subject.contains("Quokkas") && letter.text.contains("They bite"), asked, "{}", letter.text);
        assert_eq!(letter.subject == "New reply in a closed forum", !asked);
    }
    Ok(())
}

#[tokio::test]
async fn letters_wait_for_the_end_of_quiet_hours_also_those_that_began_after_queueing() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    follow(&w, &w.pavel, thread, Mode::Every).await?;
    // It is 13:00 in London.
    let quiet = Wishes { quiet: Some((12 * 60, 15 * 60)), ..Wishes::default() };
    wish(&w, &w.stella, quiet.clone()).await?;
    w.reply(&w.wren, thread, "Two").await?;
    let due: i64 =
        sqlx::query_scalar("select max(due_at) from letters where kind = 'post'").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(due, NOON + 2 * HOUR);
    wish(&w, &w.pavel, quiet).await?;
    assert!(told(&w).await?.is_empty(), "hers is not due, his is put off");
    w.clock.advance(2 * HOUR);
    assert_eq!(told(&w).await?, ["pavel", "stella"]);
    Ok(())
}

#[tokio::test]
async fn who_has_switched_off_letters_about_posts_gets_none_of_them_and_keeps_what_they_follow() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    w.reply(&w.wren, thread, "Two").await?;
    wish(&w, &w.stella, Wishes { posts: false, ..Wishes::default() }).await?;
    w.reply(&w.wren, thread, "Three, @Stella").await?;
    assert!(told(&w).await?.is_empty());
    let page = list(&w, &w.stella).await?;
    assert!(page.silent && page.rows.len() == 1);
    wish(&w, &w.stella, Wishes::default()).await?;
    w.reply(&w.wren, thread, "Four").await?;
    assert_eq!(told(&w).await?, ["stella"]);
    Ok(())
}
