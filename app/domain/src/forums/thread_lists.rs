//! Lists of threads, each as its viewer sees it.
//!
//! `limit $n + 0`, not `limit $n`: SQLite prepares a statement anew for every bare bound limit, which takes longer than
//! reading the page.

use crate::db::{Tx, gathered, truth};
use crate::fault::Result;
use crate::forums::forum_list::Forum;
use crate::forums::threads::{circle, kind, number};
use serde::Deserialize;
use types::forums::ThreadRow;
use types::ids::{PostId, ThreadId};
use types::page::{Page, THREADS};

/// A thread as `seen_thread_lines` writes it, in the same order.
#[derive(Deserialize)]
struct Line {
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
    #[serde(deserialize_with = "truth")]
    unread: bool,
}

/// Where it stands, in the order of the same view.
#[derive(Deserialize)]
struct Place {
    audience: i64,
    forum: String,
    forum_slug: String,
}

/// The forum's threads, the pinned ones first, then by last post.
pub(crate) async fn of_forum(tx: &mut Tx<'_>, forum: &Forum, page: Page) -> Result<Vec<ThreadRow>> {
    let (me, skip) = (tx.me(), (page.number - 1) * THREADS);
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat(line), '') as "lines!: String" from (
          select line from seen_thread_lines where viewer = $1 and forum_id = $2 order by pinned desc, last_seq desc limit $3 + 0 offset $4)"#,
        me,
        forum.id,
        THREADS,
        skip
    )
    .fetch_one(tx.conn())
    .await?;
    let place = || Place { audience: forum.audience, forum: forum.name.clone(), forum_slug: forum.slug.clone() };
    gathered(&lines)?.into_iter().map(|line: Line| line.at(place())).collect()
}

/// The threads with the latest posts, anywhere the viewer may enter.
pub async fn latest(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    let me = tx.me();
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat('[' || line || ',' || place || ']'), '') as "lines!: String" from (
          select line, place from seen_thread_lines where viewer = $1 order by last_seq desc limit $2 + 0)"#,
        me,
        most
    )
    .fetch_one(tx.conn())
    .await?;
    placed(&lines)
}

/// The latest threads with posts that are new to the viewer: behind the mark of the account, and those that were marked unread.
pub async fn unread(tx: &mut Tx<'_>, most: i64) -> Result<Vec<ThreadRow>> {
    if tx.viewer.is_guest() {
        return Ok(Vec::new());
    }
    let me = tx.me();
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat('[' || line || ',' || place || ']'), '') as "lines!: String" from (
          select line, place from seen_thread_lines where viewer = $1 and unread and (
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
    placed(&lines)
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
        r#"select coalesce(group_concat('[' || line || ',' || place || ']'), '') as "lines!: String" from (
          select line, place from seen_thread_lines where viewer = $1 and kind = 'question' and last_no = 1 order by last_seq desc limit $2 + 0)"#,
        me,
        most
    )
    .fetch_one(tx.conn())
    .await?;
    placed(&lines)
}

/// Threads of several forums, each with its place.
fn placed(lines: &str) -> Result<Vec<ThreadRow>> {
    gathered(lines)?.into_iter().map(|(line, place): (Line, Place)| line.at(place)).collect()
}

impl Line {
    fn at(self, place: Place) -> Result<ThreadRow> {
        let id: ThreadId = number(self.id)?;
        let last_post: PostId = number(self.last_post)?;
        Ok(ThreadRow {
            id,
            last_post,
            kind: kind(&self.kind),
            circle: circle(place.audience),
            unread: self.unread,
            slug: self.slug,
            title: self.title,
            author: self.author,
            replies: self.last_no - 1,
            last_by: self.last_by,
            last_at: self.last_at,
            pinned: self.pinned,
            locked: self.locked,
            forum: place.forum,
            forum_slug: place.forum_slug,
        })
    }
}
