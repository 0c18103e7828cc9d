use crate::db::Tx;
use crate::fault::Result;
use crate::polls::poll::{Row, gather};
use types::fault::Refusal;
use types::page::Page;
use types::polls::PollView;

/// Polls on one page of the list.
pub const POLLS: i64 = 10;

/// A page of the polls of the site that have closed, the last one first; None for a page that is not there.
pub async fn page(tx: &mut Tx<'_>, asked: i64) -> Result<Option<(Page, Vec<PollView>)>> {
    let (me, now) = (tx.me(), tx.now());
    let many = sqlx::query_scalar!(
        "select count(*) from seen_polls where viewer = $1 and thread_id is null and closes_at <= $2",
        me,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    let Some(page) = Page::of(asked, many, POLLS) else { return Ok(None) };
    let skipped = (page.number - 1) * POLLS;
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, true as "of_site!: bool", p.question, p.several, p.results, p.hide_few, p.opens_at, p.closes_at,
          p.voters, o.no, o.words, o.votes, false as "mine!: bool"
        from seen_polls p join seen_poll_options o on o.viewer = $1 and o.poll_id = p.id
        where p.viewer = $1 and p.id in (
          select q.id from seen_polls q where q.viewer = $1 and q.thread_id is null and q.closes_at <= $2
          order by q.closes_at desc, q.id limit $3 + 0 offset $4 + 0)
        order by p.closes_at desc, p.id, o.no"#,
        me,
        now,
        POLLS,
        skipped
    )
    .fetch_all(tx.conn())
    .await?;
    let polls = gather(rows).iter().map(|poll| poll.view(now, Err(Refusal::PollClosed))).collect::<Result<Vec<_>>>()?;
    Ok(Some((page, polls)))
}
