//! Letters that cannot be sent, for staff: neither their words nor an address are shown.

use super::wording::drop_unsent;
use crate::clock::MINUTE;
use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::{MayTendLetters, may_tend_letters};
use crate::fault::{Fault, Result};
use types::ids::LetterId;
use types::page::Page;

/// Letters on a page.
const ROWS: i64 = 50;

/// A letter in trouble.
pub struct Troubled {
    pub id: LetterId,
    pub kind: String,
    pub queued_at: i64,
    pub tries: i64,
    /// When it was given up; one that was not is tried again.
    pub given_up_at: Option<i64>,
    /// When that is, unless it is within a minute.
    pub next_at: Option<i64>,
    /// What went wrong the last time, such as 450 4.2.0.
    pub error: String,
    /// The screen name of its recipient, for letters about posts alone: others could tell what somebody does in secret.
    pub to: Option<String>,
}

/// A page of them.
pub struct Listed {
    pub letters: Vec<Troubled>,
    pub page: Page,
    pub total: i64,
}

/// How many letters were given up, and how many go wrong and are tried again.
pub struct Count {
    pub given_up: i64,
    pub tried_again: i64,
}

/// How many letters are in trouble; None for whoever does not tend them.
pub async fn count(tx: &mut Tx<'_>) -> Result<Option<Count>> {
    match may_tend_letters(&tx.viewer) {
        Ok(permit) => counted(tx, permit).await.map(Some),
        Err(_) => Ok(None),
    }
}

async fn counted(tx: &mut Tx<'_>, _permit: MayTendLetters) -> Result<Count> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select count(failed_at) as "given_up!: i64", count(*) as "all!: i64" from seen_troubled_letters where viewer = $1"#,
        me
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Count { given_up: row.given_up, tried_again: row.all - row.given_up })
}

/// Letters that were given up, then those that go wrong; the newest first.
pub async fn list(tx: &mut Tx<'_>, number: i64) -> Result<Listed> {
    may_tend_letters(&tx.viewer)?;
    let (me, soon) = (tx.me(), tx.now() + MINUTE);
    let total =
        sqlx::query_scalar!("select count(*) from seen_troubled_letters where viewer = $1", me).fetch_one(tx.conn()).await?;
    let page = Page::of(number, total, ROWS).ok_or(Fault::NotFound)?;
    let skipped = (page.number - 1) * ROWS;
    let rows = sqlx::query!(
        r#"select id, kind, created_at, due_at, attempts, failed_at, last_error, screen_name as "screen_name?: String"
        from seen_troubled_letters where viewer = $1 order by failed_at is null, created_at desc, id limit $2 + 0 offset $3 + 0"#,
        me,
        ROWS,
        skipped
    )
    .fetch_all(tx.conn())
    .await?;
    let letters = rows.into_iter().map(|row| {
        Ok(Troubled {
            id: LetterId::try_from(row.id).map_err(|_| Fault::NotFound)?,
            kind: row.kind,
            queued_at: row.created_at,
            tries: row.attempts,
            given_up_at: row.failed_at,
            next_at: Some(row.due_at).filter(|at| *at > soon),
            error: row.last_error,
            to: row.screen_name,
        })
    });
    Ok(Listed { letters: letters.collect::<Result<_>>()?, page, total })
}

/// Lets a letter be tried at once, as if for the first time.
pub async fn retry(tx: &mut Tx<'_>, id: LetterId) -> Result<()> {
    let permit = may_tend_letters(&tx.viewer)?;
    let (number, now) = (id.number(), tx.now());
    on_record(tx, permit, "retry-letter", id).await?;
    sqlx::query!(
        "update letters set attempts = 0, due_at = $2, failed_at = null, last_error = '' where id = $1 and sent_at is null",
        number,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a letter up for good.
pub async fn discard(tx: &mut Tx<'_>, id: LetterId) -> Result<()> {
    let permit = may_tend_letters(&tx.viewer)?;
    on_record(tx, permit, "drop-letter", id).await?;
    drop_unsent(tx, id.number()).await
}

/// NotFound for a letter that is in no trouble.
async fn on_record(tx: &mut Tx<'_>, _permit: MayTendLetters, act: &str, id: LetterId) -> Result<()> {
    let (me, number) = (tx.me(), id.number());
    let kind = sqlx::query_scalar!("select kind from seen_troubled_letters where viewer = $1 and id = $2", me, number)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    audit::record(tx, Deed { act, words: &format!("Kind: {kind}"), ..Deed::default() }).await
}
