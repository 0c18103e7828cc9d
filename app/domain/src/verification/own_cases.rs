//! A member's cases as they read them.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::verification::cases;
use crate::verification::mine::{LastDecision, OwnCase, OwnDocument};
use types::ids::EvidenceId;
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
            let (words, documents) = (cases::said(tx, row.id).await?, documents(tx, row.id).await?);
            let (opened, due) = (row.opened_at, row.due_at);
            latest.live = Some(OwnCase { kind, state, body: row.body, opened, due, words, documents });
        } else if latest.decision.is_none() {
            latest.decision = Some(LastDecision { kind, state, at: row.decided_at.unwrap_or_default(), reason: row.reason });
        }
    }
    Ok(latest)
}

async fn documents(tx: &mut Tx<'_>, case: i64) -> Result<Vec<OwnDocument>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select id, media, size, at from seen_own_evidence where viewer = $1 and case_id = $2 order by at, id",
        me,
        case
    )
    .fetch_all(tx.conn())
    .await?;
    let document = |id: i64| EvidenceId::try_from(id).map_err(|_| Fault::NotFound);
    rows.into_iter().map(|row| Ok(OwnDocument { id: document(row.id)?, media: row.media, size: row.size, at: row.at })).collect()
}
