use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::members::factors::ceremonies::{Ceremonies, Given};
use crate::members::factors::{has_factor, passkeys, second};
use crate::members::sessions::{self, Proof};
use crate::secrets::{Key, Token};
use crate::viewer::{AccountId, Viewer};

/// One sentence for every way in which address and password can fail to fit.
const SENTENCE: &str = "This address and password do not fit together. Please try again, or ask for a new password.";

/// What a right password leads to.
pub enum Entry {
    /// A session.
    Session(Token),
    /// The second step, for accounts that have a factor.
    Second(Token),
}

impl Entry {
    /// The token's text: for the cookie, or for the second step, which is no session.
    pub fn as_str(&self) -> &str {
        let (Self::Session(token) | Self::Second(token)) = self;
        token.as_str()
    }
}

/// Signs a member in. An unknown address, an unconfirmed one and a wrong password take the same time and get the same answer.
pub async fn sign_in(db: &Db, key: &Key, email: &str, password: &str, device: &str, keep: bool) -> Result<Entry> {
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
    let fits = key.matches(password, hash.clone()).await?;
    let Some(account) = account.filter(|_| fits) else {
        tracing::info!("a sign-in failed");
        return Err(Fault::wrong("password", SENTENCE));
    };
    db.act(&guest, async |tx: &mut Tx<'_>| {
        // Hashing takes a while: a password that was changed meanwhile opens nothing any more.
        let still = sqlx::query_scalar!(
            r#"/* as the site: signing in */
            select exists (select 1 from accounts where id = $1 and password_hash = $2) as "still!: bool""#,
            account.0,
            hash
        );
        if !still.fetch_one(tx.conn()).await? {
            return Err(Fault::wrong("password", SENTENCE));
        }
        if has_factor(tx, account.0).await? {
            return second::begin(tx, account, device, keep).await.map(Entry::Second);
        }
        sessions::begin(tx, account, device, keep, Proof::Password).await.map(Entry::Session)
    })
    .await
}

/// Signs a member in by a passkey alone, which is stronger than a password and a code.
pub async fn by_passkey(db: &Db, site: &Ceremonies, given: Given<'_>, device: &str, keep: bool) -> Result<Token> {
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let Some(account) = passkeys::prove(tx, site, given).await? else {
            tracing::info!("a sign-in failed");
            return Err(Fault::wrong("", "This passkey does not open an account here. Please try again, or use your password."));
        };
        sessions::begin(tx, AccountId(account), device, keep, Proof::Strong).await
    })
    .await
}
