//! The queue as a bare loop: what stepping it costs where nothing is kept but a sum of waits.

use std::collections::VecDeque;

use super::{
    queue::{BETWEEN, Outcome, SERVERS, SERVICE},
    random::Random,
};

const CHILDREN: usize = 4;
/// An arrival and the ends of services, and no more.
const ROOM: usize = SERVERS + 1;
/// The low bit of an event says what happens at its nanosecond.
const ARRIVAL: u64 = 1;

/// Events that lie ahead, the earliest first.
struct Heap {
    events: [u64; ROOM],
    count: usize,
}

impl Heap {
    #[inline]
    fn push(&mut self, event: u64) {
        let mut at = self.count;
        self.count += 1;
        while at > 0 {
            let parent = (at - 1) / CHILDREN;
            if self.events[parent] <= event {
                break;
            }
            self.events[at] = self.events[parent];
            at = parent;
        }
        self.events[at] = event;
    }

    /// Puts an event where the earliest was.
    #[inline]
    fn replace(&mut self, event: u64) {
        let mut at = 0;
        loop {
            let first = at * CHILDREN + 1;
            if first >= self.count {
                break;
            }
            let last = (first + CHILDREN).min(self.count);
            let mut earliest = first;
            for child in first + 1..last {
                if self.events[child] < self.events[earliest] {
                    earliest = child;
                }
            }
            if event <= self.events[earliest] {
                break;
            }
            self.events[at] = self.events[earliest];
            at = earliest;
        }
        self.events[at] = event;
    }

    #[inline]
    fn remove(&mut self) {
        self.count -= 1;
        if self.count > 0 {
            self.replace(self.events[self.count]);
        }
    }
}

/// Steps until the last of some customers begins to be served.
pub fn run(seed: u64, customers: u32) -> Outcome {
    let mut random = Random::new(seed);
    let mut heap = Heap {
        events: [0; ROOM],
        count: 0,
    };
    let mut queue: VecDeque<u64> = VecDeque::new();
    let (mut busy, mut served, mut waited) = (0, 0, 0_u64);
    heap.push(random.exponential(BETWEEN) << 1 | ARRIVAL);
    while served < customers {
        let event = heap.events[0];
        let now = event >> 1;
        if event & ARRIVAL != 0 {
            heap.replace((now + random.exponential(BETWEEN)) << 1 | ARRIVAL);
            if busy < SERVERS {
                busy += 1;
                served += 1;
                heap.push((now + random.exponential(SERVICE)) << 1);
            } else {
                queue.push_back(now);
            }
        } else if let Some(came) = queue.pop_front() {
            served += 1;
            waited += now - came;
            heap.replace((now + random.exponential(SERVICE)) << 1);
        } else {
            busy -= 1;
            heap.remove();
        }
    }
    Outcome::new(customers, waited)
}
