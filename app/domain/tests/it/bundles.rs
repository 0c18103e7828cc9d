//! What is due about one thread at the same time comes in one letter, and no due post is ever lost by that.

use crate::following::{ORIGIN, cuffs, deliver, follow, follow_forum, told, wish};
use domain::cast::{CLOSED, NOON, OPEN, World, world};
use domain::check;
use domain::clock::HOUR;
use domain::db::Tx;
use domain::fault::Result;
use domain::letters::{self, Letter};
use domain::viewer::Viewer;
use types::following::{Mode, Wishes};
use types::ids::ThreadId;

/// Replies of Wren's; the last number of each is its place in the thread.
pub(crate) async fn replies(w: &World, thread: ThreadId, words: &[&str]) -> Result<()> {
    for words in words {
        w.reply(&w.wren, thread, words).await?;
    }
    Ok(())
}

/// What a letter shows, from top to bottom: quoted words and the posts that it leads to.
pub(crate) fn shown(letter: &Letter) -> Vec<&str> {
    let lines = letter.text.lines();
    lines.filter_map(|line| line.strip_prefix("> ").or_else(|| line.split_once("/posts/").map(|_| line))).collect()
}

/// The addresses of the posts on a thread's first page.
async fn links(w: &World, who: &Viewer, thread: ThreadId) -> Result<Vec<String>> {
    Ok(w.page(who, thread).await?.posts.iter().map(|post| format!("{ORIGIN}/posts/{}", post.id)).collect())
}

pub(crate) async fn waiting(w: &World) -> Result<i64> {
    letters::waiting(&w.db).await
}

#[tokio::test]
async fn what_waited_for_the_end_of_quiet_hours_comes_as_one_letter_for_each_thread_in_its_order() -> Result<()> {
    let w = world().await?;
    let (one, two) = (cuffs(&w).await?.thread, cuffs(&w).await?.thread);
    // It is 13:00 in London.
    wish(&w, &w.stella, Wishes { quiet: Some((12 * 60, 15 * 60)), ..Wishes::default() }).await?;
    for thread in [one, two] {
        follow(&w, &w.stella, thread, Mode::Every).await?;
        follow(&w, &w.pavel, thread, Mode::Every).await?;
    }
    replies(&w, one, &["Two", "Three", "Four"]).await?;
    replies(&w, two, &["Alone"]).await?;
    assert_eq!(told(&w).await?, ["pavel", "pavel"], "two threads, two letters");
    assert_eq!(w.clock.now(), NOON);
    w.clock.advance(2 * HOUR);
    let mut letters = deliver(&w).await?;
    letters.sort_by_key(|letter| letter.text.contains("Alone"));
    assert_eq!(letters.len(), 2);
    let links = links(&w, &w.stella, one).await?;
    assert_eq!(shown(&letters[0]), ["Two", &links[1], "Three", &links[2], "Four", &links[3]]);
    assert_eq!(letters[0].subject, "Re: Which cuff?");
    assert!(letters[0].text.contains("there are 3 new replies in “Which cuff?”:"), "{}", letters[0].text);
    assert!(letters[0].text.contains("because you subscribe to the discussion “Which cuff?”"), "{}", letters[0].text);
    assert_eq!(letters[0].text.matches("/unsubscribe/").count(), 1);
    assert!(letters[1].text.contains("there is a new reply in “Which cuff?”:"), "{}", letters[1].text);
    assert_eq!(waiting(&w).await?, 0);
    assert!(check::check(w.data(), false).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_new_thread_with_replies_is_told_as_such_and_a_long_bundle_ends_with_the_way_to_the_rest() -> Result<()> {
    let w = world().await?;
    follow_forum(&w, &w.stella, OPEN, Mode::Every).await?;
    let thread = cuffs(&w).await?.thread;
    let mut rest = None;
    for number in 2..=23 {
        let landing = w.reply(&w.pavel, thread, &format!("Reply {number}")).await?;
        if number == 21 {
            rest = Some(w.post(&w.pavel, &landing).await?);
        }
    }
    let letters = deliver(&w).await?;
    assert_eq!((letters.len(), letters[0].subject.as_str()), (1, "Which cuff?"));
    let shown = shown(&letters[0]);
    assert_eq!((shown.len(), shown[0], shown[38]), (41, "One", "Reply 20"));
    assert_eq!(Some(shown[40].to_owned()), rest.map(|post| format!("{ORIGIN}/posts/{post}")), "the first of the rest");
    let text = &letters[0].text;
    assert!(text.contains("“Which cuff?”, with 22 replies:") && text.contains("And 3 more:"), "{text}");
    assert!(text.contains("because you follow the forum"), "{text}");
    Ok(())
}

#[tokio::test]
async fn a_bundle_about_a_closed_place_counts_and_names_nothing_unless_its_reader_has_asked_for_words() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?.thread;
    assert!(w.page(&w.stella, thread).await.is_err(), "Stella is outside");
    for who in [&w.pavel, &w.prue] {
        follow(&w, who, thread, Mode::Every).await?;
    }
    wish(&w, &w.prue, Wishes { closed_words: true, ..Wishes::default() }).await?;
    for words in ["They bite", "They bite hard", "They still bite"] {
        w.reply(&w.marlow, thread, words).await?;
    }
    let mut letters = deliver(&w).await?;
    letters.sort_by(|one, other| one.to.cmp(&other.to));
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].subject, "3 new replies in a closed forum");
    for hidden in ["uokka", "bite", "ifficult", "Marlow"] {
        assert!(!letters[0].text.contains(hidden), "{}", letters[0].text);
    }
    assert_eq!(shown(&letters[0]), [links(&w, &w.pavel, thread).await?[1].as_str()], "the first of them");
    assert_eq!(letters[1].subject, "Re: Quokkas on the ward");
    assert!(letters[1].text.contains("> They bite hard"), "{}", letters[1].text);
    Ok(())
}

