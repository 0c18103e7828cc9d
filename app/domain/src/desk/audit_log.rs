//! The audit log as administrators read it.

use crate::db::Tx;
use crate::desk::rules::may_audit;
use crate::fault::{Fault, Result};
use crate::members::names::name_key;
use types::page::Page;

/// Rows on a page.
const ROWS: i64 = 50;

/// One row: who did what to whom, and why.
pub struct Entry {
    pub no: i64,
    pub at: i64,
    pub act: String,
    pub by: By,
    /// The screen name of the member it is about; empty where it is about none, or about a case.
    pub member: String,
    pub case: Option<i64>,
    /// The thread it is about, by number and title where the reader sees it.
    pub thread: Option<Option<(i64, String)>>,
    /// The forum it is about, by name where the reader sees it.
    pub forum: Option<Option<String>>,
    pub words: String,
}

/// Who did it.
#[derive(Debug, PartialEq, Eq)]
pub enum By {
    /// A command of the operator, or a job.
    Operator,
    Member(String),
    /// Somebody in a closed community that the reader does not sit in.
    Fellow,
    /// Somebody whose account has gone.
    Gone,
}

/// A page of the log, and the acts that there are to choose from.
pub struct Log {
    pub entries: Vec<Entry>,
    pub page: Page,
    pub total: i64,
    pub acts: Vec<String>,
}

/// A page of the log, newest first: all of it, or one act, or what was done by or to one persona.
pub async fn page(tx: &mut Tx<'_>, act: &str, screen_name: &str, number: i64) -> Result<Log> {
    may_audit(&tx.viewer)?;
    let (me, key) = (tx.me(), name_key(screen_name));
    // Letters that fold to nothing are still asked for, and nobody has them.
    let named = !screen_name.trim().is_empty();
    let total = sqlx::query_scalar!(
        "select count(*) from seen_audit
         where viewer = $1 and ($2 = '' or act = $2) and (not $3 or ($4 <> '' and (by_key = $4 or about_key = $4)))",
        me,
        act,
        named,
        key
    )
    .fetch_one(tx.conn())
    .await?;
    let page = Page::of(number, total, ROWS).ok_or(Fault::NotFound)?;
    let skipped = (page.number - 1) * ROWS;
    let rows = sqlx::query!(
        r#"select a.no, a.at, a.act, a.words, a.by_operator as "by_operator!: bool", a.by_fellow as "by_fellow!: bool", a.by_whom as "by_whom!: String", a.about_member as "about_member!: String",
          a.about_case, a.about_thread, a.about_forum, f.name as "forum?: String", t.title as "thread?: String"
        from seen_audit a
        left join seen_threads t on t.id = a.about_thread and t.viewer = $1
        left join seen_forums f on f.id = a.about_forum and f.viewer = $1
        where a.viewer = $1 and ($2 = '' or a.act = $2) and (not $3 or ($4 <> '' and (a.by_key = $4 or a.about_key = $4)))
        order by a.no desc limit $5 + 0 offset $6 + 0"#,
        me, act, named, key, ROWS, skipped
    )
    .fetch_all(tx.conn())
    .await?;
    let entries = rows.into_iter().map(|row| Entry {
        no: row.no,
        at: row.at,
        act: row.act,
        by: by(row.by_operator, row.by_fellow, row.by_whom),
        member: row.about_member,
        case: row.about_case,
        thread: row.about_thread.map(|id| row.thread.map(|title| (id, title))),
        forum: row.about_forum.map(|_| row.forum),
        words: row.words,
    });
    Ok(Log { entries: entries.collect(), page, total, acts: acts(tx).await? })
}

fn by(operator: bool, fellow: bool, name: String) -> By {
    match () {
        () if operator => By::Operator,
        () if fellow => By::Fellow,
        () if name.is_empty() => By::Gone,
        () => By::Member(name),
    }
}

async fn acts(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let me = tx.me();
    let acts = sqlx::query_scalar!("select distinct act from seen_audit where viewer = $1 order by act", me)
        .fetch_all(tx.conn())
        .await?;
    Ok(acts)
}
