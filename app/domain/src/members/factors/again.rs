//! Confirming that it is still oneself, for what needs a sign-in of the last 15 minutes.

use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::members::account;
use crate::members::factors::ceremonies::{Ceremonies, Given};
use crate::members::factors::{has_factor, passkeys, take_code};
use crate::members::sessions::{self, Renewed};
use crate::secrets::Key;
use crate::viewer::Viewer;

/// By the password, and a code where the account has a factor; the session goes on under a new token.
pub async fn by_password(db: &Db, key: &Key, viewer: &Viewer, cookie: &str, password: &str, code: &str) -> Result<Renewed> {
    account::prove(db, key, viewer, password).await?;
    db.act(viewer, async |tx: &mut Tx<'_>| {
        let me = tx.me();
        if !has_factor(tx, me).await? {
            return sessions::renew(tx, cookie, None).await;
        }
        if !take_code(tx, me, code).await? {
            return Err(Fault::wrong("code", "This code does not fit. Please type the one that the app shows now."));
        }
        sessions::renew(tx, cookie, Some(true)).await
    })
    .await
}

/// By a passkey alone.
pub async fn by_passkey(db: &Db, site: &Ceremonies, viewer: &Viewer, cookie: &str, given: Given<'_>) -> Result<Renewed> {
    db.act(viewer, async |tx: &mut Tx<'_>| {
        let me = tx.me();
        if passkeys::prove(tx, site, given).await? != Some(me) {
            return Err(Fault::wrong("", "This passkey does not fit. Please try again."));
        }
        sessions::renew(tx, cookie, Some(true)).await
    })
    .await
}
