//! Boundaries of group-sequential tests, by numerical integration.
//!
//! At equally spaced looks the sum of independent increments with variance one has, at look `k`,
//! mean `k·drift` and variance `k`. The density of that sum *and* of not having stopped before is
//! carried from look to look by integrating over where the test goes on (Armitage, `McPherson`
//! and Rowe 1969): by Gauss–Legendre panels that end exactly at the boundaries, where the density
//! breaks off.

use super::normal::{upper_point, upper_tail};

/// Standard deviations of one increment beyond which its density is taken as zero.
const REACH: f64 = 9.0;
/// Widest panel, in standard deviations of one increment.
const PANEL: f64 = 2.5;
/// Nodes and weights of the ten-point Gauss–Legendre rule, one half.
const RULE: [(f64, f64); 5] = [
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_9),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// Boundaries for the standardised statistic, one for each of the equally spaced looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundaries {
    /// Stops for more when the statistic is above.
    pub upper: Vec<f64>,
    /// Stops for less when the statistic is below; nothing in a one-sided test.
    pub lower: Option<Vec<f64>>,
}

/// How boundaries change from look to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The same at every look (Pocock 1977).
    Pocock,
    /// Falls with the square root of the look: `c·√(K/k)` (O'Brien and Fleming 1979).
    OBrienFleming,
}

impl Shape {
    /// The boundary at look `k` of `looks`, over the constant.
    pub(crate) fn at(self, k: usize, looks: usize) -> f64 {
        match self {
            Self::Pocock => 1.0,
            Self::OBrienFleming => libm::sqrt(looks as f64 / k as f64),
        }
    }
}

/// Probability of stopping above and below, look by look.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// Of stopping above the upper boundary.
    pub above: Vec<f64>,
    /// Of stopping below the lower one.
    pub below: Vec<f64>,
}

impl Crossing {
    /// Probability of stopping at any look, on either side.
    pub fn total(&self) -> f64 {
        self.above.iter().chain(&self.below).sum()
    }

    /// Expected number of looks, where the last ends the test in any case.
    pub fn expected_looks(&self) -> f64 {
        let looks = self.above.len();
        let early = self.above.iter().zip(&self.below).enumerate();
        let saved: f64 = early
            .map(|(at, (up, down))| (up + down) * (looks - at - 1) as f64)
            .sum();
        looks as f64 - saved
    }
}

impl Boundaries {
    /// The same nominal critical value at every look.
    pub fn flat(critical: f64, looks: usize, sides: u8) -> Self {
        Self::shaped(Shape::Pocock, critical, looks, sides)
    }

    /// Boundaries of a shape with a given constant.
    pub fn shaped(shape: Shape, constant: f64, looks: usize, sides: u8) -> Self {
        let upper: Vec<f64> = (1..=looks).map(|k| constant * shape.at(k, looks)).collect();
        let lower = (sides == 2).then(|| upper.iter().map(|bound| -bound).collect());
        Self { upper, lower }
    }

    /// Boundaries of a shape that are crossed with probability `alpha` where nothing differs:
    /// `alpha` from 1e-9 to below 0.5, 1 to 100 looks.
    pub fn spending(shape: Shape, alpha: f64, looks: usize, sides: u8) -> Self {
        let tail = |alpha: f64| upper_point(alpha / f64::from(sides));
        if looks <= 1 {
            return Self::shaped(shape, tail(alpha), looks, sides);
        }
        // One look is too lenient; by Bonferroni every look at its share of alpha is too strict,
        // and O'Brien and Fleming's boundary is nowhere below its constant.
        let (mut low, mut high) = (tail(alpha), tail(alpha / looks as f64));
        let excess = |constant: f64| {
            let crossed = Self::shaped(shape, constant, looks, sides).crossing(0.0);
            libm::log(crossed.total() / alpha)
        };
        let (mut above, mut below) = (excess(low), excess(high));
        // The secant of the logarithm, kept inside the bracket (Illinois): a handful of steps.
        let mut kept = 0;
        for _ in 0..60 {
            if high - low < 1e-10 {
                break;
            }
            let middle = (low * below - high * above) / (below - above);
            let here = excess(middle);
            if here.abs() < 1e-11 {
                return Self::shaped(shape, middle, looks, sides);
            }
            if here > 0.0 {
                (low, above) = (middle, here);
                if kept > 0 {
                    below *= 0.5;
                }
                kept = 1;
            } else {
                (high, below) = (middle, here);
                if kept < 0 {
                    above *= 0.5;
                }
                kept = -1;
            }
        }
        Self::shaped(shape, 0.5 * (low + high), looks, sides)
    }

    /// Probability of stopping where each look adds `drift` standard deviations of its increment.
    pub fn crossing(&self, drift: f64) -> Crossing {
        let looks = self.upper.len();
        let mut crossing = Crossing {
            above: Vec::with_capacity(looks),
            below: Vec::with_capacity(looks),
        };
        // Before the first look the sum is zero.
        let mut nodes = vec![Node { at: 0.0, mass: 1.0 }];
        for k in 1..=looks {
            let root = libm::sqrt(k as f64);
            let upper = self.upper[k - 1] * root;
            let lower = self.lower.as_ref().map(|lower| lower[k - 1] * root);
            let stops = |tail: &dyn Fn(&Node) -> f64| -> f64 {
                nodes.iter().map(|node| node.mass * tail(node)).sum()
            };
            crossing
                .above
                .push(stops(&|node| upper_tail(upper - node.at - drift)));
            crossing.below.push(lower.map_or(0.0, |lower| {
                stops(&|node| upper_tail(node.at + drift - lower))
            }));
            if k < looks {
                let (mean, reach) = (k as f64 * drift, REACH * root);
                let from = lower.unwrap_or(f64::NEG_INFINITY).max(mean - reach);
                nodes = carried(&nodes, drift, from, upper.min(mean + reach));
            }
        }
        crossing
    }
}

/// A place and the probability that the quadrature puts there.
struct Node {
    at: f64,
    mass: f64,
}

/// The density after one more increment, at the nodes between two ends.
fn carried(before: &[Node], drift: f64, from: f64, to: f64) -> Vec<Node> {
    if to <= from {
        return Vec::new();
    }
    let panels = libm::ceil((to - from) / PANEL).max(1.0);
    let half = 0.5 * (to - from) / panels;
    let mut after = Vec::with_capacity(panels as usize * 2 * RULE.len());
    for panel in 0..panels as usize {
        let centre = from + half * (2 * panel + 1) as f64;
        for &(node, weight) in &RULE {
            for side in [-1.0, 1.0] {
                let at = centre + side * half * node;
                let density = density_at(before, at - drift);
                after.push(Node {
                    at,
                    mass: weight * half * density,
                });
            }
        }
    }
    after
}

fn density_at(before: &[Node], at: f64) -> f64 {
    const SCALE: f64 = 0.398_942_280_401_432_7;
    let near = before.iter().filter(|node| (at - node.at).abs() < REACH);
    let sum: f64 = near
        .map(|node| {
            let step = at - node.at;
            node.mass * libm::exp(-0.5 * step * step)
        })
        .sum();
    SCALE * sum
}
