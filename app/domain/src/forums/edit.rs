use crate::db::Tx;
use crate::fault::Result;
use crate::forums::written::Written;
use crate::forums::{posts, published, rules};
use types::forums::Landing;
use types::ids::PostId;

/// The text of one's own post, for the form in which it is changed.
pub async fn open(tx: &mut Tx<'_>, id: PostId) -> Result<posts::Post> {
    let post = posts::find(tx, id).await?;
    rules::may_edit(&post)?;
    Ok(post)
}

/// An author changes a post; sending the same text again changes nothing.
pub async fn edit(tx: &mut Tx<'_>, id: PostId, written: &Written) -> Result<Landing> {
    let post = posts::find(tx, id).await?;
    let permit = rules::may_edit(&post)?;
    if post.body() != written.body.as_str() {
        posts::replace(tx, permit, written).await?;
        published::changed(tx, &post, written).await?;
    }
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
