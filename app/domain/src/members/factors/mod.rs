//! What somebody proves beside the password: an authenticator app, passkeys, and recovery codes for when both are lost.

pub mod again;
pub mod ceremonies;
pub mod passkeys;
pub mod recovery;
pub mod rules;
pub mod second;
pub mod totp;

use crate::db::Tx;
use crate::fault::Result;
use crate::letters;
use crate::members::sessions::{self, Renewed};
use passkeys::PasskeyView;
use totp::Setup;

/// The member's own factors.
pub struct Factors {
    /// Since when the authenticator app counts.
    pub app_since: Option<i64>,
    /// An app that still has to show its first code; told only to whoever may change factors.
    pub setup: Option<Setup>,
    pub passkeys: Vec<PasskeyView>,
    pub codes_left: i64,
}

impl Factors {
    /// Whether signing in takes more than the password.
    pub fn any(&self) -> bool {
        self.app_since.is_some() || !self.passkeys.is_empty()
    }
}

/// The member's own factors, as their page shows them.
pub async fn read(tx: &mut Tx<'_>) -> Result<Factors> {
    let (app_since, setup) = totp::read(tx).await?;
    Ok(Factors { app_since, setup, passkeys: passkeys::list(tx).await?, codes_left: recovery::left(tx).await? })
}

/// Whether this account's password alone opens nothing.
pub(crate) async fn has_factor(tx: &mut Tx<'_>, account: i64) -> Result<bool> {
    let has = sqlx::query_scalar!(
        r#"/* as the site: which proof is needed */
        select exists (select 1 from authenticators where account_id = $1 and confirmed_at is not null)
          or exists (select 1 from passkeys where account_id = $1) as "has!: bool""#,
        account
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(has)
}

/// The common end of every change of factors: this session goes on under a new token, and is strong if there is still a
/// factor; all others end, half sign-ins too; the owner is told. The words go on after "Dear member,".
async fn changed(tx: &mut Tx<'_>, cookie: &str, words: &str) -> Result<Renewed> {
    let me = tx.me();
    let strong = has_factor(tx, me).await?;
    if !strong {
        recovery::forget(tx).await?;
    }
    let renewed = sessions::renew(tx, cookie, Some(strong)).await?;
    sessions::end_others(tx, renewed.token.as_str()).await?;
    sqlx::query!("delete from half_sign_ins where account_id = $1", me).execute(tx.conn()).await?;
    let text = format!("{words}, and every other session has been ended.");
    tell(tx, me, "factors-changed", "Your second factor has been changed", &text).await?;
    Ok(renewed)
}

/// Writes to the owner of an account, by no name.
pub(crate) async fn tell(tx: &mut Tx<'_>, account: i64, kind: &str, subject: &str, words: &str) -> Result<()> {
    let text = format!(
        "Dear member,\n\n{words}\n\nIf it was not you, please ask for a new password at once and write to community@doc2doc.example.\n\ndoc2doc\n"
    );
    letters::to_member(tx, account, kind, subject, &text).await
}

/// Whether this is a good code of the account's: six digits from the app, or a recovery code. Either is used up by it.
pub(crate) async fn take_code(tx: &mut Tx<'_>, account: i64, typed: &str) -> Result<bool> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if code.len() == totp::DIGITS && code.bytes().all(|byte| byte.is_ascii_digit()) {
        totp::take(tx, account, &code).await
    } else {
        recovery::take(tx, account, &code).await
    }
}
