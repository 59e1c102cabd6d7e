//! Binomial draws: how many of `n` things of probability `p` happen.
//!
//! A distribution that stays the same for a whole run is prepared once as a table of aliases
//! (Walker 1977, built after Vose 1991): one random word a draw, whatever `n`. A wide one, and one
//! whose `n` changes with every draw, goes by transformed rejection (Hörmann 1993, algorithm BTRS),
//! about 2.5 uniforms a draw, or by inversion where few are expected.

use std::hint::select_unpredictable;

use crate::Stream;

/// Longest table; wider distributions go by rejection, so that a plan of many looks stays small.
const LONGEST: usize = 4096;
/// What is left out of a table: outcomes this much less likely than the mode. One draw has 64 bits.
const NEGLIGIBLE: f64 = 1e-22;
/// Expected successes, or failures, below which inversion is used: BTRS is made for ten and more.
const FEW: f64 = 10.0;

/// A binomial distribution, prepared for many draws.
#[derive(Clone, Debug)]
pub struct Binomial(Way);

#[derive(Clone, Debug)]
enum Way {
    Table(Table),
    Rejection(Rejection),
}

impl Binomial {
    /// The number of successes in `n` independent trials of probability `p`; `n` below 2^53 and
    /// `p` from 0 to 1, a `p` outside counts as the nearer end.
    pub fn new(n: u64, p: f64) -> Self {
        let p = p.clamp(0.0, 1.0);
        Self(Table::new(n, p).map_or_else(|| Way::Rejection(Rejection::new(n, p)), Way::Table))
    }

    /// One draw.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> u64 {
        match &self.0 {
            Way::Table(table) => table.draw(stream),
            Way::Rejection(rejection) => rejection.draw(stream),
        }
    }
}

impl Stream {
    /// One binomial draw, without a table; for numbers of trials that change with every draw.
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        let p = p.clamp(0.0, 1.0);
        let rare = p.min(1.0 - p);
        if n as f64 * rare >= FEW {
            return Rejection::new(n, p).draw(self);
        }
        let k = self.inversion(n, rare);
        if p > 0.5 { n - k } else { k }
    }

    /// Walks up from zero; few are expected, so the walk is short.
    fn inversion(&mut self, n: u64, p: f64) -> u64 {
        if p <= 0.0 {
            return 0;
        }
        let odds = p / (1.0 - p);
        let mut weight = libm::exp(n as f64 * libm::log1p(-p));
        let mut left = self.uniform();
        let mut k = 0;
        while left > weight && k < n {
            left -= weight;
            weight *= odds * ((n - k) as f64 / (k + 1) as f64);
            k += 1;
            // Rounding may leave a rest that no weight is large enough for.
            if weight < 1e-18 && (k as f64) > n as f64 * p {
                break;
            }
        }
        k
    }
}

/// Outcomes from `first` on, each with its share of a cell and who has the rest of the cell.
#[derive(Clone, Debug)]
struct Table {
    first: u64,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    share: u64,
    alias: u32,
}

impl Table {
    /// The table, or nothing where it would be too long.
    fn new(n: u64, p: f64) -> Option<Self> {
        let (first, weights) = weights(n, p)?;
        let total: f64 = weights.iter().sum();
        let scale = weights.len() as f64 / total;
        let mut share: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
        let mut cells: Vec<Cell> = (0..weights.len() as u32)
            .map(|alias| Cell {
                share: u64::MAX,
                alias,
            })
            .collect();
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) =
            (0..share.len()).partition(|&at| share[at] < 1.0);
        while let (Some(&needy), Some(&giver)) = (poor.last(), rich.last()) {
            poor.pop();
            cells[needy] = Cell {
                share: (share[needy] * TWO_TO_64) as u64,
                alias: giver as u32,
            };
            share[giver] -= 1.0 - share[needy];
            if share[giver] < 1.0 {
                rich.pop();
                poor.push(giver);
            }
        }
        Some(Self { first, cells })
    }

    #[inline]
    fn draw(&self, stream: &mut Stream) -> u64 {
        let product = u128::from(stream.bits()) * self.cells.len() as u128;
        let at = (product >> 64) as usize;
        let cell = self.cells[at];
        // Which of the two is chance: a branch would be guessed wrong half of the time.
        let own = product as u64 <= cell.share;
        let chosen = select_unpredictable(own, at as u64, u64::from(cell.alias));
        self.first + chosen
    }
}

const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

