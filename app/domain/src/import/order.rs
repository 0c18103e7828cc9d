//! In which order messages are written: the oldest first, and each after those before it in its thread.

use super::survey::Survey;
use super::times::{Hints, spread};

/// A post that an earlier run made of a message.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) thread: i64,
    pub(super) at: i64,
}

/// A message that is to become a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Its place in `Survey::messages`.
    pub(super) message: usize,
    /// Its thread in the plan.
    pub(super) thread: usize,
    pub(super) at: i64,
    pub(super) guessed: bool,
}

/// What there is to do.
pub(super) struct Order {
    pub(super) queue: Vec<Item>,
    /// For each thread of the plan the stored one that it goes on with.
    pub(super) threads: Vec<Option<i64>>,
}

/// Puts what is new in order. The times follow from the file alone, so an interrupted run and the next one agree.
pub(super) fn of(survey: &Survey, known: &[Option<Known>], now: i64) -> Order {
    let sent: Vec<Option<i64>> = survey.messages.iter().map(|message| message.sent).collect();
    let times = spread(&sent, &Hints { begun: survey.begun, modified: survey.modified.min(now), now });
    let mut members: Vec<(usize, usize, usize)> =
        (0..sent.len()).filter_map(|at| survey.plan.place(at).map(|place| (place.thread, place.number, at))).collect();
    members.sort_unstable();
    let mut order = Order { queue: Vec::new(), threads: vec![None; survey.plan.threads()] };
    for members in members.chunk_by(|one, other| one.0 == other.0) {
        add_thread(&mut order, members, |at| (times[at], sent[at].is_none(), known[at]));
    }
    // Stable, so that members of a thread with one time keep their order.
    order.queue.sort_by_key(|item| item.at);
    order
}

fn add_thread(order: &mut Order, members: &[(usize, usize, usize)], told: impl Fn(usize) -> (i64, bool, Option<Known>)) {
    let earlier = || members.iter().filter_map(|&(.., message)| told(message).2);
    // What is found late goes to the end of its thread, and a guess can be made to fit there; a stated date is kept.
    let latest = earlier().map(|known| known.at).max().unwrap_or(i64::MIN);
    let mut floor = i64::MIN;
    for &(thread, _, message) in members {
        let (time, undated, known) = told(message);
        if let Some(known) = known {
            order.threads[thread].get_or_insert(known.thread);
            floor = floor.max(known.at);
            continue;
        }
        let at = floor.max(if undated { time.max(latest) } else { time });
        order.queue.push(Item { message, thread, at, guessed: undated || at != time });
        floor = at;
    }
}
