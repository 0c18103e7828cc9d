//! Confirming that it is still oneself, for what needs a sign-in of the last 15 minutes.

use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::members::account;
use crate::members::factors::ceremonies::{Ceremonies, Given};
use crate::members::factors::{has_factor, passkeys, second, take_code};
use crate::members::sessions::{self, Renewed};
use crate::secrets::Key;
use crate::viewer::Viewer;

/// By the password, and a code where the account has a factor; the session goes on under a new token.
pub async fn by_password(db: &Db, key: &Key, viewer: &Viewer, cookie: &str, password: &str, code: &str) -> Result<Renewed> {
    account::prove(db, key, viewer, password).await?;
    let wrong = |sentence| Fault::wrong("code", sentence);
    let renewed = db.act(viewer, async |tx: &mut Tx<'_>| {
        let me = tx.me();
        if !has_factor(tx, me).await? {
            return sessions::renew(tx, cookie, None).await.map(Some);
        }
        if second::tried_too_often(tx, me).await? {
            return Err(wrong(second::TOO_OFTEN));
        }
        if !take_code(tx, me, code).await? {
            // Written down, so that nobody tries for ever.
            return second::count_miss(tx, me).await.map(|()| None);
        }
        sessions::renew(tx, cookie, Some(true)).await.map(Some)
    });
    renewed.await?.ok_or_else(|| wrong("This code does not fit. Please type the one that the app shows now."))
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
