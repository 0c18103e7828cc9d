//! Cases as verifiers read them: the register face and never the persona.

use crate::db::Tx;
use crate::desk::rules::may_verify;
use crate::fault::{Fault, Result};
use crate::verification::apply::Application;
use crate::verification::claim::GMC;
use crate::verification::matching::same_person;
use crate::verification::{cases, register_import};
use types::ids::{CaseId, EvidenceId};
use types::verification::{Assurance, CaseKind, CaseState, Said, StandingState};

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
        let (kind, state) = read_case(&self.kind, &self.state)?;
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

/// Kind and state as they are stored.
pub(crate) fn read_case(kind: &str, state: &str) -> Result<(CaseKind, CaseState)> {
    CaseKind::read(kind).zip(CaseState::read(state)).ok_or(Fault::NotFound)
}

/// Everything that a verifier needs to decide a case.
pub struct DeskCase {
    pub id: CaseId,
    pub kind: CaseKind,
    pub state: CaseState,
    pub opened: i64,
    pub due: i64,
    pub decided: Option<i64>,
    pub reason: String,
    /// Whether number, workplace, words and documents have been erased.
    pub erased: bool,
    pub claimed: Claim,
    /// What the register says of the number; none when it knows none, or is another body's.
    pub register: Option<OnRegister>,
    /// Whether somebody else is known by this number; an ended standing gives it free.
    pub taken: bool,
    /// How the member is known by now.
    pub standing: Option<(Assurance, StandingState)>,
    pub words: Vec<Said>,
    pub documents: Vec<CaseDocument>,
}

/// What the member says of themselves.
pub struct Claim {
    pub real_name: String,
    /// The two letters.
    pub country: String,
    pub profession: String,
    pub specialty: String,
    pub grade: String,
    /// Body, number and workplace; empty fields where nothing was asked.
    pub application: Application,
}

/// What the register says.
pub struct OnRegister {
    pub surname: String,
    pub given: String,
    pub other_names: String,
    pub status: String,
    pub allowed: bool,
    pub qualified_in: String,
    pub qualified_at: String,
    pub registered_on: String,
    /// Whether the claimed name fits by itself.
    pub same_person: bool,
}

/// A document of the case; opened through `evidence::open`.
pub struct CaseDocument {
    pub id: EvidenceId,
    pub media: String,
    pub size: i64,
    pub at: i64,
}

/// A case, for verifiers other than the member. Four statements.
pub async fn case(tx: &mut Tx<'_>, id: CaseId) -> Result<DeskCase> {
    may_verify(&tx.viewer)?;
    let (me, number) = (tx.me(), id.number());
    let row = sqlx::query!(
        r#"select kind, state, body, details_sealed, opened_at, due_at, decided_at, reason, erased_at, real_name, country, profession,
          specialty, grade, assurance as "assurance?: String", standing as "standing?: String", known_body as "known_body?: String",
          known_sealed as "known_sealed?: Vec<u8>", holder as "holder?: String"
        from seen_desk_cases where viewer = $1 and id = $2"#,
        me,
        number
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let (kind, state) = read_case(&row.kind, &row.state)?;
    let erased = row.erased_at.is_some();
    let application = match row.details_sealed {
        Some(sealed) => cases::details(tx, &sealed)?,
        None if erased => Application { body: row.body, ..Application::default() },
        None => known_by(tx, row.known_body, row.known_sealed)?,
    };
    let register = if application.body == GMC { on_register(tx, &application.number, &row.real_name).await? } else { None };
    let assurance = row.assurance.as_deref().and_then(Assurance::read);
    Ok(DeskCase {
        id,
        kind,
        state,
        opened: row.opened_at,
        due: row.due_at,
        decided: row.decided_at,
        reason: row.reason,
        erased,
        claimed: Claim {
            real_name: row.real_name,
            country: row.country,
            profession: row.profession,
            specialty: row.specialty,
            grade: row.grade,
            application,
        },
        register,
        taken: row.holder.is_some_and(|state| state != "ended"),
        standing: assurance.zip(row.standing.as_deref().and_then(StandingState::read)),
        words: cases::said(tx, number).await?,
        documents: documents(tx, number).await?,
    })
}

/// Where nothing new is claimed, it is about the number by which the member is known.
fn known_by(tx: &Tx<'_>, body: Option<String>, sealed: Option<Vec<u8>>) -> Result<Application> {
    let number = cases::number(tx, sealed.as_deref())?;
    Ok(Application { body: body.unwrap_or_default(), number, ..Application::default() })
}

async fn on_register(tx: &mut Tx<'_>, number: &str, real_name: &str) -> Result<Option<OnRegister>> {
    Ok(register_import::find(tx, number).await?.map(|row| OnRegister {
        same_person: same_person(real_name, &row),
        surname: row.surname,
        given: row.given,
        other_names: row.other_names,
        status: row.status,
        allowed: row.allowed,
        qualified_in: row.qualified_in,
        qualified_at: row.qualified_at,
        registered_on: row.registered_on,
    }))
}

async fn documents(tx: &mut Tx<'_>, case: i64) -> Result<Vec<CaseDocument>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select id, media, size, at from seen_evidence where viewer = $1 and case_id = $2 order by at, id",
        me,
        case
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let id = row.id.try_into().map_err(|_| Fault::NotFound)?;
            Ok(CaseDocument { id, media: row.media, size: row.size, at: row.at })
        })
        .collect()
}
