//! Takes away what no longer counts, in short transactions like the import itself.

use super::known::Superseded;
use super::stage::pause;
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::Viewer;
use std::time::Instant;

/// Rows taken away in one transaction.
const AT_ONCE: i64 = 2_000;

/// Takes away the rows of earlier imports that never came to count, and those imports.
pub(super) async fn leftovers(db: &Db, newest: i64) -> Result<()> {
    let site = Viewer::guest();
    let broken = db.look(&site, async |tx: &mut Tx<'_>| broken(tx, newest).await).await?;
    for id in broken {
        loop {
            let begun = Instant::now();
            let gone = db.act(&site, async |tx: &mut Tx<'_>| drop_some(tx, id).await).await?;
            if gone == 0 {
                break;
            }
            pause(begun).await;
        }
        db.act(&site, async |tx: &mut Tx<'_>| {
            sqlx::query!("delete from register_imports where id = $1", id).execute(tx.conn()).await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn broken(tx: &mut Tx<'_>, newest: i64) -> Result<Vec<i64>> {
    let broken = sqlx::query_scalar!(
        "/* as the site: imports that never came to count */ select id from register_imports where counted_at is null and id < $1",
        newest
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(broken)
}

async fn drop_some(tx: &mut Tx<'_>, id: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from register_rows where import_id = $1 and number_key in
           (/* as the site: a part of them */ select number_key from register_rows where import_id = $1 limit $2 + 0)",
        id,
        AT_ONCE
    )
    .execute(tx.conn())
    .await?;
    Ok(gone.rows_affected())
}

/// Takes away rows of which newer lists say something else.
pub(super) async fn superseded(db: &Db, rows: Vec<Superseded>) -> Result<()> {
    for batch in rows.chunks(AT_ONCE as usize) {
        let begun = Instant::now();
        db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
            for (import, key) in batch {
                let key = key.as_slice();
                sqlx::query!("delete from register_rows where number_key = $1 and import_id = $2", key, import)
                    .execute(tx.conn())
                    .await?;
            }
            Ok(())
        })
        .await?;
        pause(begun).await;
    }
    Ok(())
}
