use crate::db::Tx;
use crate::drafts::rows;
use crate::fault::{Fault, Result};
use crate::forums::threads::number;
use types::drafts::{DraftKind, DraftRow};
use types::ids::DraftId;

/// The viewer's drafts, the latest first, with the names of their places as the viewer may see them now.
pub async fn list(tx: &mut Tx<'_>) -> Result<Vec<DraftRow>> {
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select d.id, d.thread_id, d.post_id, d.title, substr(d.body, 1, 300) as "words!: String", d.poll, d.saved_at, d.device, f.name, f.slug,
          (select t.title from seen_threads t where t.viewer = $1 and t.id = d.thread_id) as "thread: String",
          (select t.slug from seen_threads t where t.viewer = $1 and t.id = d.thread_id) as "thread_slug: String"
        from seen_drafts d join seen_forums f on f.viewer = $1 and f.id = d.forum_id
        where d.viewer = $1 order by d.saved_at desc, d.id"#,
        me
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let (what, title, address) = match (row.post_id, row.thread_id) {
                (Some(post), _) => (DraftKind::Edit, row.thread.unwrap_or_default(), format!("/posts/{post}/edit")),
                (_, Some(thread)) => {
                    let slug = row.thread_slug.unwrap_or_default();
                    (DraftKind::Reply, row.thread.unwrap_or_default(), format!("/threads/{thread}/{slug}#reply"))
                }
                _ => (DraftKind::Thread, row.title, format!("/forums/{}/new", row.slug)),
            };
            let words = if row.words.trim().is_empty() { rows::fields(&row.poll).words() } else { row.words };
            let (id, forum) = (number(row.id)?, row.name);
            Ok(DraftRow { id, what, title, forum, address, words, saved_at: row.saved_at, device: row.device })
        })
        .collect()
}

/// The writer throws a draft away.
pub async fn delete(tx: &mut Tx<'_>, id: DraftId) -> Result<()> {
    tx.viewer.persona()?;
    let (me, id) = (tx.me(), id.number());
    let gone = sqlx::query!("delete from drafts where account_id = $1 and id = $2", me, id).execute(tx.conn()).await?;
    if gone.rows_affected() == 1 { Ok(()) } else { Err(Fault::NotFound) }
}
