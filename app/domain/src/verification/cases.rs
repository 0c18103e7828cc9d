//! Cases as both sides write them.

use crate::clock::{DAY, HOUR};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::verification::apply::Application;
use types::fault::Refusal;
use types::verification::{CaseKind, CaseState, Said};

/// How long staff take at the most.
pub(crate) const STAFF_HAVE: i64 = 72 * HOUR;
/// How long a member has to answer.
pub(crate) const MEMBERS_HAVE: i64 = 30 * DAY;

/// What a case begins with.
pub(crate) struct NewCase<'a> {
    pub(crate) account: i64,
    pub(crate) kind: CaseKind,
    /// The body by which the member is known, or would be.
    pub(crate) body: &'a str,
    /// What is claimed; none where the standing says all.
    pub(crate) details: Option<&'a Application>,
}

/// The member's case that waits for somebody.
pub(crate) struct Live {
    pub(crate) id: i64,
    pub(crate) kind: CaseKind,
    pub(crate) state: CaseState,
    pub(crate) documents: i64,
}

/// Opens a case: a check awaits the member, all others staff. Refused while another one is live.
pub(crate) async fn open(tx: &mut Tx<'_>, new: &NewCase<'_>) -> Result<i64> {
    let (id, now) = (tx.clock.id()?, tx.now());
    let (state, due) = match new.kind {
        CaseKind::Check => (CaseState::Asked.key(), now + MEMBERS_HAVE),
        _ => (CaseState::Open.key(), now + STAFF_HAVE),
    };
    let (kind, mut key, mut sealed) = (new.kind.key(), None, None);
    if let Some(details) = new.details {
        key = Some(number_key(tx, &details.body, &details.number));
        let json = serde_json::to_vec(details).map_err(|error| Fault::Told(error.to_string()))?;
        sealed = Some(tx.key.seal("case", &json)?);
    }
    let opened = sqlx::query!(
        "insert into cases (id, account_id, kind, state, body, number_key, details_sealed, opened_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        id,
        new.account,
        kind,
        state,
        new.body,
        key,
        sealed,
        now,
        due
    )
    .execute(tx.conn())
    .await?;
    if opened.rows_affected() == 0 { Err(Refusal::CaseOpen.into()) } else { Ok(id) }
}

/// Kind and state as they are stored.
pub(crate) fn read(kind: &str, state: &str) -> Result<(CaseKind, CaseState)> {
    CaseKind::read(kind).zip(CaseState::read(state)).ok_or(Fault::NotFound)
}

/// The keyed hash by which a number is found and claimed once.
pub(crate) fn number_key(tx: &Tx<'_>, body: &str, number: &str) -> Vec<u8> {
    tx.key.mark(&format!("number:{body}"), number.as_bytes()).to_vec()
}

/// What was claimed, unsealed.
pub(crate) fn details(tx: &Tx<'_>, sealed: &[u8]) -> Result<Application> {
    let json = tx.key.unseal("case", sealed)?;
    serde_json::from_slice(&json).map_err(|error| Fault::Told(error.to_string()))
}

/// The number by which somebody is known, unsealed.
pub(crate) fn number(tx: &Tx<'_>, sealed: Option<&[u8]>) -> Result<String> {
    let plain = sealed.map(|sealed| tx.key.unseal("number", sealed)).transpose()?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// The own live case, if there is one.
pub(crate) async fn live(tx: &mut Tx<'_>) -> Result<Option<Live>> {
    tx.viewer.persona()?;
    let me = tx.me();
    let row = sqlx::query!(
        r#"select id, kind, state, documents as "documents!: i64" from seen_own_cases where viewer = $1 and state in ('open', 'asked')"#,
        me
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let kind = CaseKind::read(&row.kind).zip(CaseState::read(&row.state));
    Ok(kind.map(|(kind, state)| Live { id: row.id, kind, state, documents: row.documents }))
}

/// Adds to what both sides have said.
pub(crate) async fn say(tx: &mut Tx<'_>, case: i64, by_staff: bool, words: &str) -> Result<()> {
    let (now, sealed) = (tx.now(), tx.key.seal("case-words", words.as_bytes())?);
    sqlx::query!(
        "insert into case_words (case_id, no, at, by_staff, sealed)
         values ($1, 1 + coalesce((/* as the site: the next in this case */ select max(no) from case_words where case_id = $1), 0), $2, $3, $4)",
        case, now, by_staff, sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What both sides have said, in order.
pub(crate) async fn said(tx: &mut Tx<'_>, case: i64) -> Result<Vec<Said>> {
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select at as "at!: i64", by_staff as "by_staff!: bool", sealed as "sealed!: Vec<u8>"
        from seen_case_words where viewer = $1 and case_id = $2 order by no"#,
        me,
        case
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let text = String::from_utf8_lossy(&tx.key.unseal("case-words", &row.sealed)?).into_owned();
            Ok(Said { by_staff: row.by_staff, at: row.at, text })
        })
        .collect()
}

/// Moves a live case on, with a new time by which the other side answers; whether it was live.
pub(crate) async fn hand_over(tx: &mut Tx<'_>, case: i64, to: CaseState) -> Result<bool> {
    let (state, now) = (to.key(), tx.now());
    let due = now + if to == CaseState::Asked { MEMBERS_HAVE } else { STAFF_HAVE };
    let moved = sqlx::query!(
        "update cases set state = $2, due_at = $3, reminders = 0 where id = $1 and state in ('open', 'asked')",
        case,
        state,
        due
    )
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected() > 0)
}

/// Ends a live case; whether it was live.
pub(crate) async fn end(tx: &mut Tx<'_>, case: i64, as_what: CaseState, reason: &str) -> Result<bool> {
    let (state, now) = (as_what.key(), tx.now());
    let by = (as_what != CaseState::Closed).then_some(tx.me());
    let ended = sqlx::query!(
        "update cases set state = $2, decided_at = $3, decided_by = $4, reason = $5 where id = $1 and state in ('open', 'asked')",
        case,
        state,
        now,
        by,
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(ended.rows_affected() > 0)
}
