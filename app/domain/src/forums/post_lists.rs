use crate::db::{Tx, gathered, truth};
use crate::fault::Result;
use crate::forums::posts::Facts;
use crate::forums::rules::{may_change, may_keep};
use crate::forums::threads::{Thread, number};
use serde::Deserialize;
use types::forums::{PostCan, PostView};
use types::page::{POSTS, Page};
use types::verification::{Assurance, Label};

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
pub(crate) async fn of_thread(tx: &mut Tx<'_>, thread: &Thread, page: Page) -> Result<Vec<PostView>> {
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
            let facts = Facts { seat: thread.seat, own: row.own, imported: row.imported, withdrawn: row.withdrawn };
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
                can: PostCan { edit: may_change(&facts).is_ok(), quote: may_keep(&facts).is_ok() },
            })
        })
        .collect()
}
