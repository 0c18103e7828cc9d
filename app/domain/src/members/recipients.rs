//! As whom the words of a letter are read before it is sent.

use crate::db::Tx;
use crate::fault::Result;
use crate::viewer::{AccountId, Persona, Viewer};

/// Whoever a letter is for: with the seats of this moment and no role of staff, since nobody has shown to be here.
pub(crate) async fn recipient(tx: &mut Tx<'_>, account: i64) -> Result<Option<Viewer>> {
    let row = sqlx::query!("/* as the site: the worker */ select id, screen_name from personas where account_id = $1", account)
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.map(|row| Viewer {
        account: AccountId(account),
        persona: Some(Persona { id: row.id, name: row.screen_name, avatar: None }),
        ..Viewer::guest()
    }))
}
