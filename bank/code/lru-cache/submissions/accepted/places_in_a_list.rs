use std::collections::HashMap;

struct Entry {
    key: i64,
    value: i64,
    before: usize,
    after: usize,
}

/// A ring of entries, linked by their places in a vector; behind place 0 the stalest, before it the last used.
struct LruCache {
    capacity: usize,
    place: HashMap<i64, usize>,
    ring: Vec<Entry>,
}

impl LruCache {
    pub fn new(capacity: i64) -> Self {
        let end = Entry { key: 0, value: 0, before: 0, after: 0 };
        Self { capacity: capacity as usize, place: HashMap::new(), ring: vec![end] }
    }

    pub fn get(&mut self, key: i64) -> Option<i64> {
        let place = *self.place.get(&key)?;
        self.unlink(place);
        self.link_last(place);
        Some(self.ring[place].value)
    }

    pub fn put(&mut self, key: i64, value: i64) {
        let place = if let Some(&place) = self.place.get(&key) {
            self.unlink(place);
            place
        } else if self.place.len() == self.capacity {
            let stalest = self.ring[0].after;
            self.unlink(stalest);
            self.place.remove(&self.ring[stalest].key);
            stalest
        } else {
            self.ring.push(Entry { key, value, before: 0, after: 0 });
            self.ring.len() - 1
        };
        self.ring[place].key = key;
        self.ring[place].value = value;
        self.place.insert(key, place);
        self.link_last(place);
    }

    fn unlink(&mut self, place: usize) {
        let Entry { before, after, .. } = self.ring[place];
        self.ring[before].after = after;
        self.ring[after].before = before;
    }

    fn link_last(&mut self, place: usize) {
        let last = self.ring[0].before;
        self.ring[place].before = last;
        self.ring[place].after = 0;
        self.ring[last].after = place;
        self.ring[0].before = place;
    }
}
