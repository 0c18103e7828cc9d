use crate::db::Tx;
use crate::fault::Result;
use crate::forums::keys::{PostingKey, first_time};
use crate::forums::threads::number;
use crate::forums::written::Written;
use crate::forums::{forum_list, markers, posts, published, rules, threads};
use types::forums::{Kind, Landing};
use types::text::Title;

/// A member starts a thread: find the forum, ask leave, make sure it is not the same twice, write thread and first post.
pub async fn start(
    tx: &mut Tx<'_>,
    forum: &str,
    kind: Kind,
    title: &Title,
    written: &Written,
    key: &PostingKey,
) -> Result<Landing> {
    let forum = forum_list::find(tx, forum).await?;
    let permit = rules::may_start(&forum)?;
    let id = tx.clock.id()?;
    if let Some(earlier) = first_time(tx, key, &written.content_hash(forum.id, title.as_str()), id).await? {
        return Ok(posts::find(tx, number(earlier)?).await?.landing().clone());
    }
    let thread = threads::insert(tx, permit, kind, title).await?;
    let landing = posts::insert(tx, rules::may_reply(&thread)?, id, written).await?;
    markers::advance(tx, &thread, landing.no).await?;
    published::new_post(tx, &thread, id, &landing, written).await?;
    Ok(landing)
}
