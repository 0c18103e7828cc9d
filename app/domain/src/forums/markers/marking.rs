//! Marking at a stroke: a thread, a forum or everything as read, each to be taken back; and a thread as unread from a post on.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::forum_list;
use crate::forums::markers::undo::Undo;
use crate::forums::markers::{advance, next_mark};
use crate::forums::threads::{find, find_itself};
use types::ids::ThreadId;

/// The whole thread is read.
pub async fn thread(tx: &mut Tx<'_>, id: ThreadId) -> Result<Undo> {
    let (me, thread) = (tx.me(), find(tx, id).await?);
    tx.viewer.persona()?;
    let undo = Undo::Thread(id, thread.last_no);
    let Some(first) = thread.first_unread else {
        advance(tx, &thread, thread.last_no, thread.last_no).await?;
        return Ok(undo);
    };
    let before = first - 1;
    sqlx::query!(
        "insert into thread_marks (account_id, thread_id, read_no, before_no) values ($1, $2, $3, $4)
         on conflict (account_id, thread_id) do update set read_no = excluded.read_no, before_no = excluded.before_no, unread_at = 0",
        me,
        thread.id,
        thread.last_no,
        before
    )
    .execute(tx.conn())
    .await?;
    Ok(undo)
}

/// Everything in the forum is read.
pub async fn forum(tx: &mut Tx<'_>, slug: &str) -> Result<Undo> {
    let (me, forum) = (tx.me(), forum_list::find(tx, slug).await?);
    tx.viewer.persona()?;
    let at = next_mark(tx).await?;
    let marked = sqlx::query_scalar!(
        r#"insert into forum_marks (account_id, forum_id, read_seq, visited_at, at, before_seq, before_at)
         values ($1, $2, max(coalesce((/* as the site: the order of writing */ select max(seq) from posts), 0), 0), 0, $3, 0, 0)
         on conflict (account_id, forum_id) do update set before_seq = read_seq, before_at = at, read_seq = excluded.read_seq, at = excluded.at
         -- Sent twice it is one mark, which can still be taken back.
         where read_seq < excluded.read_seq or at < coalesce((select max(unread_at) from seen_marked where viewer = $1), 0)
         returning at as "at!""#,
        me,
        forum.id,
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    let at = match marked {
        Some(at) => at,
        None => {
            sqlx::query_scalar!("select at from seen_forum_marks where viewer = $1 and forum_id = $2", me, forum.id)
                .fetch_one(tx.conn())
                .await?
        }
    };
    Ok(Undo::Forum(forum.slug, at))
}

/// Everything everywhere is read.
pub async fn everything(tx: &mut Tx<'_>) -> Result<Undo> {
    tx.viewer.persona()?;
    let (me, at) = (tx.me(), next_mark(tx).await?);
    let marked = sqlx::query_scalar!(
        r#"insert into account_marks (account_id, read_seq, at, before_seq, before_at)
         values ($1, max(coalesce((/* as the site: the order of writing */ select max(seq) from posts), 0), 0), $2, 0, 0)
         on conflict (account_id) do update set before_seq = read_seq, before_at = at, read_seq = excluded.read_seq, at = excluded.at
         where read_seq < excluded.read_seq or at < coalesce((select max(unread_at) from seen_marked where viewer = $1), 0)
         returning at as "at!""#,
        me,
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    let at = match marked {
        Some(at) => at,
        None => sqlx::query_scalar!("select at from seen_marks where viewer = $1", me).fetch_one(tx.conn()).await?,
    };
    Ok(Undo::Everything(at))
}

/// The thread is unread from post `no` on, whatever has been marked read before.
pub async fn unread_from(tx: &mut Tx<'_>, id: ThreadId, no: i64) -> Result<()> {
    let (me, thread) = (tx.me(), find_itself(tx, id).await?);
    tx.viewer.persona()?;
    if !(1..=thread.last_no).contains(&no) {
        return Err(Fault::NotFound);
    }
    let read_no = no - 1;
    let at = next_mark(tx).await?;
    sqlx::query!(
        "insert into thread_marks (account_id, thread_id, read_no, unread_at) values ($1, $2, $3, $4)
         on conflict (account_id, thread_id) do update set read_no = excluded.read_no, unread_at = excluded.unread_at, before_no = null",
        me,
        thread.id,
        read_no,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
