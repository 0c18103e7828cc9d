use super::plan::{self, Planned};
use super::{members, places, words};
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::viewer::{DOCTORS, EVERYONE, MEMBERS, Viewer};
use fastrand::Rng;
use sqlx::{QueryBuilder, Sqlite};

/// Posts in one transaction, and rows in one statement.
const POSTS_AT_ONCE: usize = 20_000;
const ROWS_AT_ONCE: usize = 500;
/// Kibibytes of pages held while the indexes grow at random places.
const CACHE: &str = "pragma cache_size = -262144";
const USUAL_CACHE: &str = "pragma cache_size = -8000";

/// What was there before.
pub(super) struct Ground {
    pub(super) now: i64,
    pub(super) members: i64,
    post_seq: i64,
    thread_seq: i64,
    forums: Vec<Forum>,
}

/// Who writes in a forum.
#[derive(Clone, Copy)]
pub(super) enum Circle {
    Everyone,
    Doctors,
    Community { number: usize, of: usize },
}

/// A forum, and what has been added to it in this transaction.
struct Forum {
    id: i64,
    audience: i64,
    threads: i64,
    posts: i64,
    last_seq: i64,
    last_thread: i64,
}

/// A thread with its numbers, ready to be written.
struct Row<'p> {
    id: i64,
    seq: i64,
    title: String,
    slug: String,
    plan: &'p Planned,
    first: usize,
    posts: Vec<Post>,
}

struct Post {
    id: i64,
    author: i64,
    words: usize,
}

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
    let (mut next, mut first) = (0, 0);
    while next < plan.threads.len() {
        let mut rows = Vec::new();
        let from = first;
        while next < plan.threads.len() && first - from < POSTS_AT_ONCE {
            let planned = &plan.threads[next];
            let circle = ground.circle(planned.forum);
            let title = words::title(&mut rng);
            let posts = (0..planned.length)
                .map(|_| {
                    Ok(Post { id: db.clock().id()?, author: crowd.author(circle, &mut rng), words: rng.usize(..pool.len()) })
                })
                .collect::<Result<Vec<_>>>()?;
            let slug = crate::writing::slug::thread_slug(&title);
            rows.push(Row {
                id: ids[next],
                seq: ground.thread_seq + plan.thread_rank[next],
                title,
                slug,
                plan: planned,
                first,
                posts,
            });
            first += planned.length;
            next += 1;
        }
        db.act(&site, async |tx: &mut Tx<'_>| write(tx, &ground, &plan, &pool, &rows).await).await?;
        progress(first as u64, posts);
    }
    members::read_here_and_there(db, &crowd, &ids, &plan.threads, &ground.forum_ids(), ground.now, &mut rng).await?;
    db.act(&site, async |tx: &mut Tx<'_>| hold(tx, USUAL_CACHE).await).await
}

#[expect(clippy::disallowed_methods, reason = "the macros cannot check a pragma")]
async fn hold(tx: &mut Tx<'_>, cache: &'static str) -> Result<()> {
    sqlx::query(cache).execute(tx.conn()).await?;
    Ok(())
}

async fn survey(tx: &mut Tx<'_>) -> Result<Ground> {
    hold(tx, CACHE).await?;
    let now = tx.now();
    let there = sqlx::query!(
        r#"/* as the site: the demo */
        select (select count(*) from accounts where email like 'bench%@demo.doc2doc.example') as "members!: i64",
          max(coalesce((select max(seq) from posts), 0), 0) as "post_seq!: i64", max(coalesce((select max(seq) from threads), 0), 0) as "thread_seq!: i64""#
    )
    .fetch_one(tx.conn())
    .await?;
    let forums = sqlx::query!(
        "/* as the site: the demo */
        select f.id, f.audience_id from forums f join audiences a on a.id = f.audience_id
        where a.kind <> 'community' or f.slug like 'measure-community-%' order by f.position, f.id"
    )
    .fetch_all(tx.conn())
    .await?;
    let forums = forums.into_iter().map(|row| Forum {
        id: row.id,
        audience: row.audience_id,
        threads: 0,
        posts: 0,
        last_seq: 0,
        last_thread: 0,
    });
    Ok(Ground { now, members: there.members, post_seq: there.post_seq, thread_seq: there.thread_seq, forums: forums.collect() })
}

impl Ground {
    /// The audiences of the closed communities, in their order.
    pub(super) fn communities(&self) -> Vec<i64> {
        self.forums.iter().map(|forum| forum.audience).filter(|audience| *audience > DOCTORS).collect()
    }

    /// From among whom the authors of this forum come.
    fn circle(&self, forum: usize) -> Circle {
        let audience = self.forums[forum].audience;
        match audience {
            EVERYONE | MEMBERS => Circle::Everyone,
            DOCTORS => Circle::Doctors,
            _ => {
                let communities = self.communities();
                let number = communities.iter().position(|known| *known == audience).unwrap_or(0);
                Circle::Community { number, of: communities.len() }
            }
        }
    }

    fn forum_ids(&self) -> Vec<i64> {
        self.forums.iter().map(|forum| forum.id).collect()
    }
}

async fn write(tx: &mut Tx<'_>, ground: &Ground, plan: &plan::Plan, pool: &[words::Words], rows: &[Row<'_>]) -> Result<()> {
    for some in rows.chunks(ROWS_AT_ONCE) {
        write_threads(tx, ground, plan, some).await?;
    }
    let posts: Vec<_> =
        rows.iter().flat_map(|row| row.posts.iter().zip(0_usize..).map(move |(post, at)| (row, post, at))).collect();
    for some in posts.chunks(ROWS_AT_ONCE) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "insert into posts (thread_id, no, id, seq, forum_id, audience_id, persona_id, created_at, html, body) ",
        );
        insert.push_values(some, |mut values, (row, post, at)| {
            let (forum, place, words) = (&ground.forums[row.plan.forum], row.first + at, &pool[post.words]);
            values.push_bind(row.id).push_bind(*at as i64 + 1).push_bind(post.id).push_bind(ground.post_seq + plan.seq(place));
            values.push_bind(forum.id).push_bind(forum.audience).push_bind(post.author).push_bind(plan.times[place]);
            values.push_bind(words.html.as_str()).push_bind(words.body.as_str());
        });
        insert.build().persistent(false).execute(tx.conn()).await?;
    }
    count(tx, ground, plan, rows).await
}

