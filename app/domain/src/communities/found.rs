//! Opening a closed community: an audience of its own, a forum, and its owner's seat.

use crate::db::Tx;
use crate::desk::rules::MayDecide;
use crate::fault::Result;
use crate::secrets::handle;
use crate::viewer::EVERYONE;
use crate::writing::slug::slug;

/// What a community forum begins with.
pub(crate) struct NewCommunity<'a> {
    pub(crate) name: &'a str,
    pub(crate) about: &'a str,
    pub(crate) for_whom: &'a str,
    /// Whether strangers see its door.
    pub(crate) listed: bool,
    pub(crate) owner: i64,
}

/// A community that has been opened.
pub(crate) struct Founded {
    pub(crate) forum: i64,
    pub(crate) audience: i64,
    pub(crate) slug: String,
}

/// Opens the community. The address of an unlisted one is random, so that nobody can learn of it by asking for its name.
pub(crate) async fn found(tx: &mut Tx<'_>, _permit: MayDecide, new: &NewCommunity<'_>) -> Result<Founded> {
    let (audience, forum, now) = (tx.clock.id()?, tx.clock.id()?, tx.now());
    let (door, address) = if new.listed { ("listed", free_slug(tx, new.name).await?) } else { ("unlisted", random_slug()?) };
    sqlx::query!("insert into audiences (id, kind) values ($1, 'community')", audience).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into forums (id, slug, section, name, about, for_whom, position, audience_id, door, created_at)
         values ($1, $2, 'communities', $3, $4, $5, $6, $7, $8, $6)",
        forum,
        address,
        new.name,
        new.about,
        new.for_whom,
        now,
        audience,
        door
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("insert into seats (account_id, audience_id, role) values ($1, $2, 'owner')", new.owner, audience)
        .execute(tx.conn())
        .await?;
    if new.listed {
        tx.touch(EVERYONE);
    }
    Ok(Founded { forum, audience, slug: address })
}

/// The name as an address; a number follows when somebody has it already. An archived community, which strangers cannot
/// know of, yields: it moves to a random address.
pub(super) async fn free_slug(tx: &mut Tx<'_>, name: &str) -> Result<String> {
    let plain = slug(name);
    for number in 1_i64.. {
        let tried = if number == 1 { plain.clone() } else { format!("{plain}-{number}") };
        let random = random_slug()?;
        sqlx::query!("update forums set slug = $2 where slug = $1 and archived_at is not null", tried, random)
            .execute(tx.conn())
            .await?;
        let taken = sqlx::query_scalar!(
            r#"/* as the site: addresses are held once */ select exists (select 1 from forums where slug = $1) as "taken!: bool""#,
            tried
        )
        .fetch_one(tx.conn())
        .await?;
        if !taken {
            return Ok(tried);
        }
    }
    Ok(plain)
}

/// An address that nobody guesses.
pub(super) fn random_slug() -> Result<String> {
    Ok(format!("c-{}", handle()?.to_lowercase().replace(['_', '-'], "0")))
}
