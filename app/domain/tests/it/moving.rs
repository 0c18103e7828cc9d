//! Moving threads and forums: who gains and who loses sight is told first, and true at once.

use crate::communities::reason;
use crate::{absent, hand, history, refused, wrong};
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::check::check;
use domain::db::Tx;
use domain::desk::forums as desk;
use domain::fault::Result;
use domain::forums::{forum_list, moving, thread_lists};
use domain::members::personas;
use domain::viewer::Viewer;
use types::communities::Sight;
use types::fault::Refusal;
use types::following::Mode;
use types::forums::{Circle, Landing};
use types::ids::ThreadId;
use types::text::{ForumName, Purpose};

async fn preview(w: &World, who: &Viewer, thread: ThreadId, to: &str) -> Result<Sight> {
    w.db.look(who, async |tx: &mut Tx<'_>| moving::preview(tx, thread, to).await).await
}

async fn go(w: &World, who: &Viewer, thread: ThreadId, to: &str) -> Result<()> {
    let why = reason()?;
    w.db.act(who, async |tx: &mut Tx<'_>| moving::move_thread(tx, thread, to, &why).await).await
}

async fn targets(w: &World, who: &Viewer, thread: ThreadId) -> Result<Vec<String>> {
    let list = w.db.look(who, async |tx: &mut Tx<'_>| moving::targets(tx, thread).await).await?;
    Ok(list.into_iter().map(|(slug, _)| slug).collect())
}

/// An open thread with a quote, a change and readers.
async fn furnish(w: &World) -> Result<Landing> {
    let landing = w.start(&w.wren, OPEN, "Quokkas", "First words").await?;
    let post = w.post(&w.gus, &landing).await?;
    w.edit(&w.wren, post, "Second words").await?;
    w.reply(&w.pavel, landing.thread, "> Second words\n\nIndeed").await?;
    w.read(&w.stella, landing.thread, 2).await?;
    w.read(&w.pavel, landing.thread, 2).await?;
    w.subscribe(&w.stella, landing.thread).await?;
    w.subscribe(&w.pavel, landing.thread).await?;
    Ok(landing)
}

/// Marks and subscriptions of the thread.
async fn kept(w: &World, thread: ThreadId) -> Result<(i64, i64)> {
    let mut hand = hand(w).await?;
    let marks = sqlx::query_scalar("select count(*) from thread_marks where thread_id = $1").bind(thread.number());
    let marks = marks.fetch_one(&mut hand).await?;
    let letters = sqlx::query_scalar("select count(*) from subscriptions where thread_id = $1").bind(thread.number());
    Ok((marks, letters.fetch_one(&mut hand).await?))
}

async fn shows(w: &World, who: &Viewer, landing: &Landing) -> Result<bool> {
    w.db.look(who, async |tx: &mut Tx<'_>| {
        let (_, persona) = personas::find(tx, "Wren").await?;
        let recent = personas::recent(tx, persona).await?.iter().any(|recent| recent.thread == landing.thread);
        let latest = thread_lists::latest(tx, 50).await?.iter().any(|row| row.id == landing.thread);
        let last = forum_list::all(tx).await?.into_iter().filter_map(|row| row.inside?.last);
        Ok(recent || latest || last.into_iter().any(|last| last.thread == landing.thread))
    })
    .await
}

#[tokio::test]
async fn a_thread_goes_only_where_its_mover_moderates() -> Result<()> {
    let w = world().await?;
    let thread = furnish(&w).await?.thread;
    for (who, why) in [(&w.gus, Refusal::SignIn), (&w.wren, Refusal::ModeratorsOnly), (&w.tessa, Refusal::ModeratorsOnly)] {
        for to in [CLOSED, w.unlisted.as_str(), "no-such-place"] {
            assert_eq!(refused(&go(&w, who, thread, to).await), Some(why));
            assert_eq!(refused(&preview(&w, who, thread, to).await), Some(why));
        }
        assert_eq!(refused(&targets(&w, who, thread).await), Some(why));
    }
    for (who, nowhere) in
        [(&w.mabel, CLOSED), (&w.mabel, w.listed.as_str()), (&w.marlow, w.unlisted.as_str()), (&w.marlow, "no-such-place")]
    {
        assert!(absent(&preview(&w, who, thread, nowhere).await) && absent(&go(&w, who, thread, nowhere).await), "{nowhere}");
    }
    assert_eq!(refused(&go(&w, &w.marlow, thread, OPEN).await), Some(Refusal::NotThere));
    let (few, many) = (targets(&w, &w.mabel, thread).await?, targets(&w, &w.marlow, thread).await?);
    assert!(!few.contains(&CLOSED.to_owned()) && !few.contains(&OPEN.to_owned()) && few.len() > 2);
    assert!(many.contains(&CLOSED.to_owned()));
    let inner = w.start(&w.cora, &w.listed, "Ropes", "Which knot?").await?.thread;
    assert_eq!(targets(&w, &w.milo, inner).await?, std::slice::from_ref(&w.unlisted));
    assert_eq!(refused(&go(&w, &w.milo, inner, OPEN).await), Some(Refusal::NotThere), "a community's moderator moderates there");
    assert_eq!(refused(&go(&w, &w.cora, inner, &w.unlisted).await), Some(Refusal::ModeratorsOnly));
    assert!(absent(&go(&w, &w.mabel, inner, OPEN).await));
    go(&w, &w.milo, inner, &w.unlisted).await?;
    assert_eq!(w.page(&w.cora, inner).await?.forum, "Cellar");
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_thread_moved_behind_a_door_is_lost_to_outsiders_at_once() -> Result<()> {
    let w = world().await?;
    let landing = furnish(&w).await?;
    let (thread, post) = (landing.thread, w.post(&w.gus, &landing).await?);
    let later = w.start(&w.wren, OPEN, "Later", "Words").await?;
    let told = preview(&w, &w.marlow, thread, CLOSED).await?;
    // Of the fifteen, Pavel, Marlow and Prue are doctors.
    assert_eq!((told.gain, told.lose, told.unsubscribed), (0, 12, 1));
    assert_eq!((told.open_now, told.open_then), (true, false));
    assert_eq!(kept(&w, thread).await?.1, 2, "to look changes nothing");
    let before = w.db.open_version();
    go(&w, &w.marlow, thread, CLOSED).await?;
    assert!(w.db.open_version() > before, "guests' pages are made anew");
    for outsider in [&w.gus, &w.wren, &w.stella, &w.mabel, &w.hedda] {
        assert!(absent(&w.page(outsider, thread).await) && absent(&history(&w, outsider, post).await));
        assert!(!shows(&w, outsider, &landing).await?);
    }
    let page = w.page(&w.pavel, thread).await?;
    assert_eq!(
        (page.forum_slug.as_str(), page.posts.len(), page.following.and_then(|following| following.own)),
        (CLOSED, 2, Some(Mode::Every))
    );
    assert!(page.posts[1].html.contains("<blockquote>"), "quotes follow");
    assert_eq!(history(&w, &w.pavel, post).await?.len(), 1, "and so does the history");
    assert_eq!(kept(&w, thread).await?, (1, 1), "Pavel's");
    assert!(w.page(&w.gus, later.thread).await.is_ok());
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    let back = preview(&w, &w.marlow, thread, OPEN).await?;
    assert_eq!((back.gain, back.lose, back.unsubscribed, back.open_then), (12, 0, 0, true));
    go(&w, &w.marlow, thread, OPEN).await?;
    assert_eq!(w.page(&w.gus, thread).await?.posts.len(), 2);
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_admin_moves_a_forum_and_all_that_is_in_it() -> Result<()> {
    let w = world().await?;
    let landing = furnish(&w).await?;
    let (thread, post) = (landing.thread, w.post(&w.gus, &landing).await?);
    let sight =
        async |who: &Viewer, slug: &str, to| w.db.look(who, async |tx: &mut Tx<'_>| desk::preview(tx, slug, to).await).await;
    let why = reason()?;
    let shift = async |who: &Viewer, slug: &str, to| {
        w.db.act(who, async |tx: &mut Tx<'_>| desk::move_forum(tx, slug, to, &why).await).await
    };
    for (name, who) in w.everyone().into_iter().filter(|(name, _)| *name != "Hedda, admin") {
        assert!(absent(&sight(who, OPEN, Circle::Doctors).await) && absent(&shift(who, OPEN, Circle::Doctors).await), "{name}");
    }
    for slug in [w.listed.as_str(), w.unlisted.as_str(), "no-such-place"] {
        assert!(absent(&shift(&w.hedda, slug, Circle::Everyone).await), "a community stays in its own audience");
    }
    assert_eq!(wrong(shift(&w.hedda, OPEN, Circle::Everyone).await).len(), 1);
    assert_eq!(wrong(shift(&w.hedda, OPEN, Circle::Closed).await).len(), 1);
    let told = sight(&w.hedda, OPEN, Circle::Doctors).await?;
    assert_eq!((told.gain, told.lose, told.unsubscribed, told.open_now, told.open_then), (0, 12, 1, true, false));
    shift(&w.hedda, OPEN, Circle::Doctors).await?;
    for outsider in [&w.gus, &w.wren, &w.hedda] {
        assert!(absent(&w.page(outsider, thread).await) && absent(&history(&w, outsider, post).await));
        assert!(!shows(&w, outsider, &landing).await?);
        let door = w.db.look(outsider, async |tx: &mut Tx<'_>| forum_list::page(tx, OPEN, 1).await).await?;
        assert!(matches!(door, forum_list::Behind::Door(_)));
    }
    assert_eq!((w.page(&w.pavel, thread).await?.posts.len(), history(&w, &w.pavel, post).await?.len()), (2, 1));
    assert_eq!(kept(&w, thread).await?, (1, 1));
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    shift(&w.hedda, OPEN, Circle::Everyone).await?;
    assert_eq!((w.page(&w.gus, thread).await?.posts.len(), history(&w, &w.gus, post).await?.len()), (2, 1));
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_editor_keeps_the_names_and_descriptions_of_the_sites_own_forums() -> Result<()> {
    let w = world().await?;
    let (name, about) = (text(ForumName::try_from("Hearts"))?, text(Purpose::try_from("Everything that beats"))?);
    let describe = async |who: &Viewer, slug: &str| {
        w.db.act(who, async |tx: &mut Tx<'_>| desk::describe(tx, slug, &name, &about).await).await
    };
    for outsider in [&w.gus, &w.stella, &w.mabel, &w.vera, &w.tessa] {
        assert!(absent(&describe(outsider, OPEN).await));
        assert!(absent(&w.db.look(outsider, async |tx: &mut Tx<'_>| desk::kept(tx).await.map(drop)).await));
    }
    let list = w.db.look(&w.edie, async |tx: &mut Tx<'_>| desk::kept(tx).await).await?;
    assert!(
        list.iter().any(|forum| forum.slug == CLOSED)
            && list.iter().all(|forum| forum.slug != w.listed && forum.slug != w.unlisted)
    );
    assert!(absent(&describe(&w.edie, &w.listed).await));
    describe(&w.edie, OPEN).await?;
    let forums = w.db.look(&w.gus, async |tx: &mut Tx<'_>| forum_list::all(tx).await).await?;
    assert!(forums.iter().any(|row| row.slug == OPEN && row.name == "Hearts" && row.about == "Everything that beats"));
    Ok(())
}
