//! Members as the desk finds them: by screen name, never by real name.

use crate::db::Tx;
use crate::desk::rules::may_seat;
use crate::fault::{Fault, Result};
use crate::members::names::name_key;
use types::fault::Refusal;

/// A member in the list.
pub struct DeskMember {
    pub name: String,
    pub joined: i64,
    pub doctor: bool,
}

/// Members whose screen name begins with these letters, by name; at most fifty.
pub async fn beginning(tx: &mut Tx<'_>, begins: &str) -> Result<Vec<DeskMember>> {
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

/// A member whom a deed is about.
pub(super) struct Found {
    pub(super) account: i64,
    pub(super) doctor: bool,
}

/// The member with this screen name. Refused where it is the viewer: nobody does such things to themselves.
pub(super) async fn find(tx: &mut Tx<'_>, screen_name: &str) -> Result<Option<Found>> {
    let (me, key) = (tx.me(), name_key(screen_name));
    let row = sqlx::query!(
        r#"select member as "member!: i64", doctor as "doctor!: bool" from seen_desk_members where viewer = $1 and name_key = $2"#,
        me,
        key
    )
    .fetch_optional(tx.conn())
    .await?;
    let found = row.map(|row| Found { account: row.member, doctor: row.doctor });
    if found.as_ref().is_some_and(|found| found.account == me) { Err(Refusal::Yourself.into()) } else { Ok(found) }
}

/// What is said beside the field where a screen name was typed that nobody has.
pub(super) fn nobody() -> Fault {
    Fault::wrong("member", "There is no member with this screen name. Please check how it is spelt.")
}
