//! A letter gets its words at the moment of sending, as its recipient.

use super::{About, Letter, Rich, bounces, bundle, plain};
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::following::words::Words;
use crate::following::{digest, post_letter, quiet};
use crate::members::recipients;
use crate::viewer::Viewer;

/// What is to be done with a letter now.
enum Now {
    /// It tells of these posts, or is a digest.
    Send(Vec<i64>),
    /// Its recipient has quiet hours until then.
    Wait(i64),
    /// It has gone with another.
    Nothing,
}

/// The letter as it can be sent. One about a post, or a digest, is written now, as its recipient sees that post, and together
/// with what else is due about the same thread; who does not see it, no longer wants to hear of it, or cannot be reached gets
/// none: the letter is dropped. In quiet hours it is put off. The answer to these is None.
pub async fn worded(db: &Db, origin: &str, letter: &Letter) -> Result<Option<Letter>> {
    let Some(about) = letter.about else { return Ok(Some(letter.clone())) };
    let (id, site) = (letter.id, Viewer::guest());
    let posts = db.act_unheard(&site, async |tx: &mut Tx<'_>| match prepare(tx, id, about).await? {
        Now::Send(posts) => Ok(Some(posts)),
        Now::Wait(until) => put_off(tx, id, until).await.map(|()| None),
        Now::Nothing => Ok(None),
    });
    let words = match posts.await {
        Ok(Some(posts)) => db.look(&site, async |tx: &mut Tx<'_>| words(tx, about, &posts).await).await,
        Ok(None) => return Ok(None),
        Err(fault) => Err(fault),
    };
    match words {
        Ok(words) => Ok(Some(written(db, origin, letter, words))),
        Err(Fault::NotFound) => {
            db.act_unheard(&site, async |tx: &mut Tx<'_>| drop_unsent(tx, id).await).await?;
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

/// Whether it can go now, and what it tells of: that is written down, and all that needs the one writer.
async fn prepare(tx: &mut Tx<'_>, letter: i64, about: About) -> Result<Now> {
    tx.viewer = recipients::recipient(tx, about.account).await?.ok_or(Fault::NotFound)?;
    if bounces::paused(tx).await?.is_some() {
        return Err(Fault::NotFound);
    }
    if let Some(until) = quiet::held(tx).await? {
        return Ok(Now::Wait(until));
    }
    if about.post.is_none() {
        return Ok(Now::Send(Vec::new()));
    }
    let posts = bundle::gather(tx, letter).await?;
    Ok(if posts.is_empty() { Now::Nothing } else { Now::Send(posts) })
}

/// The words, read as the recipient.
async fn words(tx: &mut Tx<'_>, about: About, posts: &[i64]) -> Result<Words> {
    tx.viewer = recipients::recipient(tx, about.account).await?.ok_or(Fault::NotFound)?;
    if about.post.is_none() { digest::words(tx).await } else { post_letter::words(tx, posts).await }
}

fn written(db: &Db, origin: &str, letter: &Letter, words: Words) -> Letter {
    let thread = words.thread.map(|thread| {
        // The number itself would lie in mailboxes that others may read.
        let mark = db.key().mark("thread of letters", &thread.to_be_bytes());
        mark.iter().take(10).map(|byte| format!("{byte:02x}")).collect()
    });
    let rich = Rich { parts: words.parts, why: words.why, stop: words.stop, origin: origin.to_owned(), thread };
    Letter { to: words.to, subject: words.subject, text: plain::text(&rich), rich: Some(rich), ..letter.clone() }
}

async fn put_off(tx: &mut Tx<'_>, id: i64, until: i64) -> Result<()> {
    sqlx::query!("update letters set due_at = $2, leased_until = 0 where id = $1 and sent_at is null", id, until)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A letter that has not been sent, and will not be; what goes with it neither.
pub(super) async fn drop_unsent(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    sqlx::query!("delete from letters where id = $1 and sent_at is null", id).execute(tx.conn()).await?;
    Ok(())
}
