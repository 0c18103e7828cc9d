//! Numbered pages of a list.

use serde::{Deserialize, Serialize};

/// Posts on a page of a thread.
pub const POSTS: i64 = 20;
/// Threads on a page of a forum.
pub const THREADS: i64 = 30;

/// Which page of how many; pages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub number: i64,
    pub last: i64,
}

impl Page {
    /// The page asked for, of a list of `total` entries with `per` on a page; None when there is no such page.
    pub fn of(asked: i64, total: i64, per: i64) -> Option<Self> {
        let last = ((total + per - 1) / per).max(1);
        (1..=last).contains(&asked).then_some(Self { number: asked, last })
    }

    /// The page on which entry `no` (from 1) stands.
    pub fn holding(no: i64, per: i64) -> i64 {
        (no - 1).max(0) / per + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn an_empty_list_has_one_page_and_no_second() {
        assert_eq!(Page::of(1, 0, 20), Some(Page { number: 1, last: 1 }));
        assert_eq!(Page::of(2, 20, 20), None);
        assert_eq!(Page::of(2, 21, 20), Some(Page { number: 2, last: 2 }));
        assert_eq!(Page::of(0, 21, 20), None);
    }

    #[test]
    fn a_post_stands_on_the_page_that_holds_its_number() {
        assert_eq!([1, 20, 21, 40, 41].map(|no| Page::holding(no, 20)), [1, 1, 2, 2, 3]);
    }
}
