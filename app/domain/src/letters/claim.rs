//! The worker takes letters that are due. Only one process does: the one that holds the data directory.

use super::{About, Letter};
use crate::clock::MINUTE;
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::Viewer;

/// How long a worker holds a letter before another may try.
const LEASE: i64 = 30 * MINUTE;

/// Frees what a former worker, which is no more, has held.
pub async fn begin(db: &Db) -> Result<()> {
    db.act_unheard(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        sqlx::query!("update letters set leased_until = 0 where sent_at is null and failed_at is null and leased_until > 0")
            .execute(tx.conn())
            .await?;
        Ok(())
    })
    .await
}

/// Takes some letters that are due, so that no other worker sends them meanwhile; what somebody waits for at the screen, such
/// as a new password, goes before what was written about. What another letter tells of goes with that one.
pub async fn claim(db: &Db) -> Result<Vec<Letter>> {
    let some = db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| any_due(tx).await).await?;
    if some { db.act_unheard(&Viewer::guest(), async |tx: &mut Tx<'_>| take(tx).await).await } else { Ok(Vec::new()) }
}

async fn any_due(tx: &mut Tx<'_>) -> Result<bool> {
    let now = tx.now();
    let due = sqlx::query_scalar!(
        r#"/* as the site: the worker */ select exists (select 1 from letters
           where sent_at is null and failed_at is null and due_at <= $1 and leased_until <= $1
             and (told_with is null or told_with = id)) as "due!: bool""#,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(due)
}

async fn take(tx: &mut Tx<'_>) -> Result<Vec<Letter>> {
    let now = tx.now();
    let until = now + LEASE;
    let rows = sqlx::query!(
        r#"update letters set leased_until = $2
           where id in (/* as the site: the worker */ select id from letters
             where sent_at is null and failed_at is null and due_at <= $1 and leased_until <= $1
               and (told_with is null or told_with = id)
             order by account_id is not null, due_at limit 50)
           returning id as "id!", to_address as "to!", subject as "subject!", text as "text!", attempts as "attempts!",
             account_id, post_id"#,
        now,
        until
    )
    .fetch_all(tx.conn())
    .await?;
    let letters = rows.into_iter().map(|row| Letter {
        id: row.id,
        to: row.to,
        subject: row.subject,
        text: row.text,
        attempts: row.attempts,
        about: row.account_id.map(|account| About { account, post: row.post_id }),
        rich: None,
    });
    let mut letters: Vec<_> = letters.collect();
    letters.sort_by_key(|letter| letter.about.is_some());
    Ok(letters)
}

/// How many letters have not been sent yet, for the metrics; what goes with another is no letter more.
pub async fn waiting(db: &Db) -> Result<i64> {
    db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let waiting = sqlx::query_scalar!(
            "/* as the site: the worker */ select count(*) from letters
             where sent_at is null and failed_at is null and (told_with is null or told_with = id)"
        )
        .fetch_one(tx.conn())
        .await?;
        Ok(waiting)
    })
    .await
}
