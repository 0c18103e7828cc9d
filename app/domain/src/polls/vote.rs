//! Voting: one ballot for each member, whatever windows and races do; until the poll closes it can be changed and taken back.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::threads;
use crate::polls::poll::{self, Poll, voter};
use crate::polls::rules::{MayVote, may_vote, may_vote_on_site};
use types::ids::{PollId, ThreadId};

/// What somebody wants to do with their vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vote {
    /// The numbers of the options chosen.
    For(Vec<i64>),
    TakeBack,
}

/// A member votes in a thread: find it and its poll, ask leave, look at the choice, put one ballot in the place of the other.
pub async fn in_thread(tx: &mut Tx<'_>, thread: ThreadId, vote: &Vote) -> Result<()> {
    let thread = threads::find(tx, thread).await?;
    let (now, poll) = (tx.now(), poll::of_thread(tx, &thread).await?.ok_or(Fault::NotFound)?);
    let permit = may_vote(&thread, &poll, now)?;
    let chosen = chosen(&poll, vote)?;
    cast(tx, permit, &chosen).await
}

/// A member votes in a poll of the site.
pub async fn on_site(tx: &mut Tx<'_>, id: PollId, vote: &Vote) -> Result<()> {
    let (now, poll) = (tx.now(), poll::of_site(tx, id.number()).await?.ok_or(Fault::NotFound)?);
    let permit = may_vote_on_site(&tx.viewer, &poll, now)?;
    let chosen = chosen(&poll, vote)?;
    cast(tx, permit, &chosen).await?;
    tx.touch_site_polls();
    Ok(())
}

/// The options chosen, each once; or what is wrong with the choice.
fn chosen(poll: &Poll, vote: &Vote) -> Result<Vec<i64>> {
    let Vote::For(asked) = vote else { return Ok(Vec::new()) };
    let chosen: Vec<i64> = poll.options.iter().map(|option| option.no).filter(|no| asked.contains(no)).collect();
    match chosen.len() {
        0 if poll.several => Err(Fault::wrong("choice", "Please choose at least one option.")),
        0 => Err(Fault::wrong("choice", "Please choose one of the options.")),
        many if many > 1 && !poll.several => Err(Fault::wrong("choice", "Please choose only one option here.")),
        _ if asked.iter().any(|no| !chosen.contains(no)) => {
            Err(Fault::wrong("choice", "That option is not in this poll. Please choose again."))
        }
        _ => Ok(chosen),
    }
}

/// Puts the member's choice in the place of the one before; ballots and counters change in one act.
async fn cast(tx: &mut Tx<'_>, permit: MayVote<'_>, chosen: &[i64]) -> Result<()> {
    let MayVote(poll) = permit;
    let (id, before) = (poll.id, poll.mine());
    let voter = voter(tx.key, id, tx.me());
    for no in before.iter().filter(|no| !chosen.contains(no)) {
        sqlx::query!("delete from ballots where poll_id = $1 and voter = $2 and no = $3", id, voter, no)
            .execute(tx.conn())
            .await?;
        count(tx, id, *no, -1).await?;
    }
    for no in chosen.iter().filter(|no| !before.contains(no)) {
        sqlx::query!("insert into ballots (poll_id, voter, no) values ($1, $2, $3)", id, voter, no).execute(tx.conn()).await?;
        count(tx, id, *no, 1).await?;
    }
    let voters = i64::from(!chosen.is_empty()) - i64::from(!before.is_empty());
    if voters != 0 {
        sqlx::query!("update polls set voters = voters + $2 where id = $1", id, voters).execute(tx.conn()).await?;
    }
    Ok(())
}

async fn count(tx: &mut Tx<'_>, poll: i64, no: i64, more: i64) -> Result<()> {
    sqlx::query!("update poll_options set votes = votes + $3 where poll_id = $1 and no = $2", poll, no, more)
        .execute(tx.conn())
        .await?;
    Ok(())
}
