use super::found;
use crate::fault::Result;
use sqlx::SqliteConnection;

/// A closed community has one owner, one forum, and a door of its own kind; no other forum has.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let wrong = sqlx::query!(
        r#"/* as the site: check */
        select (select count(*) from audiences a where a.kind = 'community'
            and (select count(*) from seats s where s.audience_id = a.id and s.role = 'owner') <> 1) as "owners!: i64",
          (select count(*) from audiences a where a.kind = 'community'
            and (select count(*) from forums f where f.audience_id = a.id) <> 1) as "forums!: i64",
          (select count(*) from forums f join audiences a on a.id = f.audience_id
            where (a.kind = 'community' and f.door = 'open') or (a.kind = 'doctors' and f.door <> 'listed')
              or (a.kind in ('everyone', 'members') and f.door <> 'open')) as "doors!: i64""#
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong.doors > 0 {
        hang_doors(conn).await?;
    }
    let sentences = [
        found(
            wrong.owners,
            "A closed community has not exactly one owner.",
            "closed communities have not exactly one owner.",
            false,
        ),
        found(
            wrong.forums,
            "A closed community has not exactly one forum.",
            "closed communities have not exactly one forum.",
            false,
        ),
        found(wrong.doors, "A forum has the wrong kind of door.", "forums have the wrong kind of door.", repair),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

/// In doubt a community is one that strangers do not see.
async fn hang_doors(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!(
        "update forums set door = case a.kind when 'community' then 'unlisted' when 'doctors' then 'listed' else 'open' end
         from (/* as the site: check */ select id, kind from audiences) a
         where a.id = forums.audience_id and not (a.kind = 'community' and forums.door in ('listed', 'unlisted'))"
    )
    .execute(conn)
    .await?;
    Ok(())
}
