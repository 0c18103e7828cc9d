//! Pictures that nothing shows any more.

use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::Result;
use crate::media::keep::erase;

/// How long a picture waits for a post.
const UNUSED_KEPT: i64 = 7 * DAY;

/// Erases some pictures that nothing has shown for a week, drafts included; how many.
pub(crate) async fn sweep(tx: &mut Tx<'_>) -> Result<usize> {
    let before = tx.now() - UNUSED_KEPT;
    let unused = sqlx::query_scalar!(
        r#"/* as the site: unused long ago */
        select m.id from media m
        where m.unused_at < $1 and m.kind = 'picture'
          and not exists (select 1 from media_uses u where u.media_id = m.id)
          and not exists (select 1 from drafts d where d.account_id = m.account_id and instr(d.body, '/media/' || m.id) > 0)
        order by m.unused_at limit 20"#,
        before
    )
    .fetch_all(tx.conn())
    .await?;
    for id in &unused {
        erase(tx, *id).await?;
    }
    Ok(unused.len())
}
