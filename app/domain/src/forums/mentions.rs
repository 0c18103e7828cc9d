//! Whom a post mentions.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::written::Written;

/// Notes whom a post mentions.
pub(crate) async fn record(_tx: &mut Tx<'_>, _post: i64, _written: &Written) -> Result<()> {
    Ok(())
}
