//! What happens when a poll has closed: whoever waits for its result is told, and kept pages are made anew.

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::notices::tell;
use crate::viewer::Viewer;

/// Polls in one round; the rest waits for the next.
const AT_ONCE: i64 = 500;

/// Tells of the polls that have closed since the last round, each in an act of its own.
pub async fn round(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    let due = db.look(&site, async |tx: &mut Tx<'_>| due(tx).await).await?;
    for poll in due {
        db.act(&site, async |tx: &mut Tx<'_>| tell_of(tx, poll).await).await?;
    }
    Ok(())
}

async fn due(tx: &mut Tx<'_>) -> Result<Vec<i64>> {
    let now = tx.now();
    let ids = sqlx::query_scalar!(
        "/* as the site: polls that have closed */
        select id from polls where told_at is null and closes_at <= $1 order by closes_at limit $2 + 0",
        now,
        AT_ONCE
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids)
}

/// Another process may have been quicker, and the thread may be gone.
async fn tell_of(tx: &mut Tx<'_>, poll: i64) -> Result<()> {
    let now = tx.now();
    let told = sqlx::query!(
        "update polls set told_at = $2 where id = $1 and told_at is null returning audience_id as \"audience!\"",
        poll,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(told) = told else { return Ok(()) };
    tx.touch(told.audience);
    let first = sqlx::query!(
        "/* as the site: the thread of a poll that has closed */
        select p.thread_id, p.id from posts p join threads t on t.id = p.thread_id
        where p.thread_id = $1 and p.no = 1 and t.removed_at is null",
        poll
    )
    .fetch_optional(tx.conn())
    .await?;
    match first {
        Some(first) => tell::of_closed_poll(tx, first.thread_id, first.id).await,
        None => {
            tx.touch_site_polls();
            Ok(())
        }
    }
}
