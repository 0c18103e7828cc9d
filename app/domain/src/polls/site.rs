//! The poll of the site that is open now, beside every page.

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::polls::poll::{Poll, Row, gather, of_site, voter};
use crate::polls::rules::may_vote_on_site;
use crate::viewer::Viewer;
use std::sync::Arc;
use types::ids::PollId;
use types::polls::PollView;

/// The polls of the site that are open or planned, the first one first.
pub(crate) type SitePolls = Arc<Vec<Poll>>;

/// The open poll as the viewer sees it, if there is one; asked for anew only when votes or editors have changed something.
pub async fn now(db: &Db, viewer: &Viewer) -> Result<Option<PollView>> {
    let (writes, me) = (db.site_poll_writes(), viewer.account.0);
    let polls = match db.site_polls().get(writes, &me) {
        Some(known) => known,
        None => {
            let read = db.look(viewer, async |tx: &mut Tx<'_>| read(tx, db).await).await?;
            db.site_polls().keep(writes, me, read.clone());
            read
        }
    };
    let now = db.clock().now();
    open(&polls, now).map(|poll| view(poll, viewer, now)).transpose()
}

/// A poll of the site on its own page, or NotFound.
pub async fn find(tx: &mut Tx<'_>, id: PollId) -> Result<PollView> {
    let (now, poll) = (tx.now(), of_site(tx, id.number()).await?.ok_or(crate::fault::Fault::NotFound)?);
    view(&poll, &tx.viewer, now)
}

fn view(poll: &Poll, viewer: &Viewer, now: i64) -> Result<PollView> {
    poll.view(now, may_vote_on_site(viewer, poll, now).map(|_| ()))
}

fn open(polls: &[Poll], now: i64) -> Option<&Poll> {
    polls.iter().find(|poll| poll.opens_at <= now && now < poll.closes_at)
}

/// The name of the member's ballot holds the number of its poll, which is guessed to be the same as last time.
async fn read(tx: &mut Tx<'_>, db: &Db) -> Result<SitePolls> {
    let (now, guess) = (tx.now(), db.site_poll());
    let polls = gather(rows(tx, guess).await?);
    match open(&polls, now).map(|poll| poll.id).filter(|id| *id != guess) {
        None => Ok(Arc::new(polls)),
        Some(other) => {
            db.set_site_poll(other);
            Ok(Arc::new(gather(rows(tx, other).await?)))
        }
    }
}

async fn rows(tx: &mut Tx<'_>, guess: i64) -> Result<Vec<Row>> {
    let (me, now) = (tx.me(), tx.now());
    let voter = voter(tx.key, guess, me);
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, true as "of_site!: bool", p.question, p.several, p.results, p.hide_few, p.opens_at, p.closes_at,
          p.voters, o.no, o.words, o.votes,
          exists (select 1 from seen_ballots b where b.viewer = $1 and b.poll_id = o.poll_id and b.voter = $2 and b.no = o.no) as "mine!: bool"
        from seen_polls p join seen_poll_options o on o.viewer = $1 and o.poll_id = p.id
        where p.viewer = $1 and p.thread_id is null and p.closes_at > $3 order by p.opens_at, p.id, o.no"#,
        me,
        voter,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
