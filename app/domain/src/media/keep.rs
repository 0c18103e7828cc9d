//! A member's own pictures: taken in, listed, deleted.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::media::rules::{COUNTED, MayKeep, Room, may_keep};
use crate::viewer::EVERYONE;
use pixels::Made;
use types::ids::MediaId;
use types::media::{OwnPicture, Picture};

/// Whether there is room for one more picture; asked before it is decoded.
pub async fn ready(tx: &mut Tx<'_>) -> Result<()> {
    leave(tx).await.map(|_| ())
}

async fn leave(tx: &mut Tx<'_>) -> Result<MayKeep> {
    let (me, since) = (tx.me(), tx.now() - COUNTED);
    let room = sqlx::query!(
        r#"select coalesce(sum(created_at > $2), 0) as "lately!: i64", coalesce(sum(size), 0) as "bytes!: i64"
        from seen_own_media where viewer = $1"#,
        me,
        since
    )
    .fetch_one(tx.conn())
    .await?;
    may_keep(&tx.viewer, &Room { lately: room.lately, bytes: room.bytes })
}

/// Keeps a picture; nothing shows it yet.
pub async fn add(tx: &mut Tx<'_>, made: &Made, alt: &str) -> Result<Picture> {
    let permit = leave(tx).await?;
    insert(tx, permit, "picture", made, alt).await
}

/// Keeps a face; the persona does not show it yet.
pub(super) async fn add_face(tx: &mut Tx<'_>, made: &Made) -> Result<Picture> {
    let permit = leave(tx).await?;
    insert(tx, permit, "avatar", made, "").await
}

async fn insert(tx: &mut Tx<'_>, permit: MayKeep, kind: &str, made: &Made, alt: &str) -> Result<Picture> {
    let _ = permit;
    let (id, me, now) = (tx.clock.id()?, tx.me(), tx.now());
    let wide = made.sizes.first().ok_or(Fault::NotFound)?;
    let bytes = made.sizes.iter().map(|size| size.data.len()).sum::<usize>();
    let (media, bytes) = (made.media, i64::try_from(bytes).unwrap_or(i64::MAX));
    sqlx::query!(
        "insert into media (id, account_id, kind, media, width, height, size, alt, created_at, unused_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id,
        me,
        kind,
        media,
        wide.width,
        wide.height,
        bytes,
        alt,
        now
    )
    .execute(tx.conn())
    .await?;
    for size in &made.sizes {
        sqlx::query!(
            "insert into media_sizes (media_id, name, width, height, data) values ($1, $2, $3, $4, $5)",
            id,
            size.name,
            size.width,
            size.height,
            size.data
        )
        .execute(tx.conn())
        .await?;
    }
    let id = id.try_into().map_err(|_| Fault::NotFound)?;
    Ok(Picture { id, width: wide.width, height: wide.height, stilled: made.stilled })
}

/// The member's latest pictures.
pub async fn list(tx: &mut Tx<'_>) -> Result<Vec<OwnPicture>> {
    tx.viewer.persona()?;
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select id, width, height, alt, created_at, shown as "shown!: bool" from seen_own_media
        where viewer = $1 and kind = 'picture' order by created_at desc, id limit 60"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let id = row.id.try_into().map_err(|_| Fault::NotFound)?;
            let side = |side: i64| u32::try_from(side).unwrap_or(0);
            let picture = Picture { id, width: side(row.width), height: side(row.height), stilled: false };
            Ok(OwnPicture { picture, alt: row.alt, at: row.created_at, shown: row.shown })
        })
        .collect()
}

/// Deletes an own picture at once; posts that show it keep the words for it.
pub async fn delete(tx: &mut Tx<'_>, id: MediaId) -> Result<()> {
    tx.viewer.persona()?;
    let (me, id) = (tx.me(), id.number());
    let own = sqlx::query_scalar!("select id from seen_own_media where viewer = $1 and id = $2 and kind = 'picture'", me, id)
        .fetch_optional(tx.conn())
        .await?;
    erase(tx, own.ok_or(Fault::NotFound)?).await?;
    tx.touch(EVERYONE);
    Ok(())
}

/// Erases a picture that no persona shows, with its pixels.
pub(super) async fn erase(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    sqlx::query!("delete from media_uses where media_id = $1", id).execute(tx.conn()).await?;
    sqlx::query!("delete from media_sizes where media_id = $1", id).execute(tx.conn()).await?;
    sqlx::query!("delete from media where id = $1", id).execute(tx.conn()).await?;
    Ok(())
}
