//! What the index answers: places of posts in the order of writing, the newest first.

use super::{asked, sighted::Ground};
use crate::db::Tx;
use crate::fault::Result;

/// So many posts are looked at; above that only the newest ones.
pub(crate) const MOST: usize = 20_000;

/// One search's questions to the index, all with the same sight and filters.
pub(crate) struct Index {
    pub(crate) facets: String,
    pub(crate) without: Option<String>,
}

impl Index {
    /// Posts in which all of these things stand; one more than `most` tells that there are more. As one text: a row of its own
    /// for each would take longer than finding it.
    pub(crate) async fn all(&self, tx: &mut Tx<'_>, things: &[String], most: usize) -> Result<Vec<i64>> {
        let words = (!things.is_empty()).then(|| asked::words(things));
        let question = asked::question(words.as_deref(), &self.facets, self.without.as_deref());
        let most = i64::try_from(most).unwrap_or(i64::MAX) + 1;
        let rows = sqlx::query_scalar!(
            r#"/* as the site: the question names the viewer's own audiences */
            select coalesce(group_concat(rowid, ' '), '') as "rows!: String"
            from (select rowid from post_words where post_words match $1 order by rowid desc limit $2 + 0)"#,
            question,
            most
        )
        .fetch_one(tx.conn())
        .await?;
        Ok(numbers(&rows))
    }

    /// First posts with this in their thread's title, from this place on; also those that the viewer does not see.
    pub(crate) async fn titles(tx: &mut Tx<'_>, title: &str, from: i64) -> Result<Vec<i64>> {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        let rows = sqlx::query_scalar!(
            r#"/* as the site: only the order of what the viewer sees is taken from it */
            select coalesce(group_concat(rowid, ' '), '') as "rows!: String"
            from (select rowid from post_words where post_words match $1 and rowid >= $2 order by rowid desc limit $3 + 0)"#,
            title,
            from,
            most
        )
        .fetch_one(tx.conn())
        .await?;
        Ok(numbers(&rows))
    }
}

impl Index {
    /// The questions of a viewer who stands on this ground, without filters.
    pub(crate) fn plain(ground: &Ground) -> Self {
        Self { facets: ground.sight(), without: None }
    }
}

fn numbers(rows: &str) -> Vec<i64> {
    rows.split(' ').filter_map(|row| row.parse().ok()).collect()
}
