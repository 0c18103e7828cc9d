//! Posts that are shown anew though their author has not touched them: what they quote has gone, or whom they mention has hidden.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::mentions;
use crate::search::index;
use crate::writing::mentioned::Names;
use crate::writing::quoted;
use crate::writing::render::render_with;

/// Shows a post with links to these members; how it was shown before, if that differs.
pub(crate) async fn show(tx: &mut Tx<'_>, post: i64, names: &Names) -> Result<Option<String>> {
    let row = sqlx::query!(
        "/* as the site: the same words, shown anew */ select html, body, audience_id from posts where id = $1",
        post
    )
    .fetch_one(tx.conn())
    .await?;
    let html = render_with(&row.body, names);
    if html == row.html {
        return Ok(None);
    }
    sqlx::query!("update posts set html = $2 where id = $1", post, html).execute(tx.conn()).await?;
    tx.touch(row.audience_id);
    Ok(Some(row.html))
}

/// Shows a post that is found already, and its earlier states, with the links that its names have now.
pub(crate) async fn show_all(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    let names = mentions::names_in(tx, post).await?;
    if let Some(former) = show(tx, post, &names).await?
        && is_shown(tx, post).await?
    {
        index::again_from(tx, post, former).await?;
    }
    show_versions(tx, post, &names).await
}

async fn is_shown(tx: &mut Tx<'_>, post: i64) -> Result<bool> {
    let shown = sqlx::query_scalar!(
        r#"/* as the site: whether it is in the index */ select withdrawn_at is null as "shown!: bool" from posts where id = $1"#,
        post
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(shown)
}

/// Shows the earlier states of a post with links to these members.
async fn show_versions(tx: &mut Tx<'_>, post: i64, names: &Names) -> Result<()> {
    let rows = sqlx::query!(
        "/* as the site: the same words, shown anew */ select number, html, body from post_versions where post_id = $1",
        post
    )
    .fetch_all(tx.conn())
    .await?;
    for row in rows {
        let html = render_with(&row.body, names);
        if html != row.html {
            sqlx::query!("update post_versions set html = $3 where post_id = $1 and number = $2", post, row.number, html)
                .execute(tx.conn())
                .await?;
        }
    }
    Ok(())
}

/// Takes the words of other posts out of a post, of its earlier states, and of what is found by its words.
pub(crate) async fn strip(tx: &mut Tx<'_>, post: i64, gone: &[i64]) -> Result<()> {
    let names = mentions::names_in(tx, post).await?;
    let now = sqlx::query!(
        r#"/* as the site: a quotation goes with its source */
        select html, body, audience_id, withdrawn_at is not null as "withdrawn!: bool" from posts where id = $1"#,
        post
    )
    .fetch_optional(tx.conn())
    .await?;
    if let Some(row) = now {
        let body = quoted::without(&row.body, gone);
        if body != row.body {
            let html = render_with(&body, &names);
            sqlx::query!("update posts set html = $2, body = $3 where id = $1", post, html, body).execute(tx.conn()).await?;
            tx.touch(row.audience_id);
            if !row.withdrawn {
                index::again_from(tx, post, row.html).await?;
            }
        }
    }
    strip_versions(tx, post, gone, &names).await
}

async fn strip_versions(tx: &mut Tx<'_>, post: i64, gone: &[i64], names: &Names) -> Result<()> {
    let rows = sqlx::query!(
        "/* as the site: a quotation goes with its source */ select number, body from post_versions where post_id = $1",
        post
    )
    .fetch_all(tx.conn())
    .await?;
    for row in rows {
        let body = quoted::without(&row.body, gone);
        if body != row.body {
            let html = render_with(&body, names);
            sqlx::query!(
                "update post_versions set html = $3, body = $4 where post_id = $1 and number = $2",
                post,
                row.number,
                html,
                body
            )
            .execute(tx.conn())
            .await?;
        }
    }
    Ok(())
}

/// Takes the words of a post out of what somebody has not sent yet.
pub(crate) async fn strip_draft(tx: &mut Tx<'_>, draft: i64, body: &str, gone: &[i64]) -> Result<()> {
    let stripped = quoted::without(body, gone);
    if stripped != body {
        sqlx::query!("update drafts set body = $2, version = version + 1 where id = $1", draft, stripped)
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}
