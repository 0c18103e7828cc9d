//! Communities in which nobody has written for a year: their owners are asked whether to keep them.

use super::inside::tell;
use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::Viewer;

/// How long a community may be silent before its owner is asked, and how long nobody asks again.
const SILENT: i64 = 365 * DAY;

/// Asks the owners of communities that have fallen silent, each once a year.
pub async fn round(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    let silent = db.look(&site, async |tx: &mut Tx<'_>| silent(tx).await).await?;
    for (forum, owner) in silent {
        db.act(&site, async |tx: &mut Tx<'_>| ask(tx, forum, owner).await).await?;
    }
    Ok(())
}

/// The communities without a sign of life, and who owns them.
async fn silent(tx: &mut Tx<'_>) -> Result<Vec<(i64, i64)>> {
    let before = tx.now() - SILENT;
    let rows = sqlx::query!(
        "/* as the site: whom to ask */
        select f.id, o.account_id from forums f
        join audiences a on a.id = f.audience_id and a.kind = 'community'
        join seats o on o.audience_id = f.audience_id and o.role = 'owner'
        left join threads t on t.id = f.last_thread
        where f.archived_at is null and coalesce(f.asked_at, 0) <= $1
          and max(f.created_at, coalesce(f.kept_at, 0), coalesce(t.last_at, 0)) <= $1
        order by f.id",
        before
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.account_id)).collect())
}

async fn ask(tx: &mut Tx<'_>, forum: i64, owner: i64) -> Result<()> {
    let now = tx.now();
    let before = now - SILENT;
    let asked = sqlx::query!(
        "update forums set asked_at = $2 where id = $1 and archived_at is null and coalesce(asked_at, 0) <= $3",
        forum,
        now,
        before
    )
    .execute(tx.conn())
    .await?;
    if asked.rows_affected() == 0 {
        return Ok(());
    }
    let words = "nobody has written in one of your closed communities on doc2doc for a year. Would you like to keep it, or to close it? Please sign in and open \u{201c}My communities\u{201d} to say so. Until you do, everything stays as it is.";
    tell(tx, owner, "community-silent", "Keep your community or close it?", words).await
}
