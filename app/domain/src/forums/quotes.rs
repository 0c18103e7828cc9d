//! Which posts a post quotes; a quotation goes with its source. What a post has quoted once stays noted, since its earlier
//! states go on quoting it.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::again;
use crate::forums::rules::may_be_quoted;
use crate::forums::sight::Moved;
use crate::forums::unsent;
use crate::forums::written::Written;
use crate::writing::quoted;

/// How many posts one post may quote.
const MOST: usize = 50;
/// Quotations looked at in one go.
const AT_ONCE: i64 = 200;

/// Notes what a post in this audience quotes, or refuses what not all of its readers may see; the posts that it did not quote before.
pub(crate) async fn record(tx: &mut Tx<'_>, post: i64, audience: i64, written: &Written) -> Result<Vec<i64>> {
    if written.quotes.len() > MOST {
        return Err(Fault::wrong("body", "A post quotes at most 50 others; please take some of the quotations out."));
    }
    let mut new = Vec::new();
    for source in &written.quotes {
        let Some(from) = seen(tx, *source).await? else {
            return Err(Fault::wrong("body", "A post that you quote is not here, or no longer; please take its quotation out."));
        };
        if !may_be_quoted(from, audience) {
            let sentence = "You quote a post that not everybody who reads here may see; please take its quotation out.";
            return Err(Fault::wrong("body", sentence));
        }
        if note(tx, post, *source).await? {
            new.push(*source);
        }
    }
    Ok(new)
}

/// Notes what a post quotes that was written before this was kept; nothing is refused, and what has gone by now goes.
pub(crate) async fn note_existing(tx: &mut Tx<'_>, post: i64, body: &str) -> Result<()> {
    let mut sources = quoted::sources(body);
    sources.truncate(MOST);
    for source in sources {
        let row = sqlx::query!(
            r#"/* as the site: quotations from before they were noted */
            select s.audience_id, s.withdrawn_at is not null as "withdrawn!: bool", q.audience_id as readers
            from posts s join posts q on q.id = $2 where s.id = $1"#,
            source,
            post
        )
        .fetch_optional(tx.conn())
        .await?;
        match row {
            Some(row) if row.withdrawn || !may_be_quoted(row.audience_id, row.readers) => {
                again::strip(tx, post, &[source]).await?
            }
            Some(_) => {
                note(tx, post, source).await?;
            }
            None => {}
        }
    }
    Ok(())
}

/// Takes the words of a withdrawn post out of every post that quotes it.
pub(crate) async fn gone(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    let mut after = 0;
    loop {
        let quoting = sqlx::query_scalar!(
            "/* as the site: a quotation goes with its source */
            select post_id from quotes where quoted_id = $1 and post_id > $2 order by post_id limit $3 + 0",
            post,
            after,
            AT_ONCE
        )
        .fetch_all(tx.conn())
        .await?;
        let Some(last) = quoting.last() else { break };
        after = *last;
        for quoting in quoting {
            again::strip(tx, quoting, &[post]).await?;
        }
    }
    sqlx::query!("delete from quotes where quoted_id = $1", post).execute(tx.conn()).await?;
    unsent::gone(tx, post).await
}

/// Takes the words of what has moved out of the posts whose readers no longer see it, and out of what has moved the words of others
/// that its new readers do not see.
pub(crate) async fn out_of_reach(tx: &mut Tx<'_>, moved: &Moved, _audience: i64) -> Result<()> {
    let (thread, forum) = moved.numbers();
    let (mut post, mut source) = (0, 0);
    loop {
        let pairs = sqlx::query!(
            r#"/* as the site: quotations from and in what has moved */
            select q.post_id, q.quoted_id, p.audience_id as readers, s.audience_id as sight from quotes q
            join posts p on p.id = q.post_id join posts s on s.id = q.quoted_id
            where (q.post_id, q.quoted_id) > ($3, $4) and (q.post_id in (select id from posts where thread_id = $1 or forum_id = $2)
              or q.quoted_id in (select id from posts where thread_id = $1 or forum_id = $2))
            order by q.post_id, q.quoted_id limit $5 + 0"#,
            thread,
            forum,
            post,
            source,
            AT_ONCE
        )
        .fetch_all(tx.conn())
        .await?;
        let Some(last) = pairs.last() else { break };
        (post, source) = (last.post_id, last.quoted_id);
        for pair in pairs.iter().filter(|pair| !may_be_quoted(pair.sight, pair.readers)) {
            again::strip(tx, pair.post_id, &[pair.quoted_id]).await?;
            sqlx::query!("delete from quotes where post_id = $1 and quoted_id = $2", pair.post_id, pair.quoted_id)
                .execute(tx.conn())
                .await?;
        }
    }
    unsent::unseen(tx, None).await
}

/// Takes the words that somebody who has lost a seat sees no longer out of what they have not sent yet.
pub(crate) async fn seat_lost(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    unsent::unseen(tx, Some(account)).await
}

/// The audience of a post that the viewer sees; a withdrawn one has nothing to quote.
async fn seen(tx: &mut Tx<'_>, source: i64) -> Result<Option<i64>> {
    let me = tx.me();
    let audience = sqlx::query_scalar!(
        "select p.audience_id from seen_posts p join seen_threads t on t.viewer = $1 and t.id = p.thread_id
         where p.viewer = $1 and p.id = $2 and not p.withdrawn",
        me,
        source
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(audience)
}

async fn note(tx: &mut Tx<'_>, post: i64, source: i64) -> Result<bool> {
    let noted = sqlx::query!("insert into quotes (post_id, quoted_id) values ($1, $2) on conflict do nothing", post, source)
        .execute(tx.conn())
        .await?;
    Ok(noted.rows_affected() > 0)
}
