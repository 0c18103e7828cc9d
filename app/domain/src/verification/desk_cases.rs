//! Cases as verifiers read them: the register face and never the persona.

use crate::db::Tx;
use crate::desk::rules::may_verify;
use crate::fault::{Fault, Result};
use crate::verification::apply::Application;
use crate::verification::bodies::GMC;
use crate::verification::evidence::{self, Sent};
use crate::verification::matching::same_person;
use crate::verification::register_import::RegisterRow;
use crate::verification::{cases, register_import};
use types::ids::CaseId;
use types::verification::{Assurance, CaseKind, CaseState, Said, StandingState};

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
    /// Each is opened through `evidence::open`.
    pub documents: Vec<Sent>,
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
    pub row: RegisterRow,
    /// Whether the claimed name fits by itself.
    pub same_person: bool,
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
    let (kind, state) = cases::read(&row.kind, &row.state)?;
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
        documents: evidence::of_case(tx, number).await?,
    })
}

/// Where nothing new is claimed, it is about the number by which the member is known.
fn known_by(tx: &Tx<'_>, body: Option<String>, sealed: Option<Vec<u8>>) -> Result<Application> {
    let number = cases::number(tx, sealed.as_deref())?;
    Ok(Application { body: body.unwrap_or_default(), number, ..Application::default() })
}

async fn on_register(tx: &mut Tx<'_>, number: &str, real_name: &str) -> Result<Option<OnRegister>> {
    let row = register_import::find(tx, number).await?;
    Ok(row.map(|row| OnRegister { same_person: same_person(real_name, &row), row }))
}
