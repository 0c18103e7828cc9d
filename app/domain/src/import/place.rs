//! Writes a batch of messages as posts, in one transaction with everything that counts them.

use super::authors::Authors;
use super::fetch::Fetched;
use super::growing::{First, Growing, numbers};
use super::order::{Known, Order};
use super::survey::Survey;
use super::{kind, shelve};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::writing::slug::thread_slug;
use std::collections::HashMap;

/// Imported messages are looked up so many at a time.
const CHUNK: i64 = 5000;

/// The forum that takes the archive.
#[derive(Clone, Copy)]
pub(super) struct Forum {
    pub(super) id: i64,
    pub(super) audience: i64,
}

/// The forum, and the stored thread for each thread of the plan as far as there is one.
pub(super) struct Shelf {
    forum: Forum,
    threads: Vec<Option<i64>>,
}

impl Shelf {
    pub(super) fn new(forum: Forum) -> Self {
        Self { forum, threads: Vec::new() }
    }

    pub(super) fn forum(&self) -> Forum {
        self.forum
    }

    pub(super) fn remember(&mut self, order: &Order) {
        self.threads.clone_from(&order.threads);
    }
}

/// The forum with this slug, or a sentence that tells which there are.
pub(super) async fn forum(tx: &mut Tx<'_>, slug: &str) -> Result<Forum> {
    let forums =
        sqlx::query!("/* as the site: the operator imports */ select id, slug, audience_id from forums order by position")
            .fetch_all(tx.conn())
            .await?;
    if let Some(found) = forums.iter().find(|forum| forum.slug == slug) {
        return Ok(Forum { id: found.id, audience: found.audience_id });
    }
    let slugs: Vec<&str> = forums.iter().map(|forum| forum.slug.as_str()).collect();
    Err(Fault::Told(format!("There is no forum \u{201c}{slug}\u{201d} here. The forums are: {}.", slugs.join(", "))))
}

/// For each message of the survey the post that an earlier run made of it.
pub(super) async fn known(tx: &mut Tx<'_>, forum: Forum, survey: &Survey) -> Result<Vec<Option<Known>>> {
    let mut known = vec![None; survey.messages.len()];
    let found = survey.messages.iter().enumerate().filter(|&(at, _)| survey.plan.place(at).is_some());
    let by_print: HashMap<&[u8], usize> = found.map(|(at, message)| (&message.fingerprint[..], at)).collect();
    let mut after = Vec::new();
    loop {
        let rows = sqlx::query!(
            "/* as the site: imports */
            select i.fingerprint, p.thread_id, p.created_at from imported i join posts p on p.id = i.post_id
            where i.forum_id = $1 and i.fingerprint > $2 order by i.fingerprint limit $3",
            forum.id,
            after,
            CHUNK
        )
        .fetch_all(tx.conn())
        .await?;
        for row in &rows {
            if let Some(&at) = by_print.get(&row.fingerprint[..]) {
                known[at] = Some(Known { thread: row.thread_id, at: row.created_at });
            }
        }
        let Some(last) = rows.into_iter().next_back() else { return Ok(known) };
        after = last.fingerprint;
    }
}

/// Writes a batch; the thread of a message is begun where there is none yet.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    shelf: &mut Shelf,
    authors: &mut Authors,
    survey: &Survey,
    batch: &[Fetched],
) -> Result<()> {
    let forum = shelf.forum;
    shelve::refuse_another_import(tx, forum, survey, batch).await?;
    let mut numbers = numbers(tx).await?;
    let stored: Vec<i64> = batch.iter().filter_map(|one| shelf.threads[one.item.thread]).collect();
    let mut growing = shelve::growing(tx, forum, &stored).await?;
    let mut posts = Vec::with_capacity(batch.len());
    for one in batch {
        let persona = authors.persona(tx, survey, survey.messages[one.item.message].author).await?;
        // A thread that has been taken elsewhere is begun anew here.
        let thread = match shelf.threads[one.item.thread].filter(|id| growing.contains_key(id)) {
            Some(thread) => thread,
            None => {
                let (id, seq) = (tx.clock.id()?, numbers.next_thread());
                let first = First {
                    seq,
                    title: &one.title,
                    slug: thread_slug(&one.title),
                    kind: kind::of(&one.title).key(),
                    persona,
                    at: one.item.at,
                };
                growing.insert(id, Growing::begun(first));
                shelf.threads[one.item.thread] = Some(id);
                id
            }
        };
        let Some(tail) = growing.get_mut(&thread) else { return Err(Fault::NotFound) };
        let (id, seq) = (tx.clock.id()?, numbers.next_post(tail));
        tail.append(id, seq, persona, one.item.at);
        posts.push(shelve::Post {
            thread,
            no: tail.last_no,
            id,
            seq,
            persona,
            one,
            fingerprint: &survey.messages[one.item.message].fingerprint,
        });
    }
    shelve::write_threads(tx, forum, &growing).await?;
    for post in &posts {
        shelve::write_post(tx, forum, post).await?;
    }
    posts.sort_unstable_by_key(|post| post.seq);
    shelve::index(tx, &posts.iter().map(|post| post.id).collect::<Vec<_>>()).await?;
    shelve::count(tx, forum, &growing, posts.len()).await?;
    tx.touch(forum.audience);
    Ok(())
}
