//! Lists of threads, each as its viewer sees it.
//!
//! `limit $n + 0`, not `limit $n`: SQLite prepares a statement anew for every bare bound limit, which takes longer than
//! reading the page.

use crate::db::{Tx, gathered, truth};
use crate::fault::Result;
use crate::forums::threads::{circle, kind, number};
use serde::Deserialize;
use types::forums::ThreadRow;
use types::ids::{PostId, ThreadId};
use types::page::{Page, THREADS};

/// A thread in `seen_threads`, in the order of the statements below.
#[derive(Deserialize)]
struct Row {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    author: String,
    last_no: i64,
    last_by: String,
    last_at: i64,
    last_post: i64,
    #[serde(deserialize_with = "truth")]
    pinned: bool,
    #[serde(deserialize_with = "truth")]
    locked: bool,
    audience_id: i64,
    #[serde(deserialize_with = "truth")]
    unread: bool,
    forum: String,
    forum_slug: String,
}

/// The forum's threads, the pinned ones first, then by last post.
pub(crate) async fn of_forum(tx: &mut Tx<'_>, forum: i64, page: Page) -> Result<Vec<ThreadRow>> {
    let (me, skip) = (tx.me(), (page.number - 1) * THREADS);
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat(line), '') as "lines!: String" from (
          select json_array(id, slug, title, kind, author, last_no, last_by, last_at, last_post, pinned, locked, audience_id, unread,
            forum, forum_slug) as line
          from seen_threads where viewer = $1 and forum_id = $2 order by pinned desc, last_seq desc limit $3 + 0 offset $4)"#,
        me,
        forum,
        THREADS,
        skip
    )
    .fetch_one(tx.conn())
    .await?;
    seen(&lines)
}

/// The threads with the latest posts, anywhere the viewer may enter.
pub async fn latest(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    let me = tx.me();
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat(line), '') as "lines!: String" from (
          select json_array(id, slug, title, kind, author, last_no, last_by, last_at, last_post, pinned, locked, audience_id, unread,
            forum, forum_slug) as line
          from seen_threads where viewer = $1 order by last_seq desc limit $2 + 0)"#,
        me,
        most
    )
    .fetch_one(tx.conn())
    .await?;
    seen(&lines)
}

/// The latest threads with posts that are new to the viewer: behind the mark of the account, and those that were marked unread.
pub async fn unread(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    if tx.viewer.is_guest() {
        return Ok(Vec::new());
    }
    let me = tx.me();
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat(line), '') as "lines!: String" from (
          select json_array(id, slug, title, kind, author, last_no, last_by, last_at, last_post, pinned, locked, audience_id, unread,
            forum, forum_slug) as line
          from seen_threads where viewer = $1 and unread and (
          id in (select thread_id from seen_marked where viewer = $1)
          or id in (select id from (
            select id from seen_threads
            where viewer = $1 and last_seq > (select coalesce(max(read_seq), 0) from seen_marks where viewer = $1) and unread
            order by last_seq desc limit $2 + 0)))
        order by +last_seq desc limit $2 + 0)"#,
        me,
        most
    )
    .fetch_one(tx.conn())
    .await?;
    seen(&lines)
}

/// More unread threads than this are neither counted nor listed: nobody minds whether there are 100 or 200.
pub const MOST_COUNTED: i64 = 100;

/// How many threads have posts that are new to the viewer; the same ones as `unread` lists, at most `MOST_COUNTED`.
pub async fn count_unread(tx: &mut Tx<'_>) -> Result<i64> {
    if tx.viewer.is_guest() {
        return Ok(0);
    }
    let me = tx.me();
    let unread = sqlx::query_scalar!(
        r#"select min(count(*), $2) as "unread!: i64" from seen_threads where viewer = $1 and unread and (
          id in (select thread_id from seen_marked where viewer = $1)
          or id in (select id from (
            select id from seen_threads
            where viewer = $1 and last_seq > (select coalesce(max(read_seq), 0) from seen_marks where viewer = $1) and unread
            order by last_seq desc limit $2 + 0)))"#,
        me,
        MOST_COUNTED
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(unread)
}

/// The latest questions that nobody has answered.
pub async fn unanswered(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    let me = tx.me();
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat(line), '') as "lines!: String" from (
          select json_array(id, slug, title, kind, author, last_no, last_by, last_at, last_post, pinned, locked, audience_id, unread,
            forum, forum_slug) as line
          from seen_threads where viewer = $1 and kind = 'question' and last_no = 1 order by last_seq desc limit $2 + 0)"#,
        me,
        most
    )
    .fetch_one(tx.conn())
    .await?;
    seen(&lines)
}

fn seen(lines: &str) -> Result<Vec<ThreadRow>> {
    gathered::<Row>(lines)?.into_iter().map(Row::seen).collect()
}

impl Row {
    fn seen(self) -> Result<ThreadRow> {
        let id: ThreadId = number(self.id)?;
        let last_post: PostId = number(self.last_post)?;
        Ok(ThreadRow {
            id,
            last_post,
            kind: kind(&self.kind),
            circle: circle(self.audience_id),
            unread: self.unread,
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
