//! What it means to move something to another audience: who gains and who loses sight of it.

use crate::db::Tx;
use crate::fault::Result;

/// Members who see it only afterwards, and those who see it only now.
pub(crate) async fn change(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<(i64, i64)> {
    Ok((only_in(tx, to, from).await?, only_in(tx, from, to).await?))
}

/// How many members sit in one audience and not in the other.
async fn only_in(tx: &mut Tx<'_>, one: i64, other: i64) -> Result<i64> {
    let many = sqlx::query_scalar!(
        "/* as the site: how many, told to whoever is about to move something */
        select count(*) from seats s where s.audience_id = $1 and s.account_id <> 0
          and not exists (select 1 from seats o where o.account_id = s.account_id and o.audience_id = $2)",
        one,
        other
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(many)
}
