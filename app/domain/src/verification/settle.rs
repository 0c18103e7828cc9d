//! GMC numbers from before they were sealed.

use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::verification::claim::claim_for;
use crate::viewer::Viewer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use types::fault::Refusal;
use types::text::GmcNumber;

/// Numbers that were kept as plain text before become claims, one transaction each, and the plain text goes.
pub async fn settle_old_numbers(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    while let Some(old) = db.look(&site, async |tx: &mut Tx<'_>| next(tx).await).await? {
        db.act(&site, async |tx: &mut Tx<'_>| settle(tx, old).await).await?;
    }
    Ok(())
}

struct Old {
    account: i64,
    number: String,
}

/// A number that is still plain text, if there is any; looked for at every start, so it writes nothing.
async fn next(tx: &mut Tx<'_>) -> Result<Option<Old>> {
    let old = sqlx::query_as!(
        Old,
        "/* as the site: settles what was kept as plain text */
        select account_id as account, gmc_number as number from register_entries where gmc_number <> '' limit 1"
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(old)
}

async fn settle(tx: &mut Tx<'_>, old: Old) -> Result<()> {
    sqlx::query!("update register_entries set gmc_number = '' where account_id = $1", old.account).execute(tx.conn()).await?;
    let Ok(number) = GmcNumber::try_from(old.number) else { return Ok(()) };
    match claim_for(tx, old.account, &number).await {
        // Their case tells staff more than the old number.
        Err(Fault::Refused(Refusal::CaseOpen)) => Ok(()),
        claimed => claimed.map(|_| ()),
    }
}

/// The number of a registration that waits, as it is kept.
pub(crate) fn seal_number(tx: &Tx<'_>, number: Option<&GmcNumber>) -> Result<String> {
    let Some(number) = number else { return Ok(String::new()) };
    Ok(STANDARD.encode(tx.key.seal("number", number.as_str().as_bytes())?))
}

/// The number of a registration that waited; one from before the sealing is plain.
pub(crate) fn unseal_number(tx: &Tx<'_>, kept: &str) -> Result<Option<GmcNumber>> {
    if kept.is_empty() {
        return Ok(None);
    }
    if let Ok(plain) = GmcNumber::try_from(kept) {
        return Ok(Some(plain));
    }
    let sealed = STANDARD.decode(kept).map_err(|error| Fault::Hash(error.to_string()))?;
    let plain = String::from_utf8_lossy(&tx.key.unseal("number", &sealed)?).into_owned();
    Ok(GmcNumber::try_from(plain).ok())
}
