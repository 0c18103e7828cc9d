//! Requests for community forums: a member asks, staff decide.

use super::found::{NewCommunity, found};
use super::inside::tell;
use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::may_decide;
use crate::fault::{Fault, Result};
use crate::forums::threads::number;
use types::communities::{RequestState, RequestView};
use types::fault::Refusal;
use types::ids::RequestId;
use types::text::{ForumName, Purpose, Reason};

/// Most requests of one member that wait at once.
const MOST_OPEN: usize = 3;

/// What a member asks for.
pub struct NewRequest {
    pub name: ForumName,
    pub purpose: Purpose,
    pub for_whom: Purpose,
    /// Whether strangers are to see its door.
    pub listed: bool,
}

/// A member asks for a community forum; asking for the same twice changes nothing. Names that are there already are not
/// refused: that would tell of unlisted communities.
pub async fn request(tx: &mut Tx<'_>, new: &NewRequest) -> Result<()> {
    tx.viewer.persona()?;
    let (id, me, now) = (tx.clock.id()?, tx.me(), tx.now());
    let open = sqlx::query_scalar!("select name from seen_own_requests where viewer = $1 and state = 'open'", me)
        .fetch_all(tx.conn())
        .await?;
    if open.iter().any(|name| name == new.name.as_str()) {
        return Ok(());
    }
    if open.len() >= MOST_OPEN {
        return Err(Refusal::TooManyWaiting.into());
    }
    let (name, purpose, for_whom) = (new.name.as_str(), new.purpose.as_str(), new.for_whom.as_str());
    sqlx::query!(
        "insert into forum_requests (id, account_id, name, purpose, for_whom, listed, state, opened_at)
         values ($1, $2, $3, $4, $5, $6, 'open', $7)",
        id,
        me,
        name,
        purpose,
        for_whom,
        new.listed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The member's own requests, the latest first.
pub async fn mine(tx: &mut Tx<'_>) -> Result<Vec<RequestView>> {
    let by = tx.viewer.persona()?.name.clone();
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, '' as "screen_name!: String", name, purpose, for_whom, listed, state, reason, opened_at, decided_at
        from seen_own_requests where viewer = $1 order by opened_at desc, id limit 50"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| Row { screen_name: by.clone(), ..row }.view()).collect()
}

/// Requests for the desk: those that wait first, the oldest of them at the top, then those decided, the latest first.
pub async fn list(tx: &mut Tx<'_>) -> Result<Vec<RequestView>> {
    may_decide(&tx.viewer)?;
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, screen_name, name, purpose, for_whom, listed, state, reason, opened_at, decided_at from seen_requests
        where viewer = $1 order by state <> 'open', case state when 'open' then opened_at else -decided_at end limit 200"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Row::view).collect()
}

/// Staff grant the request, which opens the community with whoever asked as its owner, or refuse it. Once.
pub async fn decide(tx: &mut Tx<'_>, id: RequestId, grant: bool, reason: &Reason) -> Result<()> {
    let permit = may_decide(&tx.viewer)?;
    let (me, now, id, why) = (tx.me(), tx.now(), id.number(), reason.as_str());
    let asked = sqlx::query!(
        "select member, name, purpose, for_whom, listed, state from seen_requests where viewer = $1 and id = $2",
        me,
        id
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    if asked.state != "open" {
        return Err(Refusal::CaseDecided.into());
    }
    if asked.member == me {
        return Err(Refusal::Yourself.into());
    }
    let forum = if grant {
        let (about, for_whom) = (asked.purpose.as_str(), asked.for_whom.as_str());
        let new = NewCommunity { name: &asked.name, about, for_whom, listed: asked.listed, owner: asked.member };
        Some(found(tx, permit, &new).await?.forum)
    } else {
        None
    };
    let state = if grant { "granted" } else { "refused" };
    sqlx::query!(
        "update forum_requests set state = $2, reason = $3, decided_at = $4, forum_id = $5 where id = $1",
        id,
        state,
        why,
        now,
        forum
    )
    .execute(tx.conn())
    .await?;
    let act = if grant { "grant-community" } else { "refuse-community" };
    audit::record(tx, Deed { act, account: Some(asked.member), forum, words: why, ..Deed::default() }).await?;
    answer(tx, asked.member, grant, why).await
}

async fn answer(tx: &mut Tx<'_>, member: i64, grant: bool, why: &str) -> Result<()> {
    let (subject, start) = if grant {
        (
            "Your community is open",
            "your request for a community forum on doc2doc has been granted, and you are its owner. Please sign in and open \u{201c}My communities\u{201d} to invite the first members.",
        )
    } else {
        ("Your request for a community", "we are sorry: your request for a community forum on doc2doc could not be granted.")
    };
    tell(tx, member, "community-request", subject, &format!("{start}\n\nOur note: {why}")).await
}

struct Row {
    id: i64,
    screen_name: String,
    name: String,
    purpose: String,
    for_whom: String,
    listed: bool,
    state: String,
    reason: String,
    opened_at: i64,
    decided_at: Option<i64>,
}

impl Row {
    fn view(self) -> Result<RequestView> {
        Ok(RequestView {
            id: number(self.id)?,
            by: self.screen_name,
            name: self.name,
            purpose: self.purpose,
            for_whom: self.for_whom,
            listed: self.listed,
            state: RequestState::read(&self.state).ok_or(Fault::NotFound)?,
            reason: self.reason,
            opened: self.opened_at,
            decided: self.decided_at,
        })
    }
}
