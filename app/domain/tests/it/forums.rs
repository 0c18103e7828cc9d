use crate::{absent, deed, hand, history, refused};
use domain::cast::{OPEN, World, text, world};
use domain::db::Tx;
use domain::fault::Result;
use domain::forums::forum_list::{self, Behind};
use domain::forums::keys::PostingKey;
use domain::forums::moderate::Deed;
use domain::forums::{posts, reply, start, threads};
use domain::members::personas;
use domain::viewer::Viewer;
use types::fault::Refusal;
use types::forums::{ForumPage, Kind};
use types::text::Title;

async fn inside(world: &World, viewer: &Viewer, slug: &str) -> Result<Option<ForumPage>> {
    let behind = world.db.look(viewer, async |tx: &mut Tx<'_>| forum_list::page(tx, slug, 1).await).await?;
    Ok(match behind {
        Behind::Inside(page) => Some(*page),
        Behind::Door(_) => None,
    })
}

#[tokio::test]
async fn sending_twice_makes_one_post() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Twice", "First").await?;
    let (key, same, other) = (PostingKey::new()?, w.written("Same words")?, w.written("Other words")?);
    let send = async |viewer: &Viewer, words| {
        w.db.act(viewer, async |tx: &mut Tx<'_>| reply::reply(tx, landing.thread, words, &key).await).await
    };
    let first = send(&w.stella, &same).await?;
    assert_eq!(send(&w.stella, &same).await?, first, "the same key with the same words");
    assert_eq!(send(&w.stella, &other).await?.no, 3, "the same key with other words is another post");
    assert_eq!(send(&w.wren, &same).await?.no, 4, "a key is its member's own");
    assert_eq!(w.page(&w.gus, landing.thread).await?.last_no, 4);
    Ok(())
}

#[tokio::test]
async fn starting_twice_makes_one_thread() -> Result<()> {
    let w = world().await?;
    let (key, words, title) = (PostingKey::new()?, w.written("Same words")?, text(Title::try_from("Same title"))?);
    let send = async || {
        w.db.act(&w.stella, async |tx: &mut Tx<'_>| start::start(tx, OPEN, Kind::Question, &title, &words, &key).await).await
    };
    let first = send().await?;
    assert_eq!(send().await?, first);
    assert_eq!(inside(&w, &w.gus, OPEN).await?.map(|page| page.threads.len()), Some(1));
    Ok(())
}

#[tokio::test]
async fn an_edit_keeps_history() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Edited", "First **words**").await?;
    let post = w.post(&w.gus, &landing).await?;
    assert_eq!(refused(&w.edit(&w.stella, post, "Mine").await), Some(Refusal::NotYours));
    assert_eq!(
        refused(&w.edit(&w.marlow, post, "Mine").await),
        Some(Refusal::NotYours),
        "moderators do not put words into mouths"
    );
    assert_eq!(refused(&w.edit(&w.gus, post, "Mine").await), Some(Refusal::SignIn));
    w.clock.advance(60_000);
    w.edit(&w.wren, post, "Second words").await?;
    w.edit(&w.wren, post, "Second words").await?;
    let shown = w.page(&w.gus, landing.thread).await?;
    assert_eq!(shown.posts[0].html, "<p>Second words</p>");
    assert_eq!(shown.posts[0].edited_at, Some(w.clock.now()));
    let versions = history(&w, &w.gus, post).await?;
    assert_eq!(versions.len(), 1, "sending the same text again changes nothing");
    assert_eq!(versions[0].html, "<p>First <strong>words</strong></p>");
    assert_eq!(versions[0].at, w.clock.now() - 60_000);
    Ok(())
}

#[tokio::test]
async fn a_withdrawn_post_keeps_its_place_and_loses_its_words() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Withdrawn", "Stays").await?;
    let gone = w.reply(&w.stella, landing.thread, "A secret of mine").await?;
    let after = w.reply(&w.wren, landing.thread, "See #2").await?;
    let post = w.post(&w.gus, &gone).await?;
    w.edit(&w.stella, post, "A secret of mine, spelled well").await?;
    assert_eq!(refused(&w.withdraw(&w.wren, post).await), Some(Refusal::NotYours));
    w.withdraw(&w.stella, post).await?;
    for viewer in [&w.gus, &w.stella, &w.marlow, &w.hedda] {
        let page = w.page(viewer, landing.thread).await?;
        let words: Vec<_> = page.posts.iter().map(|post| (post.no, post.withdrawn, post.html.as_str(), post.edited_at)).collect();
        assert_eq!(words, [(1, false, "<p>Stays</p>", None), (2, true, "", None), (3, false, "<p>See #2</p>", None)]);
        assert_eq!(history(&w, viewer, post).await?.len(), 0, "its history goes with it");
        let body = w.db.look(viewer, async |tx: &mut Tx<'_>| Ok(posts::find(tx, post).await?.body().to_owned())).await?;
        assert_eq!(body, "", "quoting it gives nothing");
    }
    assert_eq!(refused(&w.edit(&w.stella, post, "Back again").await), Some(Refusal::Withdrawn));
    assert_eq!(refused(&w.withdraw(&w.stella, post).await), Some(Refusal::Withdrawn));
    let recent =
        w.db.look(&w.stella, async |tx: &mut Tx<'_>| {
            let (_, persona) = personas::find(tx, "Stella").await?;
            personas::recent(tx, persona).await
        })
        .await?;
    assert_eq!(recent.len(), 0);
    assert_eq!(after.no, 3);
    Ok(())
}