async fn write_threads(tx: &mut Tx<'_>, ground: &Ground, plan: &plan::Plan, rows: &[Row<'_>]) -> Result<()> {
    let mut insert = QueryBuilder::<Sqlite>::new(
        "insert into threads (id, seq, forum_id, audience_id, kind, title, slug, persona_id, created_at, last_no, last_seq, last_at, last_post, last_persona) ",
    );
    insert.push_values(
        rows.iter().filter_map(|row| Some((row, row.posts.first()?, row.posts.last()?))),
        |mut values, (row, first, last)| {
            let (forum, end) = (&ground.forums[row.plan.forum], row.first + row.posts.len() - 1);
            values.push_bind(row.id).push_bind(row.seq).push_bind(forum.id).push_bind(forum.audience);
            values.push_bind(if row.plan.question { "question" } else { "discussion" });
            values
                .push_bind(row.title.as_str())
                .push_bind(row.slug.as_str())
                .push_bind(first.author)
                .push_bind(plan.times[row.first]);
            values.push_bind(row.posts.len() as i64).push_bind(ground.post_seq + plan.seq(end)).push_bind(plan.times[end]);
            values.push_bind(last.id).push_bind(last.author);
        },
    );
    insert.build().persistent(false).execute(tx.conn()).await?;
    Ok(())
}

/// Carries the forums' counters along with the threads just written.
async fn count(tx: &mut Tx<'_>, ground: &Ground, plan: &plan::Plan, rows: &[Row<'_>]) -> Result<()> {
    for (number, forum) in ground.forums.iter().enumerate() {
        let mut added = Forum { ..*forum };
        for row in rows.iter().filter(|row| row.plan.forum == number) {
            let last_seq = ground.post_seq + plan.seq(row.first + row.posts.len() - 1);
            (added.threads, added.posts) = (added.threads + 1, added.posts + row.posts.len() as i64);
            if last_seq > added.last_seq {
                (added.last_seq, added.last_thread) = (last_seq, row.id);
            }
        }
        if added.threads > 0 {
            sqlx::query!(
                "update forums set threads = threads + $2, posts = posts + $3,
                   last_thread = case when last_seq < $4 then $5 else last_thread end, last_seq = max(last_seq, $4) where id = $1",
                added.id, added.threads, added.posts, added.last_seq, added.last_thread
            )
            .execute(tx.conn())
            .await?;
            tx.touch(added.audience);
        }
    }
    Ok(())
}
