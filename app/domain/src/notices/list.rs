//! The notices of a member, bundled: one line for each thread and kind.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::number;
use types::notices::{Bundle, NoticeKind};

/// Most bundles that are listed.
pub const MOST: i64 = 100;

/// The bundles, unread ones apart from those that have been read; the latest first.
pub async fn bundles(tx: &mut Tx<'_>) -> Result<Vec<Bundle>> {
    tx.viewer.persona()?;
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select g.thread_id as "thread!: i64", g.kind as "kind!: String", g.unread as "unread!: bool", g.latest / 1000000 as "at!: i64",
          g.many as "many!: i64", t.title, f.id as first, l.author as by
        from (
          select thread_id, kind, read_at is null as unread, max(at * 1000000 + no) as latest, min(no) as first, count(*) as many
          from seen_notices where viewer = $1 group by 1, 2, 3 order by 3 desc, 4 desc limit $2 + 0) g
        join seen_threads t on t.viewer = $1 and t.id = g.thread_id
        join seen_posts f on f.viewer = $1 and f.thread_id = g.thread_id and f.no = g.first
        join seen_posts l on l.viewer = $1 and l.thread_id = g.thread_id and l.no = g.latest % 1000000
        order by g.unread desc, g.latest desc"#,
        me,
        MOST
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Bundle {
                thread: number(row.thread)?,
                kind: NoticeKind::read(&row.kind),
                unread: row.unread,
                many: row.many,
                at: row.at,
                by: row.by,
                title: row.title,
                first: number(row.first)?,
            })
        })
        .collect()
}

/// How many bundles of notices are unread, at most 100.
pub async fn count_unread(tx: &mut Tx<'_>) -> Result<i64> {
    let (me, most) = (tx.me(), MOST);
    let many = sqlx::query_scalar!(
        "select count(*) from (
           select 1 from seen_notices where viewer = $1 and read_at is null group by thread_id, kind limit $2 + 0)",
        me,
        most
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(many)
}
