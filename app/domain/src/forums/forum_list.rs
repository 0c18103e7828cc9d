use crate::communities::joining;
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::following::wishes;
use crate::forums::rules::{Seat, may_start};
use crate::forums::thread_lists;
use crate::forums::threads::{circle, number};
use crate::verification::standings;
use crate::viewer::{EVERYONE, Viewer};
use std::collections::HashMap;
use types::following::Following;
use types::forums::{Circle, Door, ForumCounts, ForumPage, ForumRow, LastPost, Step};
use types::page::{Page, THREADS};

/// A forum that the viewer has a seat in.
pub struct Forum {
    pub(crate) id: i64,
    pub(crate) audience: i64,
    pub(crate) seat: Seat,
    pub(crate) archived: bool,
    pub(crate) slug: String,
    pub(crate) name: String,
    about: String,
    section: String,
    threads: i64,
    pub(crate) following: Following,
}

/// What stands behind a forum's address.
pub enum Behind {
    /// The viewer has a seat.
    Inside(Box<ForumPage>),
    /// A listed closed forum: its door.
    Door(Box<Door>),
}

/// All forums of this viewer and the doors of those closed to them, in the order of the site.
pub async fn all(tx: &mut Tx<'_>) -> Result<Vec<ForumRow>> {
    let me = tx.me();
    let member = !tx.viewer.is_guest();
    let rows = sqlx::query!(
        r#"select f.slug, f.name, f.about, f.section, f.audience_id, f.threads, f.posts, f.position, f.last_thread,
          $2 and (
            exists (select 1 from seen_threads t where t.viewer = $1 and t.forum_id = f.id and t.pinned in (false, true)
              and t.last_seq > f.known_seq and t.unread)
            or exists (select 1 from seen_marked k join seen_threads t on t.viewer = $1 and t.id = k.thread_id
              where k.viewer = $1 and t.forum_id = f.id and t.unread)) as "unread!: bool"
        from seen_forums f where f.viewer = $1"#,
        me,
        member
    )
    .fetch_all(tx.conn())
    .await?;
    let mut last = last_posts(tx).await?;
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let last = row.last_thread.and_then(|thread| last.remove(&thread));
        let inside = ForumCounts { threads: row.threads, posts: row.posts, last, unread: row.unread };
        let circle = circle(row.audience_id);
        placed.push((
            row.position,
            ForumRow { slug: row.slug, name: row.name, about: row.about, section: row.section, circle, inside: Some(inside) },
        ));
    }
    placed.extend(doors(tx).await?);
    placed.sort_by_key(|(position, _)| *position);
    Ok(placed.into_iter().map(|(_, row)| row).collect())
}

/// The last post of each of the viewer's forums. A statement of its own: joined to the
/// forums, SQLite would first work out all the threads there are.
async fn last_posts(tx: &mut Tx<'_>) -> Result<HashMap<i64, LastPost>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select id, slug, title, last_by, last_at, last_post
        from seen_threads where viewer = $1 and id in (select last_thread from seen_forums where viewer = $1)",
        me
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let last = LastPost {
                by: row.last_by,
                at: row.last_at,
                thread: number(row.id)?,
                slug: row.slug,
                title: row.title,
                post: number(row.last_post)?,
            };
            Ok((row.id, last))
        })
        .collect()
}

/// Listed closed forums in which the viewer has no seat.
async fn doors(tx: &mut Tx<'_>) -> Result<Vec<(i64, ForumRow)>> {
    let me = tx.me();
    let rows = sqlx::query!(
        "select d.slug, d.name, d.about, d.section, d.position, d.audience_id from seen_doors d
         where d.slug not in (select slug from seen_forums where viewer = $1)",
        me
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let circle = circle(row.audience_id);
            (
                row.position,
                ForumRow { slug: row.slug, name: row.name, about: row.about, section: row.section, circle, inside: None },
            )
        })
        .collect())
}

/// Address and name of the viewer's forums, in the order of the site.
pub async fn names(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>> {
    let me = tx.me();
    let rows = sqlx::query!("select slug, name from seen_forums where viewer = $1 order by position, name", me)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name)).collect())
}