#[tokio::test]
async fn whoever_is_only_mentioned_hears_of_the_posts_that_mention_them_and_stops_mentions() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    replies(&w, thread, &["Ask @Stella", "Just talking", "Or @Stella again"]).await?;
    // She stops following before the letter leaves.
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| domain::following::subscriptions::unsubscribe(tx, thread).await).await?;
    let letters = deliver(&w).await?;
    assert_eq!((letters.len(), letters[0].subject.as_str()), (1, "You are mentioned in “Which cuff?”"));
    assert!(letters[0].text.contains("2 posts in “Which cuff?” mention you:"), "{}", letters[0].text);
    assert!(!letters[0].text.contains("Just talking") && letters[0].text.contains("because posts mention you"));
    let token = crate::token_in(&letters[0].text, "/unsubscribe/")?;
    let stops = w.db.look(&w.gus, async |tx: &mut Tx<'_>| domain::following::unsubscribe::look(tx, &token).await).await?;
    assert_eq!(stops, types::following::Stop::Mentions);
    assert_eq!(waiting(&w).await?, 0);
    follow(&w, &w.stella, thread, Mode::Every).await?;
    replies(&w, thread, &["Once more @Stella", "And more"]).await?;
    assert_eq!(deliver(&w).await?[0].subject, "Re: Which cuff?", "who follows is told of all, as of a thread");
    Ok(())
}

#[tokio::test]
async fn each_post_of_a_bundle_is_read_at_the_moment_of_sending() -> Result<()> {
    let w = world().await?;
    let thread = cuffs(&w).await?.thread;
    follow(&w, &w.stella, thread, Mode::Every).await?;
    let first = w.reply(&w.wren, thread, "Regretted").await?;
    let second = w.reply(&w.wren, thread, "Mistyped").await?;
    w.reply(&w.wren, thread, "Kept").await?;
    w.withdraw(&w.wren, w.post(&w.wren, &first).await?).await?;
    w.edit(&w.wren, w.post(&w.wren, &second).await?, "Well put").await?;
    let letters = deliver(&w).await?;
    assert_eq!(letters.len(), 1);
    assert_eq!(shown(&letters[0]).iter().filter(|line| !line.contains("/posts/")).collect::<Vec<_>>(), [&"Well put", &"Kept"]);
    assert!(letters[0].text.contains("there are 2 new replies"), "{}", letters[0].text);
    assert_eq!(waiting(&w).await?, 0);
    Ok(())
}
