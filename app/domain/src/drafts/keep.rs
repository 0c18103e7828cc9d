use crate::db::Tx;
use crate::drafts::rules::{self, MayKeep, Spot};
use crate::drafts::{MOST, rows};
use crate::fault::{Fault, Result};
use crate::forums::keys::{self, PostingKey};
use crate::forums::{forum_list, posts, threads};
use crate::polls::open::with_poll;
use types::drafts::{Draft, Place, Saved, Words};
use types::forums::Kind;
use types::polls::{PollFields, UnfinishedPoll};
use types::text::{Unfinished, UnfinishedTitle};

/// What is to be kept: perhaps unfinished, yet nothing that a post could not hold.
pub struct Unsent {
    pub kind: Option<Kind>,
    pub title: UnfinishedTitle,
    pub body: Unfinished,
    /// Of a new thread.
    pub poll: UnfinishedPoll,
    pub key: PostingKey,
}

/// A member writes, and has not sent it yet: find the place, ask leave, see that no other text would be lost, keep it.
pub async fn keep(tx: &mut Tx<'_>, place: &Place, unsent: &Unsent, upon: i64, device: &str) -> Result<Saved> {
    let permit = permit(tx, place).await?;
    let before = rows::find(tx, &permit.0).await?;
    let mut words = words(&permit.0, unsent);
    if let Some(before) = before {
        if before.words.alike(&words) {
            return Ok(Saved::Kept { version: before.version, key: before.words.key });
        }
        if before.version != upon {
            return Ok(Saved::Other(Box::new(before)));
        }
        return put(tx, permit, words, Some(before.version), device).await;
    }
    if permit.0.post.is_none() {
        match keys::made(tx, &unsent.key, &content(&permit.0, &words)).await? {
            keys::Made::This => return Ok(Saved::Sent),
            keys::Made::Another => PostingKey::new()?.as_str().clone_into(&mut words.key),
            keys::Made::Nothing => {}
        }
    }
    put(tx, permit, words, None, device).await
}

/// The viewer's draft for this place, if there is one.
pub async fn read(tx: &mut Tx<'_>, place: &Place) -> Result<Option<Draft>> {
    let permit = permit(tx, place).await?;
    rows::find(tx, &permit.0).await
}

async fn permit(tx: &mut Tx<'_>, place: &Place) -> Result<MayKeep> {
    Ok(match place {
        Place::Thread(id) => rules::may_keep_reply(&threads::find(tx, *id).await?)?,
        Place::Forum(slug) => rules::may_keep_start(&forum_list::find(tx, slug).await?)?,
        Place::Post(id) => rules::may_keep_edit(&posts::find(tx, *id).await?)?,
    })
}

async fn put(tx: &mut Tx<'_>, permit: MayKeep, words: Words, before: Option<i64>, device: &str) -> Result<Saved> {
    let unchanged = words.body == permit.0.own || words.body.trim().is_empty();
    if unchanged && words.title.is_empty() && words.poll.is_blank() {
        rows::remove(tx, permit).await?;
        return Ok(Saved::Kept { version: 0, key: words.key });
    }
    if before.is_none() && rows::count(tx).await? >= MOST {
        return Err(Fault::wrong("body", format!("You have {MOST} drafts already. Please send or delete some of them first.")));
    }
    // The time, so that no version comes twice, also when the draft has been forgotten in between.
    let version = before.map_or(0, |version| version + 1).max(tx.now());
    rows::write(tx, permit, &words, version, device).await?;
    Ok(Saved::Kept { version, key: words.key })
}

fn words(spot: &Spot, unsent: &Unsent) -> Words {
    let starts = spot.thread.is_none();
    Words {
        kind: unsent.kind.map_or("", Kind::key).to_owned(),
        title: unsent.title.as_str().to_owned(),
        body: unsent.body.as_str().to_owned(),
        key: unsent.key.as_str().to_owned(),
        poll: if starts { unsent.poll.fields().clone() } else { PollFields::default() },
    }
}

/// What tells this text from another one under the same key; the same as for the post it is to become.
fn content(spot: &Spot, words: &Words) -> Vec<u8> {
    let called = match words.poll.poll() {
        _ if words.kind != Kind::Poll.key() => words.title.clone(),
        Ok(poll) => with_poll(&words.title, &poll),
        // No post has come of half a poll.
        Err(_) => format!("{}\0", words.title),
    };
    keys::content_hash(spot.thread.unwrap_or(spot.forum), &called, &words.body)
}
