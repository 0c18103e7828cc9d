//! Asking to be let into a listed community.

use super::inside::{self, Community};
use super::rules::{self, MayAdmit};
use super::seats;
use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::threads::circle;
use crate::members::names::name_key;
use types::communities::CommunityStep;
use types::fault::Refusal;
use types::forums::Circle;
use types::text::JoinWords;

/// How long a refused request keeps somebody from asking again.
pub(crate) const ASK_AGAIN: i64 = 30 * DAY;
/// Most communities that somebody asks at once.
const MOST_WAITING: i64 = 10;

/// What this listed community's door offers the viewer. One statement, also for guests.
pub(crate) async fn step(tx: &mut Tx<'_>, slug: &str) -> Result<CommunityStep> {
    let (me, now) = (tx.me(), tx.now());
    let asked = sqlx::query!("select at, refused_at from seen_own_join_requests where viewer = $1 and slug = $2", me, slug)
        .fetch_optional(tx.conn())
        .await?;
    Ok(match asked {
        _ if tx.viewer.is_guest() => CommunityStep::Guest,
        None => CommunityStep::MayAsk,
        Some(row) => match row.refused_at {
            None => CommunityStep::Asked(row.at),
            Some(refused) if refused + ASK_AGAIN > now => CommunityStep::RefusedUntil(refused + ASK_AGAIN),
            Some(_) => CommunityStep::MayAsk,
        },
    })
}

/// A member asks to be let in; asking twice changes nothing.
pub async fn ask(tx: &mut Tx<'_>, slug: &str, words: &JoinWords) -> Result<()> {
    tx.viewer.persona()?;
    at_the_door(tx, slug).await?;
    if inside::find(tx, slug).await.is_ok() {
        return Ok(());
    }
    match step(tx, slug).await? {
        CommunityStep::Asked(_) => return Ok(()),
        CommunityStep::RefusedUntil(_) => return Err(Refusal::AskedLately.into()),
        CommunityStep::Guest | CommunityStep::MayAsk => {}
    }
    let (me, now, words) = (tx.me(), tx.now(), words.as_str());
    let waiting = sqlx::query_scalar!("select count(*) from seen_own_join_requests where viewer = $1 and refused_at is null", me)
        .fetch_one(tx.conn())
        .await?;
    if waiting >= MOST_WAITING {
        return Err(Refusal::TooManyWaiting.into());
    }
    let forum = sqlx::query_scalar!(
        r#"insert into join_requests (forum_id, account_id, words, at)
         /* as the site: its door has been seen */ select id, $2, $3, $4 from forums where slug = $1
         on conflict (forum_id, account_id) do update set words = excluded.words, at = excluded.at, refused_at = null
         returning forum_id as "forum!: i64""#,
        slug,
        me,
        words,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    tell_keepers(tx, forum).await
}

/// A keeper lets somebody in who has asked, or does not. Once.
pub async fn admit(tx: &mut Tx<'_>, slug: &str, screen_name: &str, yes: bool) -> Result<()> {
    let community = inside::find_open(tx, slug).await?;
    let permit = rules::may_admit(community.role)?;
    let (me, key) = (tx.me(), name_key(screen_name));
    let member = sqlx::query_scalar!(
        "select member from seen_join_requests where viewer = $1 and forum_id = $2 and name_key = $3",
        me,
        community.id,
        key
    )
    .fetch_optional(tx.conn())
    .await?
    // Decided meanwhile, or never asked: the same to whoever keeps the door.
    .ok_or(Refusal::CaseDecided)?;
    if yes { let_in(tx, permit, &community, member).await } else { turn_away(tx, permit, &community, member).await }
}

/// Whether the viewer stands before the door of a listed community.
async fn at_the_door(tx: &mut Tx<'_>, slug: &str) -> Result<()> {
    let audience = sqlx::query_scalar!("select d.audience_id from seen_doors d where d.slug = $1", slug)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    if circle(audience) == Circle::Closed { Ok(()) } else { Err(Fault::NotFound) }
}

async fn let_in(tx: &mut Tx<'_>, _permit: MayAdmit, community: &Community, member: i64) -> Result<()> {
    seats::seat(tx, community.id, community.audience, member).await?;
    let words = "a closed community on doc2doc that you have asked to join has let you in. Please sign in and open \u{201c}My communities\u{201d} to find it.";
    inside::tell(tx, member, "community-admitted", "Welcome to the community", words).await
}

async fn turn_away(tx: &mut Tx<'_>, _permit: MayAdmit, community: &Community, member: i64) -> Result<()> {
    let now = tx.now();
    sqlx::query!("update join_requests set refused_at = $3 where forum_id = $1 and account_id = $2", community.id, member, now)
        .execute(tx.conn())
        .await?;
    let words = "a closed community on doc2doc that you have asked to join could not let you in this time. This says nothing about you: many are kept small on purpose. You may ask again after 30 days.";
    inside::tell(tx, member, "community-turned-away", "Your request to join a community", words).await
}

async fn tell_keepers(tx: &mut Tx<'_>, forum: i64) -> Result<()> {
    let keepers = sqlx::query_scalar!(
        "/* as the site: who is to be told */
        select s.account_id from seats s join forums f on f.audience_id = s.audience_id
        where f.id = $1 and s.role in ('moderator', 'owner') order by s.account_id",
        forum
    )
    .fetch_all(tx.conn())
    .await?;
    for keeper in keepers {
        let words = "somebody asks to join a community of yours on doc2doc. Please sign in and open \u{201c}My communities\u{201d} to answer; whoever asks will be told by letter.";
        inside::tell(tx, keeper, "community-asked", "Somebody asks to join your community", words).await?;
    }
    Ok(())
}
