use crate::db::Tx;
use crate::fault::Result;
use crate::forums::keys::{PostingKey, first_time};
use crate::forums::threads::number;
use crate::forums::written::Written;
use crate::forums::{markers, posts, published, rules, threads};
use types::forums::Landing;
use types::ids::ThreadId;

/// A member answers in a thread: find it, ask leave, make sure it is not the same letter twice, write, mark it read,
/// and let follow what follows.
pub async fn reply(tx: &mut Tx<'_>, thread: ThreadId, written: &Written, key: &PostingKey) -> Result<Landing> {
    let thread = threads::find(tx, thread).await?;
    let permit = rules::may_reply(&thread)?;
    let id = tx.clock.id()?;
    if let Some(earlier) = first_time(tx, key, &written.content_hash(thread.id, ""), id).await? {
        return Ok(posts::find(tx, number(earlier)?).await?.landing().clone());
    }
    let landing = posts::insert(tx, permit, id, written).await?;
    markers::written(tx, &thread, landing.no).await?;
    published::new_post(tx, &thread, id, &landing, written).await?;
    Ok(landing)
}
