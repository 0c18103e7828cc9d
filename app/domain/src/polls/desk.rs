//! The polls of the site, as editors make them: one a week, the next ones in a row behind it.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::{MayPoll, may_poll};
use crate::fault::{Fault, Result};
use crate::forums::threads::number;
use crate::polls::open::{Place, write};
use crate::viewer::EVERYONE;
use types::fault::Refusal;
use types::ids::PollId;
use types::polls::{Lasts, NewPoll, Results};
use types::text::{PollOptions, Question};

/// So many polls may wait for their week.
const WAITING: usize = 8;

/// A poll that is open or waits for its week.
pub struct Planned {
    pub id: PollId,
    pub question: String,
    pub opens_at: i64,
    pub closes_at: i64,
    pub open: bool,
}

/// When a new poll opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    Now,
    /// When the last one before it has closed.
    Next,
}

/// What is open and what waits, the first one first.
pub async fn planned(tx: &mut Tx<'_>) -> Result<Vec<Planned>> {
    may_poll(&tx.viewer)?;
    read(tx).await
}

async fn read(tx: &mut Tx<'_>) -> Result<Vec<Planned>> {
    let (me, now) = (tx.me(), tx.now());
    let rows = sqlx::query!(
        "select distinct id, question, opens_at, closes_at from seen_kept_polls where viewer = $1 and closes_at > $2 order by opens_at, id",
        me,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let open = row.opens_at <= now;
            Ok(Planned { id: number(row.id)?, question: row.question, opens_at: row.opens_at, closes_at: row.closes_at, open })
        })
        .collect()
}

/// An editor makes the poll of this week, or of the next one that is free.
pub async fn plan(tx: &mut Tx<'_>, question: Question, options: PollOptions, opens: Opens) -> Result<()> {
    let permit = may_poll(&tx.viewer)?;
    let (now, planned) = (tx.now(), read(tx).await?);
    if planned.len() > WAITING {
        return Err(Refusal::TooManyWaiting.into());
    }
    let free = planned.iter().map(|poll| poll.closes_at).max().unwrap_or(now);
    let opens_at = match opens {
        Opens::Next => free,
        Opens::Now if planned.iter().any(|poll| poll.opens_at < now + Lasts::WEEK.millis()) => {
            return Err(Fault::wrong(
                "opens",
                "Another poll runs in this week already. Let this one follow it, or end that one first.",
            ));
        }
        Opens::Now => now,
    };
    let words = question.as_str().to_owned();
    let poll = NewPoll { question, options, several: false, results: Results::Voted, hide_few: true, lasts: Lasts::WEEK };
    open_on_site(tx, permit, &poll, opens_at).await?;
    audit::record(tx, Deed { act: "plan-poll", words: &words, ..Deed::default() }).await
}

/// Opens a poll of the site for everybody at its time.
pub(crate) async fn open_on_site(tx: &mut Tx<'_>, _permit: MayPoll, poll: &NewPoll, opens_at: i64) -> Result<PollId> {
    let id = tx.clock.id()?;
    write(tx, Place { id, thread: None, audience: EVERYONE, opens_at }, poll).await?;
    changed(tx);
    number(id)
}

/// An editor ends the poll that is open, or takes one back that waits.
pub async fn end(tx: &mut Tx<'_>, id: PollId) -> Result<()> {
    let permit = may_poll(&tx.viewer)?;
    let poll = read(tx).await?.into_iter().find(|poll| poll.id == id).ok_or(Fault::NotFound)?;
    if poll.open {
        close(tx, permit, id.number()).await?
    } else {
        take_back(tx, permit, id.number()).await?
    }
    changed(tx);
    let act = if poll.open { "end-poll" } else { "drop-poll" };
    audit::record(tx, Deed { act, words: &poll.question, ..Deed::default() }).await
}

async fn close(tx: &mut Tx<'_>, _permit: MayPoll, id: i64) -> Result<()> {
    let now = tx.now();
    sqlx::query!("update polls set closes_at = $2 where id = $1", id, now).execute(tx.conn()).await?;
    Ok(())
}

/// Nobody has seen it yet, so nothing of it has to stay.
async fn take_back(tx: &mut Tx<'_>, _permit: MayPoll, id: i64) -> Result<()> {
    sqlx::query!("delete from poll_options where poll_id = $1", id).execute(tx.conn()).await?;
    sqlx::query!("delete from polls where id = $1", id).execute(tx.conn()).await?;
    Ok(())
}

fn changed(tx: &mut Tx<'_>) {
    tx.touch(EVERYONE);
    tx.touch_site_polls();
}
