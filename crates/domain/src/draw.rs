//! A small seeded stream of random numbers, the same on every machine.

/// `SplitMix64` (Steele, Lea and Flood 2014): one 64-bit state, passes `BigCrush`, and seeds well
/// from small integers.
#[derive(Clone, Debug)]
pub struct Stream(u64);

impl Stream {
    /// Starts a stream.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An index below `count`, which must not be zero (multiply-shift; the bias is below 2⁻³²
    /// for the short lists it is used on).
    pub fn below(&mut self, count: usize) -> usize {
        assert!(count > 0, "nothing to draw from");
        let scaled = (u128::from(self.next()) * count as u128) >> 64;
        usize::try_from(scaled).expect("is below a usize")
    }
}
