use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::members::sessions;
use crate::secrets::{Key, Token};
use crate::viewer::{AccountId, Viewer};

/// One sentence for every way in which address and password can fail to fit.
const SENTENCE: &str = "This address and password do not fit together. Please try again, or ask for a new password.";

/// Signs a member in. An unknown address, an unconfirmed one and a wrong password take the same time and get the same answer.
pub async fn sign_in(db: &Db, key: &Key, email: &str, password: &str, device: &str, keep: bool) -> Result<Token> {
    let guest = Viewer::guest();
    let address = email.trim().to_owned();
    let found = db
        .look(&guest, async |tx: &mut Tx<'_>| {
            Ok(sqlx::query!(
                "/* as the site: signing in */ select id, password_hash from accounts where lower(email) = lower($1)",
                address
            )
            .fetch_optional(tx.conn())
            .await?)
        })
        .await?;
    let (account, hash) = found.map_or((None, None), |row| (Some(AccountId(row.id)), row.password_hash));
    let fits = key.matches(password, hash).await?;
    let Some(account) = account.filter(|_| fits) else {
        tracing::info!("a sign-in failed");
        return Err(Fault::wrong("password", SENTENCE));
    };
    db.act(&guest, async |tx: &mut Tx<'_>| sessions::begin(tx, account, device, keep).await).await
}
