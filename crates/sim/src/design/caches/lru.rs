//! Keys in the order of their use.

use super::ByKey;

const NONE: u32 = u32::MAX;

struct Entry {
    key: u32,
    newer: u32,
    older: u32,
    kept_at: u64,
}

/// Keys, the one used longest ago first to go.
pub(in super::super) struct Lru {
    capacity: u32,
    ttl: u64,
    places: ByKey<u32>,
    entries: Vec<Entry>,
    newest: u32,
    oldest: u32,
}

impl Lru {
    pub(super) fn new(capacity: u32, ttl: u64) -> Self {
        Self {
            capacity,
            ttl,
            places: ByKey::default(),
            entries: Vec::new(),
            newest: NONE,
            oldest: NONE,
        }
    }

    /// Whether a key is kept and still good; uses it.
    pub(super) fn hit(&mut self, key: u32, now: u64) -> bool {
        let Some(&place) = self.places.get(&key) else {
            return false;
        };
        self.unlink(place);
        self.link_newest(place);
        now - self.entries[place as usize].kept_at < self.ttl
    }

    /// Keeps a key.
    pub(super) fn keep(&mut self, key: u32, now: u64) {
        if let Some(&place) = self.places.get(&key) {
            self.entries[place as usize].kept_at = now;
            return;
        }
        let entry = Entry {
            key,
            newer: NONE,
            older: NONE,
            kept_at: now,
        };
        let place = if self.entries.len() < self.capacity as usize {
            self.entries.push(entry);
            self.entries.len() as u32 - 1
        } else {
            let place = self.oldest;
            self.unlink(place);
            self.places.remove(&self.entries[place as usize].key);
            self.entries[place as usize] = entry;
            place
        };
        self.places.insert(key, place);
        self.link_newest(place);
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.entries.clear();
        self.newest = NONE;
        self.oldest = NONE;
    }

    fn unlink(&mut self, place: u32) {
        let Entry { newer, older, .. } = self.entries[place as usize];
        match newer {
            NONE => self.newest = older,
            newer => self.entries[newer as usize].older = older,
        }
        match older {
            NONE => self.oldest = newer,
            older => self.entries[older as usize].newer = newer,
        }
    }

    fn link_newest(&mut self, place: u32) {
        let older = self.newest;
        self.entries[place as usize].newer = NONE;
        self.entries[place as usize].older = older;
        match older {
            NONE => self.oldest = place,
            older => self.entries[older as usize].newer = place,
        }
        self.newest = place;
    }
}
