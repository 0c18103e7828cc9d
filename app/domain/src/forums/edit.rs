use crate::db::Tx;
use crate::drafts;
use crate::drafts::rows;
use crate::drafts::rules::of_post;
use crate::fault::{Fault, Result};
use crate::forums::written::Written;
use crate::forums::{posts, published, rules};
use types::drafts::Draft;
use types::forums::Landing;
use types::ids::PostId;

/// What a change grew from, as its form tells.
#[derive(Default)]
pub struct Grown {
    /// The mark of the words that the form was opened on; empty for whatever stands there.
    pub from: String,
    /// The version of the draft in the form.
    pub draft: i64,
}

/// One's own post, for the form in which it is changed, and the change that has not been sent yet.
pub async fn open(tx: &mut Tx<'_>, id: PostId) -> Result<(posts::Post, Option<Draft>)> {
    let post = posts::find(tx, id).await?;
    rules::may_edit(&post)?;
    let draft = rows::find(tx, &of_post(&post)).await?;
    Ok((post, draft))
}

/// An author changes a post, whatever stands there.
pub async fn edit(tx: &mut Tx<'_>, id: PostId, written: &Written) -> Result<Landing> {
    change(tx, id, written, &Grown::default()).await
}

/// An author changes a post that is still as it was when the form was opened; sending the same text again changes nothing.
pub async fn change(tx: &mut Tx<'_>, id: PostId, written: &Written, grown: &Grown) -> Result<Landing> {
    let post = posts::find(tx, id).await?;
    let permit = rules::may_edit(&post)?;
    if post.body() != written.body.as_str() {
        if !grown.from.is_empty() && grown.from != post.mark() {
            return Err(Fault::wrong("key", "This post has changed since you opened it."));
        }
        posts::replace(tx, permit, written).await?;
        published::changed(tx, &post, written).await?;
    }
    drafts::edited(tx, post.id, grown.draft).await?;
    Ok(post.landing().clone())
}

/// An author takes a post back.
pub async fn withdraw(tx: &mut Tx<'_>, id: PostId) -> Result<Landing> {
    let post = posts::find(tx, id).await?;
    let permit = rules::may_edit(&post)?;
    posts::withdraw(tx, permit).await?;
    published::withdrawn(tx, &post).await?;
    Ok(post.landing().clone())
}
