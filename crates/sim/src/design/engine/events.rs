//! What lies ahead: a heap, and lanes for delays that are always the same.
//!
//! What is put into a lane comes out in the order in which it was put in, so that only its first
//! entry has to stand in the heap.

use std::collections::VecDeque;

use super::heap::{Heap, Key};

/// Bits of an event's second word that name a call, an instance or a lane.
const INDEX_BITS: u32 = 24;
const KIND_BITS: u32 = 4;

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A service ends: a call.
    Done,
    /// The first of a lane: a lane.
    Lane,
    /// A call comes to its component: a call.
    Deliver,
    /// An answer comes back: a call.
    Respond,
    /// A failed call is made again: a call that stands for it.
    Retry,
    /// A batch has been waited for: an instance.
    Timer,
    /// Somebody has thought.
    Wake,
    /// A caller has waited long enough: a call.
    Timeout,
    /// A caller has waited long enough to make a second call: the first.
    Hedge,
    /// A component's use is looked at: a component.
    Scale,
    /// An instance has started: a component.
    Started,
    /// A job begins: its place among the jobs.
    Job,
}

/// By their number; those that are not used stand for the last.
const KINDS: [Kind; 1 << KIND_BITS] = [
    Kind::Done,
    Kind::Lane,
    Kind::Deliver,
    Kind::Respond,
    Kind::Retry,
    Kind::Timer,
    Kind::Wake,
    Kind::Timeout,
    Kind::Hedge,
    Kind::Scale,
    Kind::Started,
    Kind::Job,
    Kind::Job,
    Kind::Job,
    Kind::Job,
    Kind::Job,
];

/// The next event.
#[derive(Clone, Copy)]
pub(super) struct Next(Key);

struct Entry {
    key: Key,
    index: u32,
    generation: u32,
}

struct Lane {
    kind: Kind,
    /// Whether entries may be gone when they come.
    fleeting: bool,
    entries: VecDeque<Entry>,
}

/// Entries of lanes from which on those that are gone are taken out.
const SWEEP: usize = 1 << 20;

/// What lies ahead.
#[derive(Default)]
pub(super) struct Events {
    heap: Heap,
    lanes: Vec<Lane>,
    /// Entries that were left when those that were gone were taken out.
    left: usize,
    sequence: u64,
}

impl Events {
    /// A lane of one kind of event; entries must be added in the order of their times.
    pub(super) fn lane(&mut self, kind: Kind) -> usize {
        self.lanes.push(Lane {
            kind,
            fleeting: matches!(kind, Kind::Timeout | Kind::Hedge),
            entries: VecDeque::new(),
        });
        self.lanes.len() - 1
    }

    #[inline]
    fn key(&mut self, time: u64, kind: Kind, index: u32) -> Key {
        self.sequence += 1;
        let word = self.sequence << (INDEX_BITS + KIND_BITS);
        let word = word | (kind as u64) << INDEX_BITS | u64::from(index);
        u128::from(time) << 64 | u128::from(word)
    }

    fn in_lanes(&self) -> usize {
        self.lanes.iter().map(|lane| lane.entries.len()).sum()
    }

    /// About the memory that they take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.heap.len() * size_of::<Key>() + self.in_lanes() * size_of::<Entry>()
    }

    /// Takes out what is gone where lanes have become long: an entry of a call that is long over
    /// would stay until all that was there before it has come.
    pub(super) fn sweep(&mut self, gone: impl Fn(u32, u32) -> bool) {
        if self.in_lanes() < SWEEP.max(2 * self.left) {
            return;
        }
        for lane in self.lanes.iter_mut().filter(|lane| lane.fleeting) {
            // The first stands in the heap.
            let Some(first) = lane.entries.pop_front() else {
                continue;
            };
            lane.entries
                .retain(|entry| !gone(entry.index, entry.generation));
            lane.entries.push_front(first);
            lane.entries.shrink_to(2 * lane.entries.len());
        }
        self.left = self.in_lanes();
    }

    /// The next event, or one at a moment that cannot come.
    #[inline]
    pub(super) fn first(&mut self) -> Next {
        Next(self.heap.first().unwrap_or(Key::MAX))
    }

    /// Adds an event.
    #[inline]
    pub(super) fn push(&mut self, time: u64, kind: Kind, index: u32) {
        let key = self.key(time, kind, index);
        self.heap.push(key);
    }

    /// Adds an event to a lane, or to the heap where it would come before the lane's last.
    #[inline]
    pub(super) fn push_lane(&mut self, lane: usize, time: u64, index: u32, generation: u32) {
        let kind = self.lanes[lane].kind;
        let last = self.lanes[lane].entries.back();
        if last.is_some_and(|last| time_of(last.key) > time) {
            self.push(time, kind, index);
            return;
        }
        let first = last.is_none();
        let key = self.key(time, Kind::Lane, lane as u32);
        if first {
            self.heap.push(key);
        }
        self.lanes[lane].entries.push_back(Entry {
            key,
            index,
            generation,
        });
    }

    /// Takes the next event, which is there: what, and whose. A lane's entry for which `gone` holds,
    /// given its call and generation, is passed over.
    #[inline]
    pub(super) fn take(&mut self, first: Next, gone: impl Fn(u32, u32) -> bool) -> (Kind, u32) {
        self.heap.take();
        let word = first.0 as u64;
        let index = (word & ((1 << INDEX_BITS) - 1)) as u32;
        let kind = KINDS[(word >> INDEX_BITS & ((1 << KIND_BITS) - 1)) as usize];
        if kind != Kind::Lane {
            return (kind, index);
        }
        let lane = &mut self.lanes[index as usize];
        let Some(first) = lane.entries.pop_front() else {
            return (kind, index);
        };
        if lane.fleeting {
            while lane
                .entries
                .front()
                .is_some_and(|e| gone(e.index, e.generation))
            {
                lane.entries.pop_front();
            }
        }
        if let Some(next) = lane.entries.front() {
            self.heap.push(next.key);
        }
        if lane.fleeting && gone(first.index, first.generation) {
            // Nothing happens; the caller asks again.
            return (Kind::Lane, index);
        }
        (lane.kind, first.index)
    }
}

impl Next {
    /// When it happens.
    #[inline]
    pub(super) const fn time(self) -> u64 {
        time_of(self.0)
    }
}

const fn time_of(key: Key) -> u64 {
    (key >> 64) as u64
}
