use crate::desk::audit::{Deed, Row, head, link};
use crate::fault::Result;
use crate::secrets::Key;
use sqlx::SqliteConnection;

/// Rows read at a time.
const CHUNK: i64 = 1000;

/// Where the chain stands after a row.
#[derive(Default)]
struct Chain {
    no: i64,
    /// Of the row before; none while all rows are older than the chain.
    hash: Option<Vec<u8>>,
    findings: Vec<String>,
}

/// Follows the chain of the audit log from its first row to its last. Nothing here can be repaired: what is not as it was is told.
pub(super) async fn examine(conn: &mut SqliteConnection, key: &Key) -> Result<Vec<String>> {
    let mut chain = Chain::default();
    loop {
        let rows = sqlx::query!(
            "/* as the site: check */
            select no, at, account_id, act, about_account, about_thread, about_forum, about_case, words, hash
            from audit where no > $1 order by no limit $2 + 0",
            chain.no,
            CHUNK
        )
        .fetch_all(&mut *conn)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let (account, thread, forum, case) = (row.about_account, row.about_thread, row.about_forum, row.about_case);
            let deed = Deed { act: &row.act, account, thread, forum, case, words: &row.words };
            chain.follow(key, &Row { no: row.no, at: row.at, by: row.account_id, deed }, row.hash);
        }
    }
    let sealed =
        sqlx::query_scalar!("/* as the site: check */ select value from site where name = 'audit'").fetch_optional(conn).await?;
    Ok(chain.end(key, sealed.as_deref()))
}

impl Chain {
    fn follow(&mut self, key: &Key, row: &Row<'_>, hash: Option<Vec<u8>>) {
        let (before, no) = (self.no, row.no);
        if no != before + 1 {
            let missing =
                if no == before + 2 { format!("Row {}", before + 1) } else { format!("Rows {} to {}", before + 1, no - 1) };
            self.findings.push(format!("{missing} of the audit log cannot be found."));
        } else if hash.is_none() && self.hash.is_some() {
            self.findings.push(format!("Row {no} of the audit log was not written by this site."));
        } else if let Some(hash) = &hash
            && *hash != link(key, self.hash.as_deref().unwrap_or_default(), row)
        {
            self.findings.push(format!("Row {no} of the audit log is not as it was written."));
        }
        self.no = no;
        self.hash = hash.or(self.hash.take());
    }

    /// The last row is the one that was written last.
    fn end(mut self, key: &Key, sealed: Option<&str>) -> Vec<String> {
        if self.no > 0 && self.hash.is_none() {
            self.findings.push(
                "The audit log has no chain: it begins when the site is next started, or it has been taken away.".to_owned(),
            );
        }
        let last = self.hash.as_deref().map(|hash| head(key, self.no, hash));
        if last.as_deref() != sealed {
            self.findings.push(format!(
                "Row {} of the audit log is not its last one: rows after it have been taken away or added.",
                self.no
            ));
        }
        self.findings
    }
}
