//! Taking posts out of a thread into a new one of the same forum.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::fault::{Fault, Result};
use crate::following::subscriptions;
use crate::forums::carrying::{self, Post, carry};
use crate::forums::moving::recount;
use crate::forums::rules::{MaySplit, may_split, may_start};
use crate::forums::{forum_list, threads};
use types::forums::{Kind, ThreadPage};
use types::ids::{PostId, ThreadId};
use types::text::{Reason, Title};

/// Which posts go: these, and this one with all after it.
pub struct Chosen {
    posts: Vec<PostId>,
    from: Option<PostId>,
}

impl Chosen {
    /// None where nothing was chosen.
    pub fn of(posts: Vec<PostId>, from: Option<PostId>) -> Option<Self> {
        (from.is_some() || !posts.is_empty()).then_some(Self { posts, from })
    }
}

/// A page of the thread for whoever may split it.
pub async fn page(tx: &mut Tx<'_>, thread: ThreadId, number: i64) -> Result<ThreadPage> {
    may_split(&threads::find(tx, thread).await?)?;
    threads::page(tx, thread, number).await
}

/// A moderator makes a new thread of some posts of another one; whoever follows the one follows both. The first post stays.
/// Answers with the address of the new thread.
pub async fn split(
    tx: &mut Tx<'_>,
    thread: ThreadId,
    chosen: &Chosen,
    kind: Kind,
    title: &Title,
    reason: &Reason,
) -> Result<String> {
    let thread = threads::find(tx, thread).await?;
    let MaySplit(from) = may_split(&thread)?;
    let posts = carrying::posts(tx, from.id).await?;
    let going = going(&posts, chosen)?;
    let forum = forum_list::find(tx, from.forum_slug()).await?;
    let new = threads::insert(tx, may_start(&forum)?, kind, title).await?;
    carry(tx, from.id, new.id, |post| going.contains(&post.id)).await?;
    subscriptions::follow_along(tx, from.id, new.id).await?;
    recount(tx, from.forum_id, 0, 0).await?;
    tx.touch(from.audience);
    audit::record(tx, Deed { act: "split-thread", thread: Some(new.id), words: reason.as_str(), ..Deed::default() }).await?;
    threads::address(tx, threads::number(new.id)?).await
}

/// The posts that go, by their numbers.
fn going(posts: &[Post], chosen: &Chosen) -> Result<Vec<i64>> {
    let wrong = |sentence| Err(Fault::wrong("posts", sentence));
    let start = chosen.from.and_then(|from| posts.iter().find(|post| post.id == from.number())).map(|post| post.no);
    let named = |post: &Post| chosen.posts.iter().any(|id| id.number() == post.id);
    let going: Vec<&Post> = posts.iter().filter(|post| named(post) || start.is_some_and(|start| post.no >= start)).collect();
    match going.first() {
        None => wrong("The posts that you chose have gone from this thread. Please choose others."),
        Some(first) if first.no == 1 => wrong("The first post stays where it is. Please choose others."),
        Some(first) if first.withdrawn => {
            wrong("The first post of the new thread would be a withdrawn one. Please leave it where it is.")
        }
        Some(_) => Ok(going.into_iter().map(|post| post.id).collect()),
    }
}
