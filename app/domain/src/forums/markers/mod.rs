//! How far members have read: one mark for the account, one for each forum, one for each thread. Who has read nothing has no
//! row, and what is unread is worked out from the marks by `seen_threads`.

pub(crate) mod carried;
pub mod marking;
pub mod settle;
pub mod undo;

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::{Thread, find_itself};
use crate::notices;
use types::ids::ThreadId;

/// The member has read this thread up to post `no`, and has been in its forum. A page opened before the posts were numbered anew
/// tells nothing.
pub async fn read(tx: &mut Tx<'_>, thread: ThreadId, no: i64, numbering: i64) -> Result<()> {
    tx.viewer.persona()?;
    let thread = find_itself(tx, thread).await?;
    if thread.numbering != numbering {
        return Ok(());
    }
    let (me, now) = (tx.me(), tx.now());
    advance(tx, &thread, no.clamp(0, thread.last_no), thread.last_no).await?;
    notices::read::up_to(tx, thread.id, no).await?;
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

/// The member has written post `no`. It is no news to them in any case; whoever had read up to it has read up to its end.
pub(crate) async fn written(tx: &mut Tx<'_>, thread: &Thread, no: i64) -> Result<()> {
    if thread.read_no < thread.last_no { Ok(()) } else { advance(tx, thread, no, no).await }
}

/// Moves the reader's mark in this thread forward, never back. At the end of the thread it is no longer marked unread.
async fn advance(tx: &mut Tx<'_>, thread: &Thread, no: i64, last_no: i64) -> Result<()> {
    let me = tx.me();
    sqlx::query!(
        "insert into thread_marks (account_id, thread_id, read_no) values ($1, $2, $3)
         on conflict (account_id, thread_id) do update set read_no = excluded.read_no, before_no = null,
           unread_at = case when excluded.read_no < $4 then unread_at else 0 end
         where excluded.read_no > read_no",
        me,
        thread.id,
        no,
        last_no
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The next place in the order in which this member marks things, also while the clock stands still.
async fn next_mark(tx: &mut Tx<'_>) -> Result<i64> {
    let me = tx.me();
    let last = sqlx::query_scalar!(
        r#"select max(coalesce((select max(at) from seen_marks where viewer = $1), 0),
          coalesce((select max(at) from seen_forum_marks where viewer = $1), 0),
          coalesce((select max(unread_at) from seen_marked where viewer = $1), 0)) as "last!: i64""#,
        me
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(tx.now().max(last + 1))
}
