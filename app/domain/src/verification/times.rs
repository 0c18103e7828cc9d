//! How long it takes to be verified.

use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::Result;

/// Decisions older than this no longer count.
const LATELY: i64 = 90 * DAY;

/// The median time from opening to decision over the last 90 days, in milliseconds; none before the first decision.
pub async fn median(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    let since = tx.now() - LATELY;
    Ok(sqlx::query_scalar!(
        r#"/* as the site: published for all */
        select took as "took!: i64" from (
          select decided_at - opened_at as took, row_number() over (order by decided_at - opened_at) as place, count(*) over () as decided
          from cases where decided_at >= $1 and state in ('granted', 'refused') and kind in ('register', 'elsewhere'))
        where place = (decided + 1) / 2"#,
        since
    )
    .fetch_optional(tx.conn())
    .await?)
}
