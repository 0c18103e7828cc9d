//! The states that a post has been in.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::posts::Post;
use crate::writing::diff::changes;
use std::time::Duration;
use types::forums::{Piece, Version};

/// What comparing all the states of one post may take, so that nobody can make it dear by editing often.
const COMPARED_WITHIN: Duration = Duration::from_millis(300);

/// Earlier states that are shown, the latest ones; nobody reads more, and somebody might make thousands.
const SHOWN: i64 = 50;

/// The states of the post, the first one first and the present one last; a withdrawn post has none, one never edited only its own.
pub async fn states(tx: &mut Tx<'_>, post: &Post) -> Result<Vec<Version>> {
    if post.facts.withdrawn {
        return Ok(Vec::new());
    }
    let me = tx.me();
    let mut rows = sqlx::query!(
        "select number, at, html, body from seen_versions where viewer = $1 and post_id = $2 order by number desc limit $3 + 0",
        me,
        post.id,
        SHOWN
    )
    .fetch_all(tx.conn())
    .await?;
    rows.reverse();
    let each = COMPARED_WITHIN / u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
    let mut before: Option<String> = None;
    let mut states = Vec::with_capacity(rows.len() + 1);
    for row in rows {
        states.push(Version {
            number: row.number,
            at: row.at,
            html: row.html,
            changes: pieces(before.as_deref(), &row.body, each),
        });
        before = Some(row.body);
    }
    let number = states.last().map_or(1, |last| last.number + 1);
    let now = pieces(before.as_deref(), post.body(), each);
    states.push(Version { number, at: post.written_at, html: String::new(), changes: now });
    Ok(states)
}

fn pieces(before: Option<&str>, now: &str, within: Duration) -> Vec<Piece> {
    before.map_or_else(|| vec![Piece::Same(now.to_owned())], |before| changes(before, now, within))
}
