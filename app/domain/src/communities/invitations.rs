//! Invitations by screen name, and what they share with codes. What became of one is told to nobody beyond the list of
//! members.

use super::inside::{self, Community};
use super::rules::{self, MayInvite};
use super::seats;
use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::threads::number;
use crate::members::names::name_key;
use types::communities::InvitationView;
use types::fault::Refusal;
use types::ids::InvitationId;

/// How long an invitation is good.
const LASTS: i64 = 14 * DAY;
/// Most invitations of one community that wait at once.
const MOST_WAITING: i64 = 50;

/// Invites somebody by screen name. The answer is the same for whoever is a member already, is invited already, has
/// declined, or hides their page.
pub async fn invite(tx: &mut Tx<'_>, slug: &str, screen_name: &str) -> Result<()> {
    let community = inside::find_open(tx, slug).await?;
    let permit = rules::may_invite(community.role)?;
    make_room(tx, &community).await?;
    let (me, key) = (tx.me(), name_key(screen_name));
    let invitee = sqlx::query_scalar!(
        r#"/* as the site: an invitation goes to whoever has the name */
        select account_id as "account!: i64" from personas where name_key = $1 and account_id is not null"#,
        key
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(|| Fault::wrong("screen_name", "There is no member with this screen name. Please check how it is spelt."))?;
    let seated = sqlx::query_scalar!(
        r#"select exists (select 1 from seen_community where viewer = $1 and forum_id = $2 and member = $3) as "seated!: bool""#,
        me,
        community.id,
        invitee
    )
    .fetch_one(tx.conn())
    .await?;
    if !seated && insert(tx, permit, &community, Some(invitee), None).await? {
        let words = "somebody has invited you to a closed community on doc2doc. Please sign in and open \u{201c}My communities\u{201d} to see the invitation; you can accept or decline it within 14 days.\n\nIf you do nothing, nothing happens, and nobody is told.";
        inside::tell(tx, invitee, "community-invitation", "An invitation to a community", words).await?;
    }
    Ok(())
}

/// Takes an invitation or a code back.
pub async fn withdraw(tx: &mut Tx<'_>, slug: &str, id: InvitationId) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    let permit = rules::may_invite(community.role)?;
    if delete(tx, permit, &community, id.number()).await? { Ok(()) } else { Err(Fault::NotFound) }
}

/// Invitations that wait for the member.
pub async fn mine(tx: &mut Tx<'_>) -> Result<Vec<InvitationView>> {
    tx.viewer.persona()?;
    let (me, now) = (tx.me(), tx.now());
    let rows = sqlx::query!(
        "select id, name, about, inviter, expires_at from seen_own_invitations where viewer = $1 and expires_at > $2 order by expires_at",
        me,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let id = number(row.id)?;
            Ok(InvitationView { id, forum: row.name, about: row.about, inviter: row.inviter, expires: row.expires_at })
        })
        .collect()
}

/// The member accepts, once; the community's address.
pub async fn accept(tx: &mut Tx<'_>, id: InvitationId) -> Result<String> {
    let own = own(tx, id).await?;
    let me = tx.me();
    seats::seat(tx, own.forum, own.audience, me).await?;
    Ok(own.slug)
}

/// The member declines; the inviter is not told.
pub async fn decline(tx: &mut Tx<'_>, id: InvitationId) -> Result<()> {
    let own = own(tx, id).await?;
    let now = tx.now();
    sqlx::query!("update invitations set declined_at = $2 where id = $1", own.id, now).execute(tx.conn()).await?;
    Ok(())
}

struct Own {
    id: i64,
    forum: i64,
    audience: i64,
    slug: String,
}

async fn own(tx: &mut Tx<'_>, id: InvitationId) -> Result<Own> {
    tx.viewer.persona()?;
    let (me, now, id) = (tx.me(), tx.now(), id.number());
    let row = sqlx::query!(
        "select id, forum_id, audience_id, slug from seen_own_invitations where viewer = $1 and id = $2 and expires_at > $3",
        me,
        id,
        now
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Own { id: row.id, forum: row.forum_id, audience: row.audience_id, slug: row.slug })
}

/// Forgets what has expired, and makes sure that not too many wait.
pub(super) async fn make_room(tx: &mut Tx<'_>, community: &Community) -> Result<()> {
    let (me, now) = (tx.me(), tx.now());
    sqlx::query!("delete from invitations where forum_id = $1 and expires_at <= $2", community.id, now)
        .execute(tx.conn())
        .await?;
    let waiting =
        sqlx::query_scalar!("select count(*) from seen_invitations where viewer = $1 and forum_id = $2", me, community.id)
            .fetch_one(tx.conn())
            .await?;
    if waiting >= MOST_WAITING { Err(Refusal::TooManyWaiting.into()) } else { Ok(()) }
}

/// Writes an invitation; whether it is a new one.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    _permit: MayInvite,
    community: &Community,
    invitee: Option<i64>,
    code: Option<Vec<u8>>,
) -> Result<bool> {
    let (id, me, now) = (tx.clock.id()?, tx.me(), tx.now());
    let expires = now + LASTS;
    let done = sqlx::query!(
        "insert into invitations (id, forum_id, inviter, invitee, code_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        id,
        community.id,
        me,
        invitee,
        code,
        now,
        expires
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes an invitation; whether it was there.
async fn delete(tx: &mut Tx<'_>, _permit: MayInvite, community: &Community, id: i64) -> Result<bool> {
    let gone =
        sqlx::query!("delete from invitations where id = $1 and forum_id = $2", id, community.id).execute(tx.conn()).await?;
    Ok(gone.rows_affected() == 1)
}
