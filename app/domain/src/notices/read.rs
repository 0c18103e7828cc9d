//! Notices are read with the posts they tell of, bundle by bundle, or all at once; on every device at the same time.

use crate::db::Tx;
use crate::fault::Result;
use types::ids::ThreadId;
use types::notices::NoticeKind;

/// The member has read a thread up to post `no`, and so the notices about these posts, also those that are silent now.
pub(crate) async fn up_to(tx: &mut Tx<'_>, thread: i64, no: i64) -> Result<()> {
    let (me, now) = (tx.me(), tx.now());
    sqlx::query!(
        "update notices set read_at = $3 where account_id = $1 and read_at is null and exists (
           select 1 from seen_posts p where p.viewer = $1 and p.id = notices.post_id and p.thread_id = $2 and p.no <= $4)",
        me,
        thread,
        now,
        no
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The member has read one bundle.
pub async fn bundle(tx: &mut Tx<'_>, thread: ThreadId, kind: NoticeKind) -> Result<()> {
    tx.viewer.persona()?;
    let (me, now, thread, kind) = (tx.me(), tx.now(), thread.number(), kind.key());
    sqlx::query!(
        "update notices set read_at = $3 where account_id = $1 and read_at is null and id in (
           select id from seen_notices where viewer = $1 and read_at is null and thread_id = $2 and kind = $4)",
        me,
        thread,
        now,
        kind
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The member has read all notices.
pub async fn all(tx: &mut Tx<'_>) -> Result<()> {
    tx.viewer.persona()?;
    let (me, now) = (tx.me(), tx.now());
    sqlx::query!("update notices set read_at = $2 where account_id = $1 and read_at is null", me, now).execute(tx.conn()).await?;
    Ok(())
}
