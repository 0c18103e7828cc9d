//! Addresses that refuse letters rest until their owner says otherwise.

use crate::db::Tx;
use crate::fault::Result;

/// Lets an address rest.
pub(super) async fn pause(tx: &mut Tx<'_>, account: i64, reason: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query!(
        "insert into paused_addresses (account_id, at, reason) values ($1, $2, $3) on conflict (account_id) do nothing",
        account,
        now,
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An address has been changed, or is to be tried again: what was known of the old one is known no longer.
pub(crate) async fn forget_pause(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    sqlx::query!("delete from paused_addresses where account_id = $1", account).execute(tx.conn()).await?;
    Ok(())
}

/// Whose address this is.
pub(super) async fn owner(tx: &mut Tx<'_>, address: &str) -> Result<Option<i64>> {
    let account =
        sqlx::query_scalar!("/* as the site: the worker */ select id from accounts where lower(email) = lower($1)", address)
            .fetch_optional(tx.conn())
            .await?;
    Ok(account)
}