/// Probabilities relative to the mode's, outwards from it, and the first outcome they stand for.
fn weights(n: u64, p: f64) -> Option<(u64, Vec<f64>)> {
    if p <= 0.0 {
        return Some((0, vec![1.0]));
    }
    if p >= 1.0 {
        return Some((n, vec![1.0]));
    }
    let mode = (((n + 1) as f64 * p) as u64).min(n);
    let odds = p / (1.0 - p);
    let mut below = Vec::new();
    let (mut k, mut weight) = (mode, 1.0);
    while k > 0 {
        weight *= k as f64 / ((n - k + 1) as f64 * odds);
        if weight < NEGLIGIBLE {
            break;
        }
        below.push(weight);
        if below.len() >= LONGEST {
            return None;
        }
        k -= 1;
    }
    let first = mode - below.len() as u64;
    let mut weights: Vec<f64> = below.into_iter().rev().collect();
    weights.push(1.0);
    (k, weight) = (mode, 1.0);
    while k < n {
        weight *= (n - k) as f64 * odds / (k + 1) as f64;
        if weight < NEGLIGIBLE {
            break;
        }
        weights.push(weight);
        if weights.len() >= LONGEST {
            return None;
        }
        k += 1;
    }
    Some((first, weights))
}

/// Constants of transformed rejection, for the rarer of success and failure.
#[derive(Clone, Debug)]
struct Rejection {
    n: u64,
    flipped: bool,
    /// Odds of the rarer outcome.
    odds: f64,
    mode: f64,
    a: f64,
    b: f64,
    centre: f64,
    alpha: f64,
    quick: f64,
    /// What of the acceptance depends on the mode alone.
    at_mode: f64,
}

impl Rejection {
    fn new(n: u64, p: f64) -> Self {
        let flipped = p > 0.5;
        let p = if flipped { 1.0 - p } else { p };
        let trials = n as f64;
        let spread = libm::sqrt(trials * p * (1.0 - p));
        let b = 1.15 + 2.53 * spread;
        let odds = p / (1.0 - p);
        let mode = libm::floor((trials + 1.0) * p);
        Self {
            n,
            flipped,
            odds,
            mode,
            a: -0.0873 + 0.0248 * b + 0.01 * p,
            b,
            centre: trials * p + 0.5,
            alpha: (2.83 + 5.1 / b) * spread,
            quick: 0.92 - 4.2 / b,
            at_mode: stirling(mode) + stirling(trials - mode),
        }
    }

    fn draw(&self, stream: &mut Stream) -> u64 {
        let n = self.n as f64;
        let k = loop {
            let v = stream.uniform();
            let u = stream.uniform() - 0.5;
            let us = 0.5 - u.abs();
            let k = libm::floor((2.0 * self.a / us + self.b) * u + self.centre);
            if us >= 0.07 && v <= self.quick {
                break k;
            }
            if !(0.0..=n).contains(&k) {
                continue;
            }
            let v = libm::log(v * self.alpha / (self.a / (us * us) + self.b));
            if v <= self.relative(k) {
                break k;
            }
        };
        let k = (k.clamp(0.0, n) as u64).min(self.n);
        if self.flipped { self.n - k } else { k }
    }

    /// Logarithm of the probability of `k` over that of the mode, by Stirling's formula.
    fn relative(&self, k: f64) -> f64 {
        let (n, m) = (self.n as f64, self.mode);
        let (fails, fails_at_mode) = (n - k + 1.0, n - m + 1.0);
        (m + 0.5) * libm::log((m + 1.0) / (self.odds * fails_at_mode))
            + (n + 1.0) * libm::log1p((k - m) / fails)
            + (k + 0.5) * libm::log(self.odds * fails / (k + 1.0))
            + self.at_mode
            - stirling(k)
            - stirling(n - k)
    }
}

/// What Stirling's formula for the logarithm of `k` factorial, written around `k + 1`, leaves out.
fn stirling(k: f64) -> f64 {
    const SMALL: [f64; 10] = [
        0.081_061_466_795_327_26,
        0.041_340_695_955_409_29,
        0.027_677_925_684_998_34,
        0.020_790_672_103_765_09,
        0.016_644_691_189_821_19,
        0.013_876_128_823_070_75,
        0.011_896_709_945_891_77,
        0.010_411_265_261_972_09,
        0.009_255_462_182_712_733,
        0.008_330_563_433_362_87,
    ];
    if k < SMALL.len() as f64 {
        return SMALL[k as usize];
    }
    let step = k + 1.0;
    let square = step * step;
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / step
}
