//! What follows from a post that has been written, changed or taken back, and from one that has moved: step by step, in the
//! transaction of the act.

use crate::db::Tx;
use crate::drafts;
use crate::fault::Result;
use crate::following::enqueue;
use crate::forums::posts::Post;
use crate::forums::sight::Moved;
use crate::forums::threads::Thread;
use crate::forums::written::Written;
use crate::forums::{mentions, quotes};
use crate::media::uses;
use crate::notices::tell;
use crate::search::index;
use types::forums::Landing;

/// A new post: its pictures are shown, its quotes and mentions known, it is found, and those who want to hear of it are told.
pub(crate) async fn new_post(tx: &mut Tx<'_>, thread: &Thread, post: i64, landing: &Landing, written: &Written) -> Result<()> {
    uses::record(tx, post, written).await?;
    quotes::record(tx, post, thread.audience, written).await?;
    mentions::record(tx, post, written).await?;
    index::add(tx, post).await?;
    drafts::sent(tx, thread, landing).await?;
    tell::of_post(tx, thread, post, landing, written).await?;
    enqueue::of_post(tx, thread, post, landing).await
}

/// A post with other words.
pub(crate) async fn changed(tx: &mut Tx<'_>, post: &Post, written: &Written) -> Result<()> {
    uses::record(tx, post.id, written).await?;
    quotes::record(tx, post.id, post.audience, written).await?;
    mentions::record(tx, post.id, written).await?;
    index::again(tx, post.id).await?;
    drafts::edited(tx, post.id).await
}

/// A post without words.
pub(crate) async fn withdrawn(tx: &mut Tx<'_>, post: &Post) -> Result<()> {
    uses::forget(tx, post.id).await?;
    quotes::gone(tx, post.id).await?;
    index::remove(tx, post.id).await
}

/// What has moved to another audience: quoted only where it can still be read, and found only there.
pub(crate) async fn moved(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<()> {
    quotes::out_of_reach(tx, moved, audience).await?;
    index::moved(tx, moved).await
}
