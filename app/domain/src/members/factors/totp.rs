//! Six digits that change every 30 seconds (RFC 6238), by the server's clock.

use crate::clock::random;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::members::account;
use crate::members::factors::rules::{self, MayChange};
use crate::members::factors::{changed, recovery};
use crate::members::sessions::Renewed;
use crate::secrets::Key;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;
use totp_rs::{Builder, Totp};

/// How long a code is.
pub(crate) const DIGITS: usize = 6;
/// 160 bits, as RFC 4226 advises.
const SECRET: usize = 20;

/// What somebody needs to set up an app: the secret for typing, and as a picture to scan.
pub struct Setup {
    /// Base32 in groups of four.
    pub secret: String,
    pub qr: Qr,
}

/// A QR code: so many squares each way, and the dark ones as the path of an SVG.
pub struct Qr {
    pub size: usize,
    pub path: String,
}

/// Since when the app counts; or what is needed to set it up, for whoever may.
pub(crate) async fn read(tx: &mut Tx<'_>) -> Result<(Option<i64>, Option<Setup>)> {
    let Some((sealed, confirmed_at)) = own(tx).await? else { return Ok((None, None)) };
    if confirmed_at.is_some() || rules::may_change(&tx.viewer).is_err() {
        return Ok((confirmed_at, None));
    }
    let email = account::read(tx).await?.email;
    Ok((None, Some(setup(&open(tx.key, &sealed, &email)?)?)))
}

/// Makes a new secret for the member's app; it counts for nothing until the app has shown a code.
pub async fn begin(tx: &mut Tx<'_>, _permit: MayChange) -> Result<()> {
    let (me, sealed) = (tx.me(), tx.key.seal("totp", &random::<SECRET>()?)?);
    sqlx::query!(
        "insert into authenticators (account_id, secret_sealed) values ($1, $2)
         on conflict (account_id) do update set secret_sealed = excluded.secret_sealed where confirmed_at is null",
        me,
        sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The app has shown a code: from now on it is asked for. Answers with the first recovery codes, if there were none.
pub async fn confirm(tx: &mut Tx<'_>, permit: MayChange, cookie: &str, typed: &str) -> Result<(Renewed, Vec<String>)> {
    let me = tx.me();
    let Some((sealed, None)) = own(tx).await? else { return Err(Fault::NotFound) };
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let now = tx.now();
    let step = fitting(&open(tx.key, &sealed, "")?, &code, now, 0).ok_or_else(|| {
        Fault::wrong(
            "code",
            "This code does not fit. Please type the one that the app shows now, and see that the phone's clock is right.",
        )
    })?;
    sqlx::query!("update authenticators set confirmed_at = $2, last_step = $3 where account_id = $1", me, now, step)
        .execute(tx.conn())
        .await?;
    let codes = if recovery::left(tx).await? == 0 { recovery::make(tx, permit).await? } else { Vec::new() };
    let renewed = changed(tx, cookie, "an authenticator app has been added to your doc2doc account").await?;
    Ok((renewed, codes))
}

/// Forgets a secret that has not been confirmed.
pub async fn give_up(tx: &mut Tx<'_>, _permit: MayChange) -> Result<()> {
    let me = tx.me();
    sqlx::query!("delete from authenticators where account_id = $1 and confirmed_at is null", me).execute(tx.conn()).await?;
    Ok(())
}

/// Takes the app off the account.
pub async fn remove(tx: &mut Tx<'_>, _permit: MayChange, cookie: &str) -> Result<Renewed> {
    let me = tx.me();
    let gone = sqlx::query!("delete from authenticators where account_id = $1 and confirmed_at is not null", me)
        .execute(tx.conn())
        .await?;
    if gone.rows_affected() == 0 {
        return Err(Fault::NotFound);
    }
    changed(tx, cookie, "the authenticator app has been taken off your doc2doc account").await
}

/// Whether the account's app shows this code now; no code counts twice.
pub(crate) async fn take(tx: &mut Tx<'_>, account: i64, code: &str) -> Result<bool> {
    let found = sqlx::query!(
        "/* as the site: signing in */ select secret_sealed, last_step from authenticators
         where account_id = $1 and confirmed_at is not null",
        account
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = found else { return Ok(false) };
    let Some(step) = fitting(&open(tx.key, &row.secret_sealed, "")?, code, tx.now(), row.last_step) else { return Ok(false) };
    sqlx::query!("update authenticators set last_step = $2 where account_id = $1", account, step).execute(tx.conn()).await?;
    Ok(true)
}

async fn own(tx: &mut Tx<'_>) -> Result<Option<(Vec<u8>, Option<i64>)>> {
    let me = tx.me();
    let row = sqlx::query!("select secret_sealed, confirmed_at from seen_authenticator where viewer = $1", me)
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.map(|row| (row.secret_sealed, row.confirmed_at)))
}

/// The step of this code, if it is that of now, or of the one before or after, and later than the last one taken.
fn fitting(totp: &Totp, code: &str, now: i64, last: i64) -> Option<i64> {
    let seconds = u64::try_from(now / 1000).ok()?;
    let step = totp.check(code, seconds).and_then(|step| i64::try_from(step).ok())?;
    (step > last).then_some(step)
}

fn open(key: &Key, sealed: &[u8], name: &str) -> Result<Totp> {
    let secret = key.unseal("totp", sealed)?;
    let built = Builder::new().with_secret(secret).with_issuer(Some("doc2doc")).with_account_name(name).build();
    built.map_err(|e| Fault::Hash(e.to_string()))
}

fn setup(totp: &Totp) -> Result<Setup> {
    let letters = totp.secret().to_base32().into_bytes();
    let groups: Vec<_> = letters.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    let address = totp.to_url().map_err(|e| Fault::Hash(e.to_string()))?;
    Ok(Setup { secret: groups.join(" "), qr: qr(address)? })
}

/// Each run of dark squares is one piece of the path.
fn qr(text: String) -> Result<Qr> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|e| Fault::Hash(e.to_string()))?;
    let mut path = String::new();
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let run = row[x..].iter().take_while(|square| square.value()).count();
            if run > 0 {
                write!(path, "M{x} {y}h{run}v1h-{run}z").map_err(|e| Fault::Hash(e.to_string()))?;
            }
            x += run.max(1);
        }
    }
    Ok(Qr { size: code.size, path })
}
