//! Being in a community: seeing who else is, leaving, and what keepers and owner do with their fellows and with the community.

use super::found::{free_slug, random_slug};
use super::inside::{self, Community};
use super::rules::{self, MayArchive};
use super::{lists, seats};
use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::fault::Result;
use crate::viewer::EVERYONE;
use crate::writing::slug::slug as readable;
use types::communities::{CommunityPage, MyCommunity, Role};
use types::fault::Refusal;
use types::text::{Purpose, Reason};

/// The community's page for those inside: who is here, and for its keepers who waits.
pub async fn page(tx: &mut Tx<'_>, slug: &str) -> Result<CommunityPage> {
    let community = inside::find(tx, slug).await?;
    let fellows = lists::fellows(tx, &community).await?;
    let asking = if rules::may_admit(community.role).is_ok() { lists::asking(tx, &community).await? } else { Vec::new() };
    let waiting = if rules::may_invite(community.role).is_ok() { lists::waiting(tx, &community).await? } else { Vec::new() };
    Ok(CommunityPage {
        slug: community.slug,
        name: community.name,
        about: community.about,
        for_whom: community.for_whom,
        listed: community.listed,
        archived: community.archived,
        silent: community.silent,
        role: community.role,
        fellows,
        asking,
        waiting,
    })
}

/// The member's own communities, by name.
pub async fn mine(tx: &mut Tx<'_>) -> Result<Vec<MyCommunity>> {
    tx.viewer.persona()?;
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select slug, name, seat, archived as "archived!: bool", silent as "silent!: bool"
        from seen_communities where viewer = $1 order by name, position"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let role = Role::read(&row.seat).unwrap_or(Role::Member);
            let silent = row.silent && role == Role::Owner;
            MyCommunity { slug: row.slug, name: row.name, role, archived: row.archived, silent }
        })
        .collect())
}

/// The member leaves; every road is closed with their next request.
pub async fn leave(tx: &mut Tx<'_>, slug: &str) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    rules::may_leave(community.role)?;
    let me = tx.me();
    seats::unseat(tx, &community, me).await
}

/// A keeper removes somebody, with the reason on record and in a letter.
pub async fn remove(tx: &mut Tx<'_>, slug: &str, screen_name: &str, reason: &Reason) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    rules::may_admit(community.role)?;
    let fellow = inside::fellow(tx, &community, screen_name).await?;
    if fellow.own {
        return Err(Refusal::Yourself.into());
    }
    rules::may_remove(community.role, fellow.role)?;
    seats::unseat(tx, &community, fellow.account).await?;
    let deed = Deed {
        act: "community-remove",
        account: Some(fellow.account),
        forum: Some(community.id),
        words: reason.as_str(),
        ..Deed::default()
    };
    audit::record(tx, deed).await?;
    let words = format!(
        "your seat in one of your closed communities on doc2doc has been taken back. The reason given was:\n\n{}\n\nEverything else on doc2doc is open to you as before. If you think that this was a mistake, please answer this letter.",
        reason.as_str()
    );
    inside::tell(tx, fellow.account, "community-removed", "A change to your communities", &words).await
}

/// Names a moderator, or makes a moderator a member again.
pub async fn name_moderator(tx: &mut Tx<'_>, slug: &str, screen_name: &str, moderator: bool) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    rules::may_name_moderators(community.role)?;
    let fellow = inside::fellow(tx, &community, screen_name).await?;
    if fellow.own {
        return Err(Refusal::OwnerStays.into());
    }
    let role = if moderator { Role::Moderator } else { Role::Member };
    seats::become_role(tx, &community, fellow.account, role).await
}

/// Makes a fellow the owner; the owner of before becomes a moderator.
pub async fn hand_over(tx: &mut Tx<'_>, slug: &str, screen_name: &str) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    rules::may_hand_over(community.role)?;
    let fellow = inside::fellow(tx, &community, screen_name).await?;
    if fellow.own {
        return Ok(());
    }
    let me = tx.me();
    seats::become_role(tx, &community, me, Role::Moderator).await?;
    seats::become_role(tx, &community, fellow.account, Role::Owner).await?;
    let words = "one of your closed communities on doc2doc has been handed over to you: you are its owner now. Please sign in and open \u{201c}My communities\u{201d} to see which.";
    inside::tell(tx, fellow.account, "community-handed-over", "A community is yours now", words).await
}

/// Closes the community: those inside can read it, nobody writes, and its door is gone.
pub async fn archive(tx: &mut Tx<'_>, slug: &str) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    let permit = rules::may_archive(community.role)?;
    let now = tx.now();
    close(tx, permit, &community, Some(now)).await
}

/// Opens it again; its address, which is another one when somebody else has taken the old one meanwhile.
pub async fn reopen(tx: &mut Tx<'_>, slug: &str) -> Result<String> {
    let community = inside::find(tx, slug).await?;
    let permit = rules::may_archive(community.role)?;
    if !community.archived {
        return Ok(community.slug);
    }
    let own_name = community.slug.starts_with(&readable(&community.name));
    let address = if community.listed && !own_name { free_slug(tx, &community.name).await? } else { community.slug.clone() };
    sqlx::query!("update forums set slug = $2 where id = $1", community.id, address).execute(tx.conn()).await?;
    close(tx, permit, &community, None).await?;
    stays(tx, &community).await?;
    Ok(address)
}

/// Answers the yearly question: it stays.
pub async fn keep(tx: &mut Tx<'_>, slug: &str) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    rules::may_archive(community.role)?;
    stays(tx, &community).await
}

/// Changes what the door tells, and whether there is one; the community's address. Becoming listed or unlisted gives it a
/// new address, so that the old one tells nothing.
pub async fn describe(tx: &mut Tx<'_>, slug: &str, about: &Purpose, for_whom: &Purpose, listed: bool) -> Result<String> {
    let community = inside::find_open(tx, slug).await?;
    rules::may_describe(community.role)?;
    let address = match (community.listed, listed) {
        (false, true) => free_slug(tx, &community.name).await?,
        (true, false) => random_slug()?,
        _ => community.slug.clone(),
    };
    let (about, for_whom, door) = (about.as_str(), for_whom.as_str(), if listed { "listed" } else { "unlisted" });
    sqlx::query!(
        "update forums set slug = $2, about = $3, for_whom = $4, door = $5 where id = $1",
        community.id,
        address,
        about,
        for_whom,
        door
    )
    .execute(tx.conn())
    .await?;
    if community.listed || listed {
        tx.touch(EVERYONE);
    }
    Ok(address)
}

async fn close(tx: &mut Tx<'_>, _permit: MayArchive, community: &Community, at: Option<i64>) -> Result<()> {
    sqlx::query!("update forums set archived_at = $2 where id = $1", community.id, at).execute(tx.conn()).await?;
    if community.listed {
        tx.touch(EVERYONE);
    }
    Ok(())
}

async fn stays(tx: &mut Tx<'_>, community: &Community) -> Result<()> {
    let now = tx.now();
    sqlx::query!("update forums set kept_at = $2 where id = $1", community.id, now).execute(tx.conn()).await?;
    Ok(())
}
