//! What goes with a seat.

use crate::db::Tx;
use crate::fault::Result;
use crate::following::subscriptions;
use crate::forums::quotes;
use crate::{bookmarks, drafts, notices};

/// Somebody has lost a seat: what they kept and asked for behind its door goes, wherever they sit no longer.
pub(crate) async fn seat_lost(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    subscriptions::drop_seatless(tx, account).await?;
    drafts::drop_seatless(tx, account).await?;
    quotes::seat_lost(tx, account).await?;
    bookmarks::drop_seatless(tx, account).await?;
    notices::drop_seatless(tx, account).await
}
