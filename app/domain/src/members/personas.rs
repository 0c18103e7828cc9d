use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::members::names::name_key;
use types::ids::{PostId, ThreadId};
use types::members::PersonaView;

/// A post on a member's page.
pub struct Recent {
    pub post: PostId,
    pub thread: ThreadId,
    pub title: String,
    pub forum: String,
    pub at: i64,
}

/// A persona by its screen name, if this viewer may see its page.
pub async fn find(tx: &mut Tx<'_>, screen_name: &str) -> Result<(PersonaView, i64)> {
    let (me, key) = (tx.me(), name_key(screen_name));
    let row = sqlx::query!(
        r#"select id, screen_name, about_html, created_at, avatar, imported as "imported!: bool", own as "own!: bool"
        from seen_personas where viewer = $1 and name_key = $2"#,
        me,
        key
    )
    .fetch_optional(tx.conn())
    .await?
    .filter(|row| row.screen_name == screen_name)
    .ok_or(Fault::NotFound)?;
    let view = PersonaView {
        name: row.screen_name,
        avatar: row.avatar.and_then(|picture| picture.try_into().ok()),
        about_html: row.about_html,
        joined: row.created_at,
        imported: row.imported,
        own: row.own,
    };
    Ok((view, row.id))
}

/// The persona's latest posts, those in places this viewer may enter.
pub async fn recent(tx: &mut Tx<'_>, persona: i64) -> Result<Vec<Recent>> {
    let me = tx.me();
    let rows = sqlx::query!(
        r#"select p.id, p.thread_id, p.created_at, t.title, f.name as forum
        from seen_posts p
        join seen_threads t on t.id = p.thread_id and t.viewer = $1
        join seen_forums f on f.id = p.forum_id and f.viewer = $1
        where p.viewer = $1 and p.persona_id = $2 and not p.withdrawn
        order by p.seq desc limit 10"#,
        me,
        persona
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Recent {
                post: row.id.try_into().map_err(|_| Fault::NotFound)?,
                thread: row.thread_id.try_into().map_err(|_| Fault::NotFound)?,
                title: row.title,
                forum: row.forum,
                at: row.created_at,
            })
        })
        .collect()
}
