use crate::clock::{DAY, HOUR, MINUTE};
use fastrand::Rng;

/// The years over which the crowd has been writing, in days.
const SPAN: i64 = 8 * 365 * DAY;

/// A thread to be written.
pub(super) struct Planned {
    pub(super) forum: usize,
    pub(super) question: bool,
    pub(super) length: usize,
}

/// Threads one after the other, and for each of their posts its time and its place in the order of writing.
pub(super) struct Plan {
    pub(super) threads: Vec<Planned>,
    pub(super) thread_rank: Vec<i64>,
    pub(super) times: Vec<i64>,
    ranks: Vec<u32>,
}

/// Plans threads in all forums with so many posts together: most are short, some have hundreds of posts.
pub(super) fn plan(posts: usize, forums: usize, now: i64, rng: &mut Rng) -> Plan {
    let (mut threads, mut times, mut starts) = (Vec::new(), Vec::with_capacity(posts), Vec::new());
    while times.len() < posts && forums > 0 {
        let length = length(rng).min(posts - times.len());
        let mut at = now - HOUR - rng.i64(0..SPAN);
        // Long threads are lively ones.
        let pace = rng.i64(5 * MINUTE..DAY) / (1 + length as i64 / 20);
        starts.push(at);
        for _ in 0..length {
            times.push(at.min(now - 1));
            at += rng.i64(0..2 * pace) + MINUTE / 2;
        }
        threads.push(Planned { forum: rng.usize(..forums), question: rng.u32(..9) < 4, length });
    }
    let thread_rank = ranks(&starts).into_iter().map(i64::from).collect();
    let ranks = ranks(&times);
    Plan { threads, thread_rank, times, ranks }
}

impl Plan {
    /// The place of a post in the order of writing, from 1.
    pub(super) fn seq(&self, post: usize) -> i64 {
        i64::from(self.ranks[post])
    }
}

/// About seventeen posts in the mean.
fn length(rng: &mut Rng) -> usize {
    match rng.u32(..100) {
        0..12 => 1,
        12..80 => rng.usize(2..15),
        80..97 => rng.usize(15..60),
        _ => rng.usize(60..330),
    }
}

/// For each entry its rank, from 1; equal ones as they stand.
fn ranks(values: &[i64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..).take(values.len()).collect();
    order.sort_by_key(|&place| values[place as usize]);
    let mut ranks = vec![0; values.len()];
    for (rank, place) in (1..).zip(order) {
        ranks[place as usize] = rank;
    }
    ranks
}
