use super::ground::{Forum, Ground};
use super::plan::{self, Planned};
use super::words;
use crate::db::Tx;
use crate::fault::Result;
use crate::search::facets::Facets;
use sqlx::{QueryBuilder, Sqlite};

/// Rows in one statement.
const ROWS_AT_ONCE: usize = 500;

/// A thread with its numbers, ready to be written.
pub(super) struct Row<'p> {
    pub(super) id: i64,
    pub(super) seq: i64,
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) plan: &'p Planned,
    pub(super) first: usize,
    pub(super) posts: Vec<Post>,
}

/// A post with its author and the number of its words.
pub(super) struct Post {
    pub(super) id: i64,
    pub(super) author: i64,
    pub(super) words: usize,
}

/// Writes threads with all their posts.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    ground: &Ground,
    plan: &plan::Plan,
    pool: &[words::Words],
    rows: &[Row<'_>],
) -> Result<()> {
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
    write_index(tx, ground, plan, pool, &posts).await?;
    count(tx, ground, plan, rows).await
}

/// Lets the posts be found; the index takes them quickly only in the order of writing.
async fn write_index(
    tx: &mut Tx<'_>,
    ground: &Ground,
    plan: &plan::Plan,
    pool: &[words::Words],
    posts: &[(&Row<'_>, &Post, usize)],
) -> Result<()> {
    let mut sorted: Vec<_> = posts.iter().map(|(row, post, at)| (plan.seq(row.first + at), *row, *post, *at)).collect();
    sorted.sort_unstable_by_key(|(seq, ..)| *seq);
    for some in sorted.chunks(ROWS_AT_ONCE) {
        let mut insert = QueryBuilder::<Sqlite>::new("insert into post_words (rowid, title, words, facets) ");
        insert.push_values(some, |mut values, (seq, row, post, at)| {
            let forum = &ground.forums[row.plan.forum];
            let kind = if row.plan.question { "question" } else { "discussion" };
            let title = if *at == 0 { row.title.as_str() } else { "" };
            let facets = Facets {
                audience: forum.audience,
                forum: forum.id,
                persona: post.author,
                kind,
                at: plan.times[row.first + at],
                image: false,
                title,
            };
            values.push_bind(ground.post_seq + seq).push_bind(title).push_bind(pool[post.words].plain.as_str());
            values.push_bind(facets.text());
        });
        insert.build().persistent(false).execute(tx.conn()).await?;
    }
    Ok(())
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
