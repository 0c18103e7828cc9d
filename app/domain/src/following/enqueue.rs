//! Which letters a new post brings about.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::Thread;
use crate::letters;
use types::forums::Landing;

/// Queues a letter about this post to each subscriber but its author; for all others nothing is written.
pub(crate) async fn of_post(tx: &mut Tx<'_>, thread: &Thread, post: i64, _landing: &Landing) -> Result<()> {
    let me = tx.me();
    let subscribers = sqlx::query_scalar!(
        "/* as the site: what each may read is asked when it is sent */ select account_id from subscriptions where thread_id = $1 and account_id <> $2",
        thread.id,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    for subscriber in subscribers {
        letters::queue_about(tx, subscriber, post).await?;
    }
    Ok(())
}
