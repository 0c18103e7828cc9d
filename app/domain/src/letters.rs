//! Future e-mails: written in the transaction of what they tell, sent by the worker.

use crate::clock::{HOUR, MINUTE};
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::following::post_letter;
use crate::members::recipients;
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
    /// A letter about a post has no words yet: `worded` finds them.
    pub about: Option<About>,
}

/// Whom a letter tells of which post.
#[derive(Clone, Copy)]
pub struct About {
    account: i64,
    post: i64,
}

/// What a letter about a post says, and to which address, as its recipient may read it now.
pub(crate) struct Words {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
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

/// Queues a letter to a member, wherever they read their e-mail; an account that has gone gets none.
pub(crate) async fn to_member(tx: &mut Tx<'_>, account: i64, kind: &str, subject: &str, text: &str) -> Result<()> {
    let address =
        sqlx::query_scalar!("/* as the site: a letter to a member */ select email from accounts where id = $1", account)
            .fetch_optional(tx.conn())
            .await?;
    match address {
        Some(address) => queue(tx, kind, &address, subject, text).await,
        None => Ok(()),
    }
}

/// Queues a letter about a post: neither its words nor an address are written down before it is sent.
pub(crate) async fn queue_about(tx: &mut Tx<'_>, account: i64, post: i64) -> Result<()> {
    let (id, now) = (tx.clock.id()?, tx.now());
    sqlx::query!(
        "insert into letters (id, kind, to_address, subject, text, created_at, due_at, account_id, post_id) values ($1, 'post', '', '', '', $2, $2, $3, $4)",
        id,
        now,
        account,
        post
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
               returning id as "id!", to_address as "to!", subject as "subject!", text as "text!", attempts as "attempts!",
                 account_id, post_id"#,
            now,
            until
        )
        .fetch_all(tx.conn())
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Letter {
                id: row.id,
                to: row.to,
                subject: row.subject,
                text: row.text,
                attempts: row.attempts,
                about: row.account_id.zip(row.post_id).map(|(account, post)| About { account, post }),
            })
            .collect())
    })
    .await
}

/// The letter as it can be sent. One about a post is written now, as its recipient sees that post; who does not see it, or no
/// longer wants to hear of it, gets none: the letter is dropped, and the answer is None.
pub async fn worded(db: &Db, origin: &str, letter: &Letter) -> Result<Option<Letter>> {
    let (id, attempts) = (letter.id, letter.attempts);
    let Some(About { account, post }) = letter.about else {
        let (to, subject, text) = (letter.to.clone(), letter.subject.clone(), letter.text.clone());
        return Ok(Some(Letter { id, to, subject, text, attempts, about: None }));
    };
    let site = Viewer::guest();
    let reader = db.look(&site, async |tx: &mut Tx<'_>| recipients::recipient(tx, account).await).await?;
    let words = match reader {
        Some(reader) => db.look(&reader, async |tx: &mut Tx<'_>| post_letter::words(tx, origin, post).await).await,
        None => Err(Fault::NotFound),
    };
    match words {
        Ok(Words { to, subject, text }) => Ok(Some(Letter { id, to, subject, text, attempts, about: letter.about })),
        Err(Fault::NotFound) => {
            db.act(&site, async move |tx: &mut Tx<'_>| {
                sqlx::query!("delete from letters where id = $1", id).execute(tx.conn()).await?;
                Ok(())
            })
            .await?;
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
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
