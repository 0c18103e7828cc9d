//! How it is known that somebody is a doctor, and the seat that follows from it. Every way in and out of the doctors' forums
//! leads through here.

use crate::db::Tx;
use crate::desk::rules::MaySeat;
use crate::fault::Result;
use crate::losing;
use crate::viewer::DOCTORS;
use types::verification::{Assurance, CaseState, DoctorStep, StandingState};

/// Why a standing is no longer active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    /// A random check went unanswered; an answer brings the seat back.
    Suspended,
    /// The register no longer allows practice, or staff took the seat.
    Ended,
}

/// The registration by which somebody is known.
pub(crate) struct Registered<'a> {
    /// The short word of the body, such as `gmc`.
    pub(crate) body: &'a str,
    /// The number's keyed hash, under which it can be claimed once.
    pub(crate) key: &'a [u8],
    /// The number itself, sealed.
    pub(crate) sealed: &'a [u8],
}

/// Gives the doctor's seat, with what it rests on; keeps the number that is known when there is no new one.
pub(crate) async fn grant(
    tx: &mut Tx<'_>,
    _permit: MaySeat,
    account: i64,
    assurance: Assurance,
    registered: Option<Registered<'_>>,
) -> Result<()> {
    let (now, level) = (tx.now(), assurance.key());
    let (body, key, sealed) = registered.map_or(("", None, None), |by| (by.body, Some(by.key), Some(by.sealed)));
    sqlx::query!(
        "insert into standings (account_id, assurance, assured_at, state, body, number_key, number_sealed, changed_at)
         values ($1, $2, $3, 'active', $4, $5, $6, $3)
         on conflict (account_id) do update set assurance = excluded.assurance, assured_at = excluded.assured_at, state = 'active',
           changed_at = excluded.changed_at, body = case when excluded.number_key is null then body else excluded.body end,
           number_key = coalesce(excluded.number_key, number_key), number_sealed = coalesce(excluded.number_sealed, number_sealed)",
        account, level, now, body, key, sealed
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into seats (account_id, audience_id, role) values ($1, $2, 'member') on conflict do nothing",
        account,
        DOCTORS
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update personas set assurance = $2, assured_at = $3 where account_id = $1", account, level, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Notes the number by which somebody who has a standing is known.
pub(crate) async fn remember(tx: &mut Tx<'_>, account: i64, by: &Registered<'_>) -> Result<()> {
    sqlx::query!(
        "update standings set body = $2, number_key = $3, number_sealed = $4 where account_id = $1 and number_key is null",
        account,
        by.body,
        by.key,
        by.sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the doctor's seat; every road to the doctors' forums is closed with the next request. What the label says of
/// earlier posts stays true: the author was checked in that month.
pub(crate) async fn take(tx: &mut Tx<'_>, _permit: MaySeat, account: i64, without: Without) -> Result<()> {
    let now = tx.now();
    let state = match without {
        Without::Suspended => "suspended",
        Without::Ended => "ended",
    };
    sqlx::query!("update standings set state = $2, changed_at = $3 where account_id = $1", account, state, now)
        .execute(tx.conn())
        .await?;
    sqlx::query!("delete from seats where account_id = $1 and audience_id = $2", account, DOCTORS).execute(tx.conn()).await?;
    losing::seat_lost(tx, account).await
}

/// What stands between the viewer and the doctors' forums. One statement, also for guests, so that all doors take alike.
pub(crate) async fn step(tx: &mut Tx<'_>) -> Result<DoctorStep> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select i.profession, d.state as "standing?: String", c.state as "case_state?: String", c.due_at as "due_at?: i64"
        from seen_self i
        left join seen_standing d on d.viewer = $1
        left join seen_own_cases c on c.viewer = $1 and c.state <> 'closed'
        where i.viewer = $1 order by c.decided_at is null desc, c.decided_at desc limit 1"#,
        me
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(DoctorStep::Guest) };
    let case = row.case_state.as_deref().and_then(CaseState::read).map(|state| (state, row.due_at.unwrap_or_default()));
    Ok(step_of(case, row.standing.as_deref().and_then(StandingState::read), &row.profession))
}

/// The step that follows from the live case, or else the last decision with its time, the standing and the profession.
pub(crate) fn step_of(case: Option<(CaseState, i64)>, standing: Option<StandingState>, profession: &str) -> DoctorStep {
    match (case, standing) {
        (Some((CaseState::Open, due)), _) => DoctorStep::Waiting(due),
        (_, Some(StandingState::Suspended)) => DoctorStep::Suspended,
        (Some((CaseState::Asked, _)), _) => DoctorStep::Asked,
        (_, Some(StandingState::Ended)) => DoctorStep::Ended,
        (Some((CaseState::Refused, _)), _) => DoctorStep::Refused,
        _ if profession == "Doctor" => DoctorStep::Verify,
        _ if profession.contains("student") => DoctorStep::Student,
        _ => DoctorStep::OtherProfession,
    }
}
