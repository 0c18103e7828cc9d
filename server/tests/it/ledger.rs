use crate::house::Tried;
use crate::smtp::Taken;
use std::collections::{BTreeMap, BTreeSet};

/// What came, and in which order.
#[derive(Default)]
pub(crate) struct Ledger {
    seen: usize,
    /// The number of each letter by recipient and post.
    pub(crate) came: BTreeMap<(String, String), String>,
    /// The place in the order at which each letter came the last time, by its number.
    places: BTreeMap<String, usize>,
    /// The last place before each crash: nobody may have written down that this letter was sent.
    ends: BTreeSet<usize>,
    pub(crate) twice: usize,
}

impl Ledger {
    /// Enters what has come until the crash; what comes again was the last before another crash, and has the same number.
    pub(crate) fn enter(&mut self, taken: &[Taken]) -> Tried {
        for (place, letter) in taken.iter().enumerate().skip(self.seen) {
            let parsed = letter.parsed()?;
            let words = parsed.body_text(0).ok_or("no words")?;
            assert!(!words.contains("Neverwritten"), "a letter about a post that was never written");
            // Prue is also told that her seat has been taken.
            let post = words.split("/posts/").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or("none");
            let id = letter.id()?;
            let known = self.came.entry((letter.to.clone(), post.to_owned())).or_insert_with(|| id.clone());
            assert_eq!(*known, id, "one letter has one number");
            if let Some(before) = self.places.insert(id, place) {
                assert!(self.ends.contains(&before), "a letter came twice without a crash in between");
                self.twice += 1;
            }
        }
        self.seen = taken.len();
        self.ends.extend(self.seen.checked_sub(1));
        Ok(())
    }
}
