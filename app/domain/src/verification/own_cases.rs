//! A member's cases as they read them.

use crate::db::Tx;
use crate::fault::Result;
use crate::verification::mine::{LastDecision, OwnCase};
use crate::verification::{cases, evidence};
use types::verification::{CaseKind, CaseState};

/// The live case and the last decision.
#[derive(Default)]
pub(crate) struct Latest {
    pub(crate) live: Option<OwnCase>,
    pub(crate) decision: Option<LastDecision>,
}

/// Reads them; the live case with all that was said and sent.
pub(crate) async fn latest(tx: &mut Tx<'_>) -> Result<Latest> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select id, kind, state, body, opened_at, due_at, decided_at, reason from seen_own_cases
        where viewer = $1 and state <> 'closed' order by decided_at is null desc, decided_at desc limit 2",
        me
    )
    .fetch_all(tx.conn())
    .await?;
    let mut latest = Latest::default();
    for row in rows {
        let (Some(kind), Some(state)) = (CaseKind::read(&row.kind), CaseState::read(&row.state)) else { continue };
        if state.live() {
            let (words, documents) = (cases::said(tx, row.id).await?, evidence::of_own_case(tx, row.id).await?);
            let (opened, due) = (row.opened_at, row.due_at);
            latest.live = Some(OwnCase { kind, state, body: row.body, opened, due, words, documents });
        } else if latest.decision.is_none() {
            latest.decision = Some(LastDecision { kind, state, at: row.decided_at.unwrap_or_default(), reason: row.reason });
        }
    }
    Ok(latest)
}
