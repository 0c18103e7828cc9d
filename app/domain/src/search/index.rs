//! The index of posts, kept in the transaction of the post.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::sight::Moved;

/// Lets a new post be found.
pub(crate) async fn add(_tx: &mut Tx<'_>, _post: i64) -> Result<()> {
    Ok(())
}

/// Lets a changed post be found by its present words only.
pub(crate) async fn again(_tx: &mut Tx<'_>, _post: i64) -> Result<()> {
    Ok(())
}

/// Lets a withdrawn post no longer be found.
pub(crate) async fn remove(_tx: &mut Tx<'_>, _post: i64) -> Result<()> {
    Ok(())
}

/// Lets what has moved be found only where it is now.
pub(crate) async fn moved(_tx: &mut Tx<'_>, _moved: &Moved) -> Result<()> {
    Ok(())
}
