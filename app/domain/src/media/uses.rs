//! Which posts show which pictures.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::written::Written;

/// Notes which of the member's own pictures a post shows; those it no longer shows are let go.
pub(crate) async fn record(tx: &mut Tx<'_>, post: i64, written: &Written) -> Result<()> {
    let shown = list(&written.pictures);
    release(tx, post, &shown).await?;
    if written.pictures.is_empty() {
        return Ok(());
    }
    let me = tx.me();
    let tied = sqlx::query_scalar!(
        r#"insert into media_uses (post_id, media_id)
         select $2, id from seen_own_media where viewer = $1 and kind = 'picture' and id in (select value from json_each($3))
         on conflict do nothing returning media_id as "media_id!: i64""#,
        me,
        post,
        shown
    )
    .fetch_all(tx.conn())
    .await?;
    let tied = list(&tied);
    sqlx::query!("update media set unused_at = null where id in (select value from json_each($1))", tied)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A withdrawn post shows no pictures.
pub(crate) async fn forget(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    release(tx, post, "[]").await
}

async fn release(tx: &mut Tx<'_>, post: i64, kept: &str) -> Result<()> {
    let gone = sqlx::query_scalar!(
        r#"delete from media_uses where post_id = $1 and media_id not in (select value from json_each($2))
         returning media_id as "media_id!: i64""#,
        post,
        kept
    )
    .fetch_all(tx.conn())
    .await?;
    if gone.is_empty() {
        return Ok(());
    }
    let (gone, now) = (list(&gone), tx.now());
    sqlx::query!(
        "update media set unused_at = $2 where id in (select value from json_each($1))
         and id not in (/* as the site: whether other posts show it */ select media_id from media_uses where media_id in (select value from json_each($1)))",
        gone,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Numbers as one parameter.
fn list(ids: &[i64]) -> String {
    let ids: Vec<_> = ids.iter().map(i64::to_string).collect();
    format!("[{}]", ids.join(","))
}
