//! The second step of signing in: the password was right, and a code or a passkey is awaited.

use crate::clock::MINUTE;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::members::factors::ceremonies::{Ceremonies, Given};
use crate::members::factors::{passkeys, take_code, tell};
use crate::members::sessions::{self, Proof, Renewed};
use crate::secrets::{Token, token_hash};
use crate::viewer::{AccountId, Viewer};

const LASTS: i64 = 10 * MINUTE;
/// Codes that one right password may try, and all of an account's right passwords within that time.
const TRIES: i64 = 5;
const TRIES_IN_ALL: i64 = 20;
pub(crate) const TOO_OFTEN: &str = "Too many codes have not fitted lately. Please wait ten minutes, or sign in with a passkey.";

/// What is shown as the second factor.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// From the app, or a recovery code.
    Code(&'a str),
    Passkey(Given<'a>),
}

/// How the second step ended.
pub enum Step {
    /// Signed in.
    In(Renewed),
    /// What was shown does not fit; it may be tried again.
    Wrong,
    /// Too late, or tried too often: the password is asked for anew.
    Over,
}

/// Remembers that the password was right; the token leads to the second step and nowhere else.
pub(crate) async fn begin(tx: &mut Tx<'_>, account: AccountId, device: &str, kept: bool) -> Result<Token> {
    let (token, now) = (Token::new()?, tx.now());
    let (hash, expires, device) = (token.hash(), now + LASTS, device.chars().take(80).collect::<String>());
    sqlx::query!("delete from half_sign_ins where expires_at < $1", now).execute(tx.conn()).await?;
    if tried_too_often(tx, account.0).await? {
        return Err(Fault::wrong("password", TOO_OFTEN));
    }
    sqlx::query!(
        "insert into half_sign_ins (hash, account_id, device, kept, expires_at) values ($1, $2, $3, $4, $5)",
        hash,
        account.0,
        device,
        kept,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// Whether so many codes have not fitted lately that none is looked at any more: asked before each one, since right passwords
/// can be hoarded.
pub(crate) async fn tried_too_often(tx: &mut Tx<'_>, account: i64) -> Result<bool> {
    let now = tx.now();
    let tried = sqlx::query_scalar!(
        r#"/* as the site: signing in */ select coalesce(sum(tries), 0) as "tried!: i64" from half_sign_ins
        where account_id = $1 and expires_at >= $2"#,
        account,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(tried >= TRIES_IN_ALL)
}

/// Counts a code that did not fit where no half sign-in keeps the count.
pub(crate) async fn count_miss(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    let (hash, expires) = (Token::new()?.hash(), tx.now() + LASTS);
    sqlx::query!(
        "insert into half_sign_ins (hash, account_id, device, kept, tries, expires_at) values ($1, $2, '', false, 1, $3)",
        hash,
        account,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the second step. A wrong try counts, so it is written down like a right one.
pub async fn finish(db: &Db, site: &Ceremonies, token: &str, shown: Shown<'_>) -> Result<Step> {
    let hash = token_hash(token);
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let now = tx.now();
        let found = sqlx::query!(
            "/* as the site: signing in */ select account_id, device, kept, tries from half_sign_ins where hash = $1 and expires_at >= $2",
            hash,
            now
        )
        .fetch_optional(tx.conn())
        .await?;
        let Some(half) = found.filter(|half| half.tries < TRIES) else { return Ok(Step::Over) };
        let fits = match shown {
            Shown::Code(_) if tried_too_often(tx, half.account_id).await? => return Ok(Step::Over),
            Shown::Code(code) => take_code(tx, half.account_id, code).await?,
            Shown::Passkey(given) => passkeys::prove(tx, site, given).await? == Some(half.account_id),
        };
        if !fits {
            return miss(tx, &hash, half.account_id, half.tries + 1).await;
        }
        sqlx::query!("delete from half_sign_ins where hash = $1", hash).execute(tx.conn()).await?;
        let token = sessions::begin(tx, AccountId(half.account_id), &half.device, half.kept, Proof::Strong).await?;
        Ok(Step::In(Renewed { token, kept: half.kept }))
    })
    .await
}

async fn miss(tx: &mut Tx<'_>, hash: &[u8], account: i64, tries: i64) -> Result<Step> {
    tracing::info!("a second step failed");
    sqlx::query!("update half_sign_ins set tries = $2 where hash = $1", hash, tries).execute(tx.conn()).await?;
    if tries < TRIES {
        return Ok(Step::Wrong);
    }
    let words =
        "somebody has signed in to doc2doc with your password, but could not show your second factor. They were not let in.";
    tell(tx, account, "second-failed", "A sign-in was stopped", words).await?;
    Ok(Step::Over)
}
