//! Posts that a member wants to find again, each with a note for nobody else.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::posts;
use crate::forums::rules::may_keep;
use crate::forums::threads::{circle, number};
use crate::writing::plain::plain;
use types::bookmarks::Bookmark;
use types::ids::PostId;
use types::page::Page;
use types::text::Note;

/// Bookmarks on a page.
const PER_PAGE: i64 = 30;
/// More than this nobody finds again.
const MOST: i64 = 1_000;
/// What the key seals a note for.
const NOTE: &str = "bookmark-note";
/// Characters of a post that the list shows.
const FIRST_WORDS: usize = 200;

/// The member keeps a post, or changes the note on one they have kept.
pub async fn keep(tx: &mut Tx<'_>, post: PostId, note: &Note) -> Result<()> {
    let found = posts::find(tx, post).await?;
    may_keep(&found.facts)?;
    if own_count(tx).await? >= MOST && note_of(tx, post).await?.is_none() {
        return Err(Fault::wrong("note", "You have 1,000 bookmarks already. Please remove some that you no longer need."));
    }
    let (me, now, sealed) = (tx.me(), tx.now(), tx.key.seal(NOTE, note.as_str().as_bytes())?);
    sqlx::query!(
        "insert into bookmarks (account_id, post_id, note_sealed, at) values ($1, $2, $3, $4)
         on conflict (account_id, post_id) do update set note_sealed = excluded.note_sealed",
        me,
        found.id,
        sealed,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The member no longer keeps a post; one that they did not keep stays as it is.
pub async fn remove(tx: &mut Tx<'_>, post: PostId) -> Result<()> {
    tx.viewer.persona()?;
    let (me, post) = (tx.me(), post.number());
    sqlx::query!("delete from bookmarks where account_id = $1 and post_id = $2", me, post).execute(tx.conn()).await?;
    Ok(())
}

/// The member's note on a post that they see; None when they do not keep it.
pub async fn note_of(tx: &mut Tx<'_>, post: PostId) -> Result<Option<String>> {
    let (me, post) = (tx.me(), post.number());
    let sealed = sqlx::query_scalar!("select note_sealed from seen_bookmarks where viewer = $1 and post_id = $2", me, post)
        .fetch_optional(tx.conn())
        .await?;
    sealed.map(|sealed| opened(tx, &sealed)).transpose()
}

/// A page of the member's bookmarks, the latest first.
pub async fn list(tx: &mut Tx<'_>, asked: i64) -> Result<(Page, Vec<Bookmark>)> {
    let page = Page::of(asked, own_count(tx).await?, PER_PAGE).ok_or(Fault::NotFound)?;
    let (me, skip) = (tx.me(), (page.number - 1) * PER_PAGE);
    let rows = sqlx::query!(
        "select post_id, note_sealed, at, html, author, title, forum, audience_id
         from seen_bookmarks where viewer = $1 order by at desc, post_id limit $2 + 0 offset $3",
        me,
        PER_PAGE,
        skip
    )
    .fetch_all(tx.conn())
    .await?;
    let list = rows.into_iter().map(|row| {
        Ok(Bookmark {
            post: number(row.post_id)?,
            title: row.title,
            forum: row.forum,
            circle: circle(row.audience_id),
            author: row.author,
            words: plain(&row.html, FIRST_WORDS),
            note: opened(tx, &row.note_sealed)?,
            at: row.at,
        })
    });
    Ok((page, list.collect::<Result<_>>()?))
}

async fn own_count(tx: &mut Tx<'_>) -> Result<i64> {
    let me = tx.me();
    Ok(sqlx::query_scalar!("select count(*) from seen_bookmarks where viewer = $1", me).fetch_one(tx.conn()).await?)
}

fn opened(tx: &Tx<'_>, sealed: &[u8]) -> Result<String> {
    Ok(String::from_utf8_lossy(&tx.key.unseal(NOTE, sealed)?).into_owned())
}

/// Forgets the bookmarks of somebody who has lost a seat, wherever they sit no longer.
pub(crate) async fn drop_seatless(tx: &mut Tx<'_>, account: i64) -> Result<()> {
    sqlx::query!(
        "delete from bookmarks where account_id = $1 and not exists (/* as the site: a seat has been taken */
           select 1 from seen_posts p where p.viewer = $1 and p.id = bookmarks.post_id)",
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