/// The forum with this word in its address, or NotFound.
pub async fn find(tx: &mut Tx<'_>, slug: &str) -> Result<Forum> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select f.id, f.slug, f.name, f.about, f.section, f.audience_id, f.seat, f.threads, f.archived_at is not null as "archived!: bool",
          exists (select 1 from seen_moderation m where m.viewer = $1 and m.forum_id = f.id) as "moderates!: bool",
          (select o.mode from seen_forum_subscriptions o where o.viewer = $1 and o.forum_id = f.id) as "own_mode?: String",
          (select w.mode from seen_wishes w where w.viewer = $1) as "usual_mode?: String",
          coalesce((select not w.posts from seen_wishes w where w.viewer = $1), false) as "silent!: bool"
        from seen_forums f where f.viewer = $1 and f.slug = $2"#,
        me,
        slug
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let seat = Seat::of(&tx.viewer, &row.seat, row.moderates, row.audience_id);
    Ok(Forum {
        id: row.id,
        audience: row.audience_id,
        seat,
        archived: row.archived,
        slug: row.slug,
        name: row.name,
        about: row.about,
        section: row.section,
        threads: row.threads,
        following: wishes::following(row.own_mode, None, row.usual_mode, row.silent),
    })
}

/// A page of the forum's threads for those inside, its door for the others.
pub async fn page(tx: &mut Tx<'_>, slug: &str, number: i64) -> Result<Behind> {
    let forum = match find(tx, slug).await {
        Err(Fault::NotFound) => return door(tx, slug).await.map(|door| Behind::Door(Box::new(door))),
        found => found?,
    };
    let page = Page::of(number, forum.threads, THREADS).ok_or(Fault::NotFound)?;
    let threads = thread_lists::of_forum(tx, &forum, page).await?;
    let may_start = may_start(&forum).is_ok();
    Ok(Behind::Inside(Box::new(ForumPage {
        slug: forum.slug,
        name: forum.name,
        about: forum.about,
        section: forum.section,
        circle: circle(forum.audience),
        page,
        threads,
        may_start,
        archived: forum.archived,
        following: (!tx.viewer.is_guest()).then_some(forum.following),
    })))
}

/// The door of this forum, with the next step for whoever stands before it.
async fn door(tx: &mut Tx<'_>, slug: &str) -> Result<Door> {
    let row = sqlx::query!("select slug, section, name, about, for_whom, audience_id from seen_doors where slug = $1", slug)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    let step = match circle(row.audience_id) {
        Circle::Closed => Step::Community(joining::step(tx, slug).await?),
        _ => Step::Doctors(standings::step(tx).await?),
    };
    let circle = circle(row.audience_id);
    let forum = ForumRow { slug: row.slug, name: row.name, about: row.about, section: row.section, circle, inside: None };
    Ok(Door { forum, for_whom: row.for_whom, step })
}

/// The forum's own words, for the page on which a thread is started.
pub async fn for_start(tx: &mut Tx<'_>, slug: &str) -> Result<ForumRow> {
    let forum = find(tx, slug).await?;
    may_start(&forum)?;
    let circle = circle(forum.audience);
    Ok(ForumRow { slug: forum.slug, name: forum.name, about: forum.about, section: forum.section, circle, inside: None })
}

/// Forums of the rail: address, name, whether closed.
pub type Visited = Vec<(String, String, bool)>;

/// The rail of this member, asked for anew only when something has been written.
pub async fn rail(db: &Db, viewer: &Viewer) -> Result<Visited> {
    let (writes, me) = (db.writes(), viewer.account.0);
    if let Some(known) = db.rails().get(writes, &me) {
        return Ok(known);
    }
    let rail = db.look(viewer, async |tx: &mut Tx<'_>| visited(tx).await).await?;
    db.rails().keep(writes, me, rail.clone());
    Ok(rail)
}

/// Forums that the member has lately read in; at most ten.
pub async fn visited(tx: &mut Tx<'_>) -> Result<Visited> {
    let me = tx.me();
    let rows =
        sqlx::query!("select slug, name, audience_id from seen_visits where viewer = $1 order by visited_at desc limit 10", me)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name, row.audience_id != EVERYONE)).collect())
}
