//! Every post adds a small piece to the index, and a search reads all pieces. FTS5 merges them little by little while others
//! write; at night they become one again.

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::Viewer;
use std::time::Duration;
use tokio::time::sleep;

/// Pages of the index, of 4 KB each, that are merged in one transaction.
const PAGES: i64 = 300;
/// Others write meanwhile.
const PAUSE: Duration = Duration::from_millis(5);

/// Makes the index one piece.
pub async fn tidy(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    // A number below zero begins with all pieces; one above goes on with what has begun (sqlite.org/fts5.html, 6.7).
    let mut pages = -PAGES;
    while db.act_unheard(&site, async |tx: &mut Tx<'_>| merge(tx, pages).await).await? {
        pages = PAGES;
        sleep(PAUSE).await;
    }
    Ok(())
}

/// Merges so many pages; whether there was anything to do.
async fn merge(tx: &mut Tx<'_>, pages: i64) -> Result<bool> {
    let before = changes(tx).await?;
    sqlx::query!("insert into post_words (post_words, rank) values ('merge', $1)", pages).execute(tx.conn()).await?;
    // The command itself counts as one.
    Ok(changes(tx).await? - before >= 2)
}

async fn changes(tx: &mut Tx<'_>) -> Result<i64> {
    let changes = sqlx::query_scalar!(r#"/* as the site: counts */ select total_changes() as "changes!: i64""#)
        .fetch_one(tx.conn())
        .await?;
    Ok(changes)
}
