//! What it means to move something to another audience: who gains and who loses sight of it.

use crate::db::Tx;
use crate::drafts;
use crate::fault::Result;
use crate::notices;
use crate::viewer::EVERYONE;
use types::communities::Sight;

/// A place to move from or to: its name, and who sits there.
pub(crate) struct End<'a> {
    pub(crate) name: &'a str,
    pub(crate) audience: i64,
}

/// What is moved: one thread, or a forum with all its threads.
pub(crate) enum Moved {
    Thread(i64),
    Forum(i64),
}

impl Moved {
    /// The number of the thread or that of the forum.
    pub(crate) fn numbers(&self) -> (Option<i64>, Option<i64>) {
        match *self {
            Self::Thread(thread) => (Some(thread), None),
            Self::Forum(forum) => (None, Some(forum)),
        }
    }
}

/// What moving it from one end to the other does.
pub(crate) async fn change(tx: &mut Tx<'_>, moved: &Moved, from: End<'_>, to: End<'_>) -> Result<Sight> {
    Ok(Sight {
        unsubscribed: unsubscribed(tx, moved, to.audience).await?,
        gain: only_in(tx, to.audience, from.audience).await?,
        lose: only_in(tx, from.audience, to.audience).await?,
        open_now: from.audience == EVERYONE,
        open_then: to.audience == EVERYONE,
        from: from.name.to_owned(),
        to: to.name.to_owned(),
    })
}

/// Takes everybody without a seat in the new audience off what is moved: no letters, no marks, no drafts, no notices.
pub(crate) async fn let_go(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<()> {
    unsubscribe(tx, moved, audience).await?;
    forget_marks(tx, moved, audience).await?;
    notices::moved(tx, moved, audience).await?;
    drafts::moved(tx, moved, audience).await
}

async fn unsubscribe(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<()> {
    let (thread, forum) = moved.numbers();
    sqlx::query!(
        "delete from subscriptions
         where thread_id in (/* as the site: what is moved */ select id from threads where id = $1 or forum_id = $2)
           and account_id not in (/* as the site: who stays */ select account_id from seats where audience_id = $3)",
        thread,
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from forum_subscriptions where forum_id = $1
           and account_id not in (/* as the site: who stays */ select account_id from seats where audience_id = $2)",
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from told_marks
         where thread_id in (/* as the site: what is moved */ select id from threads where id = $1 or forum_id = $2)
           and account_id not in (/* as the site: who stays */ select account_id from seats where audience_id = $3)",
        thread,
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn forget_marks(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<()> {
    let (thread, forum) = moved.numbers();
    sqlx::query!(
        "delete from thread_marks
         where thread_id in (/* as the site: what is moved */ select id from threads where id = $1 or forum_id = $2)
           and account_id not in (/* as the site: who stays */ select account_id from seats where audience_id = $3)",
        thread,
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from forum_marks where forum_id = $1
           and account_id not in (/* as the site: who stays */ select account_id from seats where audience_id = $2)",
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many subscribers have no seat in the new audience.
async fn unsubscribed(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<i64> {
    let (thread, forum) = moved.numbers();
    let many = sqlx::query_scalar!(
        "/* as the site: how many, told to whoever is about to move something */
        select count(*) from (
          select n.account_id from subscriptions n join threads t on t.id = n.thread_id
            where (t.id = $1 or t.forum_id = $2) and n.mode <> 'none'
          union select o.account_id from forum_subscriptions o where o.forum_id = $2) n
        where not exists (select 1 from seats s where s.account_id = n.account_id and s.audience_id = $3)",
        thread,
        forum,
        audience
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(many)
}

/// How many members sit in one audience and not in the other.
async fn only_in(tx: &mut Tx<'_>, one: i64, other: i64) -> Result<i64> {
    let many = sqlx::query_scalar!(
        "/* as the site: how many, told to whoever is about to move something */
        select count(*) from seats s where s.audience_id = $1 and s.account_id <> 0
          and not exists (select 1 from seats o where o.account_id = s.account_id and o.audience_id = $2)",
        one,
        other
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(many)
}
