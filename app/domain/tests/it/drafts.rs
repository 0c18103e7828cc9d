//! Unsent texts: kept for their writer alone, as long as the place is open to them, and never lost to another window.

use crate::{absent, hand, refused};
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::clock::DAY;
use domain::db::Tx;
use domain::drafts::keep::{Unsent, keep, read};
use domain::drafts::{KEPT_DAYS, MOST, list};
use domain::fault::{Fault, Result};
use domain::forums::keys::PostingKey;
use domain::forums::moderate::Deed;
use domain::forums::{moving, reply, start};
use domain::sweep::sweep;
use domain::viewer::Viewer;
use types::drafts::{Draft, DraftRow, Place, Saved};
use types::forums::Kind;
use types::ids::ThreadId;
use types::polls::UnfinishedPoll;
use types::text::{Reason, Title, Unfinished, UnfinishedTitle};

fn unsent(body: &str, key: &str) -> Result<Unsent> {
    let (title, body) = (text(UnfinishedTitle::try_from(""))?, text(Unfinished::try_from(body))?);
    Ok(Unsent { kind: None, title, body, poll: UnfinishedPoll::default(), key: PostingKey::sent(key)? })
}

async fn save(w: &World, who: &Viewer, place: &Place, words: &str, upon: i64) -> Result<Saved> {
    let unsent = unsent(words, "key-of-one-form")?;
    w.db.act(who, async |tx: &mut Tx<'_>| keep(tx, place, &unsent, upon, "Firefox on Android").await).await
}

/// Saves, and tells the version.
pub(crate) async fn version(w: &World, who: &Viewer, place: &Place, words: &str, upon: i64) -> Result<i64> {
    match save(w, who, place, words, upon).await? {
        Saved::Kept { version, .. } => Ok(version),
        other => Err(Fault::Told(format!("{other:?}"))),
    }
}

async fn kept(w: &World, who: &Viewer, place: &Place) -> Result<Option<Draft>> {
    w.db.look(who, async |tx: &mut Tx<'_>| read(tx, place).await).await
}

pub(crate) async fn words(w: &World, who: &Viewer, place: &Place) -> Result<Option<String>> {
    Ok(kept(w, who, place).await?.map(|draft| draft.words.body))
}

async fn listed(w: &World, who: &Viewer) -> Result<Vec<DraftRow>> {
    w.db.look(who, async |tx: &mut Tx<'_>| list::list(tx).await).await
}

pub(crate) async fn in_database(w: &World) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from drafts").fetch_one(&mut hand(w).await?).await?)
}

async fn closed_thread(w: &World) -> Result<ThreadId> {
    Ok(w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?.thread)
}

#[tokio::test]
async fn a_draft_comes_back_to_its_writer_and_to_nobody_else() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    let place = Place::Thread(thread);
    version(&w, &w.stella, &place, "Half a thought", 0).await?;
    let page = w.page(&w.stella, thread).await?;
    assert_eq!(
        page.draft.map(|draft| (draft.words.body, draft.device)),
        Some(("Half a thought".into(), "Firefox on Android".into()))
    );
    for other in [&w.wren, &w.pavel, &w.hedda, &w.mabel] {
        assert_eq!((words(&w, other, &place).await?, w.page(other, thread).await?.draft), (None, None));
        assert!(listed(&w, other).await?.is_empty());
    }
    assert_eq!(refused(&kept(&w, &w.gus, &place).await), Some(types::fault::Refusal::SignIn));
    let rows = listed(&w, &w.stella).await?;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].title.as_str(), rows[0].words.as_str()), ("Which cuff?", "Half a thought"));
    assert!(rows[0].address.ends_with("#reply"));
    let theirs = w.db.act(&w.wren, async |tx: &mut Tx<'_>| list::delete(tx, rows[0].id).await).await;
    assert!(absent(&theirs), "nobody deletes another's draft");
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| list::delete(tx, rows[0].id).await).await?;
    assert_eq!(in_database(&w).await?, 0);
    Ok(())
}

