//! The moment at which an import counts, and seats go with it.

use super::stage::{ABSENT, still_newest};
use super::{Kind, Report};
use crate::db::{Db, Tx};
use crate::desk::audit::{self, Deed};
use crate::desk::rules::MaySeat;
use crate::fault::Result;
use crate::verification::letters;
use crate::verification::standings::{self, Without};
use crate::viewer::Viewer;
use std::time::Instant;

/// A doctor by whose number the newest list no longer allows practice.
struct Found {
    account: i64,
    /// Not on the newest full list at all: that may be the file's fault, so the seat stays.
    absent: bool,
    /// Whether this very import says so.
    news: bool,
}

/// Makes the import count and takes the seats that must go, in one transaction.
pub(super) async fn count(db: &Db, id: i64, kind: Kind, mut report: Report) -> Result<Report> {
    let (unreadable, begun) = (report.unreadable.len() as i64, Instant::now());
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        still_newest(tx, id).await?;
        let (now, added, changed) = (tx.now(), report.added as i64, report.changed as i64);
        sqlx::query!(
            "update register_imports set counted_at = $2, added = $3, changed = $4, unreadable = $5 where id = $1",
            id,
            now,
            added,
            changed,
            unreadable
        )
        .execute(tx.conn())
        .await?;
        let found = without_practice(tx, id).await?;
        let (missing, denied): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.absent);
        for one in &denied {
            demote(tx, one).await?;
        }
        for one in missing.iter().filter(|one| one.news) {
            let words = "The newest full list of the GMC does not hold the number; the seat stays";
            audit::record(tx, Deed { act: "register-missing", account: Some(one.account), words, ..Deed::default() }).await?;
        }
        let demoted = denied.len() as i64;
        sqlx::query!("update register_imports set demoted = $2 where id = $1", id, demoted).execute(tx.conn()).await?;
        report.demoted = denied.len() as u64;
        report.missing = if kind == Kind::Full { missing.len() as u64 } else { 0 };
        Ok(())
    })
    .await?;
    tracing::info!(id, demoted = report.demoted, milliseconds = begun.elapsed().as_millis() as u64, "the register counts");
    Ok(report)
}

async fn without_practice(tx: &mut Tx<'_>, id: i64) -> Result<Vec<Found>> {
    let rows = sqlx::query!(
        r#"/* as the site: whose registration no longer allows practice */
        select d.account_id, r.status, r.import_id
        from standings d
        join register_rows r on r.number_key = d.number_key and r.import_id =
          (select max(n.import_id) from register_rows n
           join register_imports i on i.id = n.import_id and i.counted_at is not null
           where n.number_key = d.number_key)
        where d.body = 'gmc' and d.state in ('active', 'suspended') and not r.allowed
        order by d.account_id"#
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Found { account: row.account_id, absent: row.status == ABSENT, news: row.import_id == id })
        .collect())
}

async fn demote(tx: &mut Tx<'_>, one: &Found) -> Result<()> {
    standings::take(tx, MaySeat::of_register(), one.account, Without::Ended).await?;
    let words = "The GMC's list no longer shows a registration that allows practice";
    audit::record(tx, Deed { act: "register-demotion", account: Some(one.account), words, ..Deed::default() }).await?;
    letters::write(tx, one.account, letters::demoted()).await
}
