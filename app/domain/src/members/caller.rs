//! Who calls: what the session behind a cookie tells of its owner, and until when.

use crate::clock::{DAY, HOUR, MINUTE};
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::{AccountId, Persona, StaffRoles, Viewer};

/// How long a session lasts without use: 12 hours, or 7 days when the member asked to be kept signed in (security.md 1.3).
pub(super) const IDLE: i64 = 12 * HOUR;
pub(super) const IDLE_KEPT: i64 = 7 * DAY;
/// How long it lasts at most.
pub(super) const MOST: i64 = 30 * DAY;
/// Staff: 30 minutes without use, 12 hours at most.
const STAFF_IDLE: i64 = 30 * MINUTE;
const STAFF_MOST: i64 = 12 * HOUR;
/// How long a proof of being the owner is good for what needs a fresh one (security.md 1.3).
const FRESH: i64 = 15 * MINUTE;

/// What a session's row tells of the one who asks.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(super) viewer: Viewer,
    kept: bool,
    strong: bool,
    started_at: i64,
    pub(super) seen_at: i64,
    fresh_at: i64,
}

/// The session with this hash, unless it is over.
pub(super) async fn known(db: &Db, hash: &[u8], now: i64) -> Result<Option<Caller>> {
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
    pub(super) fn idle(&self) -> i64 {
        match (self.viewer.staff.guarded(), self.kept) {
            (true, _) => STAFF_IDLE,
            (false, true) => IDLE_KEPT,
            (false, false) => IDLE,
        }
    }

    /// The viewer, as much as this session lets them do now.
    pub(super) fn at(self, now: i64) -> Viewer {
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
        select s.account_id, s.kept, s.strong, s.started_at, s.seen_at, s.fresh_at, p.id as persona, p.screen_name, p.avatar,
          (select group_concat(role) from staff where account_id = s.account_id) as "roles: String"
        from sessions s
        join personas p on p.account_id = s.account_id
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
            persona: Some(Persona { id: row.persona, name: row.screen_name, avatar: row.avatar }),
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
