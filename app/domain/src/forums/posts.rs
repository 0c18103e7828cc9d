use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::keys::content_hash;
use crate::forums::rules::{MayEdit, MayReply, Seat};
use crate::forums::threads::number;
use crate::forums::written::Written;
use types::forums::Landing;
use types::ids::PostId;

/// What rules ask about a post that the viewer sees.
pub(crate) struct Facts {
    pub(crate) seat: Seat,
    pub(crate) own: bool,
    pub(crate) imported: bool,
    pub(crate) withdrawn: bool,
}

/// A post that the viewer sees, as stories need it.
pub struct Post {
    pub(crate) id: i64,
    pub(crate) facts: Facts,
    pub(crate) audience: i64,
    pub(crate) forum_id: i64,
    pub(crate) written_at: i64,
    author: String,
    body: String,
    landing: Landing,
    title: String,
}

/// The post with this number, or NotFound.
pub async fn find(tx: &mut Tx<'_>, id: PostId) -> Result<Post> {
    let (me, id) = (tx.me(), id.number());
    let row = sqlx::query!(
        r#"select p.id, p.no, p.forum_id, p.audience_id, coalesce(p.edited_at, p.created_at) as "written_at!: i64", p.seat, p.author, p.body as "body!: String", p.withdrawn as "withdrawn!: bool",
          p.imported as "imported!: bool", p.own as "own!: bool", p.thread_id, t.slug, t.title
        from seen_posts p join seen_threads t on t.viewer = $1 and t.id = p.thread_id
        where p.viewer = $1 and p.id = $2"#,
        me,
        id
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Fault::NotFound)?;
    Ok(Post {
        id: row.id,
        facts: Facts { seat: Seat::read(&row.seat, false), own: row.own, imported: row.imported, withdrawn: row.withdrawn },
        audience: row.audience_id,
        forum_id: row.forum_id,
        written_at: row.written_at,
        author: row.author,
        body: row.body,
        landing: Landing { thread: number(row.thread_id)?, slug: row.slug, no: row.no },
        title: row.title,
    })
}

impl Post {
    /// Where its permalink lands.
    pub fn landing(&self) -> &Landing {
        &self.landing
    }

    /// The text as written.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// What tells these words from others that have stood here, as a form carries it.
    pub fn mark(&self) -> String {
        content_hash(self.id, "", &self.body).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Who wrote it.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// The title of its thread.
    pub fn title(&self) -> &str {
        &self.title
    }
}

/// Writes the next post of the thread and carries its counts along.
pub(crate) async fn insert(tx: &mut Tx<'_>, permit: MayReply<'_>, id: i64, written: &Written) -> Result<Landing> {
    let MayReply(thread) = permit;
    let (no, now, persona) = (thread.last_no + 1, tx.now(), tx.viewer.persona()?.id);
    let (html, body) = (written.html.as_str(), written.body.as_str());
    let row = sqlx::query!(
        r#"insert into posts (thread_id, no, id, seq, forum_id, audience_id, persona_id, created_at, html, body)
         values ($1, $2, $3, max(coalesce((/* as the site: the order of writing */ select max(seq) from posts), 0), 0) + 1, $4, $5, $6, $7, $8, $9) returning seq as "seq!""#,
        thread.id, no, id, thread.forum_id, thread.audience, persona, now, html, body
    )
    .fetch_one(tx.conn())
    .await?;
    // In one go: on the way to SQLite's thread and back others wait for longer than for either.
    sqlx::query!(
        "update threads set last_no = $2, last_seq = $3, last_at = $4, last_post = $5, last_persona = $6 where id = $1;
         update forums set posts = posts + 1, last_thread = $7, last_seq = $8 where id = $9",
        thread.id,
        no,
        row.seq,
        now,
        id,
        persona,
        thread.id,
        row.seq,
        thread.forum_id
    )
    .execute(tx.conn())
    .await?;
    tx.touch(thread.audience);
    Ok(Landing { thread: number(thread.id)?, slug: thread.slug().to_owned(), no })
}

/// Puts the new text in the post's place and keeps the old one in its history.
pub(crate) async fn replace(tx: &mut Tx<'_>, permit: MayEdit<'_>, written: &Written) -> Result<()> {
    let MayEdit(post) = permit;
    let (now, html, body) = (tx.now(), written.html.as_str(), written.body.as_str());
    sqlx::query!(
        "insert into post_versions (post_id, number, audience_id, at, html, body)
         /* as the site: the permit stands for the post */
         select id, 1 + (select count(*) from post_versions where post_id = $1), audience_id, coalesce(edited_at, created_at), html, body
         from posts where id = $1",
        post.id
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update posts set html = $2, body = $3, edited_at = $4 where id = $1", post.id, html, body, now)
        .execute(tx.conn())
        .await?;
    tx.touch(post.audience);
    Ok(())
}

/// Takes the post's words away; its place stays.
pub(crate) async fn withdraw(tx: &mut Tx<'_>, permit: MayEdit<'_>) -> Result<()> {
    let MayEdit(post) = permit;
    let now = tx.now();
    sqlx::query!("update posts set withdrawn_at = $2 where id = $1", post.id, now).execute(tx.conn()).await?;
    tx.touch(post.audience);
    Ok(())
}
