//! Two who change a post, and what its history tells of it.

use crate::drafts::{in_database, version, words};
use domain::cast::{OPEN, world};
use domain::db::Tx;
use domain::fault::{Fault, Result};
use domain::forums::edit::{self, Grown};
use types::drafts::Place;

#[tokio::test]
async fn a_post_that_has_changed_meanwhile_is_not_overwritten_unseen() -> Result<()> {
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which cuff?", "Give 50 mg.").await?;
    let post = w.post(&w.wren, &landing).await?;
    let mark = async || w.db.look(&w.wren, async |tx: &mut Tx<'_>| Ok(edit::open(tx, post).await?.0.mark())).await;
    let change = async |words: &str, from: &str, draft: i64| {
        let (written, grown) = (w.written(words)?, Grown { from: from.to_owned(), draft });
        w.db.act(&w.wren, async |tx: &mut Tx<'_>| edit::change(tx, post, &written, &grown).await).await
    };
    let opened = mark().await?;
    let draft = version(&w, &w.wren, &Place::Post(post), "Give 5 mg, slowly.", 0).await?;
    change("Give 5 mg.", &opened, 0).await?;
    assert_eq!(
        words(&w, &w.wren, &Place::Post(post)).await?.as_deref(),
        Some("Give 5 mg, slowly."),
        "the other window's text stays"
    );
    let told = change("Give 5 mg, slowly.", &opened, draft).await;
    assert!(matches!(&told, Err(Fault::Wrong(errors)) if errors[0].field == "key"), "{:?}", told.map(|_| ()));
    change("Give 5 mg.", &opened, 0).await?;
    assert_eq!(crate::history(&w, &w.gus, post).await?.len(), 1, "the same text again changes nothing, from whatever state");
    change("Give 5 mg, slowly.", &mark().await?, draft).await?;
    assert_eq!(crate::history(&w, &w.gus, post).await?.len(), 2);
    assert_eq!(in_database(&w).await?, 0);
    version(&w, &w.wren, &Place::Post(post), "Never mind", 0).await?;
    w.withdraw(&w.wren, post).await?;
    assert_eq!(in_database(&w).await?, 0, "a withdrawn post leaves no draft");
    Ok(())
}

#[tokio::test]
async fn the_history_tells_what_each_state_changed() -> Result<()> {
    use types::forums::Piece::{Added, Removed, Same};
    let w = world().await?;
    let landing = w.start(&w.wren, OPEN, "Which dose?", "Give 50 mg.").await?;
    let post = w.post(&w.wren, &landing).await?;
    w.edit(&w.wren, post, "Give 5 mg.").await?;
    let states =
        w.db.look(&w.gus, async |tx: &mut Tx<'_>| {
            let post = domain::forums::posts::find(tx, post).await?;
            domain::forums::history::states(tx, &post).await
        })
        .await?;
    assert_eq!(states[0].changes, [Same("Give 50 mg.".into())]);
    assert_eq!(states[1].changes, [Same("Give ".into()), Removed("50".into()), Added("5".into()), Same(" mg.".into())]);
    Ok(())
}
