//! Identities and seeds, drawn from a stream whose seed is passed in.

use std::{
    io::Read,
    sync::{Mutex, PoisonError},
};

use onsite_domain::{clock::Timestamp, draw::Stream, id::Id};

/// Makes identities and seeds.
pub struct Ids(Mutex<Stream>);

impl Ids {
    /// Starts from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(Mutex::new(Stream::new(seed)))
    }

    /// Starts from the machine's random source.
    pub fn from_machine() -> std::io::Result<Self> {
        let mut bytes = [0; 8];
        std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        Ok(Self::new(u64::from_le_bytes(bytes)))
    }

    /// A new identity.
    pub fn id(&self, now: Timestamp) -> Id {
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&stream.next().to_le_bytes());
        random[8..].copy_from_slice(&stream.next().to_le_bytes()[..2]);
        Id::new(now, random)
    }

    /// A new seed, which fits a JSON number exactly.
    pub fn seed(&self) -> u64 {
        let mut stream = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        stream.next() >> 11
    }
}
