//! Keys in the order of how often they were used, since the beginning: also while they were not
//! kept.

/// A key that is kept.
#[derive(Clone, Copy)]
struct Entry {
    /// How often it was used, then when last: what is less makes room.
    rank: (u32, u64),
    key: u32,
    kept_at: u64,
}

/// Keys, the one used least often first to go; where several are alike, the one of them that was
/// used longest ago.
pub(in super::super) struct Lfu {
    capacity: usize,
    ttl: u64,
    /// A heap with four children to a node, the first to go on top.
    heap: Vec<Entry>,
    /// For each key, how often it was used.
    uses: Vec<u32>,
    /// For each key, one more than its place in the heap; zero where it is not kept.
    places: Vec<u32>,
    /// Uses of all keys.
    clock: u64,
}

const CHILDREN: usize = 4;

impl Lfu {
    /// Keeps as many keys as named, all below `keys`, for a time.
    pub(super) fn new(capacity: u32, ttl: u64, keys: u32) -> Self {
        Self {
            capacity: capacity as usize,
            ttl,
            heap: Vec::new(),
            uses: vec![0; keys as usize],
            places: vec![0; keys as usize],
            clock: 0,
        }
    }

    /// Whether a key is kept and still good; uses it.
    pub(super) fn hit(&mut self, key: u32, now: u64) -> bool {
        self.clock += 1;
        let uses = &mut self.uses[key as usize];
        *uses = uses.saturating_add(1);
        let place = self.places[key as usize];
        if place == 0 {
            return false;
        }
        let place = place as usize - 1;
        let entry = &mut self.heap[place];
        entry.rank = (*uses, self.clock);
        let good = now - entry.kept_at < self.ttl;
        self.sink(place);
        good
    }

    /// Keeps a key, unless all others were used more often.
    pub(super) fn keep(&mut self, key: u32, now: u64) {
        let place = self.places[key as usize];
        if place > 0 {
            self.heap[place as usize - 1].kept_at = now;
            return;
        }
        let uses = self.uses[key as usize];
        let entry = Entry {
            rank: (uses, self.clock),
            key,
            kept_at: now,
        };
        if self.heap.len() < self.capacity {
            self.heap.push(entry);
            self.rise(self.heap.len() - 1);
        } else if self.heap[0].rank.0 <= uses {
            self.places[self.heap[0].key as usize] = 0;
            self.heap[0] = entry;
            self.sink(0);
        }
    }

    /// Forgets everything, also how often keys were used.
    pub(super) fn clear(&mut self) {
        self.heap.clear();
        self.uses.fill(0);
        self.places.fill(0);
    }

    /// Puts an entry that may be less than those above it where it belongs.
    fn rise(&mut self, mut place: usize) {
        let entry = self.heap[place];
        while place > 0 {
            let above = (place - 1) / CHILDREN;
            if self.heap[above].rank <= entry.rank {
                break;
            }
            self.put(place, self.heap[above]);
            place = above;
        }
        self.put(place, entry);
    }

    /// Puts an entry that may be more than those below it where it belongs.
    fn sink(&mut self, mut place: usize) {
        let entry = self.heap[place];
        loop {
            let first = place * CHILDREN + 1;
            let below = first..(first + CHILDREN).min(self.heap.len());
            let least = below.min_by_key(|&child| self.heap[child].rank);
            let Some(least) = least.filter(|&child| self.heap[child].rank < entry.rank) else {
                break;
            };
            self.put(place, self.heap[least]);
            place = least;
        }
        self.put(place, entry);
    }

    fn put(&mut self, place: usize, entry: Entry) {
        self.heap[place] = entry;
        self.places[entry.key as usize] = place as u32 + 1;
    }
}
