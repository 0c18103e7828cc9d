//! Threads to which a batch adds, and the order of writing.

use crate::db::Tx;
use crate::fault::Result;

/// Where the order of writing begins for archives: below everything written here, so that an import never stands above the
/// members' own threads and is never new to anybody. Posts written here count up from 1.
const ARCHIVE: i64 = -(1 << 52);

/// The next numbers in the order of writing.
pub(super) struct Numbers {
    archive: i64,
    live: i64,
    thread: i64,
}

impl Numbers {
    pub(super) fn next_thread(&mut self) -> i64 {
        self.thread += 1;
        self.thread
    }

    /// A thread in which members write stays where their posts have put it.
    pub(super) fn next_post(&mut self, thread: &Growing<'_>) -> i64 {
        let last = if thread.last_seq > 0 { &mut self.live } else { &mut self.archive };
        *last += 1;
        *last
    }
}

/// The numbers as they stand in this transaction.
pub(super) async fn numbers(tx: &mut Tx<'_>) -> Result<Numbers> {
    let row = sqlx::query!(
        r#"/* as the site: the order of writing */
        select coalesce((select max(seq) from posts where seq <= 0), $1) as "archive!: i64",
          max(coalesce((select max(seq) from posts), 0), 0) as "live!: i64",
          coalesce((select max(seq) from threads), 0) as "thread!: i64""#,
        ARCHIVE
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Numbers { archive: row.archive, live: row.live, thread: row.thread })
}

/// What a new thread begins with.
pub(super) struct First<'b> {
    pub(super) seq: i64,
    pub(super) title: &'b str,
    pub(super) slug: String,
    pub(super) kind: &'static str,
    pub(super) persona: i64,
    pub(super) at: i64,
}

/// A thread to which posts are being added.
pub(super) struct Growing<'b> {
    pub(super) first: Option<First<'b>>,
    pub(super) last_no: i64,
    pub(super) last_seq: i64,
    pub(super) last_at: i64,
    pub(super) last_post: i64,
    pub(super) last_persona: i64,
}

impl<'b> Growing<'b> {
    /// Still without posts.
    pub(super) fn begun(first: First<'b>) -> Self {
        Self { last_no: 0, last_seq: 0, last_at: first.at, last_post: 0, last_persona: first.persona, first: Some(first) }
    }

    /// One more post at its end.
    pub(super) fn append(&mut self, post: i64, seq: i64, persona: i64, at: i64) {
        self.last_no += 1;
        (self.last_seq, self.last_at, self.last_post, self.last_persona) = (seq, at, post, persona);
    }
}
