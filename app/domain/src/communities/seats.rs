//! The seats of a community: given, changed, taken.

use super::inside::Community;
use super::rules::{MayHandOver, MayLeave, MayName, MayRemove};
use crate::db::Tx;
use crate::fault::Result;
use crate::losing;
use types::communities::Role;

/// Gives a member's seat, once; what led there has had its time.
pub(super) async fn seat(tx: &mut Tx<'_>, forum: i64, audience: i64, account: i64) -> Result<()> {
    sqlx::query!(
        "insert into seats (account_id, audience_id, role) values ($1, $2, 'member') on conflict do nothing",
        account,
        audience
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("delete from join_requests where forum_id = $1 and account_id = $2", forum, account).execute(tx.conn()).await?;
    sqlx::query!("delete from invitations where forum_id = $1 and invitee = $2", forum, account).execute(tx.conn()).await?;
    Ok(())
}

/// Names a moderator, or makes one a member again.
pub(super) async fn name(tx: &mut Tx<'_>, _permit: MayName, community: &Community, account: i64, role: Role) -> Result<()> {
    become_role(tx, community, account, role).await
}

/// Makes somebody the owner, and the owner of before a moderator.
pub(super) async fn hand_over(tx: &mut Tx<'_>, _permit: MayHandOver, community: &Community, heir: i64) -> Result<()> {
    let me = tx.me();
    become_role(tx, community, me, Role::Moderator).await?;
    become_role(tx, community, heir, Role::Owner).await
}

/// Takes the viewer's own seat.
pub(super) async fn leave(tx: &mut Tx<'_>, _permit: MayLeave, community: &Community) -> Result<()> {
    let me = tx.me();
    unseat(tx, community, me).await
}

/// Takes somebody else's seat.
pub(super) async fn remove(tx: &mut Tx<'_>, _permit: MayRemove, community: &Community, account: i64) -> Result<()> {
    unseat(tx, community, account).await
}

/// Changes what somebody is in the community; the invitations of whoever no longer keeps it are void.
async fn become_role(tx: &mut Tx<'_>, community: &Community, account: i64, role: Role) -> Result<()> {
    let word = role.key();
    sqlx::query!("update seats set role = $3 where account_id = $1 and audience_id = $2", account, community.audience, word)
        .execute(tx.conn())
        .await?;
    if role == Role::Member {
        sqlx::query!("delete from invitations where forum_id = $1 and inviter = $2", community.id, account)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// Takes a seat, and with it everything that hung on it; every road is closed with the next request.
async fn unseat(tx: &mut Tx<'_>, community: &Community, account: i64) -> Result<()> {
    let (forum, audience) = (community.id, community.audience);
    sqlx::query!("delete from seats where account_id = $1 and audience_id = $2", account, audience).execute(tx.conn()).await?;
    sqlx::query!("delete from forum_marks where account_id = $1 and forum_id = $2", account, forum).execute(tx.conn()).await?;
    sqlx::query!(
        "delete from thread_marks where account_id = $1
           and thread_id in (/* as the site: what the seat opened */ select id from threads where forum_id = $2)",
        account,
        forum
    )
    .execute(tx.conn())
    .await?;
    losing::seat_lost(tx, account).await?;
    sqlx::query!("delete from invitations where forum_id = $1 and (inviter = $2 or invitee = $2)", forum, account)
        .execute(tx.conn())
        .await?;
    sqlx::query!("delete from join_requests where forum_id = $1 and account_id = $2", forum, account).execute(tx.conn()).await?;
    sqlx::query!("delete from forum_moderators where forum_id = $1 and account_id = $2", forum, account)
        .execute(tx.conn())
        .await?;
    Ok(())
}