#[tokio::test]
async fn two_devices_in_conflict_lose_neither_text() -> Result<()> {
    let w = world().await?;
    let place = Place::Thread(w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread);
    let first = version(&w, &w.stella, &place, "Begun on the ward", 0).await?;
    let second = version(&w, &w.stella, &place, "Begun on the ward, gone on at home", first).await?;
    let Saved::Other(theirs) = save(&w, &w.stella, &place, "Begun on the ward, gone on there", first).await? else {
        panic!("the second text was lost");
    };
    assert_eq!((theirs.words.body.as_str(), theirs.version), ("Begun on the ward, gone on at home", second));
    assert_eq!(words(&w, &w.stella, &place).await?.as_deref(), Some("Begun on the ward, gone on at home"));
    let Saved::Other(_) = save(&w, &w.stella, &place, "", first).await? else { panic!("emptied unseen") };
    let third = version(&w, &w.stella, &place, "Begun on the ward, gone on there", second).await?;
    assert_eq!(
        version(&w, &w.stella, &place, "Begun on the ward, gone on there", first).await?,
        third,
        "the same text is no conflict"
    );
    version(&w, &w.stella, &place, " \n", third).await?;
    assert_eq!(in_database(&w).await?, 0, "an empty text is no draft");
    Ok(())
}

#[tokio::test]
async fn a_sent_text_leaves_no_draft_and_does_not_come_back() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    let place = Place::Thread(thread);
    version(&w, &w.stella, &place, "The wide", 0).await?;
    let (written, key) = (w.written("The wide one.")?, PostingKey::sent("key-of-one-form")?);
    let send = async || w.db.act(&w.stella, async |tx: &mut Tx<'_>| reply::reply(tx, thread, &written, &key).await).await;
    let landing = send().await?;
    assert_eq!(in_database(&w).await?, 0);
    assert_eq!(save(&w, &w.stella, &place, "The wide one.", 0).await?, Saved::Sent, "it is a post already");
    let Saved::Kept { key: fresh, .. } = save(&w, &w.stella, &place, "And another thing", 0).await? else {
        panic!("what is new is kept");
    };
    assert_ne!(fresh, "key-of-one-form", "the old key belongs to the post");
    assert_eq!(send().await?, landing, "tomorrow's retry finds the same post");
    assert_eq!(words(&w, &w.stella, &place).await?.as_deref(), Some("And another thing"), "and leaves the new text alone");
    Ok(())
}

#[tokio::test]
async fn a_new_thread_keeps_its_title_and_goes_when_it_is_started() -> Result<()> {
    let w = world().await?;
    let place = Place::Forum(OPEN.to_owned());
    let (title, body) = (text(UnfinishedTitle::try_from("Keta"))?, text(Unfinished::try_from(""))?);
    let key = PostingKey::sent("key-of-one-form")?;
    let draft = Unsent { kind: Some(Kind::Discussion), title, body, poll: UnfinishedPoll::default(), key };
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| keep(tx, &place, &draft, 0, "").await).await?;
    let kept = kept(&w, &w.stella, &place).await?.map(|draft| (draft.words.kind, draft.words.title));
    assert_eq!(kept, Some(("discussion".to_owned(), "Keta".to_owned())));
    assert_eq!(listed(&w, &w.stella).await?[0].title, "Keta");
    let (title, written) = (text(Title::try_from("Ketamine"))?, w.written("Doses?")?);
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| {
        start::start(tx, OPEN, start::Opening::Plain(Kind::Discussion), &title, &written, &draft.key).await
    })
    .await?;
    assert_eq!(in_database(&w).await?, 0);
    Ok(())
}

