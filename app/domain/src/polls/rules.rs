//! Who may open a poll and vote in it. Pure functions; the permit they give is the only way to write.

use crate::forums::rules::Seat;
use crate::forums::threads::Thread;
use crate::polls::poll::Poll;
use crate::viewer::Viewer;
use types::fault::Refusal;

/// Permit to open a poll in this thread.
pub(crate) struct MayOpen<'t>(pub(super) &'t Thread);

/// A poll opens with its thread, before the first post, and never later.
pub(crate) fn may_open(thread: &Thread) -> Result<MayOpen<'_>, Refusal> {
    match thread.seat {
        Seat::Reader => Err(Refusal::SignIn),
        _ if thread.last_no > 0 => Err(Refusal::PollClosed),
        _ => Ok(MayOpen(thread)),
    }
}

/// Permit to vote in this poll, to vote otherwise, and to take the vote back.
pub(crate) struct MayVote<'p>(pub(super) &'p Poll);

/// Members who see the thread vote until the poll closes; where nobody writes any more, nobody votes either.
pub(crate) fn may_vote<'p>(thread: &Thread, poll: &'p Poll, now: i64) -> Result<MayVote<'p>, Refusal> {
    match thread.seat {
        Seat::Reader => Err(Refusal::SignIn),
        _ if closed(poll, now) => Err(Refusal::PollClosed),
        _ if thread.archived => Err(Refusal::Archived),
        _ if thread.locked => Err(Refusal::PollLocked),
        _ => Ok(MayVote(poll)),
    }
}

/// Members vote in the polls of the site until they close.
pub(crate) fn may_vote_on_site<'p>(viewer: &Viewer, poll: &'p Poll, now: i64) -> Result<MayVote<'p>, Refusal> {
    match () {
        () if viewer.is_guest() => Err(Refusal::SignIn),
        () if closed(poll, now) => Err(Refusal::PollClosed),
        () => Ok(MayVote(poll)),
    }
}

/// The first millisecond in which no vote counts is the one at which the poll closes.
pub(crate) fn closed(poll: &Poll, now: i64) -> bool {
    now >= poll.closes_at
}
