//! Posts go from one thread into another of the same forum. Both threads are numbered anew, in the order of writing, and readers'
//! marks go along. Addresses of posts stay as they are.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::markers::carried::{marks, remark};
use crate::search::index;
use serde_json::json;

/// A post as it stands, and whether it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Post {
    pub(crate) id: i64,
    pub(crate) seq: i64,
    pub(crate) thread: i64,
    pub(crate) no: i64,
    pub(crate) withdrawn: bool,
}

/// A post and where it stands afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) post: Post,
    pub(crate) thread: i64,
    pub(crate) no: i64,
}

/// The posts of a thread by their numbers.
pub(crate) async fn posts(tx: &mut Tx<'_>, thread: i64) -> Result<Vec<Post>> {
    let posts = sqlx::query_as!(
        Post,
        r#"/* as the site: the permit stands for the thread */
        select id, seq, thread_id as thread, no, withdrawn_at is not null as "withdrawn!: bool" from posts where thread_id = $1 order by no"#,
        thread
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(posts)
}

/// Carries the posts that go from one thread into the other; whoever calls holds the permit, and tends to the forum's counts.
pub(crate) async fn carry(tx: &mut Tx<'_>, from: i64, to: i64, goes: impl Fn(&Post) -> bool) -> Result<()> {
    let (going, staying): (Vec<Post>, Vec<Post>) = posts(tx, from).await?.into_iter().partition(goes);
    let there = posts(tx, to).await?;
    let steps: Vec<Step> = numbered(from, staying).into_iter().chain(numbered(to, in_order_of_writing(there, going))).collect();
    let marks = marks(tx, from, to).await?;
    index::out(tx, &[from, to]).await?;
    put(tx, &steps).await?;
    remark(tx, from, to, &steps, &marks).await?;
    for thread in [from, to] {
        tell_ends(tx, thread).await?;
    }
    index::back(tx, &[from, to]).await
}

/// Two threads as one: by the order of writing, each in its own order.
fn in_order_of_writing(one: Vec<Post>, other: Vec<Post>) -> Vec<Post> {
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    let mut both = Vec::new();
    while let (Some(first), Some(second)) = (one.peek(), other.peek()) {
        both.extend(if first.seq < second.seq { one.next() } else { other.next() });
    }
    both.extend(one);
    both.extend(other);
    both
}

pub(crate) fn numbered(thread: i64, posts: Vec<Post>) -> Vec<Step> {
    (1..).zip(posts).map(|(no, post)| Step { post, thread, no }).collect()
}

/// Writes the steps; by way of numbers below zero, since no two posts may stand in one place meanwhile.
async fn put(tx: &mut Tx<'_>, steps: &[Step]) -> Result<()> {
    let steps: Vec<[i64; 3]> = steps
        .iter()
        .filter(|step| (step.post.thread, step.post.no) != (step.thread, step.no))
        .map(|step| [step.post.id, step.thread, -step.no])
        .collect();
    let steps = json!(steps).to_string();
    sqlx::query!(
        "update posts set thread_id = s.thread, no = s.no
         from (/* as the site: the steps given */ select value ->> 0 as id, value ->> 1 as thread, value ->> 2 as no from json_each($1)) s
         where posts.id = s.id",
        steps
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update posts set no = -no where no < 0 and id in (/* as the site: the steps given */ select value ->> 0 from json_each($1))",
        steps
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update notices set thread_id = s.thread
         from (/* as the site: the steps given */ select value ->> 0 as id, value ->> 1 as thread from json_each($1)) s
         where notices.post_id = s.id",
        steps
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update drafts set thread_id = s.thread
         from (/* as the site: the steps given */ select value ->> 0 as id, value ->> 1 as thread from json_each($1)) s
         where drafts.post_id = s.id",
        steps
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a thread tells of its first and its last post.
async fn tell_ends(tx: &mut Tx<'_>, thread: i64) -> Result<()> {
    sqlx::query!(
        "update threads set last_no = l.no, last_seq = l.seq, last_at = l.created_at, last_post = l.id, last_persona = l.persona_id,
           persona_id = f.persona_id, created_at = f.created_at, numbering = numbering + 1
         from (/* as the site: counts */ select no, seq, created_at, id, persona_id from posts where thread_id = $1 order by no desc limit 1) l,
           (/* as the site: counts */ select persona_id, created_at from posts where thread_id = $1 and no = 1) f
         where threads.id = $1",
        thread
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Post, Step, in_order_of_writing, numbered};

    /// Thread 1 has the odd and thread 2 the even places in the order of writing.
    fn post(thread: i64, no: i64) -> Post {
        Post { id: 10 * thread + no, seq: 2 * no - thread % 2, thread, no, withdrawn: false }
    }

    pub(crate) fn thread(number: i64, posts: i64) -> Vec<Post> {
        (1..=posts).map(|no| post(number, no)).collect()
    }

    pub(crate) fn merged() -> Vec<Step> {
        numbered(2, in_order_of_writing(thread(2, 2), thread(1, 3)))
    }

    #[test]
    fn two_threads_are_one_in_the_order_of_writing() {
        let order: Vec<_> = merged().into_iter().map(|step| (step.no, step.post.thread, step.post.no)).collect();
        assert_eq!(order, [(1, 1, 1), (2, 2, 1), (3, 1, 2), (4, 2, 2), (5, 1, 3)]);
    }
}
