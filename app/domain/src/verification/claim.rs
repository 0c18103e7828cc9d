//! A doctor names their GMC number: the register lets them in at once, or staff look into it.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::MaySeat;
use crate::fault::{Fault, Result};
use crate::verification::apply::Application;
use crate::verification::bodies::GMC;
use crate::verification::cases::{self, NewCase};
use crate::verification::matching::same_person;
use crate::verification::rules::{Facts, institutional, may_enter_at_once};
use crate::verification::standings::{self, Registered};
use crate::verification::{letters, register_import};
use types::fault::Refusal;
use types::text::GmcNumber;
use types::verification::{Assurance, CaseKind, CaseState};

/// What came of a claim, as the member is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claimed {
    /// The doctors' forums are open.
    Seated,
    /// "We check this and write to you."
    Checking,
}

/// What claiming needs to know of the member.
struct Claimant {
    real_name: String,
    email: String,
    active: bool,
    /// Known by a number already.
    numbered: bool,
    waiting: bool,
    turned_away: bool,
    confirm_first: bool,
}

/// Claims a GMC number as the member who asks.
pub async fn claim(tx: &mut Tx<'_>, number: &GmcNumber) -> Result<Claimed> {
    tx.viewer.persona()?;
    let me = tx.me();
    claim_for(tx, me, number).await
}

/// Claims a GMC number for an account. A wrong, an unknown and a claimed number go one way, statement by statement.
pub(crate) async fn claim_for(tx: &mut Tx<'_>, account: i64, number: &GmcNumber) -> Result<Claimed> {
    let own = claimant(tx, account).await?;
    if own.active {
        remember(tx, account, &own, number).await?;
        return Ok(Claimed::Seated);
    }
    if own.waiting {
        return Err(Refusal::CaseOpen.into());
    }
    let row = register_import::find(tx, number.as_str()).await?;
    let key = cases::number_key(tx, GMC, number.as_str());
    let facts = Facts {
        matches: row.is_some_and(|row| row.allowed && same_person(&own.real_name, &row)),
        held: held_by_another(tx, &key, account).await?,
        turned_away: own.turned_away,
        confirm_first: own.confirm_first,
    };
    let Some(permit) = may_enter_at_once(facts) else {
        let details = Application { body: GMC.to_owned(), number: number.as_str().to_owned(), ..Application::default() };
        cases::open(tx, &NewCase { account, kind: CaseKind::Register, body: GMC, details: Some(&details) }).await?;
        letters::write(tx, account, letters::checking()).await?;
        return Ok(Claimed::Checking);
    };
    let assurance = if institutional(&own.email) { Assurance::Register } else { Assurance::Provisional };
    let sealed = tx.key.seal("number", number.as_str().as_bytes())?;
    standings::grant(tx, permit, account, assurance, Some(Registered { body: GMC, key: &key, sealed: &sealed })).await?;
    audit::record(tx, Deed { act: "register-seat", account: Some(account), ..Deed::default() }).await?;
    letters::write(tx, account, letters::welcome(assurance)).await?;
    Ok(Claimed::Seated)
}

/// A doctor who has been let in without a number becomes known by theirs, so that the register can speak of them later.
async fn remember(tx: &mut Tx<'_>, account: i64, own: &Claimant, number: &GmcNumber) -> Result<()> {
    let row = register_import::find(tx, number.as_str()).await?;
    let key = cases::number_key(tx, GMC, number.as_str());
    let held = held_by_another(tx, &key, account).await?;
    if own.numbered || held || !row.is_some_and(|row| row.allowed && same_person(&own.real_name, &row)) {
        return Ok(());
    }
    let sealed = tx.key.seal("number", number.as_str().as_bytes())?;
    standings::remember(tx, account, &Registered { body: GMC, key: &key, sealed: &sealed }).await
}

async fn claimant(tx: &mut Tx<'_>, account: i64) -> Result<Claimant> {
    let row = sqlx::query!(
        r#"select i.real_name, i.email, d.state as "standing?: String", d.body as "body?: String", s.confirm_first as "confirm_first!: bool",
          exists (select 1 from seen_own_cases c where c.viewer = $1 and c.state in ('open', 'asked')) as "waiting!: bool",
          exists (select 1 from seen_own_cases c where c.viewer = $1 and c.state = 'refused') as "refused!: bool"
        from seen_self i
        join seen_settings s on s.viewer = $1
        left join seen_standing d on d.viewer = $1
        where i.viewer = $1"#,
        account
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Claimant {
        active: row.standing.as_deref() == Some("active"),
        numbered: row.body.is_some_and(|body| !body.is_empty()),
        turned_away: row.standing.is_some() || row.refused,
        real_name: row.real_name,
        email: row.email,
        waiting: row.waiting,
        confirm_first: row.confirm_first,
    })
}

async fn held_by_another(tx: &mut Tx<'_>, key: &[u8], account: i64) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"/* as the site: a number is claimed once */
        select exists (select 1 from standings where body = $1 and number_key = $2 and account_id <> $3) as "held!: bool""#,
        GMC,
        key,
        account
    )
    .fetch_one(tx.conn())
    .await?)
}

/// A confirmed institutional address proves control: a provisional doctor is one no longer.
pub(crate) async fn address_confirmed(tx: &mut Tx<'_>, account: i64, address: &str) -> Result<()> {
    if !institutional(address) {
        return Ok(());
    }
    let proof = sqlx::query!(
        r#"select d.assurance, (select c.id from seen_own_cases c
            where c.viewer = $1 and c.kind = 'proof' and c.state in ('open', 'asked')) as "case_id?: i64"
        from seen_standing d where d.viewer = $1 and d.state = 'active' and d.assurance = 'provisional' and d.body = $2"#,
        account,
        GMC
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(proof) = proof else { return Ok(()) };
    if let Some(case) = proof.case_id {
        cases::end(tx, case, CaseState::Closed, "").await?;
    }
    standings::grant(tx, MaySeat::of_register(), account, Assurance::Register, None).await?;
    letters::write(tx, account, letters::confirmed()).await
}
