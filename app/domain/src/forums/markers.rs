use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::{Thread, find};
use types::ids::ThreadId;

/// Moves the reader's mark in this thread forward, never back; a guest has none.
pub(crate) async fn advance(tx: &mut Tx<'_>, thread: &Thread, no: i64) -> Result<()> {
    let me = tx.me();
    sqlx::query!(
        "insert into thread_marks (account_id, thread_id, read_no) values ($1, $2, $3)
         on conflict (account_id, thread_id) do update set read_no = max(read_no, excluded.read_no)",
        me,
        thread.id,
        no
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The member has read this thread up to post `no`, and has been in its forum.
pub async fn read(tx: &mut Tx<'_>, thread: ThreadId, no: i64) -> Result<()> {
    tx.viewer.persona()?;
    let thread = find(tx, thread).await?;
    let (me, now) = (tx.me(), tx.now());
    advance(tx, &thread, no.clamp(0, thread.last_no)).await?;
    sqlx::query!(
        "insert into forum_marks (account_id, forum_id, visited_at) values ($1, $2, $3)
         on conflict (account_id, forum_id) do update set visited_at = excluded.visited_at",
        me,
        thread.forum_id,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
