//! Ten codes on paper, each good once, for when the phone is lost.

use crate::clock::random;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::members::factors::rules::MayChange;
use crate::members::factors::{has_factor, tell};
use crate::secrets::Key;

const HOW_MANY: usize = 10;
/// Each of 5 bits; none that is easily taken for another (Crockford's).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 12;

/// How many are left.
pub(crate) async fn left(tx: &mut Tx<'_>) -> Result<i64> {
    let me = tx.me();
    Ok(sqlx::query_scalar!("select count(*) from seen_recovery_codes where viewer = $1", me).fetch_one(tx.conn()).await?)
}

/// New codes instead of all earlier ones. They are told this once; only hashes are kept.
pub(crate) async fn make(tx: &mut Tx<'_>, _permit: MayChange) -> Result<Vec<String>> {
    forget(tx).await?;
    let (me, mut codes) = (tx.me(), Vec::with_capacity(HOW_MANY));
    while codes.len() < HOW_MANY {
        let code = random::<LENGTH>()?.map(|byte| char::from(LETTERS[usize::from(byte % 32)])).iter().collect::<String>();
        let hash = hash(tx.key, me, &code);
        sqlx::query!("insert into recovery_codes (account_id, hash) values ($1, $2)", me, hash).execute(tx.conn()).await?;
        codes.push(format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]));
    }
    Ok(codes)
}

/// New codes at the member's wish.
pub async fn renew(tx: &mut Tx<'_>, permit: MayChange) -> Result<Vec<String>> {
    let me = tx.me();
    if !has_factor(tx, me).await? {
        return Err(Fault::NotFound);
    }
    let codes = make(tx, permit).await?;
    let words = "new recovery codes have been made for your doc2doc account. Earlier ones are void.";
    tell(tx, me, "recovery-codes", "Your new recovery codes", words).await?;
    Ok(codes)
}

/// Makes all codes void.
pub(crate) async fn forget(tx: &mut Tx<'_>) -> Result<()> {
    let me = tx.me();
    sqlx::query!("delete from recovery_codes where account_id = $1", me).execute(tx.conn()).await?;
    Ok(())
}

/// Whether this is one of the account's codes, which is used up by it; the owner is told.
pub(crate) async fn take(tx: &mut Tx<'_>, account: i64, code: &str) -> Result<bool> {
    let hash = hash(tx.key, account, &as_written(code));
    let used =
        sqlx::query!("delete from recovery_codes where account_id = $1 and hash = $2", account, hash).execute(tx.conn()).await?;
    if used.rows_affected() == 0 {
        return Ok(false);
    }
    let left = sqlx::query_scalar!(
        "/* as the site: tells the owner */ select count(*) from recovery_codes where account_id = $1",
        account
    )
    .fetch_one(tx.conn())
    .await?;
    let words = format!(
        "one of your recovery codes has been used to sign in to doc2doc. {left} are left; you can make new ones under My doc2doc, Security."
    );
    tell(tx, account, "recovery-used", "A recovery code has been used", &words).await?;
    Ok(true)
}

fn hash(key: &Key, account: i64, code: &str) -> Vec<u8> {
    key.mark("recovery", format!("{account}:{code}").as_bytes()).to_vec()
}

/// The code as it was shown, however it was typed.
fn as_written(typed: &str) -> String {
    typed
        .chars()
        .take(100)
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect()
}
