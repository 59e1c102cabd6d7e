//! What an instance of a cache keeps, and which of its misses wait for each other.

mod lfu;
mod lru;

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use self::{lfu::Lfu, lru::Lru};
use super::model::{Cache, Policy};

/// Something for each of some keys.
type ByKey<T> = HashMap<u32, T, BuildHasherDefault<Spread>>;

/// Spreads whole numbers by multiplication; keys are drawn by us, so that nobody can make them
/// collide.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(32);
    }
}

/// What one instance keeps.
pub(super) enum Kept {
    Lru(Lru),
    Lfu(Lfu),
}

impl Kept {
    /// Nothing yet, of keys below `keys`.
    pub(super) fn new(cache: &Cache, keys: u32) -> Self {
        let ttl = cache.ttl.unwrap_or(u64::MAX);
        match cache.policy {
            Policy::Lru => Self::Lru(Lru::new(cache.capacity, ttl)),
            Policy::Lfu => Self::Lfu(Lfu::new(cache.capacity, ttl, keys)),
        }
    }

    /// Whether a key is kept and still good; uses it.
    #[inline]
    pub(super) fn hit(&mut self, key: u32, now: u64) -> bool {
        match self {
            Self::Lru(kept) => kept.hit(key, now),
            Self::Lfu(kept) => kept.hit(key, now),
        }
    }

    /// Keeps a key, where there is room for it.
    #[inline]
    pub(super) fn keep(&mut self, key: u32, now: u64) {
        match self {
            Self::Lru(kept) => kept.keep(key, now),
            Self::Lfu(kept) => kept.keep(key, now),
        }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        match self {
            Self::Lru(kept) => kept.clear(),
            Self::Lfu(kept) => kept.clear(),
        }
    }
}

/// Misses of one instance that are under way: for each key the call that asks, and the last of
/// those that wait for it.
#[derive(Default)]
pub(super) struct Misses(ByKey<(u32, u32)>);

impl Misses {
    /// A call misses a key. Says behind which call it waits; nothing where it has to ask itself.
    pub(super) fn join(&mut self, key: u32, call: u32) -> Option<u32> {
        if let Some((_, last)) = self.0.get_mut(&key) {
            return Some(std::mem::replace(last, call));
        }
        self.0.insert(key, (call, call));
        None
    }

    /// A call ends: where it asked for its key, later ones ask again.
    pub(super) fn leave(&mut self, key: u32, call: u32) {
        if self.0.get(&key).is_some_and(|&(asks, _)| asks == call) {
            self.0.remove(&key);
        }
    }

    /// About the memory that they take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.0.len() * size_of::<(u32, u32, u32)>()
    }

    /// Those under way are lost with the instance: later ones ask again.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
