//! Who wants letters about which thread and which forum. A word on a thread beats that on its forum.

use crate::db::Tx;
use crate::fault::Result;
use crate::following::digest;
use crate::forums::forum_list;
use crate::forums::rules::{MayFollow, MaySubscribe, may_follow, may_subscribe};
use crate::forums::threads::find;
use types::following::Mode;
use types::ids::ThreadId;

/// The member wants letters about this thread, in the way they usually do.
pub async fn subscribe(tx: &mut Tx<'_>, thread: ThreadId) -> Result<()> {
    let thread_found = find(tx, thread).await?;
    let following = thread_found.following;
    match following.own {
        Some(mode) if mode != Mode::None => may_subscribe(&thread_found).map(|_| ()).map_err(Into::into),
        _ => follow(tx, thread, lively(following.usual)).await,
    }
}

/// The member wants to be told about this thread like this.
pub async fn follow(tx: &mut Tx<'_>, thread: ThreadId, mode: Mode) -> Result<()> {
    let thread = find(tx, thread).await?;
    write(tx, may_subscribe(&thread)?, mode).await?;
    digest::plan(tx).await
}

/// The member wants no more letters about this thread; those that wait are not sent.
pub async fn unsubscribe(tx: &mut Tx<'_>, thread: ThreadId) -> Result<()> {
    let thread = find(tx, thread).await?;
    let permit = may_subscribe(&thread)?;
    if thread.following.forum.is_some_and(|mode| mode != Mode::None) {
        write(tx, permit, Mode::None).await?;
    } else {
        forget(tx, permit).await?;
    }
    digest::plan(tx).await
}

/// The member has no word on this thread any more: it goes with its forum.
pub async fn leave(tx: &mut Tx<'_>, thread: ThreadId) -> Result<()> {
    let thread = find(tx, thread).await?;
    forget(tx, may_subscribe(&thread)?).await?;
    digest::plan(tx).await
}

/// The member wants to be told about this forum like this; not at all is no word on it.
pub async fn follow_forum(tx: &mut Tx<'_>, slug: &str, mode: Mode) -> Result<()> {
    let forum = forum_list::find(tx, slug).await?;
    let MayFollow(forum) = may_follow(&forum)?;
    let (me, now, key) = (tx.me(), tx.now(), mode.key());
    if mode == Mode::None {
        sqlx::query!("delete from forum_subscriptions where forum_id = $1 and account_id = $2", forum.id, me)
            .execute(tx.conn())
            .await?;
    } else {
        sqlx::query!(
            "insert into forum_subscriptions (forum_id, account_id, mode, since) values ($1, $2, $3, $4)
             on conflict (forum_id, account_id) do update set mode = excluded.mode, since = excluded.since",
            forum.id,
            me,
            key,
            now
        )
        .execute(tx.conn())
        .await?;
    }
    digest::plan(tx).await
}

/// The member wants letters about this forum, in the way they usually do.
pub async fn subscribe_forum(tx: &mut Tx<'_>, slug: &str) -> Result<()> {
    let usual = forum_list::find(tx, slug).await?.following.usual;
    follow_forum(tx, slug, lively(usual)).await
}

/// The author of a new thread follows it, if they have wished so.
pub(crate) async fn own_thread(tx: &mut Tx<'_>, thread: i64) -> Result<()> {
    let (me, now) = (tx.me(), tx.now());
    let followed = sqlx::query!(
        "insert into subscriptions (thread_id, account_id, since, mode)
         select $2, $1, $3, case mode when 'none' then 'every' else mode end from seen_wishes where viewer = $1 and own_threads
         on conflict do nothing",
        me,
        thread,
        now
    )
    .execute(tx.conn())
    .await?;
    if followed.rows_affected() > 0 { digest::plan(tx).await } else { Ok(()) }
}

/// What one click chooses: never to hear nothing.
fn lively(usual: Mode) -> Mode {
    if usual == Mode::None { Mode::Every } else { usual }
}

async fn write(tx: &mut Tx<'_>, permit: MaySubscribe<'_>, mode: Mode) -> Result<()> {
    let MaySubscribe(thread) = permit;
    let (me, now, key) = (tx.me(), tx.now(), mode.key());
    sqlx::query!(
        "insert into subscriptions (thread_id, account_id, mode, since) values ($1, $2, $3, $4)
         on conflict (thread_id, account_id) do update set mode = excluded.mode, since = excluded.since",
        thread.id,
        me,
        key,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn forget(tx: &mut Tx<'_>, permit: MaySubscribe<'_>) -> Result<()> {
    let MaySubscribe(thread) = permit;
    let me = tx.me();
    sqlx::query!("delete from subscriptions where thread_id = $1 and account_id = $2", thread.id, me).execute(tx.conn()).await?;
    Ok(())
}

/// Posts go from one thread into another: whoever follows the one, or has muted it, does so with both; a word of one's own stands.
pub(crate) async fn follow_along(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<()> {
    sqlx::query!(
        "insert into subscriptions (thread_id, account_id, mode, since)
         /* as the site: what is followed goes along with the posts */ select $2, account_id, mode, since from subscriptions where thread_id = $1
         on conflict do nothing",
        from,
        to
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets what somebody who has lost a seat followed, and the letters that wait for them, wherever they sit no longer.
pub(crate) async fn drop_seatless(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    sqlx::query!(
        "delete from subscriptions where account_id = $1 and thread_id not in (/* as the site: a seat has been taken */
           select thread_id from seen_subscriptions where viewer = $1)",
        account
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from forum_subscriptions where account_id = $1 and forum_id not in (/* as the site: a seat has been taken */
           select forum_id from seen_forum_subscriptions where viewer = $1)",
        account
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from told_marks where account_id = $1 and not exists (/* as the site: a seat has been taken */
           select 1 from seen_threads t where t.viewer = $1 and t.id = told_marks.thread_id)",
        account
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from letters where account_id = $1 and post_id is not null and sent_at is null and not exists (/* as the site: a seat has been taken */
           select 1 from letters l join seen_posts p on p.viewer = $1 and p.id = l.post_id where l.id = letters.id or l.told_with = letters.id)",
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
