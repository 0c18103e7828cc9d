use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::members::account;
use crate::members::factors::ceremonies::{Begun, Ceremonies, Given};
use crate::members::factors::rules::MayChange;
use crate::members::factors::{changed, recovery};
use crate::members::sessions::Renewed;
use crate::secrets::{Key, handle};
use types::text::KeyName;
use webauthn_rs::prelude::{Passkey, PublicKeyCredential, RegisterPublicKeyCredential, Uuid, WebauthnError};

/// So many are enough for every device somebody has.
const MOST: usize = 20;
const UNREADABLE: &str = "The passkey could not be read. Please try again.";

/// One of the member's own passkeys.
pub struct PasskeyView {
    /// A short public mark to remove it by; opens nothing.
    pub handle: String,
    pub name: String,
    pub created: i64,
    pub used: Option<i64>,
}

/// The member's own passkeys, the oldest first.
pub(crate) async fn list(tx: &mut Tx<'_>) -> Result<Vec<PasskeyView>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select handle, name, created_at, used_at from seen_passkeys where viewer = $1 order by created_at, handle",
        me
    )
    .fetch_all(tx.conn())
    .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| PasskeyView { handle: row.handle, name: row.name, created: row.created_at, used: row.used_at }).collect())
}

/// What the browser is told to make a passkey with, as JSON.
pub async fn offer(tx: &mut Tx<'_>, site: &Ceremonies, _permit: MayChange) -> Result<String> {
    let (me, email) = (tx.me(), account::read(tx).await?.email);
    let known = sqlx::query_scalar!("select credential_id from seen_passkeys where viewer = $1", me).fetch_all(tx.conn()).await?;
    if known.len() >= MOST {
        return Err(Fault::wrong("", "There are 20 passkeys already. Please remove one first."));
    }
    let begun = site.site()?.start_passkey_registration(owner(tx.key, me), &email, &email, Some(known)).map_err(broken)?;
    let (options, state) = begun;
    let name = site.keep(Begun::Making { account: me, state: Box::new(state) })?;
    let mut options = serde_json::to_value(options.public_key).map_err(|e| Fault::Hash(e.to_string()))?;
    // Without this some devices make keys that cannot sign in by themselves.
    options["authenticatorSelection"]["residentKey"] = "required".into();
    options["authenticatorSelection"]["requireResidentKey"] = true.into();
    Ok(told(name.as_str(), &options))
}

/// What the browser is told to show a passkey with, as JSON.
pub fn ask(site: &Ceremonies) -> Result<String> {
    let (options, state) = site.site()?.start_discoverable_authentication().map_err(broken)?;
    let name = site.keep(Begun::Showing(Box::new(state)))?;
    let options = serde_json::to_value(options.public_key).map_err(|e| Fault::Hash(e.to_string()))?;
    Ok(told(name.as_str(), &options))
}

/// Adds the passkey that the browser has made. Answers with the first recovery codes, if there were none.
pub async fn add(
    tx: &mut Tx<'_>,
    site: &Ceremonies,
    permit: MayChange,
    cookie: &str,
    name: &KeyName,
    given: Given<'_>,
) -> Result<(Renewed, Vec<String>)> {
    let (me, name, now, handle) = (tx.me(), name.as_str(), tx.now(), handle()?);
    let over = || Fault::wrong("", "Adding the passkey took too long. Please try again.");
    let Some(Begun::Making { account, state }) = site.take(given.ceremony) else { return Err(over()) };
    let made = serde_json::from_str::<RegisterPublicKeyCredential>(given.credential).map_err(|_| Fault::wrong("", UNREADABLE))?;
    let passkey = site.site()?.finish_passkey_registration(&made, &state).map_err(|error| {
        tracing::info!(%error, "a passkey was not taken");
        Fault::wrong("", UNREADABLE)
    })?;
    if account != me {
        return Err(over());
    }
    let (id, credential) = (passkey.cred_id().as_slice(), written(&passkey)?);
    let added = sqlx::query!(
        "insert into passkeys (credential_id, handle, account_id, name, credential, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (credential_id) do nothing",
        id,
        handle,
        me,
        name,
        credential,
        now
    )
    .execute(tx.conn())
    .await?;
    if added.rows_affected() == 0 {
        return Err(Fault::wrong("", "This passkey belongs to an account already."));
    }
    let codes = if recovery::left(tx).await? == 0 { recovery::make(tx, permit).await? } else { Vec::new() };
    let renewed = changed(tx, cookie, "a passkey has been added to your doc2doc account").await?;
    Ok((renewed, codes))
}

/// Removes one of the member's own passkeys.
pub async fn remove(tx: &mut Tx<'_>, _permit: MayChange, cookie: &str, handle: &str) -> Result<Renewed> {
    let me = tx.me();
    let gone = sqlx::query!("delete from passkeys where account_id = $1 and handle = $2", me, handle).execute(tx.conn()).await?;
    if gone.rows_affected() == 0 {
        return Err(Fault::NotFound);
    }
    changed(tx, cookie, "a passkey has been taken off your doc2doc account").await
}

/// Whose passkey has been shown, if it was one, was made for them, and answers a challenge of ours.
pub(crate) async fn prove(tx: &mut Tx<'_>, site: &Ceremonies, given: Given<'_>) -> Result<Option<i64>> {
    let Some(Begun::Showing(state)) = site.take(given.ceremony) else { return Ok(None) };
    let Ok(shown) = serde_json::from_str::<PublicKeyCredential>(given.credential) else { return Ok(None) };
    let id = shown.get_credential_id();
    let found =
        sqlx::query!("/* as the site: signing in */ select account_id, credential from passkeys where credential_id = $1", id)
            .fetch_optional(tx.conn())
            .await?;
    let Some(row) = found else { return Ok(None) };
    let mut passkey: Passkey = serde_json::from_str(&row.credential).map_err(|e| Fault::Hash(e.to_string()))?;
    let ours = shown.get_user_unique_id() == Some(owner(tx.key, row.account_id).as_bytes().as_slice());
    // A counter that does not go up tells of a copied key, and is an error here.
    let proved = match site.site()?.finish_discoverable_authentication_v2(&shown, *state, &passkey) {
        Ok(proved) => proved,
        Err(error) => {
            tracing::warn!(%error, "a passkey did not prove anything");
            return Ok(None);
        }
    };
    if !ours || !proved.user_verified() {
        return Ok(None);
    }
    passkey.update_credential(&proved);
    let (credential, now) = (written(&passkey)?, tx.now());
    sqlx::query!("update passkeys set credential = $2, used_at = $3 where credential_id = $1", id, credential, now)
        .execute(tx.conn())
        .await?;
    Ok(Some(row.account_id))
}

/// The number under which devices know an account; it tells nothing.
fn owner(key: &Key, account: i64) -> Uuid {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = key.mark("webauthn", &account.to_be_bytes());
    Uuid::from_bytes([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
}

fn written(passkey: &Passkey) -> Result<String> {
    serde_json::to_string(passkey).map_err(|e| Fault::Hash(e.to_string()))
}

fn told(ceremony: &str, options: &serde_json::Value) -> String {
    serde_json::json!({ "ceremony": ceremony, "options": options }).to_string()
}

fn broken(error: WebauthnError) -> Fault {
    Fault::Hash(error.to_string())
}
