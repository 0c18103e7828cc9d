//! What a member is told on the site: of mentions, of quotations of their posts, of replies where they follow, of polls that
//! are closed. A notice carries no words; they are read with it, as the member, at that moment.

pub mod list;
pub mod read;
pub(crate) mod tell;

use crate::clock::DAY;
use crate::db::Tx;
use crate::fault::Result;
use crate::forums::sight::Moved;

pub use list::count_unread;

/// How long notices are kept that have been read, and that have not.
const READ_KEPT: i64 = 90 * DAY;
const UNREAD_KEPT: i64 = 180 * DAY;

/// Forgets the notices to somebody who has lost a seat, wherever they sit no longer.
pub(crate) async fn drop_seatless(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    sqlx::query!(
        "delete from notices where account_id = $1 and not exists (/* as the site: a seat has been taken */
           select 1 from posts p join seats s on s.account_id = $1 and s.audience_id = p.audience_id where p.id = notices.post_id)",
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets notices about what has moved, to everybody without a seat there.
pub(crate) async fn moved(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<()> {
    let (thread, forum) = moved.numbers();
    sqlx::query!(
        "delete from notices
         where thread_id in (/* as the site: what is moved */ select id from threads where id = $1 or forum_id = $2)
           and account_id not in (/* as the site: who stays */ select account_id from seats where audience_id = $3)",
        thread,
        forum,
        audience
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets notices that have had their time.
pub(crate) async fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    let (read, unread) = (tx.now() - READ_KEPT, tx.now() - UNREAD_KEPT);
    sqlx::query!("delete from notices where read_at < $1 or at < $2", read, unread).execute(tx.conn()).await?;
    Ok(())
}
