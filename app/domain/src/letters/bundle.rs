//! Letters to one member about posts of one thread that are due together go as one.
//!
//! What a letter tells of is written down before it is tried for the first time, and never grows: whoever has it already, from
//! a try of which nothing was heard any more, does not look at the same number twice, and would never learn what was added.

use crate::db::Tx;
use crate::fault::Result;

/// The posts that this letter tells of; none when it has gone, or another letter tells of its post.
pub(super) async fn gather(tx: &mut Tx<'_>, letter: i64) -> Result<Vec<i64>> {
    let row = sqlx::query!(
        r#"/* as the site: the worker */ select l.told_with, l.account_id as "account!", p.thread_id as "thread?" from letters l
        left join posts p on p.id = l.post_id where l.id = $1 and l.sent_at is null and l.account_id is not null"#,
        letter
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(Vec::new()) };
    match row.told_with {
        None => take_along(tx, letter, row.account, row.thread).await?,
        Some(with) if with == letter => let_go(tx, letter, row.thread).await?,
        Some(_) => return Ok(Vec::new()),
    }
    let posts = sqlx::query_scalar!(
        r#"/* as the site: the worker */ select post_id as "post!" from letters where told_with = $1 and sent_at is null"#,
        letter
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(posts)
}

/// The letter takes along all that is due about its thread and has never been tried.
async fn take_along(tx: &mut Tx<'_>, letter: i64, account: i64, thread: Option<i64>) -> Result<()> {
    let now = tx.now();
    sqlx::query!(
        "update letters set told_with = $1
         where account_id = $2 and sent_at is null and failed_at is null and told_with is null
           and (id = $1 or (due_at <= $3
             and (/* as the site: the worker */ select thread_id from posts where id = letters.post_id) = $4))",
        letter,
        account,
        now,
        thread
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Posts that stand in another thread by now are told by letters of their own.
async fn let_go(tx: &mut Tx<'_>, letter: i64, thread: Option<i64>) -> Result<()> {
    sqlx::query!(
        "update letters set told_with = null, leased_until = 0
         where told_with = $1 and id <> $1 and sent_at is null
           and (/* as the site: the worker */ select thread_id from posts where id = letters.post_id) is not $2",
        letter,
        thread
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
