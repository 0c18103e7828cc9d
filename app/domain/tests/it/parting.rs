//! Two threads become one, and one becomes two: nothing is lost, nothing unread becomes read, and every address leads on.

use crate::communities::reason;
use crate::search::titles;
use crate::{absent, hand, refused, wrong};
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::check::check;
use domain::db::Tx;
use domain::desk::audit_log;
use domain::drafts::keep::{self, Unsent};
use domain::fault::{Fault, Result};
use domain::forums::keys::PostingKey;
use domain::forums::splitting::{self, Chosen};
use domain::forums::{merging, posts, threads};
use domain::notices::list;
use domain::viewer::Viewer;
use types::drafts::Place;
use types::fault::Refusal;
use types::forums::{Kind, Landing};
use types::ids::{PostId, ThreadId};
use types::polls::UnfinishedPoll;
use types::text::{Title, Unfinished, UnfinishedTitle};

async fn merge(w: &World, who: &Viewer, thread: ThreadId, into: ThreadId) -> Result<()> {
    let why = reason()?;
    w.db.act(who, async |tx: &mut Tx<'_>| merging::merge(tx, thread, into, &why).await).await
}

async fn split(w: &World, who: &Viewer, thread: ThreadId, posts: &[PostId], from: Option<PostId>) -> Result<String> {
    let (why, title) = (reason()?, text(Title::try_from("Wallabies alone"))?);
    let chosen = Chosen::of(posts.to_vec(), from).ok_or(Fault::wrong("posts", "Nothing was chosen."))?;
    w.db.act(who, async |tx: &mut Tx<'_>| splitting::split(tx, thread, &chosen, Kind::Question, &title, &why).await).await
}

/// What stands in a thread, as somebody sees it: number, how it begins, and whether it is new.
async fn shown(w: &World, who: &Viewer, thread: ThreadId) -> Result<Vec<(i64, String, bool)>> {
    let page = w.page(who, thread).await?;
    Ok(page
        .posts
        .into_iter()
        .map(|post| (post.no, post.html.replace("<p>", "").replace("</p>", "").trim().to_owned(), post.new))
        .collect())
}

fn words(shown: &[(i64, String, bool)]) -> Vec<(i64, &str)> {
    shown.iter().map(|(no, words, _)| (*no, words.as_str())).collect()
}

async fn address(w: &World, who: &Viewer, thread: ThreadId) -> Result<String> {
    w.db.look(who, async |tx: &mut Tx<'_>| threads::address(tx, thread).await).await
}

async fn landing(w: &World, who: &Viewer, post: PostId) -> Result<Landing> {
    w.db.look(who, async |tx: &mut Tx<'_>| Ok(posts::find(tx, post).await?.landing().clone())).await
}

async fn clean(w: &World) -> Result<()> {
    assert_eq!(check(w.data(), false).await?, Vec::<String>::new());
    Ok(())
}

/// Two open threads, written by turns: "one" of 1, 3, 4 and "two" of 2 and 5.
async fn pair(w: &World) -> Result<(Landing, Landing)> {
    let one = w.start(&w.wren, OPEN, "Quokkas", "First").await?;
    let two = w.start(&w.pavel, OPEN, "More quokkas", "Second").await?;
    w.reply(&w.pavel, one.thread, "Third").await?;
    w.reply(&w.wren, one.thread, "Fourth").await?;
    w.reply(&w.wren, two.thread, "Fifth").await?;
    Ok((one, two))
}

#[tokio::test]
async fn only_moderators_merge_and_split_and_only_what_belongs_together() -> Result<()> {
    let w = world().await?;
    let (one, two) = pair(&w).await?;
    let reply = w.post(&w.gus, &Landing { no: 2, ..one.clone() }).await?;
    for (who, why) in [(&w.gus, Refusal::SignIn), (&w.wren, Refusal::ModeratorsOnly), (&w.tessa, Refusal::ModeratorsOnly)] {
        assert_eq!(refused(&merge(&w, who, one.thread, two.thread).await), Some(why));
        assert_eq!(refused(&split(&w, who, one.thread, &[reply], None).await), Some(why));
    }
    let (closed, secret) =
        (w.start(&w.pavel, CLOSED, "Closed", "Words").await?, w.start(&w.olga, &w.unlisted, "Secret", "Words").await?);
    assert!(absent(&merge(&w, &w.wren, closed.thread, one.thread).await), "who does not see it learns nothing");
    assert!(absent(&split(&w, &w.wren, closed.thread, &[reply], None).await));
    let mut told = Vec::new();
    for other in [closed.thread, secret.thread, one.thread, ThreadId::try_from(4711).unwrap()] {
        told.push(wrong(merge(&w, &w.marlow, one.thread, other).await));
    }
    assert!(told.iter().all(|one| one.len() == 1 && one[0].0 == "into"), "told beside its field: {told:?}");
    assert_eq!(told[1], told[3], "what is not seen is not there");
    assert_eq!(told[0], told[2], "what is seen elsewhere, and the thread itself, are told by the rule");
    let no_post = wrong(split(&w, &w.marlow, one.thread, &[], None).await);
    assert_eq!(no_post[0].0, "posts");
    let first = w.post(&w.gus, &one).await?;
    assert_eq!(wrong(split(&w, &w.marlow, one.thread, &[first, reply], None).await)[0].0, "posts");
    let elsewhere = w.post(&w.gus, &two).await?;
    assert_eq!(wrong(split(&w, &w.marlow, one.thread, &[elsewhere], None).await)[0].0, "posts");
    clean(&w).await
}

#[tokio::test]
async fn a_merged_thread_stands_in_the_order_of_writing_and_its_address_leads_on() -> Result<()> {
    let w = world().await?;
    let (one, two) = pair(&w).await?;
    let fourth = w.post(&w.gus, &Landing { no: 3, ..one.clone() }).await?;
    w.subscribe(&w.stella, one.thread).await?;
    merge(&w, &w.marlow, one.thread, two.thread).await?;
    let order = shown(&w, &w.gus, two.thread).await?;
    assert_eq!(words(&order), [(1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (5, "Fifth")]);
    assert_eq!(landing(&w, &w.gus, fourth).await?, Landing { no: 4, ..two.clone() });
    assert_eq!(address(&w, &w.gus, one.thread).await?, address(&w, &w.gus, two.thread).await?);
    assert_eq!(titles(&w, &w.gus, "fourth").await, ["More quokkas"]);
    assert_eq!(titles(&w, &w.gus, "quokkas").await, ["More quokkas"], "the title that has gone is not found");
    let third = w.start(&w.wren, OPEN, "All quokkas", "Sixth").await?;
    merge(&w, &w.marlow, two.thread, third.thread).await?;
    assert!(address(&w, &w.gus, one.thread).await?.ends_with("/all-quokkas"), "an address leads on twice");
    let page = w.page(&w.stella, third.thread).await?;
    assert!(page.following.is_some_and(|following| following.own.is_some()), "who followed the one follows what it is now");
    clean(&w).await?;
    let log =
        w.db.look(&w.hedda.clone().spare_factor(), async |tx: &mut Tx<'_>| audit_log::page(tx, "merge-threads", "", 1).await)
            .await?;
    assert_eq!(log.total, 2);
    Ok(())
}

#[tokio::test]
async fn a_merged_thread_leads_nobody_behind_a_door() -> Result<()> {
    let w = world().await?;
    let one = w.start(&w.pavel, CLOSED, "Cases", "First").await?;
    let two = w.start(&w.pavel, CLOSED, "More cases", "Second").await?;
    assert!(absent(&address(&w, &w.wren, one.thread).await), "the outsider is outside");
    merge(&w, &w.marlow, one.thread, two.thread).await?;
    for who in [&w.gus, &w.wren] {
        assert!(absent(&address(&w, who, one.thread).await));
    }
    assert!(address(&w, &w.pavel, one.thread).await?.ends_with("/more-cases"));
    clean(&w).await
}

#[tokio::test]
async fn readers_of_both_threads_lose_nothing_that_is_new() -> Result<()> {
    let w = world().await?;
    let (one, two) = pair(&w).await?;
    w.read(&w.stella, one.thread, 3).await?;
    w.read(&w.mabel, one.thread, 1).await?;
    w.read(&w.mabel, two.thread, 2).await?;
    // A page that is still open elsewhere tells of numbers that are others now.
    merge(&w, &w.marlow, one.thread, two.thread).await?;
    assert!(absent(&w.read(&w.stella, one.thread, 3).await));
    let new = async |who: &Viewer| {
        Ok::<_, Fault>(shown(&w, who, two.thread).await?.into_iter().filter(|post| post.2).map(|post| post.0).collect::<Vec<_>>())
    };
    assert_eq!(new(&w.stella).await?, [2, 3, 4, 5], "from the first that was new");
    assert_eq!(new(&w.mabel).await?, [3, 4, 5]);
    let (one, two) = pair(&w).await?;
    w.read(&w.stella, one.thread, 3).await?;
    w.read(&w.stella, two.thread, 2).await?;
    merge(&w, &w.marlow, one.thread, two.thread).await?;
    let page = shown(&w, &w.stella, two.thread).await?;
    assert!(page.iter().all(|post| !post.2), "who had read both has read it");
    clean(&w).await
}

#[tokio::test]
async fn a_reply_that_waits_goes_along_also_where_two_wait() -> Result<()> {
    let w = world().await?;
    let (one, two) = pair(&w).await?;
    let unsent = |body: &str| {
        let (title, body) = (text(UnfinishedTitle::try_from(""))?, text(Unfinished::try_from(body))?);
        Ok::<_, Fault>(Unsent { kind: None, title, body, key: PostingKey::new()?, poll: UnfinishedPoll::default() })
    };
    for (who, thread, body) in
        [(&w.wren, one.thread, "For one"), (&w.wren, two.thread, "For two"), (&w.pavel, one.thread, "Only one")]
    {
        let (unsent, place) = (unsent(body)?, Place::Thread(thread));
        w.db.act(who, async |tx: &mut Tx<'_>| keep::keep(tx, &place, &unsent, 0, "a test").await).await?;
    }
    merge(&w, &w.marlow, one.thread, two.thread).await?;
    for (who, body) in [(&w.wren, "For two\n\nFor one"), (&w.pavel, "Only one")] {
        let draft = w.page(who, two.thread).await?.draft;
        assert_eq!(draft.map(|draft| draft.words.body).as_deref(), Some(body));
    }
    clean(&w).await
}

#[tokio::test]
async fn a_split_thread_keeps_order_notices_and_what_is_new() -> Result<()> {
    let w = world().await?;
    let (one, _) = pair(&w).await?;
    w.reply(&w.pavel, one.thread, "Sixth").await?;
    w.read(&w.stella, one.thread, 2).await?;
    w.subscribe(&w.stella, one.thread).await?;
    let (second, third) =
        (w.post(&w.gus, &Landing { no: 2, ..one.clone() }).await?, w.post(&w.gus, &Landing { no: 3, ..one.clone() }).await?);
    let new = split(&w, &w.marlow, one.thread, &[third, second], None).await?;
    let went = landing(&w, &w.gus, second).await?.thread;
    assert_eq!(new, format!("/threads/{went}/wallabies-alone"));
    assert_eq!(words(&shown(&w, &w.gus, one.thread).await?), [(1, "First"), (2, "Sixth")]);
    assert_eq!(words(&shown(&w, &w.gus, went).await?), [(1, "Third"), (2, "Fourth")]);
    let page = w.page(&w.stella, went).await?;
    assert_eq!((page.posts[0].new, page.posts[1].new, page.kind), (false, true, Kind::Question), "what was new is new");
    assert!(page.following.is_some_and(|following| following.own.is_some()), "who follows the one follows both");
    assert!(w.page(&w.stella, one.thread).await?.posts[1].new);
    assert_eq!(titles(&w, &w.gus, "wallabies").await, ["Wallabies alone"]);
    assert_eq!(titles(&w, &w.gus, "fourth").await, ["Wallabies alone"]);
    let told = w.db.look(&w.wren, async |tx: &mut Tx<'_>| list::bundles(tx).await).await?;
    assert!(told.iter().any(|bundle| bundle.thread == went), "notices lead to where the posts are: {told:?}");
    let mut hand = hand(&w).await?;
    let stray: i64 =
        sqlx::query_scalar("select count(*) from notices n join posts p on p.id = n.post_id where p.thread_id <> n.thread_id")
            .fetch_one(&mut hand)
            .await?;
    assert_eq!(stray, 0);
    clean(&w).await
}

#[tokio::test]
async fn from_a_post_on_all_go_and_the_first_of_the_new_thread_has_words() -> Result<()> {
    let w = world().await?;
    let (one, _) = pair(&w).await?;
    let (second, third) =
        (w.post(&w.gus, &Landing { no: 2, ..one.clone() }).await?, w.post(&w.gus, &Landing { no: 3, ..one.clone() }).await?);
    w.withdraw(&w.pavel, second).await?;
    assert_eq!(wrong(split(&w, &w.marlow, one.thread, &[second, third], None).await)[0].0, "posts");
    split(&w, &w.marlow, one.thread, &[], Some(third)).await?;
    let went = landing(&w, &w.gus, third).await?.thread;
    assert_eq!(words(&shown(&w, &w.gus, went).await?), [(1, "Fourth")]);
    assert_eq!(w.page(&w.gus, one.thread).await?.last_no, 2);
    clean(&w).await
}
