use crate::db::Tx;
use crate::fault::Result;

/// Puts on record what staff did, in the transaction in which they did it.
pub(crate) async fn record(tx: &mut Tx<'_>, deed: &str, account: Option<i64>, thread: Option<i64>, reason: &str) -> Result<()> {
    let (id, now, me) = (tx.clock.id()?, tx.now(), tx.me());
    sqlx::query!(
        "insert into deeds (id, at, account_id, deed, about_account, about_thread, reason) values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        now,
        me,
        deed,
        account,
        thread,
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
