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
    if !written.pictures.is_empty() {
        uses::record(tx, post, written).await?;
    }
    let quoted = quotes::record(tx, post, thread.audience, written).await?;
    let mentioned = mentions::record(tx, post, written).await?;
    index::add(tx, post).await?;
    drafts::sent(tx, post).await?;
    tell::of_post(tx, thread, post, &mentioned, &quoted).await?;
    let called = mentions::told(tx, post, written).await?;
    enqueue::of_post(tx, thread, post, landing, &called).await
}

/// A post with other words.
pub(crate) async fn changed(tx: &mut Tx<'_>, post: &Post, written: &Written) -> Result<()> {
    uses::record(tx, post.id, written).await?;
    let quoted = quotes::record(tx, post.id, post.audience, written).await?;
    let mentioned = mentions::record(tx, post.id, written).await?;
    index::again(tx, post.id).await?;
    tell::of_change(tx, post.id, &mentioned, &quoted).await
}

/// A post without words.
pub(crate) async fn withdrawn(tx: &mut Tx<'_>, post: &Post) -> Result<()> {
    uses::forget(tx, post.id).await?;
    quotes::gone(tx, post.id).await?;
    drafts::withdrawn(tx, post.id).await?;
    index::remove(tx, post.id).await
}

/// What is about to move to another audience, while it can still be seen where it stands.
pub(crate) async fn moving(tx: &mut Tx<'_>, moved: &Moved) -> Result<()> {
    index::moving(tx, moved).await
}

/// What has moved to another audience: found only there, and quoted only where it can still be read.
pub(crate) async fn moved(tx: &mut Tx<'_>, moved: &Moved, audience: i64) -> Result<()> {
    index::moved(tx, moved).await?;
    quotes::out_of_reach(tx, moved, audience).await
}
