//! Random numbers of those that are compared with: xoshiro256++ (Blackman and Vigna 2018), and
//! exponential draws by the logarithm.

use serde::{Deserialize, Serialize};

/// A generator that can be part of a model.
#[derive(Debug, Serialize, Deserialize)]
pub struct Random([u64; 4]);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut mixer = seed;
        Self([(); 4].map(|()| {
            mixer = mixer.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (mixer ^ (mixer >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }))
    }

    #[inline]
    fn bits(&mut self) -> u64 {
        let Self([a, b, c, d]) = self;
        let drawn = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        drawn
    }

    /// Nanoseconds from an exponential distribution, at least one.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "below 2^53, and far below 2^63 nanoseconds"
    )]
    pub fn exponential(&mut self, mean: f64) -> u64 {
        let unit = ((self.bits() >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64);
        (-unit.ln() * mean) as u64 + 1
    }
}
