//! Future e-mails: written in the transaction of what they tell, sent by the worker.

use crate::clock::{HOUR, MINUTE};
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::Viewer;

/// A letter is tried this often before it is given up.
const TRIES: i64 = 10;
/// How long a worker holds a letter before another may try.
const LEASE: i64 = 2 * MINUTE;

/// A letter that is due.
pub struct Letter {
    pub id: i64,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub attempts: i64,
}

/// Queues a letter; whoever tells the story commits it.
pub(crate) async fn queue(tx: &mut Tx<'_>, kind: &str, to: &str, subject: &str, text: &str) -> Result<()> {
    let (id, now) = (tx.clock.id()?, tx.now());
    sqlx::query!(
        "insert into letters (id, kind, to_address, subject, text, created_at, due_at) values ($1, $2, $3, $4, $5, $6, $6)",
        id,
        kind,
        to,
        subject,
        text,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the letters that are due, so that no other worker sends them meanwhile.
pub async fn claim(db: &Db) -> Result<Vec<Letter>> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        let until = now + LEASE;
        let rows = sqlx::query!(
            r#"update letters set leased_until = $2, attempts = attempts + 1
               where id in (/* as the site: the worker */ select id from letters
                 where sent_at is null and failed_at is null and due_at <= $1 and leased_until <= $1 order by due_at limit 50)
               returning id as "id!", to_address as "to!", subject as "subject!", text as "text!", attempts as "attempts!""#,
            now,
            until
        )
        .fetch_all(tx.conn())
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Letter { id: row.id, to: row.to, subject: row.subject, text: row.text, attempts: row.attempts })
            .collect())
    })
    .await
}

/// How many letters have not been sent yet, for the metrics.
pub async fn waiting(db: &Db) -> Result<i64> {
    db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let waiting = sqlx::query_scalar!(
            "/* as the site: the worker */ select count(*) from letters where sent_at is null and failed_at is null"
        )
        .fetch_one(tx.conn())
        .await?;
        Ok(waiting)
    })
    .await
}

/// The letter has been taken by the mail server; its words are no longer kept.
pub async fn sent(db: &Db, id: i64) -> Result<()> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        sqlx::query!("update letters set sent_at = $2, text = '' where id = $1", id, now).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// The letter could not be sent: tried again later, each time after a longer wait (1 minute to 6 hours), ten times.
pub async fn failed(db: &Db, letter: &Letter) -> Result<()> {
    let wait = (MINUTE << (letter.attempts - 1).clamp(0, 16)).min(6 * HOUR);
    let (id, attempts) = (letter.id, letter.attempts);
    db.act(&Viewer::guest(), async move |tx: &mut Tx<'_>| {
        let now = tx.now();
        let due = now + wait;
        let given_up = (attempts >= TRIES).then_some(now);
        sqlx::query!("update letters set due_at = $2, leased_until = 0, failed_at = $3 where id = $1", id, due, given_up)
            .execute(tx.conn())
            .await?;
        Ok(())
    })
    .await
}
