use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::forums::keys::{PostingKey, first_time};
use crate::forums::threads::number;
use crate::forums::written::Written;
use crate::forums::{forum_list, markers, posts, published, rules, threads};
use crate::polls::open::{open, with_poll};
use crate::polls::rules::may_open;
use types::forums::{Kind, Landing};
use types::polls::NewPoll;
use types::text::Title;

/// What a new thread begins with.
#[derive(Clone, Copy)]
pub enum Opening<'p> {
    Plain(Kind),
    Poll(&'p NewPoll),
}

impl From<Kind> for Opening<'_> {
    fn from(kind: Kind) -> Self {
        Self::Plain(kind)
    }
}

impl<'p> From<&'p NewPoll> for Opening<'p> {
    fn from(poll: &'p NewPoll) -> Self {
        Self::Poll(poll)
    }
}

impl Opening<'_> {
    /// The kind of the thread, and what it is called, which tells its poll from another.
    fn called(self, title: &Title) -> Result<(Kind, String)> {
        match self {
            Self::Plain(Kind::Poll) => Err(Fault::wrong("question", "Please ask the question of the poll.")),
            Self::Plain(kind) => Ok((kind, title.as_str().to_owned())),
            Self::Poll(poll) => Ok((Kind::Poll, with_poll(title.as_str(), poll))),
        }
    }
}

/// A member starts a thread: find the forum, ask leave, make sure it is not the same twice, write thread, poll and first post.
pub async fn start(
    tx: &mut Tx<'_>,
    forum: &str,
    opening: impl Into<Opening<'_>>,
    title: &Title,
    written: &Written,
    key: &PostingKey,
) -> Result<Landing> {
    let opening = opening.into();
    let (kind, called) = opening.called(title)?;
    let forum = forum_list::find(tx, forum).await?;
    let permit = rules::may_start(&forum)?;
    let id = tx.clock.id()?;
    if let Some(earlier) = first_time(tx, key, &written.content_hash(forum.id, &called), id).await? {
        return Ok(posts::find(tx, number(earlier)?).await?.landing().clone());
    }
    let thread = threads::insert(tx, permit, kind, title).await?;
    if let Opening::Poll(poll) = opening {
        open(tx, may_open(&thread)?, poll).await?;
    }
    let landing = posts::insert(tx, rules::may_reply(&thread)?, id, written).await?;
    markers::written(tx, &thread, landing.no).await?;
    published::new_post(tx, &thread, id, &landing, written).await?;
    Ok(landing)
}