#[tokio::test]
async fn no_draft_is_kept_for_a_place_that_one_cannot_see() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.marlow, CLOSED, "Quokkas on the ward", "One").await?;
    let post = w.post(&w.marlow, &landing).await?;
    assert!(absent(&w.page(&w.stella, landing.thread).await), "she is outside");
    let never = Place::Thread(ThreadId::try_from(7_i64).map_err(|_| Fault::NotFound)?);
    let places = [
        Place::Thread(landing.thread),
        Place::Forum(CLOSED.to_owned()),
        Place::Post(post),
        Place::Forum(w.unlisted.clone()),
        never,
    ];
    for place in places {
        assert!(absent(&save(&w, &w.stella, &place, "Let me in", 0).await), "{place:?}");
        assert!(absent(&kept(&w, &w.stella, &place).await), "{place:?}");
    }
    assert_eq!(in_database(&w).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_draft_goes_from_the_database_with_the_seat() -> Result<()> {
    let w = world().await?;
    let (inside, outside) = (Place::Thread(closed_thread(&w).await?), Place::Forum(OPEN.to_owned()));
    version(&w, &w.pavel, &inside, "Between doctors", 0).await?;
    version(&w, &w.pavel, &Place::Forum(CLOSED.to_owned()), "A new case", 0).await?;
    version(&w, &w.pavel, &outside, "For everybody", 0).await?;
    version(&w, &w.marlow, &inside, "Stays", 0).await?;
    w.take_seat("Pavel").await?;
    let left: Vec<String> = sqlx::query_scalar("select body from drafts order by body").fetch_all(&mut hand(&w).await?).await?;
    assert_eq!(left, ["For everybody", "Stays"]);
    Ok(())
}

#[tokio::test]
async fn drafts_follow_a_moved_thread_only_for_those_who_sit_there_too() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    let place = Place::Thread(thread);
    version(&w, &w.stella, &place, "A student's", 0).await?;
    version(&w, &w.pavel, &place, "A doctor's", 0).await?;
    let reason = text(Reason::try_from("It tells of a patient"))?;
    w.db.act(&w.marlow, async |tx: &mut Tx<'_>| moving::move_thread(tx, thread, CLOSED, &reason).await).await?;
    assert!(absent(&w.page(&w.stella, thread).await));
    assert_eq!(in_database(&w).await?, 1);
    assert_eq!(words(&w, &w.pavel, &place).await?.as_deref(), Some("A doctor's"));
    assert_ne!(listed(&w, &w.pavel).await?[0].forum, "Cardiology");
    w.take_seat("Pavel").await?;
    assert_eq!(in_database(&w).await?, 0, "and it hangs on the new seat");
    Ok(())
}

#[tokio::test]
async fn a_draft_for_a_locked_thread_can_still_be_read_in_the_list() -> Result<()> {
    let w = world().await?;
    let thread = w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread;
    version(&w, &w.stella, &Place::Thread(thread), "Too late", 0).await?;
    crate::deed(&w, &w.mabel, thread, Deed::Lock).await?;
    assert_eq!(
        refused(&save(&w, &w.stella, &Place::Thread(thread), "Later still", 0).await),
        Some(types::fault::Refusal::Locked)
    );
    assert_eq!(listed(&w, &w.stella).await?[0].words, "Too late");
    Ok(())
}

#[tokio::test]
async fn drafts_have_limits_and_an_end() -> Result<()> {
    let w = world().await?;
    assert!(Unfinished::try_from("x".repeat(20_000)).is_ok() && Unfinished::try_from("x".repeat(20_001)).is_err());
    assert!(Unfinished::try_from("50 mg \u{202e}").is_err() && UnfinishedTitle::try_from("x".repeat(151)).is_err());
    let mut last = None;
    for at in 0..MOST {
        let thread = w.start(&w.wren, OPEN, &format!("Thread {at}"), "One").await?.thread;
        version(&w, &w.stella, &Place::Thread(thread), "Begun", 0).await?;
        last = Some(thread);
    }
    let place = Place::Forum(OPEN.to_owned());
    assert!(matches!(save(&w, &w.stella, &place, "One too many", 0).await, Err(Fault::Wrong(_))));
    assert_eq!(listed(&w, &w.stella).await?.len(), 100);
    w.clock.advance((KEPT_DAYS - 1) * DAY);
    let place = Place::Thread(last.ok_or(Fault::NotFound)?);
    let upon = kept(&w, &w.stella, &place).await?.map_or(0, |draft| draft.version);
    version(&w, &w.stella, &place, "Still wanted", upon).await?;
    w.clock.advance(2 * DAY);
    sweep(&w.db).await?;
    assert_eq!(listed(&w, &w.stella).await?.iter().map(|row| row.words.as_str()).collect::<Vec<_>>(), ["Still wanted"]);
    Ok(())
}
