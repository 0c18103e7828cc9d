//! A picture as it is fetched: its rights are asked each time.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use types::ids::MediaId;

/// A picture that the viewer sees.
pub struct Seen {
    id: i64,
    pub media: &'static str,
    /// Nobody at all is kept from seeing it.
    pub open: bool,
}

/// The picture with this number, or NotFound.
pub async fn find(tx: &mut Tx<'_>, id: MediaId) -> Result<Seen> {
    let (me, id) = (tx.me(), id.number());
    let row = sqlx::query!(r#"select media, open as "open!: bool" from seen_media where viewer = $1 and id = $2"#, me, id)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    let media = ["image/jpeg", "image/png"].into_iter().find(|media| *media == row.media).ok_or(Fault::NotFound)?;
    Ok(Seen { id, media, open: row.open })
}

/// Its file, the small one if there is one and it is wanted.
pub async fn file(tx: &mut Tx<'_>, seen: &Seen, small: bool) -> Result<Vec<u8>> {
    let (me, from) = (tx.me(), if small { "phone" } else { "wide" });
    sqlx::query_scalar!(
        "select data from seen_pixels where viewer = $1 and id = $2 and name >= $3 order by name limit 1",
        me,
        seen.id,
        from
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)
}
