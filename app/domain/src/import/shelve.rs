//! The statements of a batch.

use super::fetch::Fetched;
use super::growing::Growing;
use super::place::Forum;
use super::survey::Survey;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::search::index;
use std::collections::HashMap;

/// Two imports at once would each make the same post: the second one stops.
pub(super) async fn refuse_another_import(tx: &mut Tx<'_>, forum: Forum, survey: &Survey, batch: &[Fetched]) -> Result<()> {
    let prints = batch.iter().map(|one| survey.messages[one.item.message].fingerprint);
    let prints: Vec<String> = prints.map(|print| print.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
    let prints = json(&prints)?;
    let written = sqlx::query_scalar!(
        "/* as the site: imports */
        select count(*) from imported where forum_id = $1 and fingerprint in (select unhex(value) from json_each($2))",
        forum.id,
        prints
    )
    .fetch_one(tx.conn())
    .await?;
    if written > 0 {
        return Err(Fault::Told(
            "Another import is writing into this forum. Wait until it is done, then start this one again.".to_owned(),
        ));
    }
    Ok(())
}

fn json(list: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(list).map_err(|error| Fault::File(error.into()))
}

/// The ends of the stored threads, read anew for each batch: members may have replied meanwhile.
pub(super) async fn growing<'b>(tx: &mut Tx<'_>, forum: Forum, threads: &[i64]) -> Result<HashMap<i64, Growing<'b>>> {
    let ids = json(&threads)?;
    let rows = sqlx::query!(
        "/* as the site: imports */
        select id, last_no, last_seq, last_at, last_post, last_persona from threads
        where forum_id = $1 and id in (select value from json_each($2))",
        forum.id,
        ids
    )
    .fetch_all(tx.conn())
    .await?;
    let growing = rows.into_iter().map(|row| {
        let (last_no, last_seq, last_at) = (row.last_no, row.last_seq, row.last_at);
        (row.id, Growing { first: None, last_no, last_seq, last_at, last_post: row.last_post, last_persona: row.last_persona })
    });
    Ok(growing.collect())
}

/// Writes the threads before their posts, with the ends that these will give them.
pub(super) async fn write_threads(tx: &mut Tx<'_>, forum: Forum, growing: &HashMap<i64, Growing<'_>>) -> Result<()> {
    for (&id, end) in growing {
        let Some(first) = &end.first else {
            sqlx::query!(
                "update threads set last_no = $2, last_seq = $3, last_at = $4, last_post = $5, last_persona = $6 where id = $1",
                id,
                end.last_no,
                end.last_seq,
                end.last_at,
                end.last_post,
                end.last_persona
            )
            .execute(tx.conn())
            .await?;
            continue;
        };
        sqlx::query!(
            "insert into threads (id, seq, forum_id, audience_id, kind, title, slug, persona_id, created_at, last_no, last_seq, last_at, last_post, last_persona)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            id, first.seq, forum.id, forum.audience, first.kind, first.title, first.slug, first.persona, first.at,
            end.last_no, end.last_seq, end.last_at, end.last_post, end.last_persona
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// A post about to be written.
pub(super) struct Post<'b> {
    pub(super) thread: i64,
    pub(super) no: i64,
    pub(super) id: i64,
    pub(super) seq: i64,
    pub(super) persona: i64,
    pub(super) one: &'b Fetched,
    pub(super) fingerprint: &'b [u8; 32],
}

/// Writes a post, and that its message is here.
pub(super) async fn write_post(tx: &mut Tx<'_>, forum: Forum, post: &Post<'_>) -> Result<()> {
    let (one, fingerprint) = (post.one, &post.fingerprint[..]);
    sqlx::query!(
        "insert into posts (thread_id, no, id, seq, forum_id, audience_id, persona_id, created_at, at_is_guess, html, body)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        post.thread,
        post.no,
        post.id,
        post.seq,
        forum.id,
        forum.audience,
        post.persona,
        one.item.at,
        one.item.guessed,
        one.html,
        one.body
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("insert into imported (forum_id, fingerprint, post_id) values ($1, $2, $3)", forum.id, fingerprint, post.id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Lets the posts be found, in the order of writing, in which the index takes them quickly.
pub(super) async fn index(tx: &mut Tx<'_>, posts: &[i64]) -> Result<()> {
    for post in posts {
        index::add(tx, *post).await?;
    }
    Ok(())
}

/// Carries the forum's counts along.
pub(super) async fn count(tx: &mut Tx<'_>, forum: Forum, growing: &HashMap<i64, Growing<'_>>, posts: usize) -> Result<()> {
    let Some((last_thread, last)) = growing.iter().max_by_key(|(_, end)| end.last_seq) else { return Ok(()) };
    let begun = growing.values().filter(|end| end.first.is_some()).count();
    let (begun, posts) = (i64::try_from(begun).unwrap_or(i64::MAX), i64::try_from(posts).unwrap_or(i64::MAX));
    // A forum without threads says 0, which is above every archive.
    sqlx::query!(
        "update forums set threads = threads + $2, posts = posts + $3,
           last_thread = case when last_thread is null or last_seq < $5 then $4 else last_thread end,
           last_seq = case when last_thread is null or last_seq < $5 then $5 else last_seq end
         where id = $1",
        forum.id,
        begun,
        posts,
        last_thread,
        last.last_seq
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
