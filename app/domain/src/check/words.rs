use super::found;
use crate::fault::Result;
use crate::writing::mentioned::Names;
use crate::writing::render::{render, render_with};
use sqlx::SqliteConnection;

/// Posts rendered for comparison when nothing is to be repaired.
const SAMPLE: i64 = 500;
/// Posts read at a time when all are rendered.
const CHUNK: i64 = 500;

/// What is shown is what was written, rendered.
pub(super) async fn examine(conn: &mut SqliteConnection, repair: bool) -> Result<Vec<String>> {
    let posts = if repair { render_all(conn).await? } else { compare_some(conn).await? };
    let abouts = abouts(conn, repair).await?;
    let sentences = [
        found(posts, "A post is not shown as it was written.", "posts are not shown as they were written.", repair),
        found(abouts, "A persona is not shown as it was written.", "personas are not shown as they were written.", repair),
    ];
    Ok(sentences.into_iter().flatten().collect())
}

/// Some posts, spread over all there are.
async fn compare_some(conn: &mut SqliteConnection) -> Result<i64> {
    let rows = sqlx::query!(
        r#"/* as the site: check */
        select id, html, body from posts where id in (
          select id from posts where seq % (1 + (select count(*) from posts) / $1) = 0)"#,
        SAMPLE
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut count = 0;
    for row in rows {
        let names = names_in(conn, row.id, &row.body).await?;
        count += i64::from(render_with(&row.body, &names) != row.html);
    }
    Ok(count)
}

/// The names that are links in a post.
async fn names_in(conn: &mut SqliteConnection, post: i64, body: &str) -> Result<Names> {
    if !body.contains('@') {
        return Ok(Names::default());
    }
    let rows = sqlx::query_scalar!(
        "/* as the site: check */ select p.screen_name from mentions m join personas p on p.id = m.persona_id
         where m.post_id = $1 and p.visibility = 'everyone'",
        post
    )
    .fetch_all(conn)
    .await?;
    Ok(Names::of(rows))
}

/// All posts, chunk by chunk; those that differ are written anew. How many.
async fn render_all(conn: &mut SqliteConnection) -> Result<i64> {
    let (mut thread, mut no, mut count) = (0, 0, 0);
    loop {
        let rows = sqlx::query!(
            "/* as the site: check */
            select thread_id, no, id, html, body from posts where (thread_id, no) > ($1, $2) order by thread_id, no limit $3",
            thread,
            no,
            CHUNK
        )
        .fetch_all(&mut *conn)
        .await?;
        let Some(last) = rows.last() else { return Ok(count) };
        (thread, no) = (last.thread_id, last.no);
        for row in rows {
            let names = names_in(conn, row.id, &row.body).await?;
            let html = render_with(&row.body, &names);
            if html != row.html {
                sqlx::query!("update posts set html = $2 where id = $1", row.id, html).execute(&mut *conn).await?;
                count += 1;
            }
        }
    }
}

async fn abouts(conn: &mut SqliteConnection, repair: bool) -> Result<i64> {
    let rows =
        sqlx::query!("/* as the site: check */ select id, about, about_html from personas where about <> '' or about_html <> ''")
            .fetch_all(&mut *conn)
            .await?;
    let mut count = 0;
    for row in rows {
        let html = render(&row.about);
        if html == row.about_html {
            continue;
        }
        count += 1;
        if repair {
            sqlx::query!("update personas set about_html = $2 where id = $1", row.id, html).execute(&mut *conn).await?;
        }
    }
    Ok(count)
}
