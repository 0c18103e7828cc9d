//! Who may keep a text for a place: whoever may send it there.

use crate::forums::forum_list::Forum;
use crate::forums::posts::Post;
use crate::forums::rules::{may_edit, may_reply, may_start};
use crate::forums::threads::Thread;
use types::fault::Refusal;

/// A place as drafts are kept for it. Forums are known by their number here, since their addresses change.
pub(crate) struct Spot {
    pub(crate) place: String,
    pub(crate) forum: i64,
    pub(crate) thread: Option<i64>,
    pub(crate) post: Option<i64>,
    pub(crate) audience: i64,
    /// The text that stands there already.
    pub(crate) own: String,
}

/// Permit to keep a text for this place.
pub(crate) struct MayKeep(pub(super) Spot);

/// For a thread one may reply in.
pub(crate) fn may_keep_reply(thread: &Thread) -> Result<MayKeep, Refusal> {
    may_reply(thread)?;
    Ok(MayKeep(of_thread(thread)))
}

/// For a forum one may start threads in.
pub(crate) fn may_keep_start(forum: &Forum) -> Result<MayKeep, Refusal> {
    may_start(forum)?;
    Ok(MayKeep(of_forum(forum)))
}

/// For one's own post.
pub(crate) fn may_keep_edit(post: &Post) -> Result<MayKeep, Refusal> {
    may_edit(post)?;
    Ok(MayKeep(of_post(post)))
}

pub(crate) fn of_thread(thread: &Thread) -> Spot {
    let place = format!("thread:{}", thread.id);
    Spot { place, forum: thread.forum_id, thread: Some(thread.id), post: None, audience: thread.audience, own: String::new() }
}

pub(crate) fn of_forum(forum: &Forum) -> Spot {
    let place = format!("forum:{}", forum.id);
    Spot { place, forum: forum.id, thread: None, post: None, audience: forum.audience, own: String::new() }
}

pub(crate) fn of_post(post: &Post) -> Spot {
    let (place, thread) = (format!("post:{}", post.id), Some(post.landing().thread.number()));
    Spot { place, forum: post.forum_id, thread, post: Some(post.id), audience: post.audience, own: post.body().to_owned() }
}
