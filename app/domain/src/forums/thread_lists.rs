//! Lists of threads, each as its viewer sees it.
//!
//! `limit $n + 0`, not `limit $n`: SQLite prepares a statement anew for every bare bound limit, which takes longer than
//! reading the page.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::{circle, kind, number};
use types::forums::ThreadRow;
use types::ids::{PostId, ThreadId};
use types::page::{Page, THREADS};

/// A thread in `seen_threads`, as lists read it.
struct Row {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    author: String,
    last_no: i64,
    last_seq: i64,
    last_by: String,
    last_at: i64,
    last_post: i64,
    pinned: bool,
    locked: bool,
    audience_id: i64,
    read_no: i64,
    forum_read_seq: i64,
    forum: String,
    forum_slug: String,
}

/// The forum's threads, the pinned ones first, then by last post.
pub(crate) async fn of_forum(tx: &mut Tx<'_>, forum: i64, page: Page) -> Result<Vec<ThreadRow>> {
    let (me, skip) = (tx.me(), (page.number - 1) * THREADS);
    let rows = sqlx::query_as!(
        Row,
        r#"select id, slug, title, kind, author, last_no, last_seq, last_by, last_at, last_post, pinned, locked, audience_id,
          read_no as "read_no!: i64", forum_read_seq as "forum_read_seq!: i64", forum, forum_slug
        from seen_threads where viewer = $1 and forum_id = $2 order by pinned desc, last_seq desc limit $3 + 0 offset $4"#,
        me,
        forum,
        THREADS,
        skip
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(tx)).collect()
}

/// The threads with the latest posts, anywhere the viewer may enter.
pub async fn latest(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, slug, title, kind, author, last_no, last_seq, last_by, last_at, last_post, pinned, locked, audience_id,
          read_no as "read_no!: i64", forum_read_seq as "forum_read_seq!: i64", forum, forum_slug
        from seen_threads where viewer = $1 order by last_seq desc limit $2 + 0"#,
        me,
        most
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(tx)).collect()
}

/// The latest threads with posts that are new to the viewer.
pub async fn unread(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    let (me, read_seq) = (tx.me(), tx.viewer.read_seq);
    let rows = sqlx::query_as!(
        Row,
        r#"select id, slug, title, kind, author, last_no, last_seq, last_by, last_at, last_post, pinned, locked, audience_id,
          read_no as "read_no!: i64", forum_read_seq as "forum_read_seq!: i64", forum, forum_slug
        from seen_threads where viewer = $1 and last_seq > $2 and last_no > read_no and last_seq > forum_read_seq
        order by last_seq desc limit $3 + 0"#,
        me,
        read_seq,
        most
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(tx)).collect()
}

/// More unread threads than this are not counted: nobody minds whether there are 100 or 200.
pub const MOST_COUNTED: i64 = 100;

/// How many threads have posts that are new to the viewer; the same ones as `unread` lists, at most `MOST_COUNTED`.
pub async fn count_unread(tx: &mut Tx<'_>) -> Result<i64> {
    let (me, read_seq) = (tx.me(), tx.viewer.read_seq);
    let unread = sqlx::query_scalar!(
        r#"select count(*) as "unread!: i64" from (
          select id from seen_threads where viewer = $1 and last_seq > $2 and last_seq > forum_read_seq and last_no > read_no
          order by last_seq desc limit $3 + 0)"#,
        me,
        read_seq,
        MOST_COUNTED
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(unread)
}

/// The latest questions that nobody has answered.
pub async fn unanswered(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, slug, title, kind, author, last_no, last_seq, last_by, last_at, last_post, pinned, locked, audience_id,
          read_no as "read_no!: i64", forum_read_seq as "forum_read_seq!: i64", forum, forum_slug
        from seen_threads where viewer = $1 and kind = 'question' and last_no = 1 order by last_seq desc limit $2 + 0"#,
        me,
        most
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.seen_by(tx)).collect()
}

impl Row {
    fn seen_by(self, tx: &Tx<'_>) -> Result<ThreadRow> {
        let id: ThreadId = number(self.id)?;
        let last_post: PostId = number(self.last_post)?;
        let known = tx.viewer.read_seq.max(self.forum_read_seq);
        Ok(ThreadRow {
            id,
            last_post,
            kind: kind(&self.kind),
            circle: circle(self.audience_id),
            unread: self.last_no > self.read_no && self.last_seq > known,
            slug: self.slug,
            title: self.title,
            author: self.author,
            replies: self.last_no - 1,
            last_by: self.last_by,
            last_at: self.last_at,
            pinned: self.pinned,
            locked: self.locked,
            forum: self.forum,
            forum_slug: self.forum_slug,
        })
    }
}
