//! What the stories of a community share: the community as the viewer sits in it, its fellows, its seats, its letters.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::letters;
use crate::members::names::name_key;
use types::communities::Role;
use types::fault::Refusal;

/// A community that the viewer sits in.
pub(super) struct Community {
    pub(super) id: i64,
    pub(super) audience: i64,
    pub(super) role: Role,
    pub(super) listed: bool,
    pub(super) archived: bool,
    pub(super) silent: bool,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) for_whom: String,
}

/// Somebody who sits there too.
pub(super) struct Seated {
    pub(super) account: i64,
    pub(super) role: Role,
    pub(super) own: bool,
}

/// The community at this address, or NotFound for everybody outside.
pub(super) async fn find(tx: &mut Tx<'_>, slug: &str) -> Result<Community> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select id, audience_id, seat, door, slug, name, about, for_whom, archived as "archived!: bool", silent as "silent!: bool"
        from seen_communities where viewer = $1 and slug = $2"#,
        me,
        slug
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let role = Role::read(&row.seat).unwrap_or(Role::Member);
    Ok(Community {
        id: row.id,
        audience: row.audience_id,
        role,
        listed: row.door == "listed",
        archived: row.archived,
        silent: row.silent && role == Role::Owner,
        slug: row.slug,
        name: row.name,
        about: row.about,
        for_whom: row.for_whom,
    })
}

/// The same for what only a community that is not archived does.
pub(super) async fn find_open(tx: &mut Tx<'_>, slug: &str) -> Result<Community> {
    let community = find(tx, slug).await?;
    if community.archived { Err(Refusal::Archived.into()) } else { Ok(community) }
}

/// Somebody in the viewer's community by screen name, or NotFound.
pub(super) async fn fellow(tx: &mut Tx<'_>, community: &Community, screen_name: &str) -> Result<Seated> {
    let (me, key) = (tx.me(), name_key(screen_name));
    let row = sqlx::query!(
        r#"select member, role, own as "own!: bool" from seen_community where viewer = $1 and forum_id = $2 and name_key = $3"#,
        me,
        community.id,
        key
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Seated { account: row.member, role: Role::read(&row.role).unwrap_or(Role::Member), own: row.own })
}

/// A letter to an account; neither of its faces stands in it, and nothing that is closed.
pub(super) async fn tell(tx: &mut Tx<'_>, account: i64, kind: &str, subject: &str, words: &str) -> Result<()> {
    letters::to_member(tx, account, kind, subject, &format!("Dear member,\n\n{words}\n\ndoc2doc\n")).await
}
