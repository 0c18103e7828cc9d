//! The site's own forums, for those who keep them. A community's forum stays in its own audience and is not among them.

use crate::db::Tx;
use crate::desk::audit::{self, Deed};
use crate::desk::rules::{MayEditForums, MayMoveForums, may_edit_forums, may_move_forums};
use crate::fault::{Fault, Result};
use crate::forums::published;
use crate::forums::sight::{self, End, Moved};
use crate::forums::threads::circle;
use crate::viewer::{DOCTORS, EVERYONE};
use types::communities::Sight;
use types::forums::Circle;
use types::text::{ForumName, Purpose, Reason};

/// One of the site's own forums.
pub struct KeptForum {
    pub slug: String,
    pub section: String,
    pub name: String,
    pub about: String,
    pub circle: Circle,
}

/// The site's own forums, in the order of the site.
pub async fn kept(tx: &mut Tx<'_>) -> Result<Vec<KeptForum>> {
    may_edit_forums(&tx.viewer)?;
    let me = tx.me();
    let rows = sqlx::query!(
        "select distinct slug, section, name, about, position, audience_id from seen_kept_forums where viewer = $1 order by position",
        me
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let circle = circle(row.audience_id);
            KeptForum { slug: row.slug, section: row.section, name: row.name, about: row.about, circle }
        })
        .collect())
}

/// An editor changes a forum's name and description.
pub async fn describe(tx: &mut Tx<'_>, slug: &str, name: &ForumName, about: &Purpose) -> Result<()> {
    let permit = may_edit_forums(&tx.viewer)?;
    let forum = find(tx, slug).await?;
    rename(tx, permit, &forum, name.as_str(), about.as_str()).await?;
    audit::record(tx, Deed { act: "describe-forum", forum: Some(forum.id), words: name.as_str(), ..Deed::default() }).await
}

/// Who would gain and who would lose sight of the forum.
pub async fn preview(tx: &mut Tx<'_>, slug: &str, to: Circle) -> Result<Sight> {
    may_move_forums(&tx.viewer)?;
    let forum = find(tx, slug).await?;
    let audience = audience(&forum, to)?;
    let end = |audience| End { name: words(audience), audience };
    sight::change(tx, &Moved::Forum(forum.id), end(forum.audience), end(audience)).await
}

/// An administrator moves the forum with all that is in it to everyone or to the doctors.
pub async fn move_forum(tx: &mut Tx<'_>, slug: &str, to: Circle, reason: &Reason) -> Result<()> {
    let permit = may_move_forums(&tx.viewer)?;
    let forum = find(tx, slug).await?;
    let audience = audience(&forum, to)?;
    let moved = Moved::Forum(forum.id);
    published::moving(tx, &moved).await?;
    rehouse(tx, permit, &forum, audience).await?;
    sight::let_go(tx, &moved, audience).await?;
    published::moved(tx, &moved, audience).await?;
    tx.touch(forum.audience);
    tx.touch(audience);
    audit::record(tx, Deed { act: "move-forum", forum: Some(forum.id), words: reason.as_str(), ..Deed::default() }).await
}

struct Kept {
    id: i64,
    audience: i64,
}

async fn find(tx: &mut Tx<'_>, slug: &str) -> Result<Kept> {
    let me = tx.me();
    let row = sqlx::query!("select distinct id, audience_id from seen_kept_forums where viewer = $1 and slug = $2", me, slug)
        .fetch_optional(tx.conn())
        .await?
        .ok_or(Fault::NotFound)?;
    Ok(Kept { id: row.id, audience: row.audience_id })
}

/// The audience behind the choice, if the forum can go there.
fn audience(forum: &Kept, to: Circle) -> Result<i64> {
    let audience = match to {
        Circle::Everyone => EVERYONE,
        Circle::Doctors => DOCTORS,
        Circle::Closed => return Err(Fault::wrong("to", "A forum of the site is for everyone or for doctors.")),
    };
    if audience == forum.audience { Err(Fault::wrong("to", "The forum is there already.")) } else { Ok(audience) }
}

fn words(audience: i64) -> &'static str {
    match circle(audience) {
        Circle::Everyone => "Everyone",
        Circle::Doctors => "Doctors",
        Circle::Closed => "Members",
    }
}

async fn rename(tx: &mut Tx<'_>, _permit: MayEditForums, forum: &Kept, name: &str, about: &str) -> Result<()> {
    sqlx::query!("update forums set name = $2, about = $3 where id = $1", forum.id, name, about).execute(tx.conn()).await?;
    // Its door tells the name too.
    tx.touch(EVERYONE);
    Ok(())
}

/// Forum, threads, posts and their earlier states are shown to the new audience.
async fn rehouse(tx: &mut Tx<'_>, _permit: MayMoveForums, forum: &Kept, audience: i64) -> Result<()> {
    let door = if audience == EVERYONE { "open" } else { "listed" };
    sqlx::query!("update forums set audience_id = $2, door = $3 where id = $1", forum.id, audience, door)
        .execute(tx.conn())
        .await?;
    sqlx::query!("update threads set audience_id = $2 where forum_id = $1", forum.id, audience).execute(tx.conn()).await?;
    sqlx::query!(
        "update posts set audience_id = $2
         where thread_id in (/* as the site: the permit stands for the forum */ select id from threads where forum_id = $1)",
        forum.id,
        audience
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update polls set audience_id = $2
         where thread_id in (/* as the site: the permit stands for the forum */ select id from threads where forum_id = $1)",
        forum.id,
        audience
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update post_versions set audience_id = $2 where post_id in (/* as the site: the permit stands for the forum */
           select p.id from threads t join posts p on p.thread_id = t.id where t.forum_id = $1)",
        forum.id,
        audience
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
