//! A poll is where its thread is, and nowhere else.

use crate::communities::reason;
use crate::polls::{asked, mine, open, seen, shown, sound, takes_back, votes};
use crate::{absent, deed, refused};
use domain::cast::{CLOSED, OPEN, world};
use domain::db::Tx;
use domain::desk::forums as desk_forums;
use domain::fault::Result;
use domain::forums::moderate::Deed;
use domain::forums::moving;
use domain::polls::site;
use domain::polls::vote::{self, Vote};
use types::fault::Refusal;
use types::forums::Circle;
use types::ids::PollId;
use types::polls::Results;

#[tokio::test]
async fn a_poll_is_absent_where_its_thread_is() -> Result<()> {
    let w = world().await?;
    let closed = open(&w, &w.pavel, CLOSED, &asked(false, Results::Voted, false)?).await?.thread;
    let secret = open(&w, &w.olga, &w.unlisted, &asked(false, Results::Voted, false)?).await?.thread;
    for (thread, outside, inside) in [
        (closed, vec![&w.gus, &w.stella, &w.mabel, &w.hedda, &w.xavier], &w.prue),
        (secret, vec![&w.gus, &w.pavel, &w.hedda, &w.xena], &w.cora),
    ] {
        votes(&w, inside, thread, &[1]).await?;
        for who in outside {
            assert!(absent(&w.page(who, thread).await), "outside");
            assert!(absent(&votes(&w, who, thread, &[1]).await));
            assert!(absent(&votes(&w, who, thread, &[9]).await));
            assert!(absent(&takes_back(&w, who, thread).await));
            let id: PollId = thread.number().try_into().unwrap();
            let as_site = w.db.act(who, async |tx: &mut Tx<'_>| vote::on_site(tx, id, &Vote::For(vec![1])).await).await;
            assert!(absent(&as_site), "nor is it a poll of the site");
            assert!(absent(&w.db.look(who, async |tx: &mut Tx<'_>| site::find(tx, id).await).await));
        }
    }
    w.take_seat("Prue").await?;
    let prue = w.back("Prue").await?;
    assert!(absent(&votes(&w, &prue, closed, &[2]).await), "whoever has lost the seat");
    votes(&w, &w.pavel, closed, &[2]).await?;
    assert_eq!(seen(&w, &w.pavel, closed).await?.tally, shown(2, &[1, 1, 0]), "their ballot stays, as nobody knows which it is");
    sound(&w).await
}

#[tokio::test]
async fn guests_read_and_members_vote_only_where_one_still_writes() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Voted, false)?).await?.thread;
    assert_eq!(refused(&votes(&w, &w.gus, thread, &[1]).await), Some(Refusal::SignIn));
    assert!(!seen(&w, &w.gus, thread).await?.may_vote);
    deed(&w, &w.mabel, thread, Deed::Lock).await?;
    for who in [&w.stella, &w.mabel] {
        assert_eq!(refused(&votes(&w, who, thread, &[1]).await), Some(Refusal::PollLocked));
        assert!(!seen(&w, who, thread).await?.may_vote);
    }
    Ok(())
}

#[tokio::test]
async fn a_poll_goes_where_its_thread_goes() -> Result<()> {
    let w = world().await?;
    let thread = open(&w, &w.wren, OPEN, &asked(false, Results::Voted, false)?).await?.thread;
    votes(&w, &w.stella, thread, &[1]).await?;
    votes(&w, &w.pavel, thread, &[2]).await?;
    let why = reason()?;
    w.db.act(&w.marlow, async |tx: &mut Tx<'_>| moving::move_thread(tx, thread, CLOSED, &why).await).await?;
    assert!(absent(&w.page(&w.stella, thread).await) && absent(&votes(&w, &w.stella, thread, &[2]).await));
    assert_eq!(seen(&w, &w.pavel, thread).await?.tally, shown(2, &[1, 1, 0]));
    sound(&w).await?;
    let hedda = w.back("Hedda").await?.spare_factor();
    w.db.act(&hedda, async |tx: &mut Tx<'_>| desk_forums::move_forum(tx, CLOSED, Circle::Everyone, &why).await).await?;
    assert_eq!(mine(&seen(&w, &w.stella, thread).await?), [1], "and their vote is theirs again");
    sound(&w).await
}
