//! Posts that were written before there was an index, and forums that have moved, are put right little by little, so that
//! nobody waits for it.

use super::index::{self, Entry, FORM, put, take};
use super::{facets, pending};
use crate::db::{Db, Tx};
use crate::fault::Result;
use crate::forums::{mentions, quotes};
use crate::viewer::Viewer;
use crate::writing::mentioned::Names;
use crate::writing::render::render_with;
use sqlx::SqliteConnection;
use std::time::Duration;

/// Posts in one transaction.
const AT_ONCE: i64 = 300;
/// Others write meanwhile.
const PAUSE: Duration = Duration::from_millis(5);
/// Forums that have moved are looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Runs until dropped: first everything that is not in the index yet, then whatever moves.
pub async fn keep_up(db: Db) {
    loop {
        if let Err(error) = catch_up(&db).await {
            tracing::warn!(%error, "the index could not be brought up to date; it is tried again");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Brings the index up to date. Posts from before are shown anew on the way, as they would be if they were written now.
pub async fn catch_up(db: &Db) -> Result<()> {
    let site = Viewer::guest();
    // Most of the time there is nothing to do, and then nobody waits for the writer.
    if !db.look(&site, async |tx: &mut Tx<'_>| needed(tx).await).await? {
        return Ok(());
    }
    while db.act_unheard(&site, async |tx: &mut Tx<'_>| some(tx).await).await? {
        tokio::time::sleep(PAUSE).await;
    }
    while db.act_unheard(&site, async |tx: &mut Tx<'_>| some_moved(tx).await).await? {
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

/// Whether posts are missing in the index, or stand in it under a former audience.
async fn needed(tx: &mut Tx<'_>) -> Result<bool> {
    let needed = sqlx::query_scalar!(
        r#"/* as the site: how far the index has come */
        select not exists (select 1 from site where name = 'search' and value = $1)
          or exists (select 1 from site where name > 'moved-forum:' and name < 'moved-forum;') as "needed!: bool""#,
        FORM
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(needed)
}

/// A new database has nothing to catch up with.
pub(crate) async fn begin(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let there = sqlx::query_scalar!("select 1 from site where name = 'search'").fetch_optional(&mut *conn).await?;
    if there.is_none() {
        let posts = sqlx::query_scalar!("/* as the site: whether there is anything to index */ select 1 from posts limit 1")
            .fetch_optional(&mut *conn)
            .await?;
        if posts.is_none() {
            sqlx::query!("insert into site (name, value) values ('search', $1)", FORM).execute(conn).await?;
        }
    }
    Ok(())
}

/// How far it has come: the next posts are those before this place. None when all are in the index.
async fn before(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    let told = sqlx::query_scalar!("/* as the site: how far the index has come */ select value from site where name = 'search'")
        .fetch_optional(tx.conn())
        .await?;
    match told.as_deref().map(|told| told.split_once(' ').unwrap_or((told, ""))) {
        Some((FORM, "")) => Ok(None),
        Some((FORM, before)) => Ok(Some(before.parse().unwrap_or(i64::MAX))),
        _ => {
            empty(tx.conn()).await?;
            Ok(Some(i64::MAX))
        }
    }
}

/// An index of another form is made anew.
pub(crate) async fn empty(conn: &mut SqliteConnection) -> Result<()> {
    sqlx::query!("insert into post_words (post_words) values ('delete-all')").execute(conn).await?;
    Ok(())
}

/// Notes how far it has come.
pub(crate) async fn note(conn: &mut SqliteConnection, how_far: &str) -> Result<()> {
    sqlx::query!("insert into site (name, value) values ('search', $1) on conflict (name) do update set value = $1", how_far)
        .execute(conn)
        .await?;
    Ok(())
}

/// A post with what it takes to show it anew.
struct Old {
    id: i64,
    body: String,
    entry: Entry,
}

/// Puts some posts into the index, the newest first; whether there may be more.
async fn some(tx: &mut Tx<'_>) -> Result<bool> {
    let Some(before) = before(tx).await? else { return Ok(false) };
    let rows = sqlx::query!(
        "/* as the site: the index follows the posts */
        select p.id, p.body, p.seq, p.no, p.audience_id, p.forum_id, p.persona_id, p.created_at, t.kind, t.title, p.html, p.withdrawn_at
        from posts p join threads t on t.id = p.thread_id where p.seq < $1 order by p.seq desc limit $2 + 0",
        before,
        AT_ONCE
    )
    .fetch_all(tx.conn())
    .await?;
    let Some(last) = rows.last().map(|row| row.seq) else {
        note(tx.conn(), FORM).await?;
        return Ok(false);
    };
    // The index takes posts quickly only in the order of writing.
    for row in rows.into_iter().rev().filter(|row| row.withdrawn_at.is_none()) {
        let entry = Entry {
            seq: row.seq,
            no: row.no,
            audience_id: row.audience_id,
            forum_id: row.forum_id,
            persona_id: row.persona_id,
            created_at: row.created_at,
            kind: row.kind,
            title: row.title,
            html: row.html,
        };
        bring(tx, Old { id: row.id, body: row.body, entry }).await?;
    }
    note(tx.conn(), &format!("{FORM} {last}")).await?;
    Ok(true)
}

/// Shows a post anew if it would look another way now, and puts it into the index.
async fn bring(tx: &mut Tx<'_>, mut old: Old) -> Result<()> {
    let names = if old.body.contains('@') { mentions::names_in(tx, old.id).await? } else { Names::default() };
    let html = render_with(&old.body, &names);
    let there =
        sqlx::query_scalar!("select 1 from post_words_docsize where id = $1", old.entry.seq).fetch_optional(tx.conn()).await?;
    if html != old.entry.html {
        sqlx::query!("update posts set html = $2 where id = $1", old.id, html).execute(tx.conn()).await?;
        tx.touch(old.entry.audience_id);
        let former = std::mem::replace(&mut old.entry.html, html);
        if there.is_some() {
            index::again_from(tx, old.id, former).await?;
        }
    }
    if there.is_none() {
        put(tx.conn(), &old.entry).await?;
    }
    if old.body.contains("/posts/") {
        quotes::note_existing(tx, old.id, &old.body).await?;
    }
    Ok(())
}

/// Puts some posts of forums that have moved under their present audience; whether there may be more.
async fn some_moved(tx: &mut Tx<'_>) -> Result<bool> {
    let Some((forum, former)) = pending::all(tx.conn()).await?.into_iter().next() else { return Ok(false) };
    let now =
        sqlx::query_scalar!("/* as the site: the index follows the forum */ select audience_id from forums where id = $1", forum)
            .fetch_optional(tx.conn())
            .await?;
    for audience in former.into_iter().filter(|audience| Some(*audience) != now) {
        let mut rows = standing(tx, forum, audience).await?;
        rows.sort_unstable();
        let mut taken = false;
        for seq in rows {
            taken |= rehouse(tx, seq).await?;
        }
        if taken {
            return Ok(true);
        }
    }
    pending::done(tx, forum).await?;
    Ok(true)
}

/// Posts that stand in the index as ones of this forum and audience.
async fn standing(tx: &mut Tx<'_>, forum: i64, audience: i64) -> Result<Vec<i64>> {
    let asked = format!("facets : ({} AND {})", facets::forum(forum), facets::audience(audience));
    let rows = sqlx::query_scalar!(
        r#"/* as the site: the index follows the forum */
        select rowid as "row!: i64" from post_words where post_words match $1 limit $2 + 0"#,
        asked,
        AT_ONCE
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

async fn rehouse(tx: &mut Tx<'_>, seq: i64) -> Result<bool> {
    let entry = sqlx::query_as!(
        Entry,
        "/* as the site: the index follows the forum */
        select p.seq, p.no, p.audience_id, p.forum_id, p.persona_id, p.created_at, t.kind, t.title, p.html
        from posts p join threads t on t.id = p.thread_id where p.seq = $1 and p.withdrawn_at is null",
        seq
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(entry) = entry else { return Ok(false) };
    take(tx, &entry).await?;
    put(tx.conn(), &entry).await?;
    Ok(true)
}
