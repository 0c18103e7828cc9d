use crate::db::{Tx, gathered, truth};
use crate::fault::{Fault, Result};
use crate::forums::keys::content_hash;
use crate::forums::rules::{MayEdit, MayReply, Seat, may_edit};
use crate::forums::threads::{Thread, number};
use crate::forums::written::Written;
use serde::Deserialize;
use types::forums::{Landing, PostCan, PostView};
use types::ids::PostId;
use types::page::{POSTS, Page};
use types::verification::{Assurance, Label};

/// A post that the viewer sees, as stories need it.
pub struct Post {
    pub(crate) id: i64,
    pub(crate) seat: Seat,
    pub(crate) own: bool,
    pub(crate) imported: bool,
    pub(crate) withdrawn: bool,
    pub(crate) audience: i64,
    pub(crate) forum_id: i64,
    pub(crate) written_at: i64,
    author: String,
    body: String,
    landing: Landing,
    title: String,
}

/// A post of a page, in the order of its statement.
#[derive(Deserialize)]
struct Row {
    no: i64,
    id: i64,
    seq: i64,
    created_at: i64,
    #[serde(deserialize_with = "truth")]
    at_is_guess: bool,
    edited_at: Option<i64>,
    author: String,
    html: String,
    #[serde(deserialize_with = "truth")]
    withdrawn: bool,
    #[serde(deserialize_with = "truth")]
    imported: bool,
    #[serde(deserialize_with = "truth")]
    own: bool,
    #[serde(deserialize_with = "truth")]
    author_page: bool,
    avatar: Option<i64>,
    assurance: String,
    assured_at: i64,
    shown_specialty: String,
    shown_grade: String,
}

/// A page of the thread's posts.
pub(crate) async fn page(tx: &mut Tx<'_>, thread: &Thread, page: Page) -> Result<Vec<PostView>> {
    let (me, from) = (tx.me(), (page.number - 1) * POSTS);
    let until = from + POSTS;
    // The numbers bound the page; the limit keeps SQLite from gathering it in another order.
    let lines = sqlx::query_scalar!(
        r#"select coalesce(group_concat(line), '') as "lines!: String" from (
          select json_array(no, id, seq, created_at, at_is_guess, edited_at, author, html, withdrawn, imported, own, author_page, avatar,
            assurance, assured_at, shown_specialty, shown_grade) as line
          from seen_posts where viewer = $1 and thread_id = $2 and no > $3 and no <= $4 order by no limit $5 + 0)"#,
        me,
        thread.id,
        from,
        until,
        POSTS
    )
    .fetch_one(tx.conn())
    .await?;
    let member = !tx.viewer.is_guest();
    gathered::<Row>(&lines)?
        .into_iter()
        .map(|row| {
            let mine = Post {
                id: row.id,
                seat: thread.seat,
                own: row.own,
                imported: row.imported,
                withdrawn: row.withdrawn,
                audience: thread.audience,
                forum_id: thread.forum_id,
                written_at: row.edited_at.unwrap_or(row.created_at),
                author: String::new(),
                body: String::new(),
                landing: Landing { thread: number(thread.id)?, slug: String::new(), no: row.no },
                title: String::new(),
            };
            let quote = thread.seat != Seat::Reader && !row.withdrawn;
            Ok(PostView {
                id: number(row.id)?,
                no: row.no,
                author: row.author,
                author_page: row.author_page,
                avatar: row.avatar.and_then(|picture| picture.try_into().ok()),
                label: Assurance::read(&row.assurance).map(|assurance| Label {
                    assurance,
                    at: row.assured_at,
                    specialty: row.shown_specialty,
                    grade: row.shown_grade,
                }),
                at: row.created_at,
                at_is_guess: row.at_is_guess,
                imported: row.imported,
                edited_at: row.edited_at.filter(|_| !row.withdrawn),
                withdrawn: row.withdrawn,
                html: row.html,
                own: row.own,
                new: member && row.no > thread.read_no && row.seq > thread.known_seq && !row.withdrawn && !row.own,
                can: PostCan { edit: may_edit(&mine).is_ok(), quote },
            })
        })
        .collect()
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
        seat: Seat::read(&row.seat, false),
        own: row.own,
        imported: row.imported,
        withdrawn: row.withdrawn,
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
    let moved = sqlx::query!(
        r#"update threads set last_no = $2, last_seq = $3, last_at = $4, last_post = $5, last_persona = $6 where id = $1 returning slug as "slug!""#,
        thread.id, no, row.seq, now, id, persona
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "update forums set posts = posts + 1, last_thread = $2, last_seq = $3 where id = $1",
        thread.forum_id,
        thread.id,
        row.seq
    )
    .execute(tx.conn())
    .await?;
    tx.touch(thread.audience);
    Ok(Landing { thread: number(thread.id)?, slug: moved.slug, no })
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
