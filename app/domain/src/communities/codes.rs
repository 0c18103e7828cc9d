//! Codes of invitation, for whoever brings one first.

use super::{inside, invitations, rules, seats};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::secrets::{Token, token_hash};

/// A code for whoever brings it first; shown once and kept only as a hash.
pub async fn make(tx: &mut Tx<'_>, slug: &str) -> Result<Token> {
    let community = inside::find_open(tx, slug).await?;
    let permit = rules::may_invite(community.role)?;
    invitations::make_room(tx, &community).await?;
    let code = Token::new()?;
    invitations::insert(tx, permit, &community, None, Some(code.hash())).await?;
    Ok(code)
}

/// Name and description of the community that a code opens. A used, expired or strange code opens none.
pub async fn look(tx: &mut Tx<'_>, code: &str) -> Result<(String, String)> {
    let opened = behind(tx, code).await?;
    Ok((opened.name, opened.about))
}

/// A signed-in member uses a code, once; the community's address. Whoever sits there already does not use it up.
pub async fn redeem(tx: &mut Tx<'_>, code: &str) -> Result<String> {
    let opened = behind(tx, code).await?;
    if inside::find(tx, &opened.slug).await.is_ok() {
        return Ok(opened.slug);
    }
    let me = tx.me();
    sqlx::query!("update invitations set used_by = $2 where id = $1", opened.id, me).execute(tx.conn()).await?;
    seats::seat(tx, opened.forum, opened.audience, me).await?;
    Ok(opened.slug)
}

struct Opened {
    id: i64,
    forum: i64,
    audience: i64,
    slug: String,
    name: String,
    about: String,
}

/// What the code opens, as long as whoever gave it out still keeps the community. A used one opens only what its user is in.
async fn behind(tx: &mut Tx<'_>, code: &str) -> Result<Opened> {
    tx.viewer.persona()?;
    let (me, hash, now) = (tx.me(), token_hash(code), tx.now());
    let row = sqlx::query!(
        "/* as the site: the code is the permission */
        select i.id, f.id as forum, f.audience_id, f.slug, f.name, f.about
        from invitations i
        join forums f on f.id = i.forum_id and f.archived_at is null
        join seats k on k.account_id = i.inviter and k.audience_id = f.audience_id and k.role in ('moderator', 'owner')
        where i.code_hash = $1 and i.expires_at > $2 and (i.used_by is null or (i.used_by = $3
          and exists (select 1 from seats m where m.account_id = $3 and m.audience_id = f.audience_id)))",
        hash,
        now,
        me
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Opened { id: row.id, forum: row.forum, audience: row.audience_id, slug: row.slug, name: row.name, about: row.about })
}
