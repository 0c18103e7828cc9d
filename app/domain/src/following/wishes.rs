//! How a member wants to be told by e-mail.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::following::digest;
use types::following::{Following, Mode, Wishes};

/// Parts of the world whose zones are offered; others are old names for the same.
const REGIONS: [&str; 10] =
    ["Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];

/// The viewer's wishes.
pub async fn mine(tx: &mut Tx<'_>) -> Result<Wishes> {
    let me = tx.me();
    let row = sqlx::query!(
        "select mode, posts, own_threads, mentions, digest, closed_words, quiet_from, quiet_until, digest_at, zone
         from seen_wishes where viewer = $1",
        me
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map_or_else(Wishes::default, |row| Wishes {
        mode: mode(&row.mode),
        posts: row.posts,
        own_threads: row.own_threads,
        mentions: row.mentions,
        digest: row.digest,
        closed_words: row.closed_words,
        quiet: row.quiet_from.zip(row.quiet_until),
        digest_at: row.digest_at,
        zone: row.zone,
    }))
}

/// The member wishes to be told like this from now on.
pub async fn set(tx: &mut Tx<'_>, wishes: &Wishes) -> Result<()> {
    tx.viewer.persona()?;
    if !is_zone(&wishes.zone) {
        return Err(Fault::wrong("zone", "Please choose a time zone from the list."));
    }
    let me = tx.me();
    let (mode, (from, until)) = (wishes.mode.key(), (wishes.quiet.map(|q| q.0), wishes.quiet.map(|q| q.1)));
    sqlx::query!(
        "insert into wishes (account_id, mode, posts, own_threads, mentions, digest, closed_words, quiet_from, quiet_until, digest_at, zone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (account_id) do update set mode = excluded.mode, posts = excluded.posts, own_threads = excluded.own_threads,
           mentions = excluded.mentions, digest = excluded.digest, closed_words = excluded.closed_words,
           quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, digest_at = excluded.digest_at, zone = excluded.zone",
        me,
        mode,
        wishes.posts,
        wishes.own_threads,
        wishes.mentions,
        wishes.digest,
        wishes.closed_words,
        from,
        until,
        wishes.digest_at,
        wishes.zone
    )
    .execute(tx.conn())
    .await?;
    digest::plan(tx).await
}

/// The names of the time zones that can be chosen, in order.
pub fn zones() -> Vec<String> {
    let mut names: Vec<String> =
        jiff::tz::db().available().map(|name| name.as_str().to_owned()).filter(|name| is_zone(name)).collect();
    names.sort_unstable();
    names
}

/// Whether this is the name of a zone that can be chosen.
fn is_zone(name: &str) -> bool {
    let place = name == "UTC" || REGIONS.iter().any(|region| name.starts_with(region));
    place && jiff::tz::TimeZone::get(name).is_ok_and(|zone| zone.iana_name() == Some(name))
}

/// How a place is followed, from the stored words.
pub(crate) fn following(own: Option<String>, forum: Option<String>, usual: Option<String>, silent: bool) -> Following {
    let usual = usual.map_or(Mode::Every, |usual| mode(&usual));
    Following { own: own.map(|own| mode(&own)), forum: forum.map(|forum| mode(&forum)), usual, silent }
}

/// The mode behind a stored word.
pub(crate) fn mode(stored: &str) -> Mode {
    Mode::read(stored).unwrap_or(Mode::None)
}
