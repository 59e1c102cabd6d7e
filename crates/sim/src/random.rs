//! Streams of random numbers: one per thing that is drawn, so that a change in one component does
//! not stir the others, and the same on every machine.
//!
//! The generator is xoshiro256++ (Blackman and Vigna 2018), seeded by splitmix64. Exponential and
//! normal draws are by the ziggurat with 256 layers (Marsaglia and Tsang 2000), whose tables are
//! worked out with `libm`, never with the machine's own mathematics.

use std::sync::LazyLock;

/// Layers of a ziggurat.
const LAYERS: usize = 256;
/// What brings the interval from 0 to 2^52 to that from 0 to 1.
const UNIT: f64 = 1.0 / (1_u64 << 52) as f64;
/// Where the exponential's tail begins.
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;
/// Where the normal's tail begins.
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;

/// Layers, and the density at their edges.
struct Ziggurat {
    /// The edge of each over 2^52, and that of the next.
    layers: [(f64, f64); LAYERS],
    height: [f64; LAYERS + 1],
}

impl Ziggurat {
    /// Layers of equal `area` under a falling density, down to where the tail begins.
    fn new(tail: f64, area: f64, density: fn(f64) -> f64, inverse: fn(f64) -> f64) -> Self {
        let mut edge = [0.0; LAYERS + 1];
        edge[0] = area / density(tail);
        edge[1] = tail;
        for layer in 2..LAYERS {
            edge[layer] = inverse(area / edge[layer - 1] + density(edge[layer - 1]));
        }
        // To scale by a power of two rounds nothing.
        let layers = std::array::from_fn(|layer| (edge[layer] * UNIT, edge[layer + 1]));
        Self {
            layers,
            height: edge.map(density),
        }
    }
}

static EXPONENTIAL: LazyLock<Ziggurat> = LazyLock::new(|| {
    let area = (EXPONENTIAL_TAIL + 1.0) * libm::exp(-EXPONENTIAL_TAIL);
    let density = |x: f64| libm::exp(-x);
    Ziggurat::new(EXPONENTIAL_TAIL, area, density, |y: f64| -libm::log(y))
});

static NORMAL: LazyLock<Ziggurat> = LazyLock::new(|| {
    let density = |x: f64| libm::exp(-0.5 * x * x);
    let beyond = libm::sqrt(std::f64::consts::FRAC_PI_2)
        * libm::erfc(NORMAL_TAIL * std::f64::consts::FRAC_1_SQRT_2);
    let area = NORMAL_TAIL * density(NORMAL_TAIL) + beyond;
    let inverse = |y: f64| libm::sqrt(-2.0 * libm::log(y));
    Ziggurat::new(NORMAL_TAIL, area, density, inverse)
});

/// One stream of random numbers.
#[derive(Clone)]
pub struct Stream {
    state: [u64; 4],
    exponential: &'static Ziggurat,
    normal: &'static Ziggurat,
}

impl Stream {
    /// The stream for what `words` name, such as a component and a purpose; other words give an
    /// independent stream.
    pub fn new(seed: u64, words: &[&str], replication: u64) -> Self {
        // FNV-1a over the words, each closed by a byte that no word of UTF-8 holds.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for word in words {
            for &byte in word.as_bytes().iter().chain(&[0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        let mut mixer = seed;
        let mut state = [0; 4];
        for word in &mut state {
            *word = split_mix(&mut mixer);
            mixer ^= hash;
            *word ^= split_mix(&mut mixer);
            mixer ^= replication;
            *word ^= split_mix(&mut mixer);
        }
        Self {
            state,
            exponential: &EXPONENTIAL,
            normal: &NORMAL,
        }
    }

    /// 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// A number in the open interval from 0 to 1.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        unit(self.bits())
    }

    /// A whole number below `n`, all alike likely (Lemire 2019); `n` above zero.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        debug_assert!(n > 0);
        loop {
            let product = u128::from(self.bits()) * u128::from(n);
            let low = product as u64;
            if low >= n || low >= n.wrapping_neg() % n {
                return (product >> 64) as u64;
            }
        }
    }

    /// Whether something of probability `p` happens.
    #[inline]
    pub fn happens(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// An exponential draw with mean one.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        loop {
            let bits = self.bits();
            let layer = (bits & 0xff) as usize;
            let (edge, next) = self.exponential.layers[layer];
            let x = between(bits) * edge;
            if x < next {
                return x;
            }
            if let Some(drawn) = self.exponential_beside(layer, x) {
                return drawn;
            }
        }
    }

    /// An exponential draw that lies beside what is sure to be under the density: about one in a
    /// hundred. Nothing where it is not under it.
    #[cold]
    fn exponential_beside(&mut self, layer: usize, x: f64) -> Option<f64> {
        if layer == 0 {
            return Some(EXPONENTIAL_TAIL - libm::log(self.uniform()));
        }
        let heights = &self.exponential.height;
        let (low, high) = (heights[layer], heights[layer + 1]);
        (low + (high - low) * self.uniform() < libm::exp(-x)).then_some(x)
    }

    /// A normal draw with mean zero and variance one. By itself, so that what draws by other laws
    /// stays small enough to be compiled into its callers.
    #[inline(never)]
    pub fn normal(&mut self) -> f64 {
        loop {
            let bits = self.bits();
            let layer = (bits & 0xff) as usize;
            let sign = if bits & 0x100 == 0 { 1.0 } else { -1.0 };
            let (edge, next) = self.normal.layers[layer];
            let x = between(bits) * edge;
            if x < next {
                return sign * x;
            }
            if layer == 0 {
                return sign * self.normal_tail();
            }
            let heights = &self.normal.height;
            let (low, high) = (heights[layer], heights[layer + 1]);
            if low + (high - low) * self.uniform() < libm::exp(-0.5 * x * x) {
                return sign * x;
            }
        }
    }

    /// Marsaglia's way to draw from a normal's tail.
    fn normal_tail(&mut self) -> f64 {
        loop {
            let x = -libm::log(self.uniform()) / NORMAL_TAIL;
            let y = -libm::log(self.uniform());
            if 2.0 * y > x * x {
                return NORMAL_TAIL + x;
            }
        }
    }
}

/// The top 52 bits as a number in the open interval from 0 to 1.
#[inline]
fn unit(bits: u64) -> f64 {
    between(bits) * UNIT
}

/// The same as a number in the open interval from 0 to 2^52.
#[inline]
fn between(bits: u64) -> f64 {
    (bits >> 12) as f64 + 0.5
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
