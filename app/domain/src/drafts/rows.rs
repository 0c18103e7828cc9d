//! The table of drafts.

use crate::db::Tx;
use crate::drafts::rules::{MayKeep, Spot};
use crate::fault::{Fault, Result};
use types::drafts::{Draft, Words};
use types::polls::PollFields;

/// The viewer's draft for this place.
pub(crate) async fn find(tx: &mut Tx<'_>, spot: &Spot) -> Result<Option<Draft>> {
    let (me, place) = (tx.me(), spot.place.as_str());
    let row = sqlx::query!(
        "select kind, title, body, poll, version, posting_key, device, saved_at from seen_drafts where viewer = $1 and place = $2",
        me,
        place
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Draft {
        words: Words { kind: row.kind, title: row.title, body: row.body, key: row.posting_key, poll: fields(&row.poll) },
        version: row.version,
        saved_at: row.saved_at,
        device: row.device,
    }))
}

/// The fields of a poll as they are stored; without them, or where another release has stored them strangely, nothing.
pub(super) fn fields(stored: &str) -> PollFields {
    serde_json::from_str(stored).unwrap_or_default()
}

fn stored(poll: &PollFields) -> Result<String> {
    if *poll == PollFields::default() {
        return Ok(String::new());
    }
    serde_json::to_string(poll).map_err(|error| Fault::Told(error.to_string()))
}

/// How many drafts the viewer has.
pub(crate) async fn count(tx: &mut Tx<'_>) -> Result<i64> {
    let me = tx.me();
    let many = sqlx::query_scalar!(r#"select count(*) as "many!: i64" from seen_drafts where viewer = $1"#, me)
        .fetch_one(tx.conn())
        .await?;
    Ok(many)
}

/// Writes the draft in the place of the one before.
pub(crate) async fn write(tx: &mut Tx<'_>, permit: MayKeep, words: &Words, version: i64, device: &str) -> Result<()> {
    let MayKeep(spot) = permit;
    let (id, me, now) = (tx.clock.id()?, tx.me(), tx.now());
    let (kind, title, body, key) = (words.kind.as_str(), words.title.as_str(), words.body.as_str(), words.key.as_str());
    let poll = stored(&words.poll)?;
    sqlx::query!(
        "insert into drafts (id, account_id, place, forum_id, thread_id, post_id, audience_id, kind, title, body, version, posting_key, device, saved_at, poll)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (account_id, place) do update set forum_id = excluded.forum_id, audience_id = excluded.audience_id,
           kind = excluded.kind, title = excluded.title, body = excluded.body, version = excluded.version,
           posting_key = excluded.posting_key, device = excluded.device, saved_at = excluded.saved_at, poll = excluded.poll",
        id, me, spot.place, spot.forum, spot.thread, spot.post, spot.audience, kind, title, body, version, key, device, now, poll
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets the draft for this place.
pub(crate) async fn remove(tx: &mut Tx<'_>, permit: MayKeep) -> Result<()> {
    let (me, MayKeep(spot)) = (tx.me(), permit);
    sqlx::query!("delete from drafts where account_id = $1 and place = $2", me, spot.place).execute(tx.conn()).await?;
    Ok(())
}
