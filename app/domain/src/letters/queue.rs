//! Letters come into the queue in the transaction of what they tell; whoever tells the story commits it.

use crate::db::Tx;
use crate::fault::Result;

/// Queues a letter.
pub(crate) async fn queue(tx: &mut Tx<'_>, kind: &str, to: &str, subject: &str, text: &str) -> Result<()> {
    let (id, now) = (tx.clock.id()?, tx.now());
    sqlx::query!(
        "insert into letters (id, kind, to_address, subject, text, created_at, due_at) values ($1, $2, $3, $4, $5, $6, $6)",
        id,
        kind,
        to,
        subject,
        text,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Queues a letter to a member, wherever they read their e-mail; an account that has gone gets none.
pub(crate) async fn to_member(tx: &mut Tx<'_>, account: i64, kind: &str, subject: &str, text: &str) -> Result<()> {
    let address =
        sqlx::query_scalar!("/* as the site: a letter to a member */ select email from accounts where id = $1", account)
            .fetch_optional(tx.conn())
            .await?;
    match address {
        Some(address) => queue(tx, kind, &address, subject, text).await,
        None => Ok(()),
    }
}

/// Whom a letter about posts is for, and from when on it may be sent.
pub(crate) struct Due {
    pub(crate) account: i64,
    pub(crate) at: i64,
}

/// Queues letters about a post, or digests: neither words nor addresses are written down before they are sent. One statement,
/// however many they are.
pub(crate) async fn queue_wordless(tx: &mut Tx<'_>, kind: &str, post: Option<i64>, to: &[Due]) -> Result<()> {
    if to.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(to.len());
    for due in to {
        rows.push([tx.clock.id()?, due.account, due.at]);
    }
    let (rows, now) = (serde_json::json!(rows).to_string(), tx.now());
    sqlx::query!(
        "insert into letters (id, kind, to_address, subject, text, created_at, due_at, account_id, post_id)
         /* as the site: the rows given */ select value ->> 0, $2, '', '', '', $3, value ->> 2, value ->> 1, $4 from json_each($1)",
        rows,
        kind,
        now,
        post
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
