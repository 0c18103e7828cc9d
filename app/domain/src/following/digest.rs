//! The daily digest: one letter about all that is new where the member has asked for it.

use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::following::scope::Scope;
use crate::following::words::{Part, Words};
use crate::following::{quiet, wishes};
use crate::letters::{self, Due};
use crate::viewer::{EVERYONE, Viewer};
use crate::writing::plain::plain;
use types::following::Wishes;

/// Members whose digest is queued in one act.
const AT_ONCE: i64 = 200;
/// Threads named in one digest; the others are counted.
const NAMED: usize = 30;
/// Threads that one digest looks at.
const LOOKED_AT: i64 = 500;
/// Characters shown of a thread's first new post.
const FIRST_WORDS: usize = 200;

/// Finds out when the viewer's next digest is due, after what they follow or wish has changed.
pub(crate) async fn plan(tx: &mut Tx<'_>) -> Result<()> {
    let (me, now) = (tx.me(), tx.now());
    let wished = wishes::mine(tx).await?;
    let wanted = sqlx::query_scalar!(
        r#"select exists (select 1 from seen_subscriptions where viewer = $1 and mode = 'daily')
          or exists (select 1 from seen_forum_subscriptions where viewer = $1 and mode = 'daily') as "wanted!: bool""#,
        me
    )
    .fetch_one(tx.conn())
    .await?;
    if !(wanted && wished.digest && wished.posts) {
        sqlx::query!("update wishes set digest_due = null where account_id = $1", me).execute(tx.conn()).await?;
        return Ok(());
    }
    let due = quiet::next_at(&wished.zone, wished.digest_at, now);
    sqlx::query!(
        "insert into wishes (account_id, digest_due) values ($1, $2)
         on conflict (account_id) do update set digest_due = case when digest_due <= $3 then digest_due else excluded.digest_due end",
        me,
        due,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Queues a digest to each member for whom it is time; how many.
pub async fn round(db: &Db) -> Result<usize> {
    let mut queued = 0;
    loop {
        let due = db.look(&Viewer::guest(), async |tx: &mut Tx<'_>| any_due(tx).await).await?;
        if !due {
            return Ok(queued);
        }
        queued += db.act(&Viewer::guest(), async |tx: &mut Tx<'_>| queue_some(tx).await).await?;
    }
}

async fn any_due(tx: &mut Tx<'_>) -> Result<bool> {
    let now = tx.now();
    let due = sqlx::query_scalar!(
        r#"/* as the site: the worker */ select exists (select 1 from wishes where digest_due <= $1) as "due!: bool""#,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(due)
}

/// One who still waits for the last digest gets no second one: what is new meanwhile stands in the next.
async fn queue_some(tx: &mut Tx<'_>) -> Result<usize> {
    let now = tx.now();
    let rows = sqlx::query!(
        r#"/* as the site: the worker */ select w.account_id, w.digest_at, w.zone, w.quiet_from, w.quiet_until,
          exists (select 1 from letters l where l.account_id = w.account_id and l.kind = 'digest' and l.sent_at is null
            and l.failed_at is null) as "waits!: bool"
        from wishes w where w.digest_due <= $1 order by w.digest_due limit $2 + 0"#,
        now,
        AT_ONCE
    )
    .fetch_all(tx.conn())
    .await?;
    let (mut letters_due, mut next) = (Vec::new(), Vec::new());
    for row in rows {
        next.push((row.account_id, quiet::next_at(&row.zone, row.digest_at, now)));
        if !row.waits {
            let wished = Wishes { quiet: row.quiet_from.zip(row.quiet_until), zone: row.zone, ..Wishes::default() };
            letters_due.push(Due { account: row.account_id, at: quiet::until(&wished, now).unwrap_or(now) });
        }
    }
    letters::queue_wordless(tx, "digest", None, &letters_due).await?;
    let next = serde_json::json!(next).to_string();
    sqlx::query!(
        "update wishes set digest_due = (/* as the site: the times given */ select value ->> 1 from json_each($1)
           where value ->> 0 = wishes.account_id)
         where account_id in (/* as the site: the times given */ select value ->> 0 from json_each($1))",
        next
    )
    .execute(tx.conn())
    .await?;
    Ok(letters_due.len())
}

/// The letter has been sent: the next digest begins where it ended. Other letters change nothing.
pub(crate) async fn told(tx: &mut Tx<'_>, letter: i64) -> Result<()> {
    sqlx::query!(
        "update wishes set digest_told_at = max(digest_told_at,
           (/* as the site: the worker */ select created_at from letters where id = $1))
         where account_id = (/* as the site: the worker */ select account_id from letters where id = $1 and kind = 'digest')",
        letter
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A thread with something new in it.
struct New {
    first: i64,
    title: String,
    forum: String,
    html: String,
    posts: i64,
    shown: bool,
}

/// The words for this viewer, or NotFound when there is nothing new that they see and have not read.
pub(crate) async fn words(tx: &mut Tx<'_>) -> Result<Words> {
    let wished = wishes::mine(tx).await?;
    if !(wished.digest && wished.posts) {
        return Err(Fault::NotFound);
    }
    let new = find(tx, wished.closed_words).await?;
    let to = address(tx).await?;
    let mut parts = vec![Part::Text("Dear member,".to_owned())];
    let (shown, closed): (Vec<New>, Vec<New>) = new.into_iter().partition(|thread| thread.shown);
    match (shown.is_empty(), closed.iter().map(|thread| thread.posts).sum::<i64>()) {
        (true, 0) => return Err(Fault::NotFound),
        (empty, hidden) => {
            if !empty {
                parts.push(Part::Text("this is new in what you follow:".to_owned()));
                parts.extend(listed(shown));
            }
            parts.extend(counted(hidden, empty));
        }
    }
    let stop = Some(Scope::Digest.seal(tx.key, tx.me())?);
    let why = "You get this letter because you have asked for a daily digest.".to_owned();
    Ok(Words { to, subject: "Your daily digest".to_owned(), parts, why, stop, thread: None })
}

fn listed(shown: Vec<New>) -> Vec<Part> {
    let more = shown.len().saturating_sub(NAMED);
    let mut parts = Vec::new();
    for thread in shown.into_iter().take(NAMED) {
        parts.push(Part::Heading(thread.title));
        parts.push(Part::Text(format!("{} in {}. {}", posts(thread.posts), thread.forum, plain(&thread.html, FIRST_WORDS))));
        parts.push(Part::Link { words: "Read on".to_owned(), path: format!("/posts/{}", thread.first) });
    }
    if more > 0 {
        let words = if more == 1 { "One more thread has".to_owned() } else { format!("{more} more threads have") };
        parts.push(Part::Text(format!("{words} something new.")));
        parts.push(Part::Link { words: "See all that you follow".to_owned(), path: "/my/subscriptions".to_owned() });
    }
    parts
}

/// Closed places are neither named nor quoted.
fn counted(hidden: i64, alone: bool) -> Vec<Part> {
    if hidden == 0 {
        return Vec::new();
    }
    let forums = "in closed forums that you follow";
    let words = if alone {
        format!("there is something new: {} {forums}.", posts(hidden))
    } else {
        format!("There are also {} {forums}.", posts(hidden))
    };
    vec![Part::Text(words), Part::Link { words: "See what you follow".to_owned(), path: "/my/subscriptions".to_owned() }]
}

fn posts(many: i64) -> String {
    if many == 1 { "1 new post".to_owned() } else { format!("{many} new posts") }
}

/// Threads with posts that came between the last digest and the queueing of this one, which the viewer sees, has not read and
/// has not written; the latest first.
async fn find(tx: &mut Tx<'_>, closed_words: bool) -> Result<Vec<New>> {
    let (me, now) = (tx.me(), tx.now());
    let rows = sqlx::query!(
        r#"select min(p.no) as "no!: i64", p.id as "first!: i64", p.html as "html!: String", count(*) as "posts!: i64",
          t.title as "title!: String", t.forum as "forum!: String", t.audience_id as "audience!: i64"
        from seen_daily d
        join seen_threads t on t.viewer = $1 and t.id = d.thread_id
        join seen_posts p on p.viewer = $1 and p.thread_id = t.id
        where d.viewer = $1 and t.last_at >= d.since and not p.own and not p.withdrawn and p.no > t.read_no and p.seq > t.known_seq
          and p.created_at > max(d.since, coalesce((select w.digest_told_at from seen_wishes w where w.viewer = $1), 0))
          and p.created_at <= coalesce((select max(l.created_at) from seen_waiting_digest l where l.viewer = $1), $2)
        group by t.id order by t.last_seq desc limit $3 + 0"#,
        me,
        now,
        LOOKED_AT
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| New {
            first: row.first,
            title: row.title,
            forum: row.forum,
            html: row.html,
            posts: row.posts,
            shown: row.audience == EVERYONE || closed_words,
        })
        .collect())
}

async fn address(tx: &mut Tx<'_>) -> Result<String> {
    let me = tx.me();
    sqlx::query_scalar!("select email from seen_self where viewer = $1", me)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)
}
