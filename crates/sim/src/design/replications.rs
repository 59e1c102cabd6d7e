//! Replications of one run as they come in. Thousands of them take no more memory than some.

use super::{model::Design, report::Report, tally::Replication};

/// Most replications, or groups of them, that are kept apart.
const MOST_APART: usize = 64;
/// Fewest of them.
const LEAST_APART: usize = 8;
/// Memory that what is kept apart may take, in bytes.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Replications in their order: those beyond what is kept apart make groups of two, four, eight of
/// the same size, each of which counts as one in every interval.
pub struct Replications {
    apart: Vec<Replication>,
    /// Most that are kept apart.
    most: usize,
    /// Replications of a group.
    each: u64,
    count: u64,
    hash: Hash,
    /// The tail of the first.
    tail: Option<u64>,
}

impl Replications {
    /// None yet, of a design.
    pub fn new(design: &Design) -> Self {
        let each = Replication::most_bytes(
            design.components.len(),
            design.load.types.len(),
            design.deliveries().len(),
        );
        let fitting = MOST_BYTES / each;
        Self {
            apart: Vec::new(),
            most: fitting.clamp(LEAST_APART, MOST_APART),
            each: 1,
            count: 0,
            hash: Hash::new(),
            tail: None,
        }
    }

    /// The least time that the slowest hundredth of the first one's requests took, in nanoseconds.
    pub const fn tail(&self) -> Option<u64> {
        self.tail
    }

    /// Adds the next one.
    pub fn add(&mut self, replication: Replication) {
        if self.count == 0 {
            self.tail = replication.tail();
        }
        self.count += 1;
        self.hash.add(&replication);
        let full = self.apart.last().is_none_or(|last| last.runs == self.each);
        if full && self.apart.len() == self.most {
            self.each *= 2;
            for group in std::mem::take(&mut self.apart) {
                self.put(group);
            }
        }
        self.put(replication);
    }

    /// Adds to the last group that is not full, or begins another.
    fn put(&mut self, group: Replication) {
        match self.apart.last_mut() {
            Some(last) if last.runs < self.each => last.merge(&group),
            _ => self.apart.push(group),
        }
    }

    /// How many were added.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Their figures.
    pub fn report(&self, design: &Design) -> Report {
        let mut report = Report::new(design, &self.apart);
        report.result_hash = self.hash.text();
        report
    }
}

/// FNV-1a over all counts of replications.
pub(super) struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// That of some, in order.
    pub(super) fn of(replications: &[Replication]) -> Self {
        let mut hash = Self::new();
        for replication in replications {
            hash.add(replication);
        }
        hash
    }

    fn add(&mut self, replication: &Replication) {
        replication.hash(&mut |word: u64| {
            for byte in word.to_le_bytes() {
                self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        });
    }

    pub(super) fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}
