//! Sending twice makes one post: the key was made when the form was opened.

use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::secrets::handle;
use sha2::{Digest, Sha256};

/// How long a key is remembered.
pub(crate) const REMEMBERED: i64 = 7 * DAY;

/// The mark of one opened form; a strange one merely protects less.
pub struct PostingKey(String);

impl PostingKey {
    /// A key for a form that opens now.
    pub fn new() -> Result<Self> {
        Ok(Self(handle()?))
    }

    /// The key as the form sends it back; a form without one gets a new one.
    pub fn sent(text: &str) -> Result<Self> {
        let known = (8..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if known { Ok(Self(text.to_owned())) } else { Self::new() }
    }

    /// The key as a form carries it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What tells one text from another that is sent under the same key.
pub(crate) fn content_hash(place: i64, title: &str, body: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(place.to_le_bytes())
        .chain_update(title.as_bytes())
        .chain_update([0])
        .chain_update(body.as_bytes())
        .finalize()
        .to_vec()
}

/// What has been sent under a key.
pub(crate) enum Made {
    Nothing,
    /// This very text.
    This,
    Another,
}

/// What the viewer has sent under this key.
pub(crate) async fn made(tx: &mut Tx<'_>, key: &PostingKey, content_hash: &[u8]) -> Result<Made> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"/* as the site: the key is the member's own */
        select count(*) as "texts!: i64", coalesce(sum(content_hash = $3), 0) as "this!: i64" from posting_keys where account_id = $1 and key = $2"#,
        me, key.0, content_hash
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(match (row.texts, row.this) {
        (0, _) => Made::Nothing,
        (_, 0) => Made::Another,
        _ => Made::This,
    })
}

/// Whether this is the first time that this key comes with this text; if not, the post it made then.
pub(crate) async fn first_time(tx: &mut Tx<'_>, key: &PostingKey, content_hash: &[u8], post: i64) -> Result<Option<i64>> {
    let (me, now) = (tx.me(), tx.now());
    let kept = sqlx::query!(
        "insert into posting_keys (account_id, key, content_hash, post_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
        me, key.0, content_hash, post, now
    )
    .execute(tx.conn())
    .await?;
    if kept.rows_affected() == 1 {
        return Ok(None);
    }
    let earlier = sqlx::query_scalar!(
        "/* as the site: the key is the member's own */ select post_id from posting_keys where account_id = $1 and key = $2 and content_hash = $3",
        me, key.0, content_hash
    )
    .fetch_optional(tx.conn())
    .await?;
    earlier.ok_or(Fault::NotFound).map(Some)
}
