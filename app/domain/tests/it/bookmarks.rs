use crate::hand;
use domain::bookmarks::{keep, list, note_of, remove};
use domain::cast::{CLOSED, OPEN, World, text, world};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::viewer::Viewer;
use types::ids::PostId;
use types::text::Note;

async fn kept(w: &World, who: &Viewer, post: PostId, note: &str) -> Result<()> {
    let note = text(Note::try_from(note))?;
    w.db.act(who, async |tx: &mut Tx<'_>| keep(tx, post, &note).await).await
}

async fn notes(w: &World, who: &Viewer) -> Result<Vec<String>> {
    let (_, list) = w.db.look(who, async |tx: &mut Tx<'_>| list(tx, 1).await).await?;
    Ok(list.into_iter().map(|one| one.note).collect())
}

#[tokio::test]
async fn a_member_keeps_a_post_changes_the_note_and_lets_it_go() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Worth keeping", "The dose is in the second table.").await?;
    let post = w.post(&w.stella, &landing).await?;
    kept(&w, &w.stella, post, "for the exam").await?;
    kept(&w, &w.stella, post, "for the ward").await?;
    assert_eq!(notes(&w, &w.stella).await?, ["for the ward"]);
    assert_eq!(notes(&w, &w.wren).await?, Vec::<String>::new());
    w.db.act(&w.stella, async |tx: &mut Tx<'_>| remove(tx, post).await).await?;
    assert_eq!(notes(&w, &w.stella).await?, Vec::<String>::new());
    assert!(matches!(kept(&w, &w.gus, post, "").await, Err(Fault::Refused(_))));
    Ok(())
}

#[tokio::test]
async fn what_one_cannot_see_cannot_be_kept_and_answers_like_nothing() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.pavel, CLOSED, "Among doctors", "Words for doctors").await?;
    let post = w.post(&w.pavel, &landing).await?;
    assert!(matches!(kept(&w, &w.stella, post, "").await, Err(Fault::NotFound)));
    let none = PostId::try_from(4711).map_err(|_| Fault::NotFound)?;
    assert!(matches!(kept(&w, &w.stella, none, "").await, Err(Fault::NotFound)));
    Ok(())
}

#[tokio::test]
async fn a_bookmark_goes_from_the_database_with_the_seat_and_from_sight_with_the_post() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.marlow, CLOSED, "Among doctors", "Words for doctors").await?;
    let post = w.post(&w.pavel, &landing).await?;
    kept(&w, &w.pavel, post, "for my eyes").await?;
    assert_eq!(notes(&w, &w.pavel).await?, ["for my eyes"]);
    w.take_seat("Pavel").await?;
    assert_eq!(notes(&w, &w.pavel).await?, Vec::<String>::new());
    let left: i64 = sqlx::query_scalar("select count(*) from bookmarks").fetch_one(&mut hand(&w).await?).await?;
    assert_eq!(left, 0);
    let open = w.start(&w.wren, OPEN, "Open", "Words").await?;
    let post = w.post(&w.stella, &open).await?;
    kept(&w, &w.stella, post, "mine").await?;
    w.withdraw(&w.wren, post).await?;
    assert_eq!(notes(&w, &w.stella).await?, Vec::<String>::new());
    assert_eq!(w.db.look(&w.stella, async |tx: &mut Tx<'_>| note_of(tx, post).await).await?, None);
    Ok(())
}

#[tokio::test]
async fn the_database_alone_does_not_tell_a_note() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Worth keeping", "The dose is in the second table.").await?;
    let post = w.post(&w.stella, &landing).await?;
    kept(&w, &w.stella, post, "quinsybright").await?;
    let sealed: Vec<u8> = sqlx::query_scalar("select note_sealed from bookmarks").fetch_one(&mut hand(&w).await?).await?;
    assert!(!sealed.windows(12).any(|part| part == b"quinsybright"));
    Ok(())
}
