use crate::db::Tx;
use crate::desk::audit;
use crate::fault::Result;
use crate::forums::rules::{MayModerate, may_lock, may_moderate};
use crate::forums::threads;
use types::ids::ThreadId;

/// What moderators do to a thread; each can be undone by its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Pin,
    Unpin,
    Lock,
    Unlock,
}

impl Deed {
    /// The deed behind a word sent by a form.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Pin, Self::Unpin, Self::Lock, Self::Unlock].into_iter().find(|deed| deed.key() == word)
    }

    /// The word that forms send and the record keeps.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
        }
    }
}

/// A moderator pins, locks, or undoes either; it is put on record.
pub async fn moderate(tx: &mut Tx<'_>, thread: ThreadId, deed: Deed) -> Result<()> {
    let thread = threads::find(tx, thread).await?;
    let MayModerate(thread) = match deed {
        Deed::Pin | Deed::Unpin => may_moderate(&thread)?,
        Deed::Lock | Deed::Unlock => may_lock(&thread)?,
    };
    let (pinned, locked) = match deed {
        Deed::Pin => (Some(true), None),
        Deed::Unpin => (Some(false), None),
        Deed::Lock => (None, Some(true)),
        Deed::Unlock => (None, Some(false)),
    };
    sqlx::query!(
        "update threads set pinned = coalesce($2, pinned), locked = coalesce($3, locked) where id = $1",
        thread.id,
        pinned,
        locked
    )
    .execute(tx.conn())
    .await?;
    tx.touch(thread.audience);
    audit::record(tx, audit::Deed { act: deed.key(), thread: Some(thread.id), ..audit::Deed::default() }).await
}
