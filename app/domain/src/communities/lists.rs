//! Who is in a community, and who waits, as its page lists them.

use super::inside::Community;
use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::number;
use types::communities::{Asking, Fellow, Role, Waiting};

/// Owner first, then moderators, then members, each by name.
pub(super) async fn fellows(tx: &mut Tx<'_>, community: &Community) -> Result<Vec<Fellow>> {
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select screen_name, role, own as "own!: bool" from seen_community where viewer = $1 and forum_id = $2
        order by case role when 'owner' then 0 when 'moderator' then 1 else 2 end, name_key"#,
        me,
        community.id
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Fellow { name: row.screen_name, role: Role::read(&row.role).unwrap_or(Role::Member), own: row.own })
        .collect())
}

/// Who asks to be let in, the longest waiting first.
pub(super) async fn asking(tx: &mut Tx<'_>, community: &Community) -> Result<Vec<Asking>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select screen_name, words, at from seen_join_requests where viewer = $1 and forum_id = $2 order by at",
        me,
        community.id
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| Asking { name: row.screen_name, words: row.words, at: row.at }).collect())
}

/// Invitations and codes that wait.
pub(super) async fn waiting(tx: &mut Tx<'_>, community: &Community) -> Result<Vec<Waiting>> {
    let (me, now) = (tx.me(), tx.now());
    let rows = sqlx::query!(
        r#"select id, screen_name as "screen_name?: String", expires_at
        from seen_invitations where viewer = $1 and forum_id = $2 and expires_at > $3 order by created_at, id"#,
        me,
        community.id,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| Ok(Waiting { id: number(row.id)?, name: row.screen_name, expires: row.expires_at })).collect()
}
