//! Who may do what in a forum. Pure functions; the permit they give is the only way to write.

use crate::forums::forum_list::Forum;
use crate::forums::posts::{Facts, Post};
use crate::forums::threads::Thread;
use crate::viewer::{DOCTORS, EVERYONE, MEMBERS, Viewer};
use types::fault::Refusal;

/// What a seat lets its holder do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seat {
    Reader,
    Member,
    Moderator,
    Owner,
}

impl Seat {
    /// The viewer's seat in a forum with this audience. Moderators of the site moderate its own forums; who was appointed forum
    /// by forum needs a second factor no less.
    pub(crate) fn of(viewer: &Viewer, word: &str, moderates: bool, audience: i64) -> Self {
        let here = moderates && !viewer.waiting.moderator;
        Self::read(word, here || (viewer.staff.moderator && audience <= DOCTORS))
    }

    /// The seat behind the stored word; whoever moderates the forum sits as its moderator.
    pub(crate) fn read(word: &str, moderates: bool) -> Self {
        match word {
            "owner" => Self::Owner,
            "moderator" => Self::Moderator,
            "member" if moderates => Self::Moderator,
            "member" => Self::Member,
            _ => Self::Reader,
        }
    }
}

/// Whether everybody who reads in the one audience may see what is in the other: only guests sit nowhere but among everyone.
pub(crate) fn may_be_quoted(source: i64, readers: i64) -> bool {
    source == readers || source == EVERYONE || (source == MEMBERS && readers != EVERYONE)
}

/// Permit to start a thread in this forum.
pub(crate) struct MayStart<'f>(pub(super) &'f Forum);

/// Members start threads.
pub(crate) fn may_start(forum: &Forum) -> Result<MayStart<'_>, Refusal> {
    match forum.seat {
        Seat::Reader => Err(Refusal::SignIn),
        _ if forum.archived => Err(Refusal::Archived),
        _ => Ok(MayStart(forum)),
    }
}

/// Permit to reply in this thread.
pub(crate) struct MayReply<'t>(pub(super) &'t Thread);

/// Members reply while the thread is not locked; moderators also afterwards.
pub(crate) fn may_reply(thread: &Thread) -> Result<MayReply<'_>, Refusal> {
    match thread.seat {
        Seat::Reader => Err(Refusal::SignIn),
        _ if thread.archived => Err(Refusal::Archived),
        Seat::Member if thread.locked => Err(Refusal::Locked),
        _ => Ok(MayReply(thread)),
    }
}

/// Permit to choose whether letters come about this thread.
pub(crate) struct MaySubscribe<'t>(pub(crate) &'t Thread);

/// Members hear of what they see, if they wish.
pub(crate) fn may_subscribe(thread: &Thread) -> Result<MaySubscribe<'_>, Refusal> {
    if thread.seat == Seat::Reader { Err(Refusal::SignIn) } else { Ok(MaySubscribe(thread)) }
}

/// Permit to choose whether letters come about this forum.
pub(crate) struct MayFollow<'f>(pub(crate) &'f Forum);

/// Members hear of what they see, if they wish.
pub(crate) fn may_follow(forum: &Forum) -> Result<MayFollow<'_>, Refusal> {
    if forum.seat == Seat::Reader { Err(Refusal::SignIn) } else { Ok(MayFollow(forum)) }
}

/// Permit to change, or withdraw, this post.
pub(crate) struct MayEdit<'p>(pub(super) &'p Post);

/// Authors change their own posts, also in locked threads, until they have withdrawn them.
pub(crate) fn may_edit(post: &Post) -> Result<MayEdit<'_>, Refusal> {
    may_change(&post.facts).map(|()| MayEdit(post))
}

/// The same for a post in a list, without a permit.
pub(crate) fn may_change(post: &Facts) -> Result<(), Refusal> {
    match () {
        () if post.seat == Seat::Reader => Err(Refusal::SignIn),
        () if post.imported => Err(Refusal::Imported),
        () if !post.own => Err(Refusal::NotYours),
        () if post.withdrawn => Err(Refusal::Withdrawn),
        () => Ok(()),
    }
}

/// Members keep bookmarks of the posts they see, and quote them, until their authors take them back.
pub(crate) fn may_keep(post: &Facts) -> Result<(), Refusal> {
    match () {
        () if post.seat == Seat::Reader => Err(Refusal::SignIn),
        () if post.withdrawn => Err(Refusal::Withdrawn),
        () => Ok(()),
    }
}

/// Permit to pin, lock and move this thread.
pub(crate) struct MayModerate<'t>(pub(super) &'t Thread);

/// Moderators of the forum pin, lock and move.
pub(crate) fn may_moderate(thread: &Thread) -> Result<MayModerate<'_>, Refusal> {
    match thread.seat {
        Seat::Moderator | Seat::Owner => Ok(MayModerate(thread)),
        Seat::Member => Err(Refusal::ModeratorsOnly),
        Seat::Reader => Err(Refusal::SignIn),
    }
}

/// Moderators lock; so do trusted users where everybody reads: small, and undone by one click (seed: "trusted user").
pub(crate) fn may_lock(thread: &Thread) -> Result<MayModerate<'_>, Refusal> {
    if thread.trusted { Ok(MayModerate(thread)) } else { may_moderate(thread) }
}

/// Permit to put the posts of the first thread into the second.
pub(crate) struct MayMerge<'t>(pub(super) &'t Thread, pub(super) &'t Thread);

/// Moderators merge threads of one forum, so that nobody gains or loses sight by it. A poll stays in a thread of its own.
pub(crate) fn may_merge<'t>(thread: &'t Thread, into: &'t Thread) -> Result<MayMerge<'t>, Refusal> {
    may_moderate(thread)?;
    match () {
        () if thread.archived => Err(Refusal::Archived),
        () if thread.forum_id != into.forum_id || thread.id == into.id => Err(Refusal::NotTogether),
        () if thread.is_poll() || into.is_poll() => Err(Refusal::PollStays),
        () => Ok(MayMerge(thread, into)),
    }
}

/// Permit to take posts out of this thread into a new one of the same forum.
pub(crate) struct MaySplit<'t>(pub(super) &'t Thread);

/// Moderators split threads that still take posts.
pub(crate) fn may_split(thread: &Thread) -> Result<MaySplit<'_>, Refusal> {
    may_moderate(thread)?;
    if thread.archived { Err(Refusal::Archived) } else { Ok(MaySplit(thread)) }
}

/// Permit to move this thread to that forum.
pub(crate) struct MayMove<'t>(pub(super) &'t Thread, pub(super) &'t Forum);

/// Moderators move threads between forums that they moderate, out of and into those that are not archived.
pub(crate) fn may_move<'t>(thread: &'t Thread, to: &'t Forum) -> Result<MayMove<'t>, Refusal> {
    may_moderate(thread)?;
    match to.seat {
        Seat::Moderator | Seat::Owner if to.id == thread.forum_id => Err(Refusal::NotThere),
        Seat::Moderator | Seat::Owner if thread.archived || to.archived => Err(Refusal::Archived),
        Seat::Moderator | Seat::Owner => Ok(MayMove(thread, to)),
        Seat::Member | Seat::Reader => Err(Refusal::NotThere),
    }
}
