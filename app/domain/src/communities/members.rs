//! Being in a community: seeing who else is, leaving, and what keepers and owner do with their fellows.

use super::{inside, lists, rules, seats};
use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::fault::Result;
use types::communities::{CommunityPage, MyCommunity, Role};
use types::fault::Refusal;
use types::text::Reason;

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
    let permit = rules::may_leave(community.role)?;
    seats::leave(tx, permit, &community).await
}

/// A keeper removes somebody, with the reason on record and in a letter.
pub async fn remove(tx: &mut Tx<'_>, slug: &str, screen_name: &str, reason: &Reason) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    rules::may_admit(community.role)?;
    let fellow = inside::fellow(tx, &community, screen_name).await?;
    if fellow.own {
        return Err(Refusal::Yourself.into());
    }
    let permit = rules::may_remove(community.role, fellow.role)?;
    seats::remove(tx, permit, &community, fellow.account).await?;
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
    let permit = rules::may_name_moderators(community.role)?;
    let fellow = inside::fellow(tx, &community, screen_name).await?;
    if fellow.own {
        return Err(Refusal::OwnerStays.into());
    }
    let role = if moderator { Role::Moderator } else { Role::Member };
    seats::name(tx, permit, &community, fellow.account, role).await
}

/// Makes a fellow the owner; the owner of before becomes a moderator.
pub async fn hand_over(tx: &mut Tx<'_>, slug: &str, screen_name: &str) -> Result<()> {
    let community = inside::find(tx, slug).await?;
    let permit = rules::may_hand_over(community.role)?;
    let fellow = inside::fellow(tx, &community, screen_name).await?;
    if fellow.own {
        return Ok(());
    }
    seats::hand_over(tx, permit, &community, fellow.account).await?;
    let words = "one of your closed communities on doc2doc has been handed over to you: you are its owner now. Please sign in and open \u{201c}My communities\u{201d} to see which.";
    inside::tell(tx, fellow.account, "community-handed-over", "A community is yours now", words).await
}
