//! Who is told on the site of what has just been written.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::threads::Thread;
use crate::forums::written::Written;
use types::forums::Landing;

/// Tells of a new post: whoever began the thread or follows it, whom it mentions, and whom it quotes.
pub(crate) async fn of_post(
    _tx: &mut Tx<'_>,
    _thread: &Thread,
    _post: i64,
    _landing: &Landing,
    _written: &Written,
) -> Result<()> {
    Ok(())
}
