//! What was done with somebody else's rights, for ever: rows are added and never changed, each with a keyed hash of itself
//! and of the row before.

use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::secrets::Key;
use crate::viewer::Viewer;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// One deed to be put on record.
#[derive(Default)]
pub(crate) struct Deed<'a> {
    /// A short word, such as `seat-doctor`.
    pub(crate) act: &'a str,
    pub(crate) account: Option<i64>,
    pub(crate) thread: Option<i64>,
    pub(crate) forum: Option<i64>,
    pub(crate) case: Option<i64>,
    /// The reason, or what has changed; never a real name or a number of a register.
    pub(crate) words: &'a str,
}

/// A row of the log, as its hash is made of it.
pub(crate) struct Row<'a> {
    pub(crate) no: i64,
    pub(crate) at: i64,
    pub(crate) by: i64,
    pub(crate) deed: Deed<'a>,
}

/// Puts a deed on record, in the transaction in which it is done.
pub(crate) async fn record(tx: &mut Tx<'_>, deed: Deed<'_>) -> Result<()> {
    let last = sqlx::query!("/* as the site: the chain goes on */ select no, hash from audit order by no desc limit 1")
        .fetch_optional(tx.conn())
        .await?;
    let (no, before) = last.map_or((1, None), |row| (row.no + 1, row.hash));
    let row = Row { no, at: tx.now(), by: tx.me(), deed };
    let hash = link(tx.key, before.as_deref().unwrap_or_default(), &row);
    sqlx::query!(
        "insert into audit (no, at, account_id, act, about_account, about_thread, about_forum, about_case, words, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        row.no,
        row.at,
        row.by,
        row.deed.act,
        row.deed.account,
        row.deed.thread,
        row.deed.forum,
        row.deed.case,
        row.deed.words,
        hash
    )
    .execute(tx.conn())
    .await?;
    let head = head(tx.key, row.no, &hash);
    sqlx::query!(
        "insert into site (name, value) values ('audit', $1) on conflict (name) do update set value = excluded.value",
        head
    )
    .execute(tx.conn())
    .await?;
    tracing::info!(no = row.no, act = row.deed.act, "put on record");
    Ok(())
}

/// Begins the chain over rows that are older than it, once: a log without a chain is one whose chain has been taken away.
pub async fn begin(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    if !db.look(&site, async |tx: &mut Tx<'_>| unchained(tx).await).await? {
        return Ok(());
    }
    // Another program may have begun it meanwhile.
    db.act(
        &site,
        async |tx: &mut Tx<'_>| {
            if unchained(tx).await? { record(tx, Deed { act: "chain-begins", ..Deed::default() }).await } else { Ok(()) }
        },
    )
    .await
}

async fn unchained(tx: &mut Tx<'_>) -> Result<bool> {
    let unchained = sqlx::query_scalar!(
        r#"/* as the site: the chain goes on */
        select exists (select 1 from audit) and not exists (select 1 from audit where hash is not null) as "unchained!: bool""#
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(unchained)
}

/// Seals the end of the log, which no later row does: without it, taking the last rows away would go unnoticed.
pub(crate) fn head(key: &Key, no: i64, hash: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(key.mark("audit-head", &[no.to_be_bytes().as_slice(), hash].concat()))
}

/// The hash of a row that follows the one with this hash.
pub(crate) fn link(key: &Key, before: &[u8], row: &Row<'_>) -> Vec<u8> {
    let Deed { act, account, thread, forum, case, words } = &row.deed;
    let words = format!("{:?}", (row.no, row.at, row.by, act, account, thread, forum, case, words));
    key.mark("audit", &[before, words.as_bytes()].concat()).to_vec()
}
