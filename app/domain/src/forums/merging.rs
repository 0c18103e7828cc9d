//! Putting one thread into another of the same forum.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::drafts;
use crate::fault::{Fault, Result};
use crate::following::subscriptions;
use crate::forums::carrying::carry;
use crate::forums::moving::recount;
use crate::forums::rules::{MayMerge, may_merge, may_moderate};
use crate::forums::threads::{self, Thread};
use types::fault::Refusal;
use types::ids::ThreadId;
use types::text::Reason;

/// The thread that is to take the posts: its title, and how many it has.
pub async fn preview(tx: &mut Tx<'_>, thread: ThreadId, into: ThreadId) -> Result<(String, i64)> {
    let (thread, into) = ends(tx, thread, into).await?;
    permit(&thread, &into)?;
    Ok((into.title().to_owned(), into.last_no))
}

/// A moderator puts all posts of a thread into another one: they stand there in the order of writing, both threads' followers
/// follow it, and the former address leads there.
pub async fn merge(tx: &mut Tx<'_>, thread: ThreadId, into: ThreadId, reason: &Reason) -> Result<()> {
    let (thread, into) = ends(tx, thread, into).await?;
    let permit = permit(&thread, &into)?;
    carry(tx, thread.id, into.id, |_| true).await?;
    subscriptions::follow_along(tx, thread.id, into.id).await?;
    drafts::merged(tx, thread.id, into.id).await?;
    lead_on(tx, permit).await?;
    recount(tx, thread.forum_id, -1, 0).await?;
    tx.touch(thread.audience);
    audit::record(tx, Deed { act: "merge-threads", thread: Some(into.id), words: reason.as_str(), ..Deed::default() }).await
}

/// The thread, if the viewer moderates it, and the other one.
async fn ends(tx: &mut Tx<'_>, thread: ThreadId, into: ThreadId) -> Result<(Thread, Thread)> {
    let thread = threads::find(tx, thread).await?;
    may_moderate(&thread)?;
    let into = threads::find(tx, into).await.map_err(|fault| match fault {
        Fault::NotFound => Fault::wrong("into", "There is no other thread of this forum at this address."),
        other => other,
    })?;
    Ok((thread, into))
}

/// What the rule says; that the two do not belong together is for the field in which the other one was named.
fn permit<'t>(thread: &'t Thread, into: &'t Thread) -> Result<MayMerge<'t>> {
    may_merge(thread, into).map_err(|why| match why {
        Refusal::NotTogether => Fault::wrong("into", why.sentence()),
        other => other.into(),
    })
}

/// The empty thread goes; its address, and those of threads that were put into it, lead on.
async fn lead_on(tx: &mut Tx<'_>, permit: MayMerge<'_>) -> Result<()> {
    let (MayMerge(thread, into), now) = (permit, tx.now());
    sqlx::query!("update merged_threads set into_thread = $2 where into_thread = $1", thread.id, into.id)
        .execute(tx.conn())
        .await?;
    sqlx::query!("insert into merged_threads (id, into_thread, at) values ($1, $2, $3)", thread.id, into.id, now)
        .execute(tx.conn())
        .await?;
    sqlx::query!("delete from subscriptions where thread_id = $1", thread.id).execute(tx.conn()).await?;
    sqlx::query!("delete from threads where id = $1", thread.id).execute(tx.conn()).await?;
    Ok(())
}
