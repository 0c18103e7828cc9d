//! What is no longer needed goes, in short transactions, so that nobody waits for the broom.

use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::drafts;
use crate::fault::Result;
use crate::forums::keys::REMEMBERED;
use crate::media;
use crate::members::sessions;
use crate::notices;
use crate::search::tidy;
use crate::viewer::Viewer;

/// How long the words of a withdrawn post are kept, for staff who look into a complaint.
const WITHDRAWN_KEPT: i64 = 90 * DAY;
/// How long it is known to whom a letter was sent.
const LETTERS_KEPT: i64 = 30 * DAY;
/// How long staff see a letter that could not be sent.
const DEAD_LETTERS_KEPT: i64 = 90 * DAY;
/// Posts erased in one transaction.
const AT_ONCE: i64 = 200;

/// Erases what has had its time: words of withdrawn posts, sessions, registrations, links, invitations, posting keys, letters.
pub async fn sweep(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    while db.act(&site, async |tx: &mut Tx<'_>| erase_withdrawn(tx).await).await? > 0 {}
    while db.act(&site, async |tx: &mut Tx<'_>| media::sweep::sweep(tx).await).await? > 0 {}
    db.act(&site, async |tx: &mut Tx<'_>| sessions::sweep(tx).await).await?;
    db.act(&site, async |tx: &mut Tx<'_>| forget(tx).await).await?;
    tidy::tidy(db).await
}

/// Erases the words of some posts withdrawn long ago, and of their earlier states; how many.
async fn erase_withdrawn(tx: &mut Tx<'_>) -> Result<u64> {
    let before = tx.now() - WITHDRAWN_KEPT;
    sqlx::query!(
        "delete from post_versions where post_id in (/* as the site: withdrawn long ago */
           select id from posts where withdrawn_at < $1 and body <> '' order by withdrawn_at, id limit $2)",
        before,
        AT_ONCE
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from quotes where post_id in (/* as the site: withdrawn long ago */
           select id from posts where withdrawn_at < $1 and body <> '' order by withdrawn_at, id limit $2 + 0)",
        before,
        AT_ONCE
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from mentions where post_id in (/* as the site: withdrawn long ago */
           select id from posts where withdrawn_at < $1 and body <> '' order by withdrawn_at, id limit $2 + 0)",
        before,
        AT_ONCE
    )
    .execute(tx.conn())
    .await?;
    let erased = sqlx::query!(
        "update posts set html = '', body = '' where id in (/* as the site: withdrawn long ago */
           select id from posts where withdrawn_at < $1 and body <> '' order by withdrawn_at, id limit $2)",
        before,
        AT_ONCE
    )
    .execute(tx.conn())
    .await?;
    Ok(erased.rows_affected())
}

async fn forget(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    let (keys, letters, dead) = (now - REMEMBERED, now - LETTERS_KEPT, now - DEAD_LETTERS_KEPT);
    sqlx::query!("delete from registrations where expires_at < $1", now).execute(tx.conn()).await?;
    sqlx::query!("delete from tokens where expires_at < $1", now).execute(tx.conn()).await?;
    sqlx::query!("delete from half_sign_ins where expires_at < $1", now).execute(tx.conn()).await?;
    sqlx::query!("delete from invitations where expires_at < $1", now).execute(tx.conn()).await?;
    sqlx::query!("delete from posting_keys where at < $1", keys).execute(tx.conn()).await?;
    drafts::sweep(tx).await?;
    notices::sweep(tx).await?;
    sqlx::query!("delete from letters where sent_at < $1", letters).execute(tx.conn()).await?;
    sqlx::query!("delete from letters where failed_at < $1 and sent_at is null", dead).execute(tx.conn()).await?;
    Ok(())
}
