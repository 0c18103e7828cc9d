//! Which letters a new post brings about.

use crate::db::Tx;
use crate::fault::Result;
use crate::following::{quiet, subscriptions};
use crate::forums::threads::Thread;
use crate::letters::{self, Due};
use types::following::Wishes;
use types::forums::Landing;

/// Queues one letter about this post to each who wants one now, whatever the reasons, `mentioned` among them; for all others
/// nothing is written.
pub(crate) async fn of_post(tx: &mut Tx<'_>, thread: &Thread, post: i64, landing: &Landing, mentioned: &[i64]) -> Result<()> {
    if landing.no == 1 {
        subscriptions::own_thread(tx, thread.id).await?;
    }
    let told = recipients(tx, thread, mentioned).await?;
    let due: Vec<Due> = told.iter().map(|one| Due { account: one.account, at: one.at }).collect();
    letters::queue_wordless(tx, "post", Some(post), &due).await?;
    let first: Vec<i64> = told.iter().filter(|one| one.first_only).map(|one| one.account).collect();
    mark_told(tx, thread.id, landing.no, &first).await
}

/// Somebody who is told of a post.
struct Told {
    account: i64,
    /// Now, or when their quiet hours are over.
    at: i64,
    /// The next post is not told before they have looked.
    first_only: bool,
}

async fn recipients(tx: &mut Tx<'_>, thread: &Thread, mentioned: &[i64]) -> Result<Vec<Told>> {
    let (me, now, mentioned) = (tx.me(), tx.now(), serde_json::json!(mentioned).to_string());
    let rows = sqlx::query!(
        r#"/* as the site: what each may read is asked when it is sent */
        select c.account_id as "account!: i64", max(c.mode = 'first') as "first_only!: bool", w.quiet_from, w.quiet_until, w.zone as "zone?"
        from (
          select n.account_id, n.mode from subscriptions n where n.thread_id = $1
          union all
          select o.account_id, o.mode from forum_subscriptions o
            where o.forum_id = $2 and not exists (select 1 from subscriptions n where n.thread_id = $1 and n.account_id = o.account_id)
          union all
          select a.id, 'mention' from accounts a where a.id in (select value from json_each($3))
            and not exists (select 1 from subscriptions n where n.thread_id = $1 and n.account_id = a.id and n.mode = 'none')) c
        left join wishes w on w.account_id = c.account_id
        where c.account_id <> $4 and coalesce(w.posts, true) and case c.mode
          when 'every' then true
          when 'mention' then coalesce(w.mentions, true)
          when 'first' then not exists (
            select 1 from told_marks k
            join posts p on p.thread_id = k.thread_id and p.no = k.told_no and p.withdrawn_at is null
            join seen_threads t on t.viewer = k.account_id and t.id = k.thread_id
            where k.account_id = c.account_id and k.thread_id = $1 and p.no > t.read_no and p.seq > t.known_seq)
          else false end
        group by c.account_id"#,
        thread.id,
        thread.forum_id,
        mentioned,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let quiet = row.quiet_from.zip(row.quiet_until);
            let wishes = Wishes { quiet, zone: row.zone.unwrap_or_default(), ..Wishes::default() };
            Told { account: row.account, at: quiet::until(&wishes, now).unwrap_or(now), first_only: row.first_only }
        })
        .collect())
}

async fn mark_told(tx: &mut Tx<'_>, thread: i64, no: i64, accounts: &[i64]) -> Result<()> {
    if accounts.is_empty() {
        return Ok(());
    }
    let accounts = serde_json::json!(accounts).to_string();
    sqlx::query!(
        "insert into told_marks (account_id, thread_id, told_no)
         /* as the site: the accounts given */ select value, $2, $3 from json_each($1) where true
         on conflict (account_id, thread_id) do update set told_no = excluded.told_no",
        accounts,
        thread,
        no
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
