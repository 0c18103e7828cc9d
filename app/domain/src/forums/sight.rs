//! What it means to move something to another audience: who gains and who loses sight of it.

use crate::db::Tx;
use crate::fault::Result;
use crate::viewer::EVERYONE;
use types::communities::Sight;

/// A place to move from or to: its name, and who sits there.
pub(crate) struct End<'a> {
    pub(crate) name: &'a str,
    pub(crate) audience: i64,
}

/// What moving from one end to the other does; so many subscribers have no seat at the other.
pub(crate) async fn change(tx: &mut Tx<'_>, from: End<'_>, to: End<'_>, unsubscribed: i64) -> Result<Sight> {
    Ok(Sight {
        gain: only_in(tx, to.audience, from.audience).await?,
        lose: only_in(tx, from.audience, to.audience).await?,
        open_now: from.audience == EVERYONE,
        open_then: to.audience == EVERYONE,
        from: from.name.to_owned(),
        to: to.name.to_owned(),
        unsubscribed,
    })
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
