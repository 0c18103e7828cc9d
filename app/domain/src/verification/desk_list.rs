//! The list of cases for verifiers.

use crate::db::Tx;
use crate::desk::rules::may_verify;
use crate::fault::{Fault, Result};
use crate::verification::cases;
use types::ids::CaseId;
use types::verification::{CaseKind, CaseState};

/// The cases that wait, and those decided lately.
pub struct CaseList {
    /// By due time.
    pub live: Vec<ListedCase>,
    /// The last fifty, the latest first.
    pub decided: Vec<ListedCase>,
}

/// A case in the list.
pub struct ListedCase {
    pub id: CaseId,
    pub kind: CaseKind,
    pub state: CaseState,
    pub body: String,
    pub real_name: String,
    pub country: String,
    pub opened: i64,
    pub due: i64,
    pub decided: Option<i64>,
}

/// The cases, for verifiers.
pub async fn list(tx: &mut Tx<'_>) -> Result<CaseList> {
    may_verify(&tx.viewer)?;
    let me = tx.me();
    let live = sqlx::query_as!(
        Listed,
        r#"select id, kind, state, body, real_name, country, opened_at, due_at, decided_at
        from seen_desk_cases where viewer = $1 and state in ('open', 'asked') order by due_at, id"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    let decided = sqlx::query_as!(
        Listed,
        r#"select id, kind, state, body, real_name, country, opened_at, due_at, decided_at
        from seen_desk_cases where viewer = $1 and decided_at is not null order by decided_at desc, id limit 50"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    let read = |rows: Vec<Listed>| rows.into_iter().map(Listed::read).collect::<Result<Vec<_>>>();
    Ok(CaseList { live: read(live)?, decided: read(decided)? })
}

struct Listed {
    id: i64,
    kind: String,
    state: String,
    body: String,
    real_name: String,
    country: String,
    opened_at: i64,
    due_at: i64,
    decided_at: Option<i64>,
}

impl Listed {
    fn read(self) -> Result<ListedCase> {
        let (kind, state) = cases::read(&self.kind, &self.state)?;
        let id = self.id.try_into().map_err(|_| Fault::NotFound)?;
        let (opened, due, decided) = (self.opened_at, self.due_at, self.decided_at);
        Ok(ListedCase {
            id,
            kind,
            state,
            body: self.body,
            real_name: self.real_name,
            country: self.country,
            opened,
            due,
            decided,
        })
    }
}
