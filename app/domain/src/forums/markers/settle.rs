//! The account's own mark follows whoever reads thread by thread, so that little lies behind it to be looked through.

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::forums::markers::undo::TAKEN_BACK;
use crate::viewer::Viewer;

/// Fewer threads than this are looked through as quickly as the mark is moved.
const MANY: i64 = 200;
/// Whoever has left so many threads unread does not read everything.
const LEFT: i64 = 100;

/// The marks as they stand, and how far the account's may go.
struct Found {
    read_seq: i64,
    forums: i64,
    until: i64,
}

/// Moves the account's mark up to the oldest post that this member has not read: nothing becomes read by it. Not while a forum's
/// mark can be taken back, whose posts would stay read. Looked for without the writer, which others need.
pub async fn settle(db: &Db, viewer: &Viewer) -> Result<()> {
    settle_beyond(db, viewer, MANY).await
}

/// The same as soon as so many threads lie behind the mark.
pub async fn settle_beyond(db: &Db, viewer: &Viewer, threads: i64) -> Result<()> {
    let Some(found) = db.look(viewer, async |tx: &mut Tx<'_>| find(tx, threads).await).await? else { return Ok(()) };
    db.act(viewer, async |tx: &mut Tx<'_>| {
        let me = tx.me();
        // Only upon the same marks: what has been taken back meanwhile must not come back as read.
        sqlx::query!(
            "update account_marks set read_seq = $3 where account_id = $1 and read_seq = $2 and $4 = (
               select coalesce(sum(read_seq), 0) from seen_forum_marks where viewer = $1)",
            me,
            found.read_seq,
            found.until,
            found.forums
        )
        .execute(tx.conn())
        .await?;
        Ok(())
    })
    .await
}

async fn find(tx: &mut Tx<'_>, threads: i64) -> Result<Option<Found>> {
    let (me, since) = (tx.me(), tx.now() - TAKEN_BACK);
    let row = sqlx::query!(
        r#"select c.read_seq,
          (select coalesce(sum(o.read_seq), 0) from seen_forum_marks o where o.viewer = $1) as "forums!: i64",
          (/* as the site: the order of writing */ select coalesce(max(seq), 0) from posts) as "last_seq!: i64"
        from seen_marks c
        where c.viewer = $1 and not exists (select 1 from seen_forum_marks o where o.viewer = $1 and o.undoable and o.at > $2)"#,
        me,
        since
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    if !many(tx, threads, row.read_seq, row.last_seq).await? {
        return Ok(None);
    }
    let Some(until) = until(tx, row.read_seq, row.last_seq).await? else { return Ok(None) };
    let found = Found { read_seq: row.read_seq, forums: row.forums, until };
    Ok(many(tx, threads, row.read_seq, until).await?.then_some(found))
}

/// Whether so many threads ended after the one post and not after the other.
async fn many(tx: &mut Tx<'_>, threads: i64, after: i64, until: i64) -> Result<bool> {
    let me = tx.me();
    let found = sqlx::query_scalar!(
        r#"select count(*) as "found!: i64" from (
          select 1 from seen_threads where viewer = $1 and last_seq > $2 and last_seq <= $3 limit $4 + 0)"#,
        me,
        after,
        until,
        threads
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(found == threads)
}

/// The last post before the oldest unread one; None if very much is unread. Threads marked unread do not go by this mark.
async fn until(tx: &mut Tx<'_>, read_seq: i64, last_seq: i64) -> Result<Option<i64>> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select count(*) as "threads!: i64", min(oldest) as "oldest?: i64" from (
          select (select min(p.seq) from seen_posts p
              where p.viewer = $1 and p.thread_id = t.id and p.no >= t.first_unread and p.seq > t.known_seq) as oldest
          from seen_threads t
          where t.viewer = $1 and t.last_seq > $2 and t.unread and t.known_seq >= 0
          order by t.last_seq desc limit $3 + 0)"#,
        me,
        read_seq,
        LEFT
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.threads < LEFT).then(|| row.oldest.map_or(last_seq, |oldest| last_seq.min(oldest - 1))))
}
