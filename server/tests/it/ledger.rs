use crate::house::Tried;
use crate::smtp::Taken;
use std::collections::{BTreeMap, BTreeSet};

/// A letter that has come.
pub(crate) struct Came {
    pub(crate) to: String,
    /// The posts to which it leads.
    pub(crate) posts: BTreeSet<i64>,
    /// Of how many posts it tells.
    pub(crate) many: usize,
    /// Its place in the order in which letters came the last time.
    place: usize,
}

/// What came, and in which order.
#[derive(Default)]
pub(crate) struct Ledger {
    seen: usize,
    /// Each letter by its number.
    pub(crate) came: BTreeMap<i64, Came>,
    /// The last place before each crash: nobody may have written down that this letter was sent.
    ends: BTreeSet<usize>,
    pub(crate) twice: usize,
}

impl Ledger {
    /// Enters what has come until the crash. What comes again was the last before another crash, or its sender did not wait for
    /// the answer; it goes to the same, and tells no more than the first time.
    pub(crate) fn enter(&mut self, taken: &[Taken]) -> Tried {
        for (place, letter) in taken.iter().enumerate().skip(self.seen) {
            let number = letter.id()?;
            let number = number.strip_prefix("letter-").and_then(|rest| rest.split('@').next()).ok_or("no number")?.parse()?;
            let now = read(letter, place)?;
            if let Some(before) = self.came.get(&number) {
                let unheard = self.ends.contains(&before.place) || !taken[before.place].heard;
                assert!(unheard, "a letter came twice without a crash in between");
                assert!(before.to == now.to && now.many <= before.many, "one number, one letter");
                self.twice += 1;
            }
            self.came.insert(number, now);
        }
        self.seen = taken.len();
        self.ends.extend(self.seen.checked_sub(1));
        Ok(())
    }
}

fn read(letter: &Taken, place: usize) -> Tried<Came> {
    let parsed = letter.parsed()?;
    let words = parsed.body_text(0).ok_or("no words")?;
    assert!(!words.contains("Neverwritten"), "a letter about a post that was never written");
    let posts: BTreeSet<i64> = words
        .split("/posts/")
        .skip(1)
        .map(|rest| rest.split_whitespace().next().unwrap_or_default().parse())
        .collect::<Result<_, _>>()?;
    // Of closed places it says only how many, and leads to the first; of open ones it shows the first and counts the rest.
    let counted = |before: &str, after: &str| -> Option<usize> { words.split_once(after)?.0.rsplit_once(before)?.1.parse().ok() };
    let rest = counted("And ", " more:").map(|rest| posts.len() - 1 + rest);
    let many = if parsed.subject().is_some_and(|subject| subject.ends_with("closed forum")) {
        counted("there are ", " new replies")
    } else {
        rest
    };
    Ok(Came { to: letter.to.clone(), many: many.unwrap_or(posts.len()), posts, place })
}
