use crate::db::Tx;
use crate::fault::Result;
use crate::letters;

/// Queues a letter to a member, wherever they read their e-mail; an account that has gone gets none.
pub(crate) async fn to_member(tx: &mut Tx<'_>, account: i64, kind: &str, subject: &str, text: &str) -> Result<()> {
    let address =
        sqlx::query_scalar!("/* as the site: a letter to a member */ select email from accounts where id = $1", account)
            .fetch_optional(tx.conn())
            .await?;
    match address {
        Some(address) => letters::queue(tx, kind, &address, subject, text).await,
        None => Ok(()),
    }
}
