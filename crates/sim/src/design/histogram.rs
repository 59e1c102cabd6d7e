//! Counts of times in buckets whose width is one part in 64 of the time.

use serde::Serialize;

/// Buckets in each octave.
const PER_OCTAVE: u32 = 64;
const OCTAVE_BITS: u32 = PER_OCTAVE.trailing_zeros();
/// Times of more than this many bits fall into the last bucket: 2^47 ns are 39 hours.
const MOST_BITS: u32 = 47;
const BUCKETS: usize = ((MOST_BITS - OCTAVE_BITS + 1) * PER_OCTAVE) as usize;

/// Buckets that are told together: eight to an octave.
const PER_BIN: usize = 8;

/// How many of all times lie between two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// The first, in milliseconds.
    pub from_ms: f64,
    /// The second, which is none of them.
    pub to_ms: f64,
    /// How many.
    pub count: u64,
}

/// Counts of times, in nanoseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Histogram {
    /// Empty until something is counted.
    counts: Vec<u32>,
    total: u64,
    sum: u128,
}

impl Histogram {
    /// Memory of the buckets, once something is counted.
    pub(crate) const MOST_BYTES: usize = BUCKETS * size_of::<u32>();

    /// Counts a time.
    #[inline]
    pub(crate) fn add(&mut self, time: u64) {
        if self.counts.is_empty() {
            self.begin();
        }
        self.counts[bucket(time)] += 1;
        self.total += 1;
        self.sum += u128::from(time);
    }

    #[cold]
    fn begin(&mut self) {
        self.counts = vec![0; BUCKETS];
    }

    /// Adds what another has counted.
    pub(crate) fn merge(&mut self, other: &Self) {
        if self.counts.is_empty() {
            self.counts.clone_from(&other.counts);
        } else {
            for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
                *mine = mine.saturating_add(*theirs);
            }
        }
        self.total += other.total;
        self.sum += other.sum;
    }

    /// How many were counted.
    pub(crate) const fn total(&self) -> u64 {
        self.total
    }

    /// The sum of what was counted.
    pub(crate) const fn sum(&self) -> u128 {
        self.sum
    }

    /// Adds what was counted to a hash.
    pub(crate) fn hash(&self, add: &mut impl FnMut(u64)) {
        add(self.total);
        add(self.sum as u64);
        for (low, _, count) in self.buckets() {
            add(low.to_bits());
            add(u64::from(count));
        }
    }

    /// The time that a share `p` of all do not exceed; linear between the ends of its bucket.
    pub(crate) fn quantile(&self, p: f64) -> Option<f64> {
        let rank = p * self.total as f64;
        let mut below = 0.0;
        for (index, &count) in self.counts.iter().enumerate() {
            let count = f64::from(count);
            if count > 0.0 && below + count >= rank {
                let (low, width) = edges(index);
                // The bucket of width one holds one time only.
                let inside = if width > 1.0 {
                    width * (rank - below) / count
                } else {
                    0.0
                };
                return Some(low + inside);
            }
            below += count;
        }
        None
    }

    /// The lower edge of the bucket in which the time lies that a share `p` of all do not exceed.
    pub(crate) fn lower_edge(&self, p: f64) -> Option<u64> {
        let rank = p * self.total as f64;
        let mut below = 0.0;
        let holds = self.buckets().find(|&(_, _, count)| {
            below += f64::from(count);
            below >= rank
        });
        holds.map(|(low, ..)| low as u64)
    }

    /// The counts, eight bins to a doubling of the time; none that is empty.
    pub(crate) fn bins(&self) -> Vec<Bin> {
        let all = self.counts.chunks(PER_BIN).enumerate();
        let bins = all.map(|(at, counts)| {
            let (low, _) = edges(at * PER_BIN);
            let (last, width) = edges(at * PER_BIN + PER_BIN - 1);
            Bin {
                from_ms: low / 1e6,
                to_ms: (last + width) / 1e6,
                count: counts.iter().map(|&count| u64::from(count)).sum(),
            }
        });
        bins.filter(|bin| bin.count > 0).collect()
    }

    /// How many were not above a time; linear between the ends of its bucket.
    pub(crate) fn below(&self, time: f64) -> f64 {
        let mut below = 0.0;
        for (low, width, count) in self.buckets() {
            if low + width <= time || width <= 1.0 && low <= time {
                below += f64::from(count);
            } else if low < time {
                below += f64::from(count) * (time - low) / width;
            }
        }
        below
    }

    /// Buckets that are not empty: lower edge in nanoseconds, width, count.
    pub(crate) fn buckets(&self) -> impl Iterator<Item = (f64, f64, u32)> {
        let counts = self.counts.iter().enumerate().filter(|&(_, &n)| n > 0);
        counts.map(|(index, &count)| {
            let (low, width) = edges(index);
            (low, width, count)
        })
    }
}

#[inline]
const fn bucket(time: u64) -> usize {
    if time < PER_OCTAVE as u64 {
        return time as usize;
    }
    let time = if time >> MOST_BITS == 0 {
        time
    } else {
        (1 << MOST_BITS) - 1
    };
    let octave = time.ilog2() - OCTAVE_BITS;
    (octave * PER_OCTAVE) as usize + (time >> octave) as usize
}

/// Lower edge and width of a bucket.
fn edges(index: usize) -> (f64, f64) {
    let index = index as u64;
    let per = u64::from(PER_OCTAVE);
    if index < per {
        return (index as f64, 1.0);
    }
    let octave = index / per - 1;
    let low = (index - octave * per) << octave;
    (low as f64, (1_u64 << octave) as f64)
}
