//! Granting and taking the doctor's seat.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::letter::to_member;
use crate::desk::rules::may_seat;
use crate::fault::{Fault, Result};
use crate::members::names::name_key;
use crate::verification::standings::{self, Without};
use types::fault::Refusal;
use types::text::Reason;
use types::verification::Assurance;

/// What is written to a doctor whose seat has been taken by hand.
const TAKEN: &str = "Dear colleague,

the community team has closed the doctors' forums for you for now. What you wrote there is kept, and everything else on doc2doc stays open to you.

If you are registered and may practise, the way back is short: sign in, open \"My doc2doc\", then \"Verification\", and show us your registration there. We answer within 72 hours.

If this comes as a surprise, please write to community@doc2doc.example. We would rather hear from you than lose you.

doc2doc
";

/// A member as the desk lists them: by screen name, never by real name.
pub struct DeskMember {
    pub name: String,
    pub joined: i64,
    pub doctor: bool,
}

/// Members whose screen name begins with these letters, by name; at most fifty.
pub async fn members(tx: &mut Tx<'_>, begins: &str) -> Result<Vec<DeskMember>> {
    may_seat(&tx.viewer)?;
    let (me, from) = (tx.me(), name_key(begins));
    let to = format!("{from}\u{10ffff}");
    let rows = sqlx::query!(
        r#"select screen_name, created_at, doctor as "doctor!: bool" from seen_desk_members
        where viewer = $1 and name_key >= $2 and name_key < $3 order by name_key limit 50"#,
        me,
        from,
        to
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| DeskMember { name: row.screen_name, joined: row.created_at, doctor: row.doctor }).collect())
}

/// Grants (or takes) the doctor's seat, with the reason on record; true from the member's next request on.
pub async fn seat_doctor(tx: &mut Tx<'_>, screen_name: &str, doctor: bool, reason: &Reason) -> Result<()> {
    let permit = may_seat(&tx.viewer)?;
    let (me, key) = (tx.me(), name_key(screen_name));
    let found = sqlx::query!(
        r#"select member as "member!: i64", doctor as "doctor!: bool" from seen_desk_members where viewer = $1 and name_key = $2"#,
        me,
        key
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let member = found.member;
    if member == me {
        return Err(Refusal::Yourself.into());
    }
    if !doctor && !found.doctor {
        // It has been taken meanwhile; one deed, one row, one letter.
        return Ok(());
    }
    if doctor {
        standings::grant(tx, permit, member, Assurance::Document, None).await?;
    } else {
        standings::take(tx, permit, member, Without::Ended).await?;
        to_member(tx, member, "unseated", "Your seat in the doctors' forums", TAKEN).await?;
    }
    let deed = if doctor { "seat-doctor" } else { "unseat-doctor" };
    audit::record(tx, Deed { act: deed, account: Some(member), words: reason.as_str(), ..Deed::default() }).await
}
