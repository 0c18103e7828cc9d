//! What the owner does with the community itself: archive it, open it again, keep it, describe it.

use super::found::{free_slug, random_slug};
use super::inside::{self, Community};
use super::rules::{self, MayArchive, MayDescribe};
use crate::db::Tx;
use crate::fault::Result;
use crate::viewer::EVERYONE;
use crate::writing::slug::slug as readable;
use types::text::Purpose;

/// Closes the community: those inside can read it, nobody writes, and its door is gone.
pub async fn archive(tx: &mut Tx<'_>, slug: &str) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    let permit = rules::may_archive(community.role)?;
    close(tx, permit, &community).await
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
    open(tx, permit, &community, &address).await?;
    Ok(address)
}

/// Answers the yearly question: it stays.
pub async fn keep(tx: &mut Tx<'_>, slug: &str) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    let permit = rules::may_archive(community.role)?;
    stays(tx, permit, &community).await
}

/// Changes what the door tells, and whether there is one; the community's address. Becoming listed or unlisted gives it a
/// new address, so that the old one tells nothing.
pub async fn describe(tx: &mut Tx<'_>, slug: &str, about: &Purpose, for_whom: &Purpose, listed: bool) -> Result<String> {
    let community = inside::find_open(tx, slug).await?;
    let permit = rules::may_describe(community.role)?;
    let address = match (community.listed, listed) {
        (false, true) => free_slug(tx, &community.name).await?,
        (true, false) => random_slug()?,
        _ => community.slug.clone(),
    };
    let told = Told { slug: &address, about: about.as_str(), for_whom: for_whom.as_str(), listed };
    tell(tx, permit, &community, &told).await?;
    Ok(address)
}

/// What a community tells of itself.
struct Told<'a> {
    slug: &'a str,
    about: &'a str,
    for_whom: &'a str,
    listed: bool,
}

async fn close(tx: &mut Tx<'_>, _permit: MayArchive, community: &Community) -> Result<()> {
    let now = tx.now();
    sqlx::query!("update forums set archived_at = $2 where id = $1", community.id, now).execute(tx.conn()).await?;
    touch_door(tx, community.listed);
    Ok(())
}

async fn open(tx: &mut Tx<'_>, _permit: MayArchive, community: &Community, address: &str) -> Result<()> {
    let now = tx.now();
    sqlx::query!("update forums set slug = $2, archived_at = null, kept_at = $3 where id = $1", community.id, address, now)
        .execute(tx.conn())
        .await?;
    touch_door(tx, community.listed);
    Ok(())
}

async fn stays(tx: &mut Tx<'_>, _permit: MayArchive, community: &Community) -> Result<()> {
    let now = tx.now();
    sqlx::query!("update forums set kept_at = $2 where id = $1", community.id, now).execute(tx.conn()).await?;
    Ok(())
}

async fn tell(tx: &mut Tx<'_>, _permit: MayDescribe, community: &Community, told: &Told<'_>) -> Result<()> {
    let (slug, about, for_whom, door) = (told.slug, told.about, told.for_whom, if told.listed { "listed" } else { "unlisted" });
    sqlx::query!(
        "update forums set slug = $2, about = $3, for_whom = $4, door = $5 where id = $1",
        community.id,
        slug,
        about,
        for_whom,
        door
    )
    .execute(tx.conn())
    .await?;
    touch_door(tx, community.listed || told.listed);
    Ok(())
}

/// Guests see the doors of listed communities.
fn touch_door(tx: &mut Tx<'_>, listed: bool) {
    if listed {
        tx.touch(EVERYONE);
    }
}
