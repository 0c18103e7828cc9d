//! Moving a thread to another forum, and so perhaps to another audience.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::fault::Result;
use crate::forums::forum_list::{self, Forum};
use crate::forums::published;
use crate::forums::rules::{MayMove, Seat, may_moderate, may_move};
use crate::forums::sight::{self, End, Moved};
use crate::forums::threads::{self, Thread};
use types::communities::Sight;
use types::ids::ThreadId;
use types::text::Reason;

/// Forums to which the viewer may move this thread: address and name, in the order of the site.
pub async fn targets(tx: &mut Tx<'_>, thread: ThreadId) -> Result<Vec<(String, String)>> {
    let thread = threads::find(tx, thread).await?;
    may_moderate(&thread)?;
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select f.slug, f.name, f.seat, f.audience_id,
          exists (select 1 from seen_moderation m where m.viewer = $1 and m.forum_id = f.id) as "moderates!: bool"
        from seen_forums f where f.viewer = $1 and f.id <> $2 and f.archived_at is null order by f.position"#,
        me,
        thread.forum_id
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter(|row| Seat::of(&tx.viewer, &row.seat, row.moderates, row.audience_id) >= Seat::Moderator)
        .map(|row| (row.slug, row.name))
        .collect())
}

/// Who would gain and who would lose sight of the thread.
pub async fn preview(tx: &mut Tx<'_>, thread: ThreadId, to: &str) -> Result<Sight> {
    let (thread, to) = ends(tx, thread, to).await?;
    may_move(&thread, &to)?;
    let from = End { name: thread.forum(), audience: thread.audience };
    sight::change(tx, &Moved::Thread(thread.id), from, End { name: &to.name, audience: to.audience }).await
}

/// A moderator of both forums moves the thread with all its posts; whoever has no seat there loses it at once.
pub async fn move_thread(tx: &mut Tx<'_>, thread: ThreadId, to: &str, reason: &Reason) -> Result<()> {
    let (thread, to) = ends(tx, thread, to).await?;
    let (permit, moved) = (may_move(&thread, &to)?, Moved::Thread(thread.id));
    published::moving(tx, &moved).await?;
    rehouse(tx, permit).await?;
    sight::let_go(tx, &moved, to.audience).await?;
    published::moved(tx, &moved, to.audience).await?;
    recount(tx, thread.forum_id, -1, -thread.last_no).await?;
    recount(tx, to.id, 1, thread.last_no).await?;
    tx.touch(thread.audience);
    tx.touch(to.audience);
    let (id, forum, words) = (Some(thread.id), Some(to.id), reason.as_str());
    audit::record(tx, Deed { act: "move-thread", thread: id, forum, words, ..Deed::default() }).await
}

/// The thread, if the viewer moderates it, and the forum it is to go to, if they see that.
async fn ends(tx: &mut Tx<'_>, thread: ThreadId, to: &str) -> Result<(Thread, Forum)> {
    let thread = threads::find(tx, thread).await?;
    may_moderate(&thread)?;
    Ok((thread, forum_list::find(tx, to).await?))
}

/// Thread, posts and their earlier states are shown where the forum is.
async fn rehouse(tx: &mut Tx<'_>, permit: MayMove<'_>) -> Result<()> {
    let MayMove(thread, forum) = permit;
    sqlx::query!("update threads set forum_id = $2, audience_id = $3 where id = $1", thread.id, forum.id, forum.audience)
        .execute(tx.conn())
        .await?;
    sqlx::query!("update posts set forum_id = $2, audience_id = $3 where thread_id = $1", thread.id, forum.id, forum.audience)
        .execute(tx.conn())
        .await?;
    sqlx::query!("update polls set audience_id = $2 where thread_id = $1", thread.id, forum.audience).execute(tx.conn()).await?;
    sqlx::query!(
        "update post_versions set audience_id = $2
         where post_id in (/* as the site: the permit stands for the thread */ select id from posts where thread_id = $1)",
        thread.id,
        forum.audience
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Carries the forum's counts along, and finds out anew which thread was the last.
pub(crate) async fn recount(tx: &mut Tx<'_>, forum: i64, threads: i64, posts: i64) -> Result<()> {
    sqlx::query!(
        "update forums set threads = threads + $2, posts = posts + $3,
           last_seq = coalesce((/* as the site: counts */ select max(last_seq) from threads where forum_id = forums.id), 0),
           last_thread = (/* as the site: counts */ select id from threads where forum_id = forums.id order by last_seq desc limit 1)
         where id = $1",
        forum,
        threads,
        posts
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
