//! Polls that have not been opened yet: their fields are part of the draft.

use crate::drafts::in_database;
use crate::hand;
use domain::cast::{OPEN, World, text, world};
use domain::db::Tx;
use domain::drafts::keep::{Unsent, keep, read};
use domain::drafts::list;
use domain::fault::{Fault, Result};
use domain::forums::keys::PostingKey;
use domain::forums::start::{self, Opening};
use types::drafts::{Draft, Place, Saved};
use types::forums::Kind;
use types::polls::{PollFields, UnfinishedPoll};
use types::text::{Title, Unfinished, UnfinishedTitle};

const KEY: &str = "key-of-one-form";

fn lamps() -> PollFields {
    let (question, options) = ("Which lamp?".to_owned(), "Bright\nDim".to_owned());
    PollFields { question, options, choices: "several".to_owned(), lasts: "month".to_owned(), ..PollFields::usual() }
}

fn place() -> Place {
    Place::Forum(OPEN.to_owned())
}

/// Stella's form is kept as it stands.
async fn save_as(w: &World, kind: Kind, words: (&str, &str), poll: PollFields, upon: i64) -> Result<Saved> {
    let unsent = Unsent {
        kind: Some(kind),
        title: text(UnfinishedTitle::try_from(words.0))?,
        body: text(Unfinished::try_from(words.1))?,
        poll: UnfinishedPoll::try_from(poll).unwrap(),
        key: PostingKey::sent(KEY)?,
    };
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| keep(tx, &place(), &unsent, upon, "Firefox on Android").await).await
}

async fn save(w: &World, poll: PollFields, upon: i64) -> Result<Saved> {
    save_as(w, Kind::Poll, ("Lamps", "Please vote"), poll, upon).await
}

fn version(saved: &Saved) -> Result<i64> {
    if let Saved::Kept { version, .. } = saved { Ok(*version) } else { Err(Fault::Told(format!("{saved:?}"))) }
}

async fn kept(w: &World) -> Result<Option<Draft>> {
    w.db.look(&w.stella, async |tx: &mut Tx<'_>| read(tx, &place()).await).await
}

/// The form is sent with this poll.
async fn send(w: &World, poll: &PollFields) -> Result<()> {
    let (title, written, key) = (text(Title::try_from("Lamps"))?, w.written("Please vote")?, PostingKey::sent(KEY)?);
    let poll = poll.poll().unwrap();
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| start::start(tx, OPEN, &poll, &title, &written, &key).await).await?;
    Ok(())
}

