//! Which account stands behind a persona: told by this one function, for a reason, and on record before it is read.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::{MayLookUp, may_look_up, may_see_staff};
use crate::fault::{Fault, Result};
use crate::lists;
use crate::members::names::name_key;
use types::desk::LookUpReason;
use types::fault::Refusal;
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

/// Whether the room is there for this viewer.
pub fn may_open(viewer: &crate::viewer::Viewer) -> Result<()> {
    may_see_staff(viewer)
}

/// Looks up the account behind a screen name. Its owner learns that somebody has, and never who.
pub async fn look_up(tx: &mut Tx<'_>, screen_name: &str, why: LookUpReason, reason: &Reason) -> Result<Identity> {
    let permit = may_look_up(&tx.viewer)?;
    let (me, key) = (tx.me(), name_key(screen_name));
    let member = sqlx::query_scalar!(
        r#"select member as "member!: i64" from seen_desk_members where viewer = $1 and name_key = $2"#,
        me,
        key
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(nobody)?;
    if member == me {
        return Err(Refusal::Yourself.into());
    }
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
    .ok_or_else(nobody)?;
    let country =
        lists::countries().iter().find(|(code, _)| *code == row.country).map_or(row.country, |(_, name)| (*name).to_owned());
    Ok(Identity {
        screen_name: row.screen_name,
        real_name: row.real_name,
        email: row.email,
        country,
        profession: row.profession,
        specialty: row.specialty,
        grade: row.grade,
        joined: row.created_at,
    })
}

fn nobody() -> Fault {
    Fault::wrong("member", "No account stands behind this screen name. Please check its spelling.")
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
