//! Keys to one's own feed: read-only, each for one reader program, kept as a hash.

use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::members::recipients;
use crate::secrets::{Token, handle, token_hash};
use crate::viewer::Viewer;
use types::feeds::FeedKey;
use types::text::KeyName;

/// A member needs one for each program, and no more.
const MOST: i64 = 10;

/// Makes a key; its words are shown this one time.
pub async fn make(tx: &mut Tx<'_>, name: &KeyName) -> Result<Token> {
    tx.viewer.persona()?;
    let (me, now) = (tx.me(), tx.now());
    let there = sqlx::query_scalar!("select count(*) from seen_feed_tokens where viewer = $1", me).fetch_one(tx.conn()).await?;
    if there >= MOST {
        return Err(Fault::wrong("name", "You have ten feeds already. Please remove one that you no longer use."));
    }
    let (token, handle, name) = (Token::new()?, handle()?, name.as_str());
    let hash = token.hash();
    sqlx::query!(
        "insert into feed_tokens (hash, handle, account_id, name, created_at) values ($1, $2, $3, $4, $5)",
        hash,
        handle,
        me,
        name,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(token)
}

/// Takes a key back; from the next request on it opens nothing.
pub async fn revoke(tx: &mut Tx<'_>, handle: &str) -> Result<()> {
    tx.viewer.persona()?;
    let me = tx.me();
    sqlx::query!("delete from feed_tokens where account_id = $1 and handle = $2", me, handle).execute(tx.conn()).await?;
    Ok(())
}

/// The member's keys, the newest first.
pub async fn list(tx: &mut Tx<'_>) -> Result<Vec<FeedKey>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select handle, name, created_at, used_at from seen_feed_tokens where viewer = $1 order by created_at desc, handle",
        me
    )
    .fetch_all(tx.conn())
    .await?;
    let key = |handle, name, created_at, used_at| FeedKey { handle, name, created_at, used_at };
    Ok(rows.into_iter().map(|row| key(row.handle, row.name, row.created_at, row.used_at)).collect())
}

/// Whoever this key belongs to, to read as them and nothing more; NotFound for words that are no key.
pub async fn reader(db: &Db, token: &str) -> Result<Viewer> {
    let (hash, site) = (token_hash(token), Viewer::guest());
    let (reader, used) = db
        .look(&site, async |tx: &mut Tx<'_>| {
            let row = sqlx::query!(
                "/* as the site: finds out who asks */ select account_id, used_at from feed_tokens where hash = $1",
                hash
            )
            .fetch_optional(tx.conn())
            .await?
            .ok_or(Fault::NotFound)?;
            let reader = recipients::recipient(tx, row.account_id).await?.ok_or(Fault::NotFound)?;
            Ok((reader, row.used_at.is_some_and(|at| at > tx.now() - DAY)))
        })
        .await?;
    if !used {
        db.act(&site, async |tx: &mut Tx<'_>| note_use(tx, &hash).await).await?;
    }
    Ok(reader)
}

/// Notes once a day that the key is in use, so that its owner notices one that should not be.
async fn note_use(tx: &mut Tx<'_>, hash: &[u8]) -> Result<()> {
    let now = tx.now();
    sqlx::query!("update feed_tokens set used_at = $2 where hash = $1", hash, now).execute(tx.conn()).await?;
    Ok(())
}
