//! Unsent texts, kept on the server.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::Thread;
use types::forums::Landing;

/// A post has been sent, so its draft goes; the first post of a thread was written for its forum.
pub(crate) async fn sent(_tx: &mut Tx<'_>, _thread: &Thread, _landing: &Landing) -> Result<()> {
    Ok(())
}

/// A changed post has been saved, so its draft goes.
pub(crate) async fn edited(_tx: &mut Tx<'_>, _post: i64) -> Result<()> {
    Ok(())
}

/// Forgets the drafts of somebody who has lost a seat, wherever they sit no longer.
pub(crate) async fn drop_seatless(_tx: &mut Tx<'_>, _account: i64) -> Result<()> {
    Ok(())
}
