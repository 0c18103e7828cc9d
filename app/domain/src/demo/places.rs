//! Forums beside the first ones, and closed communities, so that a large crowd writes in a large site.

use super::ground::Ground;
use super::members::Crowd;
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::{EVERYONE, Viewer};
use sqlx::{QueryBuilder, Sqlite};

/// From this many members on the crowd needs more room.
const LARGE: u64 = 1000;
/// Open forums together with the first ones, and closed communities.
const FORUMS: i64 = 60;
const COMMUNITIES: i64 = 20;
/// Members of one community.
const FELLOWS: usize = 200;

/// Opens what is missing for a crowd of this size; communities are `measure-1` and so on, every second one unlisted.
pub(super) async fn open(db: &Db, members: u64) -> Result<()> {
    if members < LARGE {
        return Ok(());
    }
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        let there = sqlx::query_scalar!(
            r#"/* as the site: the demo */ select count(*) as "there!: i64" from forums f join audiences a on a.id = f.audience_id where a.kind <> 'community'"#
        )
        .fetch_one(tx.conn())
        .await?;
        for number in there + 1..=FORUMS {
            forum(tx, number, EVERYONE, "open").await?;
        }
        let opened = sqlx::query_scalar!(
            r#"/* as the site: the demo */ select count(*) as "there!: i64" from forums where slug like 'measure-community-%'"#
        )
        .fetch_one(tx.conn())
        .await?;
        for number in opened + 1..=COMMUNITIES {
            let audience = tx.clock.id()?;
            sqlx::query!("insert into audiences (id, kind) values ($1, 'community')", audience).execute(tx.conn()).await?;
            forum(tx, number, audience, if number % 2 == 0 { "listed" } else { "unlisted" }).await?;
        }
        tx.touch(EVERYONE);
        Ok(())
    })
    .await
}

async fn forum(tx: &mut Tx<'_>, number: i64, audience: i64, door: &str) -> Result<()> {
    let id = tx.clock.id()?;
    let (section, kind) = if door == "open" { ("off-duty", "forum") } else { ("communities", "community") };
    let (slug, name, position) = (format!("measure-{kind}-{number}"), format!("Measured {kind} {number}"), 1000 + number);
    sqlx::query!(
        "insert into forums (id, slug, section, name, about, position, audience_id, door) values ($1, $2, $3, $4, 'For measuring', $5, $6, $7)",
        id, slug, section, name, position, audience, door
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Seats the first members of the crowd in the communities, the first of each as its owner.
pub(super) async fn seat(db: &Db, ground: &Ground, crowd: &Crowd) -> Result<()> {
    let communities: Vec<i64> = ground.communities();
    if communities.is_empty() {
        return Ok(());
    }
    let fellows: Vec<_> = crowd.first(FELLOWS * communities.len()).iter().zip(0..).collect();
    db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| {
        for some in fellows.chunks(1000) {
            let mut insert = QueryBuilder::<Sqlite>::new("insert into seats (account_id, audience_id, role) ");
            insert.push_values(some, |mut row, (account, at)| {
                let role = if *at < communities.len() { "owner" } else { "member" };
                row.push_bind(**account).push_bind(communities[at % communities.len()]).push_bind(role);
            });
            insert.build().persistent(false).execute(tx.conn()).await?;
        }
        Ok(())
    })
    .await
}
