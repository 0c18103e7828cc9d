use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::rules::{Seat, may_start};
use crate::forums::threads::{self, circle, number};
use crate::viewer::{DOCTORS, EVERYONE};
use types::forums::{ForumCounts, ForumPage, ForumRow, LastPost};
use types::page::{Page, THREADS};

/// A forum that the viewer has a seat in.
pub struct Forum {
    pub(crate) id: i64,
    pub(crate) audience: i64,
    pub(crate) seat: Seat,
    slug: String,
    name: String,
    about: String,
    section: String,
    threads: i64,
}

/// What stands behind a forum's address.
pub enum Behind {
    /// The viewer has a seat.
    Inside(Box<ForumPage>),
    /// A listed closed forum: its door.
    Door(ForumRow),
}

/// All forums of this viewer and the doors of those closed to them, in the order of the site.
pub async fn all(tx: &mut Tx<'_>) -> Result<Vec<ForumRow>> {
    let (me, read_seq) = (tx.me(), tx.viewer.read_seq);
    let rows = sqlx::query!(
        r#"select f.slug, f.name, f.about, f.section, f.audience_id, f.threads, f.posts, f.last_seq, f.position,
          t.id as "thread?: i64", t.slug as "thread_slug?", t.title as "title?", t.last_by as "last_by?", t.last_at as "last_at?: i64",
          t.last_post as "last_post?: i64", t.unread as "unread?: bool"
        from seen_forums f
        left join (select id, slug, title, last_by, last_at, last_post,
            last_no > read_no and last_seq > $2 and last_seq > forum_read_seq as unread
          from seen_threads where viewer = $1) t on t.id = f.last_thread
        where f.viewer = $1"#,
        me, read_seq
    )
    .fetch_all(tx.conn())
    .await?;
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        let last = match (row.thread, row.thread_slug, row.title, row.last_by, row.last_at, row.last_post) {
            (Some(thread), Some(slug), Some(title), Some(by), Some(at), Some(post)) => {
                Some(LastPost { by, at, thread: number(thread)?, slug, title, post: number(post)? })
            }
            _ => None,
        };
        let inside = ForumCounts { threads: row.threads, posts: row.posts, last, unread: row.unread.unwrap_or(false) };
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
            (row.position, ForumRow { slug: row.slug, name: row.name, about: row.about, section: row.section, circle, inside: None })
        })
        .collect())
}

/// The forum with this word in its address, or NotFound.
pub async fn find(tx: &mut Tx<'_>, slug: &str) -> Result<Forum> {
    let me = tx.me();
    let row = sqlx::query!(
        r#"select f.id, f.slug, f.name, f.about, f.section, f.audience_id, f.seat, f.threads,
          exists (select 1 from seen_moderation m where m.viewer = $1 and m.forum_id = f.id) as "moderates!: bool"
        from seen_forums f where f.viewer = $1 and f.slug = $2"#,
        me, slug
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    let seat = Seat::read(&row.seat, row.moderates || (tx.viewer.staff.moderator && row.audience_id <= DOCTORS));
    Ok(Forum {
        id: row.id,
        audience: row.audience_id,
        seat,
        slug: row.slug,
        name: row.name,
        about: row.about,
        section: row.section,
        threads: row.threads,
    })
}

/// A page of the forum's threads for those inside, its door for the others.
pub async fn page(tx: &mut Tx<'_>, slug: &str, number: i64) -> Result<Behind> {
    let forum = match find(tx, slug).await {
        Err(Fault::NotFound) => return door(tx, slug).await.map(Behind::Door),
        found => found?,
    };
    let page = Page::of(number, forum.threads, THREADS).ok_or(Fault::NotFound)?;
    let threads = threads::of_forum(tx, forum.id, page).await?;
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
    })))
}

async fn door(tx: &mut Tx<'_>, slug: &str) -> Result<ForumRow> {
    doors(tx).await?.into_iter().map(|(_, row)| row).find(|row| row.slug == slug).ok_or(Fault::NotFound)
}

/// The forum's own words, for the page on which a thread is started.
pub async fn for_start(tx: &mut Tx<'_>, slug: &str) -> Result<ForumRow> {
    let forum = find(tx, slug).await?;
    may_start(&forum)?;
    let circle = circle(forum.audience);
    Ok(ForumRow { slug: forum.slug, name: forum.name, about: forum.about, section: forum.section, circle, inside: None })
}

/// Forums that the member has lately read in, for the rail; at most ten.
pub async fn visited(tx: &mut Tx<'_>) -> Result<Vec<(String, String, bool)>> {
    let me = tx.me();
    let rows = sqlx::query!("select slug, name, audience_id from seen_visits where viewer = $1 order by visited_at desc limit 10", me)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name, row.audience_id != EVERYONE)).collect())
}