#[tokio::test]
async fn half_a_poll_comes_back_with_all_its_fields() -> Result<()> {
    let w = world().await?;
    let half = PollFields { question: "Which".to_owned(), hide_few: String::new(), ..lamps() };
    save_as(&w, Kind::Poll, ("", ""), half.clone(), 0).await?;
    assert_eq!(kept(&w).await?.map(|draft| (draft.words.kind, draft.words.poll)), Some(("poll".to_owned(), half)));
    let rows = w.db.look(&w.stella, async |tx: &mut Tx<'_>| list::list(tx).await).await?;
    assert_eq!((rows[0].words.as_str(), rows.len()), ("Which\nBright\nDim", 1), "it is known by its question");
    let theirs = w.db.look(&w.wren, async |tx: &mut Tx<'_>| read(tx, &place()).await).await?;
    assert_eq!(theirs, None, "nobody else sees it");
    Ok(())
}

#[tokio::test]
async fn a_changed_option_is_a_change_and_loses_no_other_devices_poll() -> Result<()> {
    let w = world().await?;
    let first = version(&save(&w, lamps(), 0).await?)?;
    let more = PollFields { options: "Bright\nDim\nNone".to_owned(), ..lamps() };
    let second = version(&save(&w, more.clone(), first).await?)?;
    assert_ne!(first, second);
    let Saved::Other(theirs) = save(&w, PollFields { lasts: "day".to_owned(), ..lamps() }, first).await? else {
        panic!("the other device's option was lost");
    };
    assert_eq!((theirs.words.poll.clone(), theirs.version), (more.clone(), second));
    assert_eq!(version(&save(&w, more, first).await?)?, second, "the same poll is no conflict");
    Ok(())
}

#[tokio::test]
async fn a_form_with_nothing_asked_is_no_draft() -> Result<()> {
    let w = world().await?;
    let chosen = PollFields { choices: "several".to_owned(), ..PollFields::usual() };
    for poll in [PollFields::default(), PollFields::usual(), chosen] {
        assert_eq!(version(&save_as(&w, Kind::Poll, ("", " \n"), poll, 0).await?)?, 0);
    }
    assert_eq!(in_database(&w).await?, 0);
    let upon = version(&save_as(&w, Kind::Poll, ("", ""), lamps(), 0).await?)?;
    assert_eq!(in_database(&w).await?, 1);
    assert_eq!(version(&save_as(&w, Kind::Poll, ("", ""), PollFields::usual(), upon).await?)?, 0);
    assert_eq!(in_database(&w).await?, 0, "an emptied one goes");
    Ok(())
}

#[tokio::test]
async fn a_sent_poll_leaves_no_draft_and_does_not_come_back() -> Result<()> {
    let w = world().await?;
    save(&w, PollFields { options: "Bri".to_owned(), ..lamps() }, 0).await?;
    send(&w, &lamps()).await?;
    assert_eq!(in_database(&w).await?, 0);
    assert_eq!(save(&w, lamps(), 0).await?, Saved::Sent, "it is a thread already");
    let spaced = PollFields { question: " Which  lamp?".to_owned(), options: "Bright\n\n Dim\n".to_owned(), ..lamps() };
    assert_eq!(save(&w, spaced, 0).await?, Saved::Sent, "blanks make no other poll");
    for other in [PollFields { options: "Bright\nNone".to_owned(), ..lamps() }, PollFields { options: String::new(), ..lamps() }]
    {
        let Saved::Kept { version, key } = save(&w, other.clone(), 0).await? else { panic!("another poll was lost") };
        assert_ne!(key, KEY, "the old key belongs to the thread");
        assert_eq!(kept(&w).await?.map(|draft| draft.words.poll), Some(other));
        save_as(&w, Kind::Poll, ("", ""), PollFields::usual(), version).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_question_that_was_sent_does_not_swallow_a_poll_of_the_same_words() -> Result<()> {
    let w = world().await?;
    let (title, written, key) = (text(Title::try_from("Lamps"))?, w.written("Please vote")?, PostingKey::sent(KEY)?);
    let plain = Opening::Plain(Kind::Question);
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| start::start(tx, OPEN, plain, &title, &written, &key).await).await?;
    assert!(matches!(save(&w, lamps(), 0).await?, Saved::Kept { .. }));
    let asked = save_as(&w, Kind::Question, ("Lamps", "Please vote"), PollFields::default(), 0).await?;
    assert!(matches!(asked, Saved::Other(_)), "the poll is the draft now");
    Ok(())
}

#[tokio::test]
async fn only_new_threads_have_polls_and_what_cannot_be_read_is_nothing() -> Result<()> {
    let w = world().await?;
    let thread = Place::Thread(w.start(&w.wren, OPEN, "Which cuff?", "One").await?.thread);
    let (title, body) = (text(UnfinishedTitle::try_from(""))?, text(Unfinished::try_from("The wide one"))?);
    let unsent = Unsent { kind: None, title, body, poll: UnfinishedPoll::try_from(lamps()).unwrap(), key: PostingKey::new()? };
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| keep(tx, &thread, &unsent, 0, "").await).await?;
    let poll: String = sqlx::query_scalar("select poll from drafts").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(poll, "");
    save(&w, lamps(), 0).await?;
    sqlx::query("update drafts set poll = '{\"question\":7' where poll != ''").execute(&mut hand(&w).await?).await?;
    let read = kept(&w).await?.map(|draft| (draft.words.title, draft.words.poll));
    assert_eq!(read, Some(("Lamps".to_owned(), PollFields::default())), "the other fields are still there");
    Ok(())
}
