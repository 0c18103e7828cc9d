//! Answers that are good until anything is written: who is behind a cookie, which forums stand in the rail.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// So many answers are kept; when there are more, all are asked for anew.
const MOST: usize = 20_000;

/// Kept answers of one kind, all of the same state of the database.
pub(crate) struct Recall<K, V>(Mutex<Kept<K, V>>);

struct Kept<K, V> {
    writes: u64,
    answers: HashMap<K, V>,
}

impl<K: Eq + Hash, V: Clone> Recall<K, V> {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Kept { writes: 0, answers: HashMap::new() }))
    }

    /// The kept answer, if nothing has been written since it was given.
    pub(crate) fn get(&self, writes: u64, key: &K) -> Option<V> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.writes == writes).then(|| kept.answers.get(key).cloned()).flatten()
    }

    /// Keeps an answer that was asked for when `writes` was the state of the database.
    pub(crate) fn keep(&self, writes: u64, key: K, answer: V) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if writes > kept.writes || kept.answers.len() >= MOST {
            kept.answers.clear();
            kept.writes = kept.writes.max(writes);
        }
        if writes == kept.writes {
            kept.answers.insert(key, answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Recall;

    #[test]
    fn an_answer_is_good_until_something_is_written() {
        let recall = Recall::new();
        recall.keep(7, "who", "Bleeps");
        assert_eq!(recall.get(7, &"who"), Some("Bleeps"));
        assert_eq!(recall.get(8, &"who"), None);
    }

    #[test]
    fn an_answer_that_comes_late_is_not_kept() {
        let recall = Recall::new();
        recall.keep(8, "who", "nobody");
        recall.keep(7, "who", "Bleeps");
        assert_eq!(recall.get(8, &"who"), Some("nobody"));
        assert_eq!(recall.get(7, &"who"), None);
    }
}
