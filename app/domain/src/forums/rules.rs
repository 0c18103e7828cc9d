//! Who may do what in a forum. Pure functions; the permit they give is the only way to write.

use crate::forums::forum_list::Forum;
use crate::forums::posts::Post;
use crate::forums::threads::Thread;
use types::fault::Refusal;

/// What a seat lets its holder do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    Reader,
    Member,
    Moderator,
}

impl Seat {
    /// The seat behind the stored word; whoever moderates the forum sits as its moderator.
    pub(crate) fn read(word: &str, moderates: bool) -> Self {
        match word {
            "member" | "moderator" | "owner" if moderates => Self::Moderator,
            "moderator" | "owner" => Self::Moderator,
            "member" => Self::Member,
            _ => Self::Reader,
        }
    }
}

/// Permit to start a thread in this forum.
pub(crate) struct MayStart<'f>(pub(super) &'f Forum);

/// Members start threads.
pub(crate) fn may_start(forum: &Forum) -> Result<MayStart<'_>, Refusal> {
    match forum.seat {
        Seat::Reader => Err(Refusal::SignIn),
        Seat::Member | Seat::Moderator => Ok(MayStart(forum)),
    }
}

/// Permit to reply in this thread.
pub(crate) struct MayReply<'t>(pub(super) &'t Thread);

/// Members reply while the thread is not locked; moderators also afterwards.
pub(crate) fn may_reply(thread: &Thread) -> Result<MayReply<'_>, Refusal> {
    match thread.seat {
        Seat::Reader => Err(Refusal::SignIn),
        Seat::Moderator => Ok(MayReply(thread)),
        Seat::Member if thread.locked => Err(Refusal::Locked),
        Seat::Member => Ok(MayReply(thread)),
    }
}

/// Permit to change, or withdraw, this post.
pub(crate) struct MayEdit<'p>(pub(super) &'p Post);

/// Authors change their own posts, also in locked threads, until they have withdrawn them.
pub(crate) fn may_edit(post: &Post) -> Result<MayEdit<'_>, Refusal> {
    match () {
        () if post.seat == Seat::Reader => Err(Refusal::SignIn),
        () if post.imported => Err(Refusal::Imported),
        () if !post.own => Err(Refusal::NotYours),
        () if post.withdrawn => Err(Refusal::Withdrawn),
        () => Ok(MayEdit(post)),
    }
}

/// Permit to pin and lock this thread.
pub(crate) struct MayModerate<'t>(pub(super) &'t Thread);

/// Moderators of the forum pin and lock.
pub(crate) fn may_moderate(thread: &Thread) -> Result<MayModerate<'_>, Refusal> {
    match thread.seat {
        Seat::Moderator => Ok(MayModerate(thread)),
        Seat::Member => Err(Refusal::ModeratorsOnly),
        Seat::Reader => Err(Refusal::SignIn),
    }
}
