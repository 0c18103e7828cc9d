//! What verifiers decide, and how administrators set the doors.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::{MaySeat, MayVerify, may_set_doors, may_verify};
use crate::fault::{Fault, Result};
use crate::verification::cases::{self, NewCase};
use crate::verification::letters;
use crate::verification::standings::{self, Registered, Without};
use crate::viewer::EVERYONE;
use types::fault::Refusal;
use types::ids::CaseId;
use types::text::{CaseWords, Reason};
use types::verification::{Assurance, CaseKind, CaseState, StandingState};

/// What a verifier does with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The seat, with what has been seen: `Register` or `Document`.
    Grant(Assurance),
    /// More is needed of the member.
    Ask,
    Refuse,
}

/// The case to be decided.
struct Before {
    id: i64,
    member: i64,
    kind: CaseKind,
    body: String,
    key: Option<Vec<u8>>,
    number: String,
    real_name: String,
    holder: Option<StandingState>,
}

/// Decides a case; the words reach the member, and stand on record unless they are a question. A wrong field is `words` or `decision`.
pub async fn decide(tx: &mut Tx<'_>, id: CaseId, decision: Decision, words: &CaseWords) -> Result<()> {
    let permit = may_verify(&tx.viewer)?;
    let case = before(tx, id.number()).await?;
    let words = words.as_str();
    discreet(&case, words)?;
    let (letter, act) = match decision {
        Decision::Grant(assurance) => {
            grant(tx, permit, &case, assurance, words).await?;
            (letters::granted(case.kind, words), "grant-case")
        }
        Decision::Ask => {
            cases::say(tx, case.id, true, words).await?;
            live_still(cases::hand_over(tx, case.id, CaseState::Asked).await?)?;
            (letters::asked(words), "ask-case")
        }
        Decision::Refuse => {
            refuse(tx, permit, &case, words).await?;
            (letters::refused(case.kind, words), "refuse-case")
        }
    };
    letters::write(tx, case.member, letter).await?;
    let recorded = if decision == Decision::Ask { "A question to the member" } else { words };
    tx.touch(EVERYONE);
    audit::record(tx, Deed { act, account: Some(case.member), case: Some(case.id), words: recorded, ..Deed::default() }).await
}

async fn before(tx: &mut Tx<'_>, id: i64) -> Result<Before> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select member, kind, state, body, number_key, details_sealed, known_sealed as "known_sealed?: Vec<u8>", real_name,
          holder as "holder?: String"
        from seen_desk_cases where viewer = $1 and id = $2"#,
        me,
        id
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let (kind, state) = cases::read(&row.kind, &row.state)?;
    live_still(state.live())?;
    let number = match row.details_sealed {
        Some(sealed) => cases::details(tx, &sealed)?.number,
        None => cases::number(tx, row.known_sealed.as_deref())?,
    };
    let holder = row.holder.as_deref().and_then(StandingState::read);
    Ok(Before { id, member: row.member, kind, body: row.body, key: row.number_key, number, real_name: row.real_name, holder })
}

fn live_still(live: bool) -> Result<()> {
    if live { Ok(()) } else { Err(Refusal::CaseDecided.into()) }
}

/// Words go into a letter and on record, where neither a real name nor a number may be.
fn discreet(case: &Before, words: &str) -> Result<()> {
    let folded = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let digits: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let named = !case.real_name.is_empty() && folded(words).contains(&folded(&case.real_name));
    if named || (!case.number.is_empty() && digits.contains(&case.number)) {
        return Err(Fault::wrong(
            "words",
            "Please leave the name and the number out: these words go into a letter and on record.",
        ));
    }
    Ok(())
}

async fn grant(tx: &mut Tx<'_>, permit: MayVerify, case: &Before, assurance: Assurance, words: &str) -> Result<()> {
    if assurance == Assurance::Provisional {
        return Err(Fault::wrong("decision", "Please choose what has been seen: the register, or a document."));
    }
    if let Some(StandingState::Active | StandingState::Suspended) = case.holder {
        let sentence =
            "Somebody else is known by this number. Please ask them for a proof first, and grant this once their seat has ended.";
        return Err(Fault::wrong("decision", sentence));
    }
    live_still(cases::end(tx, case.id, CaseState::Granted, words).await?)?;
    let permit = MaySeat::of_verifier(permit);
    let Some(key) = case.key.as_deref() else {
        return standings::grant(tx, permit, case.member, assurance, None).await;
    };
    sqlx::query!(
        "update standings set number_key = null, number_sealed = null
         where body = $1 and number_key = $2 and account_id <> $3 and state = 'ended'",
        case.body,
        key,
        case.member
    )
    .execute(tx.conn())
    .await?;
    let sealed = tx.key.seal("number", case.number.as_bytes())?;
    standings::grant(tx, permit, case.member, assurance, Some(Registered { body: &case.body, key, sealed: &sealed })).await
}

/// A refused proof or check takes the seat; a refused claim or application finds none.
async fn refuse(tx: &mut Tx<'_>, permit: MayVerify, case: &Before, words: &str) -> Result<()> {
    live_still(cases::end(tx, case.id, CaseState::Refused, words).await?)?;
    if matches!(case.kind, CaseKind::Proof | CaseKind::Check) {
        standings::take(tx, MaySeat::of_verifier(permit), case.member, Without::Ended).await?;
    }
    Ok(())
}

/// Opens a check on the other member who is known by the number that this case claims; their answer comes as a case.
pub async fn ask_holder(tx: &mut Tx<'_>, id: CaseId) -> Result<()> {
    may_verify(&tx.viewer)?;
    let case = before(tx, id.number()).await?;
    let holder = sqlx::query_scalar!(
        "/* as the site: whoever is known by the number is asked */
        select account_id from standings where body = $1 and number_key = $2 and account_id <> $3 and state in ('active', 'suspended')",
        case.body,
        case.key,
        case.member
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let new = NewCase { account: holder, kind: CaseKind::Check, body: &case.body, details: None };
    let check = cases::open(tx, &new).await.map_err(|fault| match fault {
        Fault::Refused(Refusal::CaseOpen) => Fault::wrong("decision", "A case of theirs waits already; it is in the list."),
        other => other,
    })?;
    letters::write(tx, holder, letters::check()).await?;
    audit::record(tx, Deed { act: "ask-holder", case: Some(check), words: "Two members claim one number", ..Deed::default() })
        .await
}

/// Whether staff look at every claim first.
pub async fn confirm_first(tx: &mut Tx<'_>) -> Result<bool> {
    let me = tx.me();
    let set = sqlx::query_scalar!(r#"select confirm_first as "on!: bool" from seen_settings where viewer = $1"#, me);
    Ok(set.fetch_optional(tx.conn()).await?.unwrap_or_default())
}

/// Switches between instant access and "confirm first".
pub async fn set_confirm_first(tx: &mut Tx<'_>, on: bool, reason: &Reason) -> Result<()> {
    let _permit = may_set_doors(&tx.viewer)?;
    let value = if on { "yes" } else { "no" };
    sqlx::query!(
        "insert into site (name, value) values ('confirm-first', $1) on conflict (name) do update set value = excluded.value",
        value
    )
    .execute(tx.conn())
    .await?;
    tx.touch(EVERYONE);
    let act = if on { "confirm-first" } else { "instant-access" };
    audit::record(tx, Deed { act, words: reason.as_str(), ..Deed::default() }).await
}