#[tokio::test]
async fn a_locked_thread_takes_no_replies_but_from_moderators() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Locked", "Hello").await?;
    let post = w.post(&w.gus, &landing).await?;
    assert_eq!(
        refused(&deed(&w, &w.wren, landing.thread, Deed::Lock).await),
        Some(Refusal::ModeratorsOnly),
        "not even its author locks"
    );
    assert_eq!(refused(&deed(&w, &w.hedda, landing.thread, Deed::Lock).await), Some(Refusal::ModeratorsOnly));
    assert_eq!(refused(&deed(&w, &w.gus, landing.thread, Deed::Lock).await), Some(Refusal::SignIn));
    deed(&w, &w.mabel, landing.thread, Deed::Lock).await?;
    for member in [&w.wren, &w.stella, &w.pavel, &w.hedda] {
        assert_eq!(refused(&w.reply(member, landing.thread, "One more thing").await), Some(Refusal::Locked));
        assert!(!w.page(member, landing.thread).await?.may_reply);
    }
    assert_eq!(w.reply(&w.mabel, landing.thread, "This thread has run its course.").await?.no, 2);
    w.edit(&w.wren, post, "Hello all").await?;
    deed(&w, &w.marlow, landing.thread, Deed::Unlock).await?;
    assert_eq!(w.reply(&w.stella, landing.thread, "Thank you").await?.no, 3);
    Ok(())
}

#[tokio::test]
async fn pinned_threads_come_first_and_then_the_latest() -> Result<()> {
    let w = world().await?;
    let old = w.start(&w.wren, OPEN, "Old", "Hello").await?;
    w.start(&w.wren, OPEN, "Middle", "Hello").await?;
    let titles = async || -> Result<Vec<String>> {
        Ok(inside(&w, &w.gus, OPEN)
            .await?
            .map(|page| page.threads.into_iter().map(|row| row.title).collect())
            .unwrap_or_default())
    };
    assert_eq!(titles().await?, ["Middle", "Old"]);
    w.reply(&w.stella, old.thread, "Up again").await?;
    assert_eq!(titles().await?, ["Old", "Middle"]);
    deed(&w, &w.marlow, old.thread, Deed::Pin).await?;
    w.start(&w.wren, OPEN, "New", "Hello").await?;
    assert_eq!(titles().await?, ["Old", "New", "Middle"]);
    deed(&w, &w.marlow, old.thread, Deed::Unpin).await?;
    assert_eq!(titles().await?, ["New", "Old", "Middle"]);
    Ok(())
}

#[tokio::test]
async fn a_permalink_lands_on_the_page_that_holds_the_post() -> Result<()> {
    let w = world().await?;
    let mut landing = w.start(&w.wren, OPEN, "A long one", "1").await?;
    let first = landing.address();
    for no in 2..=21 {
        landing = w.reply(&w.stella, landing.thread, &no.to_string()).await?;
    }
    assert_eq!(landing.address(), format!("/threads/{}/a-long-one?page=2#p21", landing.thread));
    assert_eq!(first, format!("/threads/{}/a-long-one#p1", landing.thread));
    let post = w.post(&w.gus, &landing).await?;
    let found = w.db.look(&w.gus, async |tx: &mut Tx<'_>| Ok(posts::find(tx, post).await?.landing().clone())).await?;
    assert_eq!(found, landing);
    let third = w.db.look(&w.gus, async |tx: &mut Tx<'_>| threads::page(tx, landing.thread, 3).await).await;
    assert!(absent(&third), "there is no third page");
    Ok(())
}

#[tokio::test]
async fn imported_posts_keep_the_words_they_came_with() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "From an archive", "Written in 1993").await?;
    let post = w.post(&w.gus, &landing).await?;
    let mut hand = hand(&w).await?;
    sqlx::query("insert into personas (id, screen_name, name_key, created_at) values (77, 'Old Hand', 'oldhand', 0)")
        .execute(&mut hand)
        .await?;
    sqlx::query("update posts set persona_id = 77 where id = $1").bind(post.number()).execute(&mut hand).await?;
    let shown = w.page(&w.wren, landing.thread).await?;
    assert!(shown.posts[0].imported && !shown.posts[0].own && !shown.posts[0].can.edit);
    for viewer in [&w.wren, &w.marlow, &w.hedda] {
        assert_eq!(refused(&w.edit(viewer, post, "Written today").await), Some(Refusal::Imported));
        assert_eq!(refused(&w.withdraw(viewer, post).await), Some(Refusal::Imported));
    }
    Ok(())
}

#[tokio::test]
async fn a_story_that_ends_badly_leaves_nothing() -> Result<()> {
    let w = world().await?;
    let (words, title, key) = (w.written("Hello")?, text(Title::try_from("Never"))?, PostingKey::new()?);
    let ended =
        w.db.act(&w.wren, async |tx: &mut Tx<'_>| {
            start::start(tx, OPEN, Kind::Question, &title, &words, &key).await?;
            Err::<(), _>(domain::fault::Fault::NotFound)
        })
        .await;
    assert!(absent(&ended));
    assert_eq!(inside(&w, &w.wren, OPEN).await?.map(|page| page.threads.len()), Some(0));
    assert_eq!(domain::check::check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}
