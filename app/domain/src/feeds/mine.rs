//! One's own feed: what is new in all that one follows.

use crate::db::Tx;
use crate::fault::Result;
use crate::feeds::entries::{MOST, Row, feed};
use crate::viewer::EVERYONE;
use types::feeds::Feed;

/// The newest posts in the discussions and forums that the member follows. Of closed places it tells only that there is
/// something new: a feed's address lies in other people's programs (features, row 45).
pub async fn mine(tx: &mut Tx<'_>) -> Result<Feed> {
    let me = tx.me();
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, t.title, p.author, t.forum, p.created_at, p.edited_at, p.html as "html!: String", p.body as "body!: String"
        from (select id, title, forum, last_no from seen_followed where viewer = $1 and audience_id = $2 order by last_seq desc limit $3 + 0) t
        join seen_posts p on p.viewer = $1 and p.thread_id = t.id and p.no > t.last_no - $3 and not p.withdrawn and not p.own
        order by p.seq desc limit $3 + 0"#,
        me,
        EVERYONE,
        MOST
    )
    .fetch_all(tx.conn())
    .await?;
    let closed = sqlx::query_scalar!(
        r#"select max(last_at) as "at: i64" from seen_followed where viewer = $1 and audience_id <> $2"#,
        me,
        EVERYONE
    )
    .fetch_one(tx.conn())
    .await?;
    let mut feed = feed(tx, "What I follow".to_owned(), "/my/subscriptions".to_owned(), rows).await?;
    feed.updated = feed.updated.max(closed.unwrap_or(0));
    feed.closed = closed;
    Ok(feed)
}
