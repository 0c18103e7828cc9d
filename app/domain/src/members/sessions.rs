use crate::clock::MINUTE;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::members::caller::{IDLE, IDLE_KEPT, MOST, known};
use crate::secrets::{Token, handle, token_hash};
use crate::viewer::{AccountId, Viewer};
use types::members::SessionView;

/// Last use is written at most this often.
const SEEN_EVERY: i64 = 10 * MINUTE;

/// With what somebody has signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    Password,
    /// A passkey, or a password and a second factor.
    Strong,
}

/// The viewer behind a cookie, or None when the session is over. One statement, or none while nothing is written.
pub async fn resume(db: &Db, cookie: &str) -> Result<Option<Viewer>> {
    let (hash, now) = (token_hash(cookie), db.clock().now());
    let Some(caller) = known(db, &hash, now).await? else { return Ok(None) };
    if now > caller.seen_at + SEEN_EVERY.min(caller.idle() / 3) {
        note_use(db, &caller.viewer, hash, now).await;
    }
    Ok(Some(caller.at(now)))
}

/// The same for an open page that only listens: that is no use of the session, which ends as if nobody were there.
pub async fn listening(db: &Db, cookie: &str) -> Result<Option<Viewer>> {
    let now = db.clock().now();
    Ok(known(db, &token_hash(cookie), now).await?.map(|caller| caller.at(now)))
}

/// Reading goes on while nothing can be written, so a failure here is only logged.
async fn note_use(db: &Db, viewer: &Viewer, hash: Vec<u8>, now: i64) {
    let noted = db
        .act(viewer, async move |tx: &mut Tx<'_>| {
            sqlx::query!("update sessions set seen_at = $2 where hash = $1", hash, now).execute(tx.conn()).await?;
            Ok(())
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "could not note a session's use");
    }
}

/// A session under its new token.
pub struct Renewed {
    pub token: Token,
    /// Whether the member asked to be kept signed in.
    pub kept: bool,
}

/// Begins a session; only a sign-in leads here.
pub(crate) async fn begin(tx: &mut Tx<'_>, account: AccountId, device: &str, kept: bool, proof: Proof) -> Result<Token> {
    let (token, handle, now) = (Token::new()?, handle()?, tx.now());
    let (hash, device, strong) = (token.hash(), device.chars().take(80).collect::<String>(), proof == Proof::Strong);
    sqlx::query!(
        "insert into sessions (hash, handle, account_id, device, kept, started_at, seen_at, fresh_at, strong)
         values ($1, $2, $3, $4, $5, $6, $6, $6, $7)",
        hash,
        handle,
        account.0,
        device,
        kept,
        now,
        strong
    )
    .execute(tx.conn())
    .await?;
    let stale = now - MOST;
    sqlx::query!("delete from sessions where started_at < $1", stale).execute(tx.conn()).await?;
    Ok(token)
}

/// The viewer's session goes on under a new token, as one in which the owner has just proved to be there; the old token
/// is dead. None leaves it as strong as it was.
pub(crate) async fn renew(tx: &mut Tx<'_>, cookie: &str, strong: Option<bool>) -> Result<Renewed> {
    let (me, now, old, token) = (tx.me(), tx.now(), token_hash(cookie), Token::new()?);
    let hash = token.hash();
    let row = sqlx::query!(
        r#"update sessions set hash = $3, fresh_at = $4, seen_at = $4, strong = coalesce($5, strong)
           where account_id = $1 and hash = $2 returning kept as "kept!: bool""#,
        me,
        old,
        hash,
        now,
        strong
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Renewed { token, kept: row.kept })
}

/// Ends the session of this cookie.
pub async fn end(db: &Db, viewer: &Viewer, cookie: &str) -> Result<()> {
    let hash = token_hash(cookie);
    db.act(viewer, async move |tx: &mut Tx<'_>| {
        sqlx::query!("delete from sessions where hash = $1", hash).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// The member's own sessions, the latest used first.
pub async fn list(tx: &mut Tx<'_>, cookie: &str) -> Result<Vec<SessionView>> {
    let (me, mine) = (tx.me(), token_hash(cookie));
    let rows = sqlx::query!(
        r#"select handle, device, started_at, seen_at, hash = $2 as "current!: bool" from seen_sessions where viewer = $1 order by seen_at desc"#,
        me, mine
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionView {
            handle: row.handle,
            device: row.device,
            started: row.started_at,
            last_seen: row.seen_at,
            current: row.current,
        })
        .collect())
}

/// Ends one of the member's own sessions.
pub async fn end_one(tx: &mut Tx<'_>, handle: &str) -> Result<()> {
    let me = tx.me();
    let ended = sqlx::query!("delete from sessions where account_id = $1 and handle = $2", me, handle).execute(tx.conn()).await?;
    if ended.rows_affected() == 0 { Err(Fault::NotFound) } else { Ok(()) }
}

/// Ends all the member's sessions but the one of this cookie.
pub async fn end_others(tx: &mut Tx<'_>, cookie: &str) -> Result<()> {
    let (me, mine) = (tx.me(), token_hash(cookie));
    sqlx::query!("delete from sessions where account_id = $1 and hash <> $2", me, mine).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets the sessions that are over; staff's end sooner, and are forgotten with the others.
pub(crate) async fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    let (oldest, idle, idle_kept) = (tx.now() - MOST, tx.now() - IDLE, tx.now() - IDLE_KEPT);
    sqlx::query!(
        "delete from sessions where started_at < $1 or seen_at < $3 or (not kept and seen_at < $2)",
        oldest,
        idle,
        idle_kept
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
