//! Granting and taking the doctor's seat.

use crate::db::Tx;
use crate::desk::deeds;
use crate::fault::{Fault, Result};
use crate::members::names::name_key;
use crate::viewer::DOCTORS;
use types::fault::Refusal;
use types::text::Reason;

/// Permit to grant and take doctors' seats.
pub struct MaySeat(());

/// Administrators seat doctors.
pub fn may_seat(tx: &Tx<'_>) -> Result<MaySeat, Fault> {
    if tx.viewer.staff.admin { Ok(MaySeat(())) } else { Err(Fault::NotFound) }
}

impl MaySeat {
    /// The operator's permit: whoever has the machine may do it.
    pub(crate) fn of_operator() -> Self {
        Self(())
    }
}

/// A member as the desk lists them: by screen name, never by real name.
pub struct DeskMember {
    pub name: String,
    pub joined: i64,
    pub doctor: bool,
}

/// Members whose screen name begins with these letters, by name; at most fifty.
pub async fn members(tx: &mut Tx<'_>, begins: &str) -> Result<Vec<DeskMember>> {
    may_seat(tx)?;
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
    let permit = may_seat(tx)?;
    let (me, key) = (tx.me(), name_key(screen_name));
    let member = sqlx::query_scalar!(
        r#"select member as "member!: i64" from seen_desk_members where viewer = $1 and name_key = $2"#,
        me,
        key
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    if member == me {
        return Err(Refusal::Yourself.into());
    }
    if doctor {
        grant_doctor(tx, permit, member).await?;
    } else {
        sqlx::query!("delete from seats where account_id = $1 and audience_id = $2", member, DOCTORS).execute(tx.conn()).await?;
    }
    let deed = if doctor { "seat-doctor" } else { "unseat-doctor" };
    deeds::record(tx, deed, Some(member), None, reason.as_str()).await
}

/// Gives the doctor's seat.
pub(crate) async fn grant_doctor(tx: &mut Tx<'_>, MaySeat(()): MaySeat, account: i64) -> Result<()> {
    sqlx::query!(
        "insert into seats (account_id, audience_id, role) values ($1, $2, 'member') on conflict do nothing",
        account,
        DOCTORS
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
