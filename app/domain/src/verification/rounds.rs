//! What falls due in verification; called every hour, and twice does no harm.

use crate::clock::{DAY, HOUR};
use crate::db::{Db, Tx};
use crate::desk::audit::{self, Deed};
use crate::desk::rules::MaySeat;
use crate::fault::Result;
use crate::letters as post;
use crate::verification::standings::{self, Without};
use crate::verification::{cases, checks, letters};
use crate::viewer::Viewer;
use types::verification::{CaseKind, CaseState, StandingState};

/// How long number, workplace, words and documents are kept after the decision.
const EVIDENCE_KEPT: i64 = 30 * DAY;
/// Reminders to staff: the how manieth, and how long before the answer is due.
const STAFF_REMINDERS: [(i64, i64); 3] = [(3, 0), (2, 6 * HOUR), (1, 24 * HOUR)];
/// Reminders to members: the how manieth, and how many days before.
const MEMBER_REMINDERS: [(i64, i64); 2] = [(2, 3), (1, 14)];
/// When the last reminder has been written, and what follows from silence has been done.
const SILENT: i64 = 3;
/// Cases erased in one transaction.
const AT_ONCE: i64 = 50;

/// Writes the reminders that are due, suspends where a check went unanswered, picks the week's sample, erases what has had its time.
pub async fn round(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    db.act(&site, async |tx: &mut Tx<'_>| remind_staff(tx).await).await?;
    while db.act(&site, async |tx: &mut Tx<'_>| end_silence(tx).await).await? {}
    for (reminder, days) in MEMBER_REMINDERS {
        while db.act(&site, async |tx: &mut Tx<'_>| remind_member(tx, reminder, days).await).await? {}
    }
    checks::weekly(db).await?;
    while db.act(&site, async |tx: &mut Tx<'_>| erase(tx).await).await? {}
    Ok(())
}

/// One letter for all cases that have come equally near to their time.
async fn remind_staff(tx: &mut Tx<'_>) -> Result<()> {
    for (reminder, before) in STAFF_REMINDERS {
        let until = tx.now() + before;
        let due = sqlx::query!(
            "update cases set reminders = $1 where state = 'open' and due_at <= $2 and reminders < $1",
            reminder,
            until
        )
        .execute(tx.conn())
        .await?
        .rows_affected();
        if due == 0 {
            continue;
        }
        let when = match before {
            0 => "overdue: its 72 hours have passed".to_owned(),
            _ => format!("due within {} hours", before / HOUR),
        };
        let text = format!(
            "Dear colleague,\n\na case of verification is {when} ({due} in all). Somebody waits for an answer; please look at \"Verification\" at the staff's desk.\n\ndoc2doc\n"
        );
        for address in staff(tx, reminder > 1).await? {
            post::queue(tx, "case-due", &address, "A case of verification waits", &text).await?;
        }
    }
    Ok(())
}

/// The addresses of the verifiers, and of the administrators when it becomes urgent.
async fn staff(tx: &mut Tx<'_>, urgent: bool) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "/* as the site: letters to staff */ select email from accounts
        where id in (select account_id from staff where role = 'verifier' or (role = 'admin' and $1)) order by id",
        urgent
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Reminds one member who has been asked something; whether there was one.
async fn remind_member(tx: &mut Tx<'_>, reminder: i64, days: i64) -> Result<bool> {
    let until = tx.now() + days * DAY;
    let Some(case) = sqlx::query!(
        r#"update cases set reminders = $1 where id in (/* as the site: somebody is asked and silent */
             select id from cases where state = 'asked' and due_at <= $2 and reminders < $1 order by due_at, id limit 1)
           returning account_id as "account!: i64", kind as "kind!: String""#,
        reminder,
        until
    )
    .fetch_optional(tx.conn())
    .await?
    else {
        return Ok(false);
    };
    let kind = CaseKind::read(&case.kind).unwrap_or(CaseKind::Check);
    letters::write(tx, case.account, letters::reminder(kind, days)).await?;
    Ok(true)
}

/// What follows from silence: a check suspends the doctor's seat and stays answerable, other cases are closed.
async fn end_silence(tx: &mut Tx<'_>) -> Result<bool> {
    let now = tx.now();
    let Some(case) = sqlx::query!(
        r#"update cases set reminders = $1 where id in (/* as the site: somebody was asked and stayed silent */
             select id from cases where state = 'asked' and due_at <= $2 and reminders < $1 order by due_at, id limit 1)
           returning id as "id!: i64", account_id as "account!: i64", kind as "kind!: String""#,
        SILENT,
        now
    )
    .fetch_optional(tx.conn())
    .await?
    else {
        return Ok(false);
    };
    let is_check = CaseKind::read(&case.kind) == Some(CaseKind::Check);
    match standing(tx, case.account).await? {
        Some(StandingState::Active) if is_check => {
            standings::take(tx, MaySeat::of_register(), case.account, Without::Suspended).await?;
            letters::write(tx, case.account, letters::suspended()).await?;
            let words = "A random check was not answered in time";
            let deed = Deed { act: "suspend-doctor", account: Some(case.account), case: Some(case.id), words, ..Deed::default() };
            audit::record(tx, deed).await?;
        }
        // Nobody is suspended twice, and an answer still counts.
        Some(StandingState::Suspended) if is_check => {}
        _ => {
            cases::end(tx, case.id, CaseState::Closed, "").await?;
            letters::write(tx, case.account, letters::closed()).await?;
        }
    }
    Ok(true)
}

async fn standing(tx: &mut Tx<'_>, account: i64) -> Result<Option<StandingState>> {
    let state = sqlx::query_scalar!(
        "/* as the site: what silence means for them */ select state from standings where account_id = $1",
        account
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(state.as_deref().and_then(StandingState::read))
}

/// Erases what was sent in cases decided long ago; whether there were any.
async fn erase(tx: &mut Tx<'_>) -> Result<bool> {
    let (now, before) = (tx.now(), tx.now() - EVIDENCE_KEPT);
    sqlx::query!(
        "delete from evidence where case_id in (/* as the site: decided long ago */
           select id from cases where decided_at <= $1 and erased_at is null order by decided_at, id limit $2 + 0)",
        before,
        AT_ONCE
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from case_words where case_id in (/* as the site: decided long ago */
           select id from cases where decided_at <= $1 and erased_at is null order by decided_at, id limit $2 + 0)",
        before,
        AT_ONCE
    )
    .execute(tx.conn())
    .await?;
    let erased = sqlx::query!(
        "update cases set details_sealed = null, number_key = null, erased_at = $3 where id in (/* as the site: decided long ago */
           select id from cases where decided_at <= $1 and erased_at is null order by decided_at, id limit $2 + 0)",
        before,
        AT_ONCE,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(erased.rows_affected() > 0)
}
