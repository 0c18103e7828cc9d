//! Which posts show which pictures.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::written::Written;
use std::collections::BTreeMap;

/// Notes which of the member's own pictures a post shows; those it no longer shows are let go. A picture that has no words yet
/// takes over those that stand for it there.
pub(crate) async fn record(tx: &mut Tx<'_>, post: i64, written: &Written) -> Result<()> {
    let shown = list(written.pictures.iter().map(|picture| picture.id));
    release(tx, post, &shown).await?;
    if written.pictures.is_empty() {
        return Ok(());
    }
    let me = tx.me();
    sqlx::query!(
        "insert into media_uses (post_id, media_id)
         select $2, id from seen_own_media where viewer = $1 and kind = 'picture' and id in (select value from json_each($3))
         on conflict do nothing",
        me,
        post,
        shown
    )
    .execute(tx.conn())
    .await?;
    let words: BTreeMap<_, _> = written.pictures.iter().map(|picture| (picture.id, &picture.alt)).collect();
    let words = serde_json::to_string(&words).map_err(|error| Fault::File(error.into()))?;
    sqlx::query!(
        "update media set unused_at = null, alt = iif(media.alt = '', w.value, media.alt)
         from json_each($2) w where media.id = cast(w.key as integer) and media.account_id = $1 and media.kind = 'picture'",
        me,
        words
    )
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
    let (gone, now) = (list(gone), tx.now());
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
fn list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<_> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}
