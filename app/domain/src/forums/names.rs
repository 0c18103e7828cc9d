//! Whom one may meet in a place: those who have written there, and whose page is open.

use crate::db::Tx;
use crate::fault::Result;
use crate::forums::{forum_list, posts, threads};
use crate::members::names::name_key;
use types::drafts::Place;

/// Letters that must be there before names are offered.
const FEWEST: usize = 2;

/// Names that begin like this, at most eight, those from the same thread first; nobody's who has not written there.
pub async fn complete(tx: &mut Tx<'_>, place: &Place, begins: &str) -> Result<Vec<String>> {
    tx.viewer.persona()?;
    let (forum, thread) = at(tx, place).await?;
    let from = name_key(begins);
    if from.len() < FEWEST {
        return Ok(Vec::new());
    }
    let (me, until) = (tx.me(), format!("{from}~"));
    // Of each member the latest posts are looked at, so that one who writes much elsewhere costs no more than others.
    let names = sqlx::query_scalar!(
        r#"select n.screen_name from (
          select n.screen_name, (
            select max(l.thread_id = $5) from (
              select p.thread_id, p.forum_id from seen_posts p where p.viewer = $1 and p.persona_id = n.id order by p.seq desc limit 500) l
            where l.forum_id = $4) as here
          from seen_names n where n.viewer = $1 and n.name_key >= $2 and n.name_key < $3) n
        where n.here is not null order by n.here desc, n.screen_name limit 8"#,
        me,
        from,
        until,
        forum,
        thread
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(names)
}

/// The forum and the thread of a place that the viewer sees.
async fn at(tx: &mut Tx<'_>, place: &Place) -> Result<(i64, i64)> {
    let thread = match place {
        Place::Forum(slug) => return Ok((forum_list::find(tx, slug).await?.id, 0)),
        Place::Thread(id) => *id,
        Place::Post(id) => posts::find(tx, *id).await?.landing().thread,
    };
    let thread = threads::find(tx, thread).await?;
    Ok((thread.forum_id, thread.id))
}
