//! A letter gets its words at the moment of sending, as its recipient.

use super::{About, Letter, Rich, bounces, bundle, plain};
use crate::db::{Db, Tx};
use crate::fault::{Fault, Result};
use crate::following::words::Words;
use crate::following::{digest, post_letter, quiet};
use crate::members::recipients;
use crate::viewer::Viewer;

/// What a letter tells of now.
enum Told {
    Posts(Vec<i64>),
    Digest,
    /// Nothing yet, in quiet hours, or nothing any more: it has gone with another.
    Nothing,
}

/// The letter as it can be sent. One about a post, or a digest, is written now, as its recipient sees that post, and together
/// with what else is due about the same thread; who does not see it, no longer wants to hear of it, or cannot be reached gets
/// none: the letter is dropped. In quiet hours it is put off. The answer to these is None.
pub async fn worded(db: &Db, origin: &str, letter: &Letter) -> Result<Option<Letter>> {
    let Some(about) = letter.about else { return Ok(Some(letter.clone())) };
    match words(db, letter.id, about).await {
        Ok(words) => Ok(words.map(|words| written(db, origin, letter, words))),
        Err(Fault::NotFound) => {
            db.act_unheard(&Viewer::guest(), async |tx: &mut Tx<'_>| drop_unsent(tx, letter.id).await).await?;
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

/// What it says to its recipient. Others wait only while it is settled what it tells of, not while that is read.
async fn words(db: &Db, letter: i64, about: About) -> Result<Option<Words>> {
    let (recipient, told) = db
        .act_unheard(&Viewer::guest(), async |tx: &mut Tx<'_>| {
            tx.viewer = recipients::recipient(tx, about.account).await?.ok_or(Fault::NotFound)?;
            let told = settle(tx, letter, about).await?;
            Ok((tx.viewer.clone(), told))
        })
        .await?;
    match told {
        Told::Posts(posts) => db.look(&recipient, async |tx: &mut Tx<'_>| post_letter::words(tx, &posts).await).await.map(Some),
        Told::Digest => db.look(&recipient, async |tx: &mut Tx<'_>| digest::words(tx).await).await.map(Some),
        Told::Nothing => Ok(None),
    }
}

/// Settles what it tells of, and writes that down.
async fn settle(tx: &mut Tx<'_>, letter: i64, about: About) -> Result<Told> {
    if bounces::paused(tx).await?.is_some() {
        return Err(Fault::NotFound);
    }
    if let Some(until) = quiet::held(tx).await? {
        return put_off(tx, letter, until).await.map(|()| Told::Nothing);
    }
    if about.post.is_none() {
        return Ok(Told::Digest);
    }
    let posts = bundle::gather(tx, letter).await?;
    Ok(if posts.is_empty() { Told::Nothing } else { Told::Posts(posts) })
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
