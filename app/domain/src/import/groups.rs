//! Disjoint sets, for joining what belongs together.

/// Sets of things that are numbered from 0.
#[derive(Debug)]
pub struct Groups(Vec<usize>);

impl Groups {
    /// So many sets of one thing each.
    pub fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The thing that stands for the set of this one.
    pub fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Makes two sets one; tells whether they were two.
    pub fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
        one != other
    }
}
