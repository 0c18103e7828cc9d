use crate::clock::MINUTE;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::letters;
use crate::members::register::strong_enough;
use crate::secrets::{Key, Token, token_hash};
use crate::viewer::Viewer;
use types::text::NewPassword;

/// How long a link to a new password is good (security.md 1.3).
const RESET_LASTS: i64 = 30 * MINUTE;

/// Writes a letter with a link to whoever has this address; for an unknown address nothing is written, and the
/// answer is the same.
pub async fn ask(db: &Db, origin: &str, email: &str) -> Result<()> {
    let address = email.trim().to_owned();
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        sqlx::query!("delete from tokens where expires_at < $1", now).execute(tx.conn()).await?;
        let found = sqlx::query!(
            "/* as the site: decides whether a letter is written */ select id, email, generation from accounts where lower(email) = lower($1)",
            address
        )
        .fetch_optional(tx.conn())
        .await?;
        let token = Token::new()?;
        let Some(account) = found else { return Ok(()) };
        offer(tx, &token, "reset", account.id, account.generation, now + RESET_LASTS).await?;
        let text = format!(
            "Dear member,\n\nto choose a new password for doc2doc, please open this link within 30 minutes:\n\n{origin}/reset/{}\n\nIf you did not ask for this, you need not do anything: your password stays as it is.\n\ndoc2doc\n",
            token.as_str()
        );
        letters::queue(tx, "reset", &account.email, "A new password", &text).await
    })
    .await
}

/// Keeps a token for one purpose, bound to the account and its generation.
pub(crate) async fn offer(
    tx: &mut Tx<'_>,
    token: &Token,
    purpose: &str,
    account: i64,
    generation: i64,
    expires: i64,
) -> Result<()> {
    let hash = token.hash();
    sqlx::query!(
        "insert into tokens (hash, purpose, account_id, generation, expires_at) values ($1, $2, $3, $4, $5)",
        hash,
        purpose,
        account,
        generation,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether the link to a new password is still good.
pub async fn check(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    find(tx, token).await.map(|_| ())
}

struct Found {
    account: i64,
    email: String,
    name: String,
}

async fn find(tx: &mut Tx<'_>, token: &str) -> Result<Found> {
    let (hash, now) = (token_hash(token), tx.now());
    let row = sqlx::query!(
        "/* as the site: the link is the permission */
        select a.id, a.email, p.screen_name from tokens t
        join accounts a on a.id = t.account_id and a.generation = t.generation
        join personas p on p.account_id = a.id
        where t.hash = $1 and t.purpose in ('reset', 'setup') and t.expires_at >= $2",
        hash,
        now
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Found { account: row.id, email: row.email, name: row.screen_name })
}

/// Sets the new password, ends every session, makes all links void and tells the owner.
pub async fn set(db: &Db, key: &Key, token: &str, password: &NewPassword) -> Result<()> {
    let guest = Viewer::guest();
    let found = db.look(&guest, async |tx: &mut Tx<'_>| find(tx, token).await).await?;
    strong_enough(password.as_str(), &[&found.email, &found.name]).map_err(|sentence| Fault::wrong("password", sentence))?;
    let hash = key.hash(password.as_str()).await?;
    db.act(&guest, async |tx: &mut Tx<'_>| {
        let found = find(tx, token).await?;
        replace(tx, found.account, &hash, &found.email, None).await
    })
    .await
}

/// The common end of every change of password; second factors stay as they are.
pub(crate) async fn replace(tx: &mut Tx<'_>, account: i64, hash: &str, email: &str, stays: Option<&[u8]>) -> Result<()> {
    sqlx::query!("update accounts set password_hash = $2, generation = generation + 1 where id = $1", account, hash)
        .execute(tx.conn())
        .await?;
    sqlx::query!("delete from tokens where account_id = $1", account).execute(tx.conn()).await?;
    sqlx::query!("delete from half_sign_ins where account_id = $1", account).execute(tx.conn()).await?;
    sqlx::query!("delete from sessions where account_id = $1 and ($2 is null or hash <> $2)", account, stays)
        .execute(tx.conn())
        .await?;
    let text = "Dear member,\n\nthe password of your doc2doc account has been changed, and every other session has been ended.\n\nIf it was not you, please ask for a new password at once and write to community@doc2doc.example.\n\ndoc2doc\n";
    letters::queue(tx, "password-changed", email, "Your password has been changed", text).await
}
