use crate::clock::{DAY, HOUR, MINUTE};
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::secrets::{Token, handle, token_hash};
use crate::viewer::{AccountId, Persona, StaffRoles, Viewer};
use types::members::SessionView;

/// How long a session lasts without use: 12 hours, or 7 days when the member asked to be kept signed in (security.md 1.3).
const IDLE: i64 = 12 * HOUR;
const IDLE_KEPT: i64 = 7 * DAY;
/// How long it lasts at most.
const MOST: i64 = 30 * DAY;
/// Staff: 30 minutes without use, 12 hours at most.
const STAFF_IDLE: i64 = 30 * MINUTE;
const STAFF_MOST: i64 = 12 * HOUR;
/// Last use is written at most this often.
const SEEN_EVERY: i64 = 10 * MINUTE;

/// How long a proof of being the owner is good for what needs a fresh one (security.md 1.3).
pub(crate) const FRESH: i64 = 15 * MINUTE;

/// With what somebody has signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    Password,
    /// A passkey, or a password and a second factor.
    Strong,
}

/// What a session's row tells of the one who asks.
#[derive(Clone)]
pub(crate) struct Caller {
    viewer: Viewer,
    kept: bool,
    strong: bool,
    started_at: i64,
    seen_at: i64,
    fresh_at: i64,
}

/// The viewer behind a cookie, or None when the session is over. One statement, or none while nothing is written.
pub async fn resume(db: &Db, cookie: &str) -> Result<Option<Viewer>> {
    let (hash, now) = (token_hash(cookie), db.clock().now());
    let Some(caller) = caller(db, &hash, now).await? else { return Ok(None) };
    if now > caller.seen_at + SEEN_EVERY.min(caller.idle() / 3) {
        note_use(db, &caller.viewer, hash, now).await;
    }
    Ok(Some(caller.at(now)))
}

/// The same for an open page that only listens: that is no use of the session, which ends as if nobody were there.
pub async fn listening(db: &Db, cookie: &str) -> Result<Option<Viewer>> {
    let now = db.clock().now();
    Ok(caller(db, &token_hash(cookie), now).await?.map(|caller| caller.at(now)))
}

/// The session with this hash, unless it is over.
async fn caller(db: &Db, hash: &[u8], now: i64) -> Result<Option<Caller>> {
    let (writes, hash) = (db.writes(), hash.to_vec());
    let caller = match db.callers().get(writes, &hash) {
        Some(known) => known,
        None => {
            let Some(found) = db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| find(tx, &hash).await).await? else {
                return Ok(None);
            };
            db.callers().keep(writes, hash, found.clone());
            found
        }
    };
    let most = if caller.viewer.staff.guarded() { STAFF_MOST } else { MOST };
    // A session also ends when it seems to come from the future: setting the clock back gives nobody more time.
    let over = now > caller.seen_at + caller.idle() || now > caller.started_at + most || now < caller.started_at - HOUR;
    Ok((!over).then_some(caller))
}

impl Caller {
    /// How long this session lasts without use.
    fn idle(&self) -> i64 {
        match (self.viewer.staff.guarded(), self.kept) {
            (true, _) => STAFF_IDLE,
            (false, true) => IDLE_KEPT,
            (false, false) => IDLE,
        }
    }

    /// The viewer, as much as this session lets them do now.
    fn at(self, now: i64) -> Viewer {
        let mut viewer = self.viewer;
        if !self.strong {
            viewer.shut_desk();
        }
        viewer.fresh = (0..=FRESH).contains(&(now - self.fresh_at));
        viewer
    }
}

async fn find(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Caller>> {
    let row = sqlx::query!(
        r#"/* as the site: finds out who asks */
        select s.account_id, s.kept, s.strong, s.started_at, s.seen_at, s.fresh_at, p.id as persona, p.screen_name,
          coalesce(m.read_seq, 0) as "read_seq!: i64",
          (select group_concat(role) from staff where account_id = s.account_id) as "roles: String"
        from sessions s
        join personas p on p.account_id = s.account_id
        left join account_marks m on m.account_id = s.account_id
        where s.hash = $1"#,
        hash
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Caller {
        viewer: Viewer {
            staff: roles(row.roles.as_deref().unwrap_or_default()),
            waiting: StaffRoles::default(),
            fresh: false,
            account: AccountId(row.account_id),
            persona: Some(Persona { id: row.persona, name: row.screen_name }),
            read_seq: row.read_seq,
        },
        kept: row.kept,
        strong: row.strong,
        started_at: row.started_at,
        seen_at: row.seen_at,
        fresh_at: row.fresh_at,
    }))
}

fn roles(words: &str) -> StaffRoles {
    let has = |role| words.split(',').any(|word| word == role);
    StaffRoles {
        admin: has("admin"),
        verifier: has("verifier"),
        moderator: has("moderator"),
        editor: has("editor"),
        trusted: has("trusted"),
    }
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
