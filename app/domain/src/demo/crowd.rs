use super::ground::{Ground, USUAL_CACHE, hold, survey};
use super::members::Crowd;
use super::plan::Plan;
use super::rows::{Post, Row, write};
use super::{members, places, plan, words};
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::Viewer;
use crate::writing::slug::thread_slug;
use fastrand::Rng;

/// Posts in one transaction.
const POSTS_AT_ONCE: usize = 20_000;

/// Adds members and posts in large transactions; each leaves the counters right.
pub(super) async fn grow(db: &Db, hash: &str, wanted: u64, posts: u64, mut progress: impl FnMut(u64, u64)) -> Result<()> {
    let (site, mut rng) = (Viewer::guest(), Rng::with_seed(0x0d0c_20d0c));
    places::open(db, wanted).await?;
    let ground = db.act(&site, async |tx: &mut Tx<'_>| survey(tx).await).await?;
    let total = usize::try_from(posts).unwrap_or(usize::MAX);
    let crowd =
        members::join(db, hash, wanted.max(1), &ground, ground.post_seq + i64::try_from(posts).unwrap_or(0), &mut rng).await?;
    places::seat(db, &ground, &crowd).await?;
    let plan = plan::plan(total, ground.forums.len(), ground.now, &mut rng);
    let pool = words::pool(&mut rng);
    let mut ids = (0..plan.threads.len()).map(|_| db.clock().id()).collect::<Result<Vec<_>>>()?;
    // Threads are written in the order of their numbers, so the table of posts only grows at its end.
    ids.sort_unstable();
    let source = Source { db, ground: &ground, crowd: &crowd, plan: &plan, pool: &pool, ids: &ids };
    let (mut next, mut first) = (0, 0);
    while next < plan.threads.len() {
        let mut rows = Vec::new();
        let from = first;
        while next < plan.threads.len() && first - from < POSTS_AT_ONCE {
            rows.push(source.row(next, first, &mut rng)?);
            first += plan.threads[next].length;
            next += 1;
        }
        db.act(&site, async |tx: &mut Tx<'_>| write(tx, &ground, &plan, &pool, &rows).await).await?;
        progress(first as u64, posts);
    }
    members::read_here_and_there(db, &crowd, &ids, &plan.threads, &ground.forum_ids(), ground.now, &mut rng).await?;
    db.act(&site, async |tx: &mut Tx<'_>| hold(tx, USUAL_CACHE).await).await
}

/// From which threads are made.
struct Source<'s> {
    db: &'s Db,
    ground: &'s Ground,
    crowd: &'s Crowd,
    plan: &'s Plan,
    pool: &'s [words::Words],
    ids: &'s [i64],
}

impl<'s> Source<'s> {
    /// The planned thread of this number, whose opening post is `first` among all posts.
    fn row(&self, number: usize, first: usize, rng: &mut Rng) -> Result<Row<'s>> {
        let (planned, title) = (&self.plan.threads[number], words::title(rng));
        let circle = self.ground.circle(planned.forum);
        let posts = (0..planned.length)
            .map(|_| {
                Ok(Post {
                    id: self.db.clock().id()?,
                    author: self.crowd.author(circle, rng),
                    words: rng.usize(..self.pool.len()),
                })
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Row {
            id: self.ids[number],
            seq: self.ground.thread_seq + self.plan.thread_rank[number],
            slug: thread_slug(&title),
            title,
            plan: planned,
            first,
            posts,
        })
    }
}
