//! Places for files on their way. Each file lies in memory from its first byte until it is kept, so there are only so many at once.

use crate::fault::Fault;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Files of all members, and of one.
const MOST: usize = 16;
const MOST_OF_ONE: usize = 2;
/// Seconds after which a place may be free again.
const TRY_AGAIN: u64 = 10;
/// How slowly a file may come, in bytes a second from its beginning, and for how long that is not looked at: the worst of mobile
/// lines does better. Whoever sends drop by drop would hold the place of somebody else.
const SLOWEST: f64 = 4_096.0;
const PATIENCE: Duration = Duration::from_secs(30);

/// All places of one server.
pub struct Places {
    taken: Arc<Mutex<Taken>>,
    patience: Duration,
}

impl Default for Places {
    fn default() -> Self {
        Self::with(PATIENCE)
    }
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_member: HashMap<String, usize>,
}

/// One of them; free for somebody else when it is dropped.
pub struct Place {
    taken: Arc<Mutex<Taken>>,
    member: String,
}

impl Places {
    /// Places for files that may rest for so long.
    pub fn with(patience: Duration) -> Self {
        Self { taken: Arc::default(), patience }
    }

    /// How long after its beginning more of a file must have come than this many bytes.
    pub(super) fn due(&self, bytes: usize) -> Duration {
        self.patience + Duration::from_secs_f64(bytes as f64 / SLOWEST)
    }

    /// A place for one more file of this member. TooMany while others of their own are on their way, Busy while too many of
    /// everybody's are.
    pub fn take(&self, member: &str) -> Result<Place, Fault> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.by_member.get(member).copied().unwrap_or(0);
        if own >= MOST_OF_ONE {
            return Err(Fault::TooMany(TRY_AGAIN));
        }
        if taken.all >= MOST {
            return Err(Fault::Busy(TRY_AGAIN));
        }
        taken.all += 1;
        taken.by_member.insert(member.to_owned(), own + 1);
        Ok(Place { taken: self.taken.clone(), member: member.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        match taken.by_member.get_mut(&self.member) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(taken.by_member.remove(&self.member)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Places};
    use crate::fault::Fault;

    #[test]
    fn a_member_sends_two_files_at_once_and_leaves_room_for_others() {
        let places = Places::default();
        let (one, two) = (places.take("Cora"), places.take("Cora"));
        assert!(one.is_ok() && two.is_ok() && places.take("Milo").is_ok());
        assert_eq!(places.take("Cora").err(), Some(Fault::TooMany(10)));
        drop(one);
        assert!(places.take("Cora").is_ok());
    }

    #[test]
    fn a_megabyte_may_take_some_minutes_and_a_drop_no_longer_than_half_a_one() {
        let due = |bytes| Places::default().due(bytes).as_secs();
        assert_eq!((due(0), due(4_096), due(1 << 20)), (30, 31, 286));
    }

    #[test]
    fn all_members_together_send_only_so_many() {
        let places = Places::default();
        let names: Vec<_> = (0..=MOST).map(|number| format!("Member {number}")).collect();
        let held: Vec<_> = names[..MOST].iter().map(|name| places.take(name)).collect();
        assert!(held.iter().all(Result::is_ok));
        assert_eq!(places.take(&names[MOST]).err(), Some(Fault::Busy(10)));
        drop(held);
        assert!(places.take(&names[MOST]).is_ok());
    }
}
