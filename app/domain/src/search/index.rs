//! The index of posts, kept in the transaction of the post. It keeps no text: whatever is taken out of it must be named as it was
//! put in, so each act here comes while the former words and places can still be read.

use super::facets::{self, Facets};
use super::pending;
use crate::db::Tx;
use crate::fault::Result;
use crate::forums::sight::Moved;
use crate::writing::own_words::own_words;
use sqlx::SqliteConnection;

/// How the index is made; when it changes, all of it is made anew.
pub(crate) const FORM: &str = "2";

/// A post as the index takes it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) seq: i64,
    pub(crate) no: i64,
    pub(crate) audience_id: i64,
    pub(crate) forum_id: i64,
    pub(crate) persona_id: i64,
    pub(crate) created_at: i64,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) html: String,
}

impl Entry {
    /// The title, for the first post of a thread.
    pub(crate) fn title(&self) -> &str {
        if self.no == 1 { &self.title } else { "" }
    }

    /// The words, without those of others.
    pub(crate) fn words(&self) -> String {
        own_words(&self.html)
    }

    /// What is known beside them.
    pub(crate) fn facets(&self) -> String {
        let (audience, forum, persona) = (self.audience_id, self.forum_id, self.persona_id);
        let image = self.html.contains("src=\"/media/");
        Facets { audience, forum, persona, kind: &self.kind, at: self.created_at, image, title: self.title() }.text()
    }
}

/// Lets a new post be found.
pub(crate) async fn add(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    if let Some(entry) = entry(tx, post).await? {
        put(tx.conn(), &entry).await?;
    }
    Ok(())
}

/// Lets a changed post be found by its present words only; its former ones are the newest in its history.
pub(crate) async fn again(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    let former = sqlx::query_scalar!(
        "/* as the site: the index follows the post */ select html from post_versions where post_id = $1 order by number desc limit 1",
        post
    )
    .fetch_optional(tx.conn())
    .await?;
    match former {
        Some(former) => again_from(tx, post, former).await,
        None => Ok(()),
    }
}

/// The same for a post that was shown like this before, and has no such state in its history.
pub(crate) async fn again_from(tx: &mut Tx<'_>, post: i64, former: String) -> Result<()> {
    let Some(entry) = entry(tx, post).await? else { return Ok(()) };
    take(tx, &Entry { html: former, ..entry.clone() }).await?;
    put(tx.conn(), &entry).await
}

/// Lets a withdrawn post no longer be found; its words are still kept for a while.
pub(crate) async fn remove(tx: &mut Tx<'_>, post: i64) -> Result<()> {
    match entry(tx, post).await? {
        Some(entry) => take(tx, &entry).await,
        None => Ok(()),
    }
}

/// Comes before something moves: takes a thread out of the index; a forum stays in it, and `moved` says how it is to be read.
pub(crate) async fn moving(tx: &mut Tx<'_>, moved: &Moved) -> Result<()> {
    match *moved {
        Moved::Thread(thread) => out(tx, &[thread]).await,
        Moved::Forum(forum) => pending::note(tx, forum).await,
    }
}

/// Lets what has moved be found only where it is now. A forum may hold very many posts: it is searched by its own number, and
/// by who sits there now, until a job has put its new audience into the index.
pub(crate) async fn moved(tx: &mut Tx<'_>, moved: &Moved) -> Result<()> {
    match *moved {
        Moved::Thread(thread) => back(tx, &[thread]).await,
        Moved::Forum(_) => Ok(()),
    }
}

/// Comes before posts go from thread to thread: takes both threads out.
pub(crate) async fn out(tx: &mut Tx<'_>, threads: &[i64]) -> Result<()> {
    for thread in threads {
        for entry in of_thread(tx, *thread).await? {
            take(tx, &entry).await?;
        }
    }
    Ok(())
}

/// Lets the posts of these threads be found where they stand now.
pub(crate) async fn back(tx: &mut Tx<'_>, threads: &[i64]) -> Result<()> {
    for thread in threads {
        for entry in of_thread(tx, *thread).await? {
            put(tx.conn(), &entry).await?;
        }
    }
    Ok(())
}

async fn entry(tx: &mut Tx<'_>, post: i64) -> Result<Option<Entry>> {
    let entry = sqlx::query_as!(
        Entry,
        "/* as the site: the index follows the post */
        select p.seq, p.no, p.audience_id, p.forum_id, p.persona_id, p.created_at, t.kind, t.title, p.html
        from posts p join threads t on t.id = p.thread_id where p.id = $1",
        post
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(entry)
}

async fn of_thread(tx: &mut Tx<'_>, thread: i64) -> Result<Vec<Entry>> {
    let entries = sqlx::query_as!(
        Entry,
        "/* as the site: the index follows the thread */
        select p.seq, p.no, p.audience_id, p.forum_id, p.persona_id, p.created_at, t.kind, t.title, p.html
        from posts p join threads t on t.id = p.thread_id where p.thread_id = $1 and p.withdrawn_at is null order by p.no",
        thread
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(entries)
}

/// Puts a post into the index.
pub(crate) async fn put(conn: &mut SqliteConnection, entry: &Entry) -> Result<()> {
    let (title, words, facets) = (entry.title(), entry.words(), entry.facets());
    sqlx::query!("insert into post_words (rowid, title, words, facets) values ($1, $2, $3, $4)", entry.seq, title, words, facets)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a post out of the index, under the audience by which it stands there; nothing happens to one that is not in it.
pub(crate) async fn take(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    let mut entry = entry.clone();
    let known = pending::audiences(tx, entry.forum_id).await?;
    for audience in std::iter::once(entry.audience_id).chain(known) {
        entry.audience_id = audience;
        if stands(tx, &entry).await? {
            return drop_as(tx.conn(), &entry).await;
        }
    }
    Ok(())
}

/// Whether the post is in the index as one of this forum and audience.
async fn stands(tx: &mut Tx<'_>, entry: &Entry) -> Result<bool> {
    let asked = format!("facets : ({} AND {})", facets::audience(entry.audience_id), facets::forum(entry.forum_id));
    let found = sqlx::query_scalar!(
        r#"/* as the site: the index follows the post */
        select exists (select 1 from post_words where post_words match $1 and rowid = $2) as "found!: bool""#,
        asked,
        entry.seq
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(found)
}

/// Takes out exactly what was put in.
async fn drop_as(conn: &mut SqliteConnection, entry: &Entry) -> Result<()> {
    let (title, words, facets) = (entry.title(), entry.words(), entry.facets());
    sqlx::query!(
        "insert into post_words (post_words, rowid, title, words, facets) values ('delete', $1, $2, $3, $4)",
        entry.seq,
        title,
        words,
        facets
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets words that are taken out be overwritten. Not in a migration: the schema is also read by an SQLite that does not know it.
pub(crate) async fn keep_clean(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let set = sqlx::query_scalar!("select 1 from post_words_config where k = 'secure-delete' and v = 1")
        .fetch_optional(&mut *conn)
        .await?;
    if set.is_none() {
        sqlx::query!("insert into post_words (post_words, rank) values ('secure-delete', 1)").execute(conn).await?;
    }
    Ok(())
}
