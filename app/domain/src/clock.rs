use crate::fault::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use types::ids::LARGEST;

/// Milliseconds in a minute, an hour and a day.
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Gives time and public numbers; the only place that asks the machine for either.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    Machine,
    Told { now: Arc<AtomicI64>, next_id: Arc<AtomicI64> },
    Moment(i64),
}

impl Clock {
    /// The machine's time and its cryptographic random numbers.
    pub fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock for tests: starts at `now` (UTC milliseconds), goes on only when told, and counts its ids.
    pub fn told(now: i64) -> Self {
        Self(Source::Told { now: Arc::new(AtomicI64::new(now)), next_id: Arc::new(AtomicI64::new(1000)) })
    }

    /// The same numbers at another moment: what is told of the past was written then.
    pub(crate) fn at(&self, moment: i64) -> Self {
        match &self.0 {
            Source::Machine | Source::Moment(_) => Self(Source::Moment(moment)),
            Source::Told { next_id, .. } => {
                Self(Source::Told { now: Arc::new(AtomicI64::new(moment)), next_id: next_id.clone() })
            }
        }
    }

    /// UTC milliseconds.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's time")]
    pub fn now(&self) -> i64 {
        match &self.0 {
            Source::Machine => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
            Source::Told { now, .. } => now.load(Ordering::Relaxed),
            Source::Moment(moment) => *moment,
        }
    }

    /// Lets a told clock go on; the machine's own cannot be moved.
    pub fn advance(&self, milliseconds: i64) {
        if let Source::Told { now, .. } = &self.0 {
            now.fetch_add(milliseconds, Ordering::Relaxed);
        }
    }

    /// Lets a told clock count its ids from here on, as if others had been given in between.
    pub fn skip_ids(&self, to: i64) {
        if let Source::Told { next_id, .. } = &self.0 {
            next_id.store(to, Ordering::Relaxed);
        }
    }

    /// A new public number: random 53 bits, never 0. A sequence would count what is hidden.
    pub fn id(&self) -> Result<i64> {
        match &self.0 {
            Source::Machine | Source::Moment(_) => Ok((i64::from_le_bytes(random::<8>()?) & LARGEST).max(1)),
            Source::Told { next_id, .. } => Ok(next_id.fetch_add(1, Ordering::Relaxed)),
        }
    }
}

/// Bytes from the machine's cryptographic generator.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
