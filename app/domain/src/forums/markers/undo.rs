//! Taking back what has just been marked as read.

use crate::clock::HOUR;
use crate::db::Tx;
use crate::fault::Result;
use crate::forums::forum_list;
use crate::forums::markers::next_mark;
use crate::forums::threads::find;
use std::fmt::{self, Display};
use types::ids::ThreadId;

/// How long a forum's mark can be taken back; as long the account's own mark does not follow what was read.
pub(super) const TAKEN_BACK: i64 = HOUR;

/// A mark as it was set, by the number that it then had: a later one is not taken back in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undo {
    Thread(ThreadId, i64),
    Forum(String, i64),
    Everything(i64),
}

impl Undo {
    /// The mark behind the words of a form.
    pub fn read(text: &str) -> Option<Self> {
        let (what, number) = text.rsplit_once('.')?;
        let number = number.parse().ok()?;
        match what.split_once('.') {
            None if what == "all" => Some(Self::Everything(number)),
            Some(("thread", id)) => Some(Self::Thread(id.parse().ok()?, number)),
            Some(("forum", slug)) => Some(Self::Forum(slug.to_owned(), number)),
            _ => None,
        }
    }
}

impl Display for Undo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thread(id, number) => write!(f, "thread.{id}.{number}"),
            Self::Forum(slug, number) => write!(f, "forum.{slug}.{number}"),
            Self::Everything(number) => write!(f, "all.{number}"),
        }
    }
}

/// Takes a mark back; false when something has been marked or read there since.
pub async fn undo(tx: &mut Tx<'_>, mark: &Undo) -> Result<bool> {
    tx.viewer.persona()?;
    match mark {
        Undo::Thread(id, last_no) => thread(tx, *id, *last_no).await,
        Undo::Forum(slug, at) => forum(tx, slug, *at).await,
        Undo::Everything(at) => everything(tx, *at).await,
    }
}

/// As marked unread from where it was: the account's own mark may have come past it meanwhile.
async fn thread(tx: &mut Tx<'_>, id: ThreadId, last_no: i64) -> Result<bool> {
    let (me, thread, at) = (tx.me(), find(tx, id).await?, next_mark(tx).await?);
    let undone = sqlx::query!(
        "update thread_marks set read_no = before_no, unread_at = $4, before_no = null
         where account_id = $1 and thread_id = $2 and read_no = $3 and before_no is not null",
        me,
        thread.id,
        last_no,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(undone.rows_affected() > 0)
}

async fn forum(tx: &mut Tx<'_>, slug: &str, at: i64) -> Result<bool> {
    let (me, forum, since) = (tx.me(), forum_list::find(tx, slug).await?, tx.now() - TAKEN_BACK);
    let undone = sqlx::query!(
        "update forum_marks set read_seq = before_seq, at = before_at, before_seq = null, before_at = null
         where account_id = $1 and forum_id = $2 and at = $3 and before_seq is not null and at > $4",
        me,
        forum.id,
        at,
        since
    )
    .execute(tx.conn())
    .await?;
    Ok(undone.rows_affected() > 0)
}

async fn everything(tx: &mut Tx<'_>, at: i64) -> Result<bool> {
    let me = tx.me();
    let undone = sqlx::query!(
        "update account_marks set read_seq = before_seq, at = before_at, before_seq = null, before_at = null
         where account_id = $1 and at = $2 and before_seq is not null",
        me,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(undone.rows_affected() > 0)
}

#[cfg(test)]
mod tests {
    use super::Undo;

    #[test]
    fn a_mark_is_known_again_by_its_words() {
        for words in ["all.7", "thread.12.3", "forum.off-duty.9"] {
            assert_eq!(Undo::read(words).map(|undo| undo.to_string()).as_deref(), Some(words));
        }
        for words in ["", "all", "all.x", "thread.0.1", "post.1.2", "forum.9"] {
            assert_eq!(Undo::read(words), None, "{words}");
        }
    }
}
