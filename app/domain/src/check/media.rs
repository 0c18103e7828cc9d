//! Pictures, their pixels and the posts that show them.

use crate::check::found;
use crate::fault::Result;
use sqlx::SqliteConnection;

/// Looks at pictures; what cannot be shown any more is taken out by `repair`.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let sentences = [uses(conn, repair).await?, pixels(conn, repair).await?, unused(conn, repair).await?];
    Ok(sentences.into_iter().flatten().collect())
}

/// A use names a post that is there and has words, and a picture of its author's.
async fn uses(conn: &mut SqliteConnection, repair: bool) -> Result<Option<String>> {
    let wrong = sqlx::query_scalar!(
        "/* as the site: check */
        select count(*) from media_uses u
        left join media m on m.id = u.media_id
        left join posts p on p.id = u.post_id and p.withdrawn_at is null
        left join personas a on a.id = p.persona_id and a.account_id = m.account_id
        where a.id is null"
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong > 0 {
        sqlx::query!(
            "delete from media_uses where not exists (/* as the site: check */
               select 1 from media m
               join posts p on p.id = media_uses.post_id and p.withdrawn_at is null
               join personas a on a.id = p.persona_id and a.account_id = m.account_id
               where m.id = media_uses.media_id)"
        )
        .execute(conn)
        .await?;
    }
    Ok(found(
        wrong,
        "A picture is tied to a post that cannot show it.",
        "pictures are tied to posts that cannot show them.",
        repair,
    ))
}

/// A picture has pixels.
async fn pixels(conn: &mut SqliteConnection, repair: bool) -> Result<Option<String>> {
    let wrong = sqlx::query_scalar!(
        "/* as the site: check */
        select count(*) from media m where not exists (select 1 from media_sizes z where z.media_id = m.id and z.name = 'wide')"
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong > 0 {
        let gone = sqlx::query_scalar!(
            "/* as the site: check */
            select m.id from media m where not exists (select 1 from media_sizes z where z.media_id = m.id and z.name = 'wide')"
        )
        .fetch_all(&mut *conn)
        .await?;
        for id in gone {
            sqlx::query!("update personas set avatar = null where avatar = $1", id).execute(&mut *conn).await?;
            sqlx::query!("delete from media_uses where media_id = $1", id).execute(&mut *conn).await?;
            sqlx::query!("delete from media_sizes where media_id = $1", id).execute(&mut *conn).await?;
            sqlx::query!("delete from media where id = $1", id).execute(&mut *conn).await?;
        }
    }
    Ok(found(wrong, "A picture has lost its pixels.", "pictures have lost their pixels.", repair))
}

/// It is known of a picture whether something shows it.
async fn unused(conn: &mut SqliteConnection, repair: bool) -> Result<Option<String>> {
    let wrong = sqlx::query_scalar!(
        "/* as the site: check */
        select count(*) from media m where m.kind = 'picture'
          and (m.unused_at is null) <> exists (select 1 from media_uses u where u.media_id = m.id)"
    )
    .fetch_one(&mut *conn)
    .await?;
    if repair && wrong > 0 {
        sqlx::query!(
            "update media set unused_at = case when exists (/* as the site: check */ select 1 from media_uses u where u.media_id = media.id)
               then null else created_at end where kind = 'picture'
               and (unused_at is null) <> exists (/* as the site: check */ select 1 from media_uses u where u.media_id = media.id)"
        )
        .execute(conn)
        .await?;
    }
    Ok(found(
        wrong,
        "A picture does not know whether a post shows it.",
        "pictures do not know whether a post shows them.",
        repair,
    ))
}
