//! The newest posts of a forum or a thread, as whoever asks sees them.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::threads::number;
use crate::forums::{forum_list, threads};
use crate::writing::pictures::shown;
use std::collections::BTreeMap;
use types::feeds::{Enclosure, Entry, Feed};
use types::ids::ThreadId;

/// Entries in a feed. The newest posts stand in the threads that were active last, so no more threads are looked at.
pub(super) const MOST: i64 = 30;

/// A post as feeds read it.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) author: String,
    pub(super) forum: String,
    pub(super) created_at: i64,
    pub(super) edited_at: Option<i64>,
    pub(super) html: String,
    pub(super) body: String,
}

/// The newest posts of a forum.
pub async fn of_forum(tx: &mut Tx<'_>, slug: &str) -> Result<Feed> {
    let forum = forum_list::find(tx, slug).await?;
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, t.title, p.author, t.forum, p.created_at, p.edited_at, p.html as "html!: String", p.body as "body!: String"
        from (select id, title, forum, last_no from seen_threads where viewer = $1 and forum_id = $2 order by last_seq desc limit $3 + 0) t
        join seen_posts p on p.viewer = $1 and p.thread_id = t.id and p.no > t.last_no - $3 and not p.withdrawn
        order by p.seq desc limit $3 + 0"#,
        me,
        forum.id,
        MOST
    )
    .fetch_all(tx.conn())
    .await?;
    feed(tx, forum.name, format!("/forums/{}", forum.slug), rows).await
}

/// The newest posts of a thread.
pub async fn of_thread(tx: &mut Tx<'_>, id: ThreadId) -> Result<Feed> {
    let thread = threads::find(tx, id).await?;
    let (me, since) = (tx.me(), thread.last_no - MOST);
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, t.title, p.author, t.forum, p.created_at, p.edited_at, p.html as "html!: String", p.body as "body!: String"
        from seen_threads t
        join seen_posts p on p.viewer = $1 and p.thread_id = t.id and p.no > $3 and not p.withdrawn
        where t.viewer = $1 and t.id = $2 order by p.no desc"#,
        me,
        thread.id,
        since
    )
    .fetch_all(tx.conn())
    .await?;
    feed(tx, thread.title().to_owned(), format!("/threads/{}/{}", thread.id, thread.slug()), rows).await
}

/// The feed made of these posts.
pub(super) async fn feed(tx: &mut Tx<'_>, title: String, page: String, rows: Vec<Row>) -> Result<Feed> {
    let shown: Vec<Vec<i64>> = rows.iter().map(|row| shown(&row.body).into_iter().map(|picture| picture.id).collect()).collect();
    let there = pictures(tx, &shown.concat()).await?;
    let entries = rows.into_iter().zip(shown).map(|(row, shown)| entry(row, &shown, &there)).collect::<Result<Vec<_>>>()?;
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(0);
    Ok(Feed { title, page, updated, entries, closed: None })
}

/// Those of these pictures that are there for the viewer.
async fn pictures(tx: &mut Tx<'_>, shown: &[i64]) -> Result<BTreeMap<i64, Enclosure>> {
    if shown.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (me, shown) = (tx.me(), serde_json::to_string(shown).map_err(|error| Fault::File(error.into()))?);
    let rows = sqlx::query!(
        r#"select id, media, length(data) as "length!: i64" from seen_pixels
        where viewer = $1 and name = 'wide' and id in (select value from json_each($2))"#,
        me,
        shown
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| Ok((row.id, Enclosure { id: number(row.id)?, media: row.media, length: row.length }))).collect()
}

fn entry(row: Row, shown: &[i64], there: &BTreeMap<i64, Enclosure>) -> Result<Entry> {
    Ok(Entry {
        post: number(row.id)?,
        title: row.title,
        author: row.author,
        forum: row.forum,
        at: row.created_at,
        updated: row.edited_at.unwrap_or(row.created_at),
        html: row.html,
        pictures: shown.iter().filter_map(|id| there.get(id)).cloned().collect(),
    })
}
