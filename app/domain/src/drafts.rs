//! Unsent texts, kept on the server: one for each place, seen by their writer while the place is.

pub mod keep;
pub mod list;
pub(crate) mod rows;
pub mod rules;

use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::Result;
use crate::forums::sight::Moved;

/// How long a draft stays that nobody touches.
pub const KEPT_DAYS: i64 = 180;
/// Most drafts that a member keeps.
pub const MOST: i64 = 100;

/// A post has been sent, so its draft goes. It is known by its key: another window's text stays.
pub(crate) async fn sent(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    let me = tx.me();
    sqlx::query!(
        "delete from drafts where account_id = $1 and post_id is null and posting_key in (
           /* as the site: the keys are the member's own */ select key from posting_keys where account_id = $1 and post_id = $2)",
        me,
        post
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A changed post has been saved, so the draft that it grew from goes.
pub(crate) async fn edited(tx: &mut Tx<'_>, post: i64, upon: i64) -> Result<()> {
    let me = tx.me();
    sqlx::query!("delete from drafts where account_id = $1 and post_id = $2 and version = $3", me, post, upon)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A post has been taken back, and with it what was to become of it.
pub(crate) async fn withdrawn(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    sqlx::query!("delete from drafts where post_id = $1", post).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets the drafts of somebody who has lost a seat, wherever they sit no longer.
pub(crate) async fn drop_seatless(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    sqlx::query!(
        "delete from drafts where account_id = $1
           and audience_id not in (/* as the site: where they still sit */ select audience_id from seats where account_id = $1)",
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Drafts go along with what has moved to another audience, and go away where their writers have no seat there.
pub(crate) async fn moved(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<()> {
    let (thread, forum) = moved.numbers();
    sqlx::query!(
        "update drafts set audience_id = $3, forum_id = coalesce((
           /* as the site: where the thread is now */ select t.forum_id from threads t where t.id = drafts.thread_id), forum_id)
         where thread_id = $1 or forum_id = $2",
        thread,
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from drafts where (thread_id = $1 or forum_id = $2)
           and account_id not in (/* as the site: who stays */ select account_id from seats where audience_id = $3)",
        thread,
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One thread has been put into another: replies that wait go along; who has begun one in both keeps both texts in one.
pub(crate) async fn merged(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<()> {
    sqlx::query!(
        "update drafts set body = drafts.body || $3 || o.body, version = max(drafts.version, o.version) + 1
         from (/* as the site: what waits goes along */ select account_id, body, version from drafts where thread_id = $1 and post_id is null) o
         where drafts.thread_id = $2 and drafts.post_id is null and drafts.account_id = o.account_id",
        from,
        to,
        "\n\n"
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from drafts where thread_id = $1 and post_id is null and account_id in (
           /* as the site: whose text is in the other now */ select account_id from drafts where thread_id = $2 and post_id is null)",
        from,
        to
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update drafts set thread_id = $2, place = 'thread:' || $2 where thread_id = $1 and post_id is null", from, to)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Forgets drafts that nobody has touched for long.
pub(crate) async fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    let before = tx.now() - KEPT_DAYS * DAY;
    sqlx::query!("delete from drafts where saved_at < $1", before).execute(tx.conn()).await?;
    Ok(())
}
