//! What members see and do of their own verification.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::verification::cases::{self, NewCase};
use crate::verification::evidence::Sent;
use crate::verification::letters;
use crate::verification::own_cases::{Latest, latest};
use crate::verification::standings::step_of;
use types::fault::Refusal;
use types::text::CaseWords;
use types::verification::{Assurance, CaseKind, CaseState, DoctorStep, Said, StandingState};

/// Everything that the member's own page of verification shows.
pub struct Mine {
    /// What stands between the member and the doctors' forums; none while they have the seat.
    pub step: Option<DoctorStep>,
    pub standing: Option<Standing>,
    /// The own number by which they are known; empty without one.
    pub number: String,
    pub live: Option<OwnCase>,
    /// What staff decided last.
    pub decision: Option<LastDecision>,
    pub profession: String,
    /// The two letters of the country.
    pub country: String,
    pub specialty: String,
    pub grade: String,
    /// Whether posts in doctors' forums show the specialty, and the grade.
    pub shows_specialty: bool,
    pub shows_grade: bool,
    /// Whether staff look at every claim before anybody is let in.
    pub confirm_first: bool,
}

/// How the member is known as a doctor.
pub struct Standing {
    pub assurance: Assurance,
    /// Shown as a month.
    pub assured_at: i64,
    pub state: StandingState,
    /// The short word of the body, such as `gmc`; may be empty.
    pub body: String,
}

/// The member's case that somebody still has to do something about.
pub struct OwnCase {
    pub kind: CaseKind,
    pub state: CaseState,
    pub body: String,
    pub opened: i64,
    /// When staff answer at the latest (open), or until when an answer is awaited (asked).
    pub due: i64,
    pub words: Vec<Said>,
    /// Shown to verifiers only; the member sees that they are there.
    pub documents: Vec<Sent>,
}

/// A case that staff have decided.
pub struct LastDecision {
    pub kind: CaseKind,
    /// Granted or refused.
    pub state: CaseState,
    pub at: i64,
    pub reason: String,
}

/// The member's own verification. At most four statements.
pub async fn mine(tx: &mut Tx<'_>) -> Result<Mine> {
    tx.viewer.persona()?;
    let me = tx.me();
    let row = sqlx::query!(
        r#"select i.profession, i.country, i.specialty, i.grade, i.shown_specialty, i.shown_grade,
          d.assurance as "assurance?: String", d.assured_at as "assured_at?: i64", d.state as "standing?: String", d.body as "body?: String",
          d.number_sealed as "number_sealed?: Vec<u8>", s.confirm_first as "confirm_first!: bool"
        from seen_self i
        join seen_settings s on s.viewer = $1
        left join seen_standing d on d.viewer = $1
        where i.viewer = $1"#,
        me
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let Latest { live, decision } = latest(tx).await?;
    let standing =
        match (row.assurance.as_deref().and_then(Assurance::read), row.standing.as_deref().and_then(StandingState::read)) {
            (Some(assurance), Some(state)) => {
                let (assured_at, body) = (row.assured_at.unwrap_or_default(), row.body.unwrap_or_default());
                Some(Standing { assurance, assured_at, state, body })
            }
            _ => None,
        };
    let case = live.as_ref().map(|live| (live.state, live.due)).or(decision.as_ref().map(|last| (last.state, last.at)));
    let state = standing.as_ref().map(|standing| standing.state);
    Ok(Mine {
        step: (state != Some(StandingState::Active)).then(|| step_of(case, state, &row.profession)),
        standing,
        number: cases::number(tx, row.number_sealed.as_deref())?,
        live,
        decision,
        shows_specialty: !row.shown_specialty.is_empty(),
        shows_grade: !row.shown_grade.is_empty(),
        profession: row.profession,
        country: row.country,
        specialty: row.specialty,
        grade: row.grade,
        confirm_first: row.confirm_first,
    })
}

/// Answers staff, or adds something: the case is theirs, and a clock that was the member's starts anew.
pub async fn answer(tx: &mut Tx<'_>, words: &CaseWords) -> Result<()> {
    let live = cases::live(tx).await?.ok_or(Fault::NotFound)?;
    cases::say(tx, live.id, false, words.as_str()).await?;
    if live.state == CaseState::Asked {
        cases::hand_over(tx, live.id, CaseState::Open).await?;
        let me = tx.me();
        letters::write(tx, me, letters::received()).await?;
    }
    Ok(())
}

/// Ends the own case without a decision; a check cannot be withdrawn.
pub async fn withdraw(tx: &mut Tx<'_>) -> Result<()> {
    let live = cases::live(tx).await?.ok_or(Fault::NotFound)?;
    if live.kind == CaseKind::Check {
        return Err(Refusal::CheckStays.into());
    }
    cases::end(tx, live.id, CaseState::Closed, "").await?;
    Ok(())
}

/// A provisional doctor offers a proof that they are who the register names.
pub async fn offer_proof(tx: &mut Tx<'_>, words: &CaseWords) -> Result<()> {
    tx.viewer.persona()?;
    let me = tx.me();
    let body = sqlx::query_scalar!(
        "select body from seen_standing where viewer = $1 and state = 'active' and assurance = 'provisional'",
        me
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let case = cases::open(tx, &NewCase { account: me, kind: CaseKind::Proof, body: &body, details: None }).await?;
    cases::say(tx, case, false, words.as_str()).await?;
    letters::write(tx, me, letters::received()).await
}

/// Chooses what the own posts in doctors' forums show of specialty and grade: the facts of the own register entry.
pub async fn show(tx: &mut Tx<'_>, specialty: bool, grade: bool) -> Result<()> {
    tx.viewer.persona()?;
    let me = tx.me();
    let own = sqlx::query!("select persona_id, specialty, grade from seen_self where viewer = $1", me)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    let specialty = if specialty { own.specialty } else { String::new() };
    let grade = if grade { own.grade } else { String::new() };
    sqlx::query!("update personas set shown_specialty = $2, shown_grade = $3 where id = $1", own.persona_id, specialty, grade)
        .execute(tx.conn())
        .await?;
    Ok(())
}
