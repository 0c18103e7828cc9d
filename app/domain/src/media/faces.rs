//! The picture that a persona shows beside its name.

use crate::db::Tx;
use crate::fault::Result;
use crate::media::keep::{add_face, erase};
use crate::viewer::EVERYONE;
use pixels::Made;

/// Shows this face from now on; the one before goes.
pub async fn show(tx: &mut Tx<'_>, made: &Made) -> Result<()> {
    let face = add_face(tx, made).await?;
    put(tx, Some(face.id.number())).await
}

/// Shows no face any more, only the drawing from the screen name.
pub async fn remove(tx: &mut Tx<'_>) -> Result<()> {
    put(tx, None).await
}

async fn put(tx: &mut Tx<'_>, face: Option<i64>) -> Result<()> {
    let (me, persona, kept) = (tx.me(), tx.viewer.persona()?.id, face.unwrap_or(0));
    sqlx::query!("update personas set avatar = $2 where id = $1", persona, face).execute(tx.conn()).await?;
    let before =
        sqlx::query_scalar!("select id from seen_own_media where viewer = $1 and kind = 'avatar' and id <> $2", me, kept)
            .fetch_all(tx.conn())
            .await?;
    for id in before {
        erase(tx, id).await?;
    }
    tx.touch(EVERYONE);
    Ok(())
}
