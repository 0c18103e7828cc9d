//! Which account stands behind a persona: told by this one function, for a reason, and on record before it is read.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::members;
use crate::desk::rules::{MayLookUp, may_look_up};
use crate::fault::Result;
use crate::lists;
use types::desk::LookUpReason;
use types::text::Reason;

/// Both faces of somebody else; never kept, never sent on.
pub struct Identity {
    pub screen_name: String,
    pub real_name: String,
    pub email: String,
    pub country: String,
    pub profession: String,
    pub specialty: String,
    pub grade: String,
    pub joined: i64,
}

/// Looks up the account behind a screen name. Its owner learns that somebody has, and never who.
pub async fn look_up(tx: &mut Tx<'_>, screen_name: &str, why: LookUpReason, reason: &Reason) -> Result<Identity> {
    let permit = may_look_up(&tx.viewer)?;
    let member = members::find(tx, screen_name).await?.ok_or_else(members::nobody)?.account;
    let words = format!("{}: {}", why.words(), reason.as_str());
    audit::record(tx, Deed { act: "look-up", account: Some(member), words: &words, ..Deed::default() }).await?;
    read(tx, permit, member).await
}

async fn read(tx: &mut Tx<'_>, _permit: MayLookUp, member: i64) -> Result<Identity> {
    let me = tx.me();
    let row = sqlx::query!(
        "select screen_name, real_name, email, country, profession, specialty, grade, created_at
         from seen_identity where viewer = $1 and member = $2",
        me,
        member
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(members::nobody)?;
    Ok(Identity {
        screen_name: row.screen_name,
        real_name: row.real_name,
        email: row.email,
        country: lists::country_name(&row.country).to_owned(),
        profession: row.profession,
        specialty: row.specialty,
        grade: row.grade,
        joined: row.created_at,
    })
}

/// How often both faces of the viewer have been looked up in one month.
pub struct LookUps {
    /// The first of that month's look-ups.
    pub at: i64,
    pub times: i64,
}

/// When both faces of the viewer have been looked up, by month, the latest first; by whom is told to nobody.
pub async fn own_look_ups(tx: &mut Tx<'_>) -> Result<Vec<LookUps>> {
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select min(at) as "at!: i64", count(*) as "times!: i64" from seen_look_ups where viewer = $1
        group by strftime('%Y-%m', at / 1000, 'unixepoch') order by min(at) desc"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| LookUps { at: row.at, times: row.times }).collect())
}
