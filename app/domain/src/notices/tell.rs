//! Who is told on the site of what has just been written: only those whom it concerns, who sit where it is, and nobody twice;
//! of a thread that they have muted (followed in no mode at all) nothing, whatever the reason.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::Thread;

/// Tells of a new post: whom it mentions, whom it quotes, and whoever began the thread or follows it.
pub(crate) async fn of_post(tx: &mut Tx<'_>, thread: &Thread, post: i64, mentioned: &[i64], quoted: &[i64]) -> Result<()> {
    of_change(tx, post, mentioned, quoted).await?;
    let (me, now, by) = (tx.me(), tx.now(), tx.viewer.persona()?.id);
    sqlx::query!(
        "insert into notices (id, account_id, kind, thread_id, post_id, persona_id, at)
         /* as the site: who began the thread or follows it, and sits where it is */
         select (select coalesce(max(id), 0) from notices) + row_number() over (), s.account_id, 'reply', $1, $2, $3, $4
         from seats s
         where s.audience_id = $5 and s.account_id in (
             select a.account_id from threads t join personas a on a.id = t.persona_id where t.id = $1
             union select account_id from subscriptions where thread_id = $1)
           and s.account_id not in (select account_id from subscriptions where thread_id = $1 and mode = 'none')
           and s.account_id <> $6 and not exists (
             select 1 from notices n where n.account_id = s.account_id and n.kind in ('mention', 'quote') and n.post_id = $2)",
        thread.id,
        post,
        by,
        now,
        thread.audience,
        me
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Tells of a changed post: only whom it mentions or quotes now and did not before.
pub(crate) async fn of_change(tx: &mut Tx<'_>, post: i64, mentioned: &[i64], quoted: &[i64]) -> Result<()> {
    for persona in mentioned {
        tell_one(tx, "mention", post, *persona).await?;
    }
    for source in quoted {
        let writer =
            sqlx::query_scalar!("/* as the site: whose words are quoted */ select persona_id from posts where id = $1", source)
                .fetch_optional(tx.conn())
                .await?;
        if let Some(writer) = writer {
            tell_one(tx, "quote", post, writer).await?;
        }
    }
    Ok(())
}

/// Tells whoever follows a thread, or began it, that its poll is closed.
pub(crate) async fn of_closed_poll(tx: &mut Tx<'_>, thread: i64, first_post: i64) -> Result<()> {
    let now = tx.now();
    sqlx::query!(
        "insert into notices (id, account_id, kind, thread_id, post_id, at)
         /* as the site: who began the thread or follows it, and sits where it is */
         select (select coalesce(max(id), 0) from notices) + row_number() over (), s.account_id, 'poll', t.id, $2, $3
         from threads t join seats s on s.audience_id = t.audience_id
         where t.id = $1 and s.account_id in (
             select a.account_id from personas a where a.id = t.persona_id
             union select account_id from subscriptions where thread_id = $1)
           and s.account_id not in (select account_id from subscriptions where thread_id = $1 and mode = 'none')
         on conflict do nothing",
        thread,
        first_post,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Tells one member of a post, unless it is their own, they sit elsewhere, have muted the thread, or have been told of it.
async fn tell_one(tx: &mut Tx<'_>, kind: &str, post: i64, persona: i64) -> Result<()> {
    let (me, now, by) = (tx.me(), tx.now(), tx.viewer.persona()?.id);
    sqlx::query!(
        "insert into notices (id, account_id, kind, thread_id, post_id, persona_id, at)
         /* as the site: whom the post concerns, if they sit where it is */
         select (select coalesce(max(id), 0) from notices) + 1, a.account_id, $1, p.thread_id, p.id, $2, $3
         from posts p
         join personas a on a.id = $4
         join seats s on s.account_id = a.account_id and s.audience_id = p.audience_id
         where p.id = $5 and a.account_id <> $6
           and a.account_id not in (select account_id from subscriptions where thread_id = p.thread_id and mode = 'none')
           and not exists (select 1 from notices n where n.account_id = a.account_id and n.post_id = p.id)",
        kind,
        by,
        now,
        persona,
        post,
        me
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
