//! Who wants a letter for each new reply in a thread.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::rules::{MaySubscribe, may_subscribe};
use crate::forums::threads::find;
use types::ids::ThreadId;

/// The member wants a letter for each new reply.
pub async fn subscribe(tx: &mut Tx<'_>, thread: ThreadId) -> Result<()> {
    let thread = find(tx, thread).await?;
    let MaySubscribe(thread) = may_subscribe(&thread)?;
    let (me, now) = (tx.me(), tx.now());
    sqlx::query!(
        "insert into subscriptions (thread_id, account_id, since) values ($1, $2, $3) on conflict do nothing",
        thread.id,
        me,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The member wants no more letters; those that wait are not sent.
pub async fn unsubscribe(tx: &mut Tx<'_>, thread: ThreadId) -> Result<()> {
    let thread = find(tx, thread).await?;
    let MaySubscribe(thread) = may_subscribe(&thread)?;
    let me = tx.me();
    sqlx::query!("delete from subscriptions where thread_id = $1 and account_id = $2", thread.id, me).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets the subscriptions of somebody who has lost a seat, and the letters that wait for them, wherever they sit no longer.
pub(crate) async fn drop_seatless(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    sqlx::query!(
        "delete from subscriptions where account_id = $1 and thread_id not in (/* as the site: a seat has been taken */
           select thread_id from seen_subscriptions where viewer = $1)",
        account
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from letters where account_id = $1 and post_id is not null and sent_at is null and not exists (/* as the site: a seat has been taken */
           select 1 from seen_posts p where p.viewer = $1 and p.id = letters.post_id)",
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
