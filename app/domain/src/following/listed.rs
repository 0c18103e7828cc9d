//! What the viewer follows, as a list.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::following::wishes::{self, mode};
use crate::forums::threads::number;
use crate::viewer::EVERYONE;
use types::following::{Followed, FollowedPage, Place};
use types::page::Page;

/// Followed threads and forums on a page.
const FOLLOWED: i64 = 50;

/// A page of the threads that the member has a word on, those chosen last first; the forums stand before them on the first.
pub async fn page(tx: &mut Tx<'_>, asked: i64) -> Result<FollowedPage> {
    tx.viewer.persona()?;
    let me = tx.me();
    let total = sqlx::query_scalar!(
        r#"select count(*) as "total!: i64" from seen_subscriptions n
        join seen_threads t on t.viewer = $1 and t.id = n.thread_id where n.viewer = $1"#,
        me
    )
    .fetch_one(tx.conn())
    .await?;
    let page = Page::of(asked, total, FOLLOWED).ok_or(Fault::NotFound)?;
    let mut rows = if page.number == 1 { forums(tx).await? } else { Vec::new() };
    rows.extend(threads(tx, page).await?);
    Ok(FollowedPage { page, rows, silent: !wishes::mine(tx).await?.posts })
}

async fn forums(tx: &mut Tx<'_>) -> Result<Vec<Followed>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select slug, name, mode, audience_id from seen_forum_subscriptions where viewer = $1 order by since desc, slug",
        me
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Followed {
            what: Place::Forum(row.slug),
            words: row.name,
            forum: None,
            mode: mode(&row.mode),
            closed: row.audience_id != EVERYONE,
        })
        .collect())
}

async fn threads(tx: &mut Tx<'_>, page: Page) -> Result<Vec<Followed>> {
    let (me, from) = (tx.me(), (page.number - 1) * FOLLOWED);
    let rows = sqlx::query!(
        "select t.id, t.title, t.forum, n.mode, t.audience_id
        from seen_subscriptions n join seen_threads t on t.viewer = $1 and t.id = n.thread_id where n.viewer = $1
        order by n.since desc, t.id limit $2 + 0 offset $3 + 0",
        me,
        FOLLOWED,
        from
    )
    .fetch_all(tx.conn())
    .await?;
    let mut followed = Vec::with_capacity(rows.len());
    for row in rows {
        followed.push(Followed {
            what: Place::Thread(number(row.id)?),
            words: row.title,
            forum: Some(row.forum),
            mode: mode(&row.mode),
            closed: row.audience_id != EVERYONE,
        });
    }
    Ok(followed)
}
