//! Granting and taking the doctor's seat.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::members;
use crate::desk::rules::may_seat;
use crate::fault::{Fault, Result};
use crate::verification::letters;
use crate::verification::standings::{self, Without};
use types::text::Reason;
use types::verification::Assurance;

/// Grants (or takes) the doctor's seat, with the reason on record; true from the member's next request on.
pub async fn seat_doctor(tx: &mut Tx<'_>, screen_name: &str, doctor: bool, reason: &Reason) -> Result<()> {
    let permit = may_seat(&tx.viewer)?;
    let found = members::find(tx, screen_name).await?.ok_or(Fault::NotFound)?;
    let member = found.account;
    if !doctor && !found.doctor {
        // It has been taken meanwhile; one deed, one row, one letter.
        return Ok(());
    }
    if doctor {
        standings::grant(tx, permit, member, Assurance::Document, None).await?;
    } else {
        standings::take(tx, permit, member, Without::Ended).await?;
        letters::write(tx, member, letters::unseated()).await?;
    }
    let deed = if doctor { "seat-doctor" } else { "unseat-doctor" };
    audit::record(tx, Deed { act: deed, account: Some(member), words: reason.as_str(), ..Deed::default() }).await
}
