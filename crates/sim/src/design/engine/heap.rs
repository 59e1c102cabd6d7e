//! Events that lie ahead, the earliest first: a heap with four children to a node.
//!
//! Taking the earliest leaves a hole that the next event fills: most events cause one other, which
//! then costs one way down instead of one up and one down.

const CHILDREN: usize = 4;

/// When an event happens, in the high half; its order among those of the same nanosecond and what
/// happens, in the low one.
pub(super) type Key = u128;

/// Events by their key.
#[derive(Default)]
pub(super) struct Heap {
    /// The first is the earliest, or not there while `hole` is set.
    nodes: Vec<Key>,
    hole: bool,
}

impl Heap {
    /// The earliest event; closes the hole.
    #[inline]
    pub(super) fn first(&mut self) -> Option<Key> {
        if self.hole {
            self.hole = false;
            let last = self.nodes.pop()?;
            if self.nodes.is_empty() {
                return None;
            }
            self.sink(last);
        }
        self.nodes.first().copied()
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Takes out what [`Heap::first`] returned.
    #[inline]
    pub(super) const fn take(&mut self) {
        self.hole = true;
    }

    /// Adds an event.
    #[inline]
    pub(super) fn push(&mut self, key: Key) {
        if self.hole {
            self.hole = false;
            self.sink(key);
            return;
        }
        let mut at = self.nodes.len();
        self.nodes.push(key);
        while at > 0 {
            let parent = (at - 1) / CHILDREN;
            if self.nodes[parent] <= key {
                break;
            }
            self.nodes[at] = self.nodes[parent];
            at = parent;
        }
        self.nodes[at] = key;
    }

    /// Puts an event at the top and lets it sink.
    #[inline]
    fn sink(&mut self, key: Key) {
        let nodes = self.nodes.as_mut_slice();
        let mut at = 0;
        loop {
            let first = at * CHILDREN + 1;
            if first >= nodes.len() {
                break;
            }
            let earliest = if let Some(four) = nodes.get(first..first + CHILDREN) {
                // Two pairs, then their winners: the processor cannot guess which is the least, so
                // that a branch on it would cost more than all the rest.
                let left = usize::from(four[1] < four[0]);
                let right = 2 + usize::from(four[3] < four[2]);
                let second = usize::from(four[right] < four[left]).wrapping_neg();
                first + (left ^ ((left ^ right) & second))
            } else {
                let mut earliest = first;
                for child in first + 1..nodes.len() {
                    if nodes[child] < nodes[earliest] {
                        earliest = child;
                    }
                }
                earliest
            };
            if key <= nodes[earliest] {
                break;
            }
            nodes[at] = nodes[earliest];
            at = earliest;
        }
        nodes[at] = key;
    }
}
