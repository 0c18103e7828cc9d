//! The link at the foot of a letter: stops exactly what it names, for whoever holds it, signed in or not.

use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::following::digest;
use crate::following::scope::{Former, Scope};
use crate::following::wishes::mode;
use crate::members::recipients;
use crate::viewer::Viewer;
use types::following::{Mode, Stop};

/// What has been stopped, and the way back.
pub struct Stopped {
    pub what: Stop,
    /// Sealed; brings back what held before.
    pub undo: String,
}

/// What the link would stop. It is read as nobody in particular: a title that not everybody sees is not told to whoever holds the link.
pub async fn look(tx: &mut Tx<'_>, token: &str) -> Result<Stop> {
    let (account, scope) = Scope::open(tx.key, token)?;
    recipients::recipient(tx, account).await?.ok_or(Fault::NotFound)?;
    named(tx, scope).await
}

/// Stops it. Once more is no harm.
pub async fn stop(tx: &mut Tx<'_>, token: &str) -> Result<Stopped> {
    let (account, scope) = Scope::open(tx.key, token)?;
    let reader = recipients::recipient(tx, account).await?.ok_or(Fault::NotFound)?;
    let what = named(tx, scope).await?;
    tx.viewer = reader;
    let former = set(tx, scope, None).await?;
    Ok(Stopped { what, undo: scope.seal_undo(tx.key, account, former)? })
}

/// Brings back what held before it was stopped.
pub async fn undo(tx: &mut Tx<'_>, token: &str, undo: &str) -> Result<Stop> {
    let (account, scope, former) = Scope::open_undo(tx.key, undo)?;
    if Scope::open(tx.key, token)? != (account, scope) {
        return Err(Fault::NotFound);
    }
    let reader = recipients::recipient(tx, account).await?.ok_or(Fault::NotFound)?;
    let what = named(tx, scope).await?;
    tx.viewer = reader;
    set(tx, scope, Some(former)).await?;
    Ok(what)
}

async fn named(tx: &mut Tx<'_>, scope: Scope) -> Result<Stop> {
    tx.viewer = Viewer::guest();
    let me = tx.me();
    Ok(match scope {
        Scope::Thread(thread) => Stop::Thread(
            sqlx::query_scalar!("select title from seen_threads where viewer = $1 and id = $2", me, thread)
                .fetch_optional(tx.conn())
                .await?,
        ),
        Scope::Forum(forum) => Stop::Forum(
            sqlx::query_scalar!("select name from seen_forums where viewer = $1 and id = $2", me, forum)
                .fetch_optional(tx.conn())
                .await?,
        ),
        Scope::Mentions => Stop::Mentions,
        Scope::Digest => Stop::Digest,
        Scope::Everything => Stop::Everything,
    })
}

/// Stops it, or sets it back; what held before.
async fn set(tx: &mut Tx<'_>, scope: Scope, back: Option<Former>) -> Result<Former> {
    let chosen = match back {
        Some(Former::Mode(mode)) => mode,
        _ => Some(Mode::None),
    };
    let wished = back == Some(Former::Wished(true));
    let former = match scope {
        Scope::Thread(thread) => Former::Mode(set_thread(tx, thread, chosen).await?),
        Scope::Forum(forum) => Former::Mode(set_forum(tx, forum, chosen).await?),
        Scope::Mentions | Scope::Digest | Scope::Everything => Former::Wished(set_wish(tx, scope, wished).await?),
    };
    digest::plan(tx).await?;
    Ok(former)
}

/// A word of its own on the thread, since its forum may be followed; none at all where none was before.
async fn set_thread(tx: &mut Tx<'_>, thread: i64, chosen: Option<Mode>) -> Result<Option<Mode>> {
    let (me, now) = (tx.me(), tx.now());
    let former = sqlx::query_scalar!("select mode from seen_subscriptions where viewer = $1 and thread_id = $2", me, thread)
        .fetch_optional(tx.conn())
        .await?;
    if let Some(key) = chosen.map(Mode::key) {
        sqlx::query!(
            "insert into subscriptions (thread_id, account_id, mode, since) select id, viewer, $3, $4 from seen_threads where viewer = $1 and id = $2
             on conflict (thread_id, account_id) do update set mode = excluded.mode, since = excluded.since",
            me,
            thread,
            key,
            now
        )
        .execute(tx.conn())
        .await?;
    } else {
        sqlx::query!("delete from subscriptions where account_id = $1 and thread_id = $2", me, thread).execute(tx.conn()).await?;
    }
    Ok(former.map(|former| mode(&former)))
}

/// Threads of the forum that are followed by themselves stay so.
async fn set_forum(tx: &mut Tx<'_>, forum: i64, chosen: Option<Mode>) -> Result<Option<Mode>> {
    let (me, now) = (tx.me(), tx.now());
    let former = sqlx::query_scalar!("select mode from seen_forum_subscriptions where viewer = $1 and forum_id = $2", me, forum)
        .fetch_optional(tx.conn())
        .await?;
    if let Some(key) = chosen.filter(|mode| *mode != Mode::None).map(Mode::key) {
        sqlx::query!(
            "insert into forum_subscriptions (forum_id, account_id, mode, since) select id, viewer, $3, $4 from seen_forums where viewer = $1 and id = $2
             on conflict (forum_id, account_id) do update set mode = excluded.mode, since = excluded.since",
            me,
            forum,
            key,
            now
        )
        .execute(tx.conn())
        .await?;
    } else {
        sqlx::query!("delete from forum_subscriptions where account_id = $1 and forum_id = $2", me, forum)
            .execute(tx.conn())
            .await?;
    }
    Ok(former.map(|former| mode(&former)))
}

async fn set_wish(tx: &mut Tx<'_>, scope: Scope, wished: bool) -> Result<bool> {
    let me = tx.me();
    let former = crate::following::wishes::mine(tx).await?;
    sqlx::query!("insert into wishes (account_id) values ($1) on conflict do nothing", me).execute(tx.conn()).await?;
    let (column, former) = match scope {
        Scope::Mentions => (sqlx::query!("update wishes set mentions = $2 where account_id = $1", me, wished), former.mentions),
        Scope::Digest => (sqlx::query!("update wishes set digest = $2 where account_id = $1", me, wished), former.digest),
        _ => (sqlx::query!("update wishes set posts = $2 where account_id = $1", me, wished), former.posts),
    };
    column.execute(tx.conn()).await?;
    Ok(former)
}
