//! Whether draws agree with a distribution, with a stated chance of refusing a right sampler.
//!
//! A list of `n` draws is put to six tests, each of which gets a sixth of the false-alarm rate:
//!
//! 1. Counts over bins of neighbouring outcomes, and 2. over interleaved bins where there are many
//!    outcomes: too far from what is expected. With `k` bins and `t = n·KL(observed ‖ expected)`,
//!    half the likelihood-ratio statistic `G`, the chance that `t` is reached is at most
//!    `e^(−t) · (e·t/(k−1))^(k−1)` for `t > k−1` (Agrawal 2020, "Finite-sample concentration of
//!    the multinomial in relative entropy"). The bound holds for every `n` and every distribution,
//!    where the usual chi-square approximation is far too small for rare outcomes.
//! 3. Counts too close to what is expected, as from a sampler that deals the outcomes out in turn.
//!    With bins of at least ten expected draws `G` is nearly chi-square with `d = k−1` degrees of
//!    freedom; since counts are whole numbers, `x = (√G + √Σ1/eᵢ)²` stands for it, and the chance
//!    of less is at most `(x/d · e^(1−x/d))^(d/2)` for `x < d` (Chernoff).
//! 4. Each single outcome's count, where there are too many outcomes for bins of their own: a count
//!    of `c` or further from what is expected has at most the chance `e^(−n·KL(c/n ‖ p))` (Chernoff),
//!    on either side, and there are `k` outcomes.
//! 5. and 6. Neighbouring pairs over few bins, those that begin at even and at odd places apart,
//!    so that the pairs of each test are independent: bounded as in 1.

/// Tests that one list of draws is put to.
const TESTS: f64 = 6.0;
/// About as many bins as counts are spread over.
const COUNT_BINS: usize = 64;
/// Half of the most bins that each half of a pair is spread over.
const PAIR_BINS: usize = 4;
/// Number of interleaved bins: a multiple of every short period that outcomes may wrongly have.
const INTERLEAVED: usize = 60;
/// Draws expected in a bin for the test of regularity.
const FULL_BIN: f64 = 10.0;

/// Why draws do not agree with a distribution, in words; nothing where they do.
pub(crate) fn disagreement(
    draws: &[i64],
    distribution: &[f64],
    false_alarm: f64,
) -> Option<String> {
    let places: Vec<usize> = match draws
        .iter()
        .enumerate()
        .map(|(i, &draw)| place(i, draw, distribution))
        .collect()
    {
        Ok(places) => places,
        Err(words) => return Some(words),
    };
    let level = false_alarm / TESTS;
    too_far(&places, distribution, level)
        .or_else(|| too_regular(&places, distribution, level))
        .or_else(|| one_too_far(&places, distribution, level))
        .or_else(|| dependent(&places, distribution, level))
}

/// The draw as an index, if it can come up at all.
fn place(index: usize, draw: i64, distribution: &[f64]) -> Result<usize, String> {
    let number = index + 1;
    let known = usize::try_from(draw)
        .ok()
        .and_then(|place| Some((place, *distribution.get(place)?)));
    match known {
        Some((place, p)) if p > 0.0 => Ok(place),
        Some(_) => Err(format!(
            "draw {number} is {draw}, which has probability zero and must never come up"
        )),
        None => Err(format!(
            "draw {number} is {draw}, which is not among the outcomes 0 to {}",
            distribution.len().saturating_sub(1)
        )),
    }
}

/// Tests 1 and 2.
fn too_far(places: &[usize], distribution: &[f64], level: f64) -> Option<String> {
    let near = Bins::neighbours(distribution, COUNT_BINS, 0.0);
    let many = distribution.iter().filter(|p| **p > 0.0).count() > COUNT_BINS;
    let apart = many.then(|| Bins::interleaved(distribution));
    std::iter::once(near).chain(apart).find_map(|bins| {
        let counts = bins.count(places.iter().copied());
        (far_chance(&counts, &bins.shares) < level).then(|| {
            let (bin, expected) = worst(&counts, &bins.shares);
            format!(
                "{} came up {} times in {} draws; about {} were expected",
                bins.name(bin),
                counts[bin],
                places.len(),
                rounded(expected)
            )
        })
    })
}

/// Test 3.
fn too_regular(places: &[usize], distribution: &[f64], level: f64) -> Option<String> {
    let bins = Bins::neighbours(distribution, COUNT_BINS, FULL_BIN / number(places.len()));
    let counts = bins.count(places.iter().copied());
    (near_chance(&counts, &bins.shares) < level).then(|| {
        format!(
            "over {} draws every outcome came up almost exactly as often as expected, closer than \
             chance allows: outcomes seem to be dealt out in turn",
            places.len()
        )
    })
}

/// Test 4.
fn one_too_far(places: &[usize], distribution: &[f64], level: f64) -> Option<String> {
    let outcomes = distribution.iter().filter(|p| **p > 0.0).count();
    if outcomes <= COUNT_BINS {
        return None;
    }
    let mut counts = vec![0_u64; distribution.len()];
    for &place in places {
        counts[place] += 1;
    }
    let total = u64::try_from(places.len()).unwrap_or(u64::MAX);
    // Two sides for every outcome.
    let most = (2.0 * number(outcomes) / level).ln();
    let far = distribution
        .iter()
        .zip(&counts)
        .map(|(&p, &c)| divergence(&[c, total - c], &[p, 1.0 - p]));
    let far = far.enumerate().filter(|(i, _)| distribution[*i] > 0.0);
    let (outcome, most_far) = far.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (most_far > most).then(|| {
        format!(
            "outcome {outcome} came up {} times in {total} draws; about {} were expected",
            counts[outcome],
            rounded(count(total) * distribution[outcome])
        )
    })
}

/// Tests 5 and 6.
fn dependent(places: &[usize], distribution: &[f64], level: f64) -> Option<String> {
    let bins = Bins::neighbours(distribution, PAIR_BINS, 0.0);
    let side = bins.shares.len();
    let shares: Vec<f64> = bins
        .shares
        .iter()
        .flat_map(|a| bins.shares.iter().map(move |b| a * b))
        .collect();
    [0, 1].into_iter().find_map(|start| {
        let pairs = places.get(start..)?.chunks_exact(2);
        let total = pairs.len();
        let mut counts = vec![0_u64; shares.len()];
        for pair in pairs {
            counts[bins.of[pair[0]] * side + bins.of[pair[1]]] += 1;
        }
        (far_chance(&counts, &shares) < level).then(|| {
            let (cell, expected) = worst(&counts, &shares);
            format!(
                "{} was followed by {} in {} of {total} pairs of draws; about {} were expected, \
                 for a draw must not depend on the one before it",
                bins.name(cell / side),
                bins.name(cell % side),
                counts[cell],
                rounded(expected)
            )
        })
    })
}

/// Outcomes put together into bins.
struct Bins {
    /// The bin of each outcome.
    of: Vec<usize>,
    /// The probability of each bin.
    shares: Vec<f64>,
    /// Lowest and highest outcome above zero of each bin.
    ranges: Vec<(usize, usize)>,
    interleaved: bool,
}

impl Bins {
    /// Puts neighbours together until a bin holds its share: at most about twice `aim` bins, each
    /// of at least `least` probability.
    fn neighbours(distribution: &[f64], aim: usize, least: f64) -> Self {
        let outcomes = distribution.iter().filter(|p| **p > 0.0).count();
        // Few outcomes need not share a bin.
        let full = if outcomes <= aim {
            least
        } else {
            least.max(1.0 / number(aim))
        };
        let mut bins = Self::empty(distribution.len(), false);
        let mut open = false;
        for (outcome, &p) in distribution.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            // A likely outcome is not mixed with unlikely ones before it.
            let closes = p >= full && bins.shares.last().is_some_and(|share| *share >= least);
            if !open || closes {
                bins.shares.push(0.0);
                bins.ranges.push((outcome, outcome));
            }
            let bin = bins.shares.len() - 1;
            bins.add(bin, outcome, p);
            open = bins.shares[bin] < full;
        }
        // What is left over at the end may be too little.
        if bins.shares.len() > 1 && bins.shares.last().is_some_and(|share| *share < least) {
            let end = bins.shares.len() - 1;
            let share = bins.shares.pop().unwrap_or(0.0);
            let range = bins.ranges.pop().unwrap_or((0, 0));
            bins.shares[end - 1] += share;
            bins.ranges[end - 1].1 = range.1;
            for bin in &mut bins.of {
                *bin = (*bin).min(end - 1);
            }
        }
        bins
    }

    fn interleaved(distribution: &[f64]) -> Self {
        let mut bins = Self::empty(distribution.len(), true);
        let outcomes = distribution.iter().enumerate().filter(|(_, p)| **p > 0.0);
        for (rank, (outcome, &p)) in outcomes.enumerate() {
            let bin = rank % INTERLEAVED;
            if bin == bins.shares.len() {
                bins.shares.push(0.0);
                bins.ranges.push((outcome, outcome));
            }
            bins.add(bin, outcome, p);
        }
        bins
    }

    fn empty(outcomes: usize, interleaved: bool) -> Self {
        Self {
            of: vec![0; outcomes],
            shares: Vec::new(),
            ranges: Vec::new(),
            interleaved,
        }
    }

    fn add(&mut self, bin: usize, outcome: usize, p: f64) {
        self.of[outcome] = bin;
        self.shares[bin] += p;
        self.ranges[bin].1 = outcome;
    }

    fn count(&self, places: impl Iterator<Item = usize>) -> Vec<u64> {
        let mut counts = vec![0; self.shares.len()];
        for place in places {
            counts[self.of[place]] += 1;
        }
        counts
    }

    fn name(&self, bin: usize) -> String {
        let (low, high) = self.ranges[bin];
        if low == high {
            format!("outcome {low}")
        } else if self.interleaved {
            format!("one of every {INTERLEAVED}th outcome from {low} to {high}")
        } else {
            format!("one of the outcomes {low} to {high}")
        }
    }
}

/// Sum over bins of `c·ln(c/e)`: `n` times the relative entropy.
fn divergence(counts: &[u64], shares: &[f64]) -> f64 {
    let total: f64 = counts.iter().map(|c| count(*c)).sum();
    let sum: f64 = counts
        .iter()
        .zip(shares)
        .filter(|(c, _)| **c > 0)
        .map(|(c, share)| count(*c) * (count(*c) / (total * share)).ln())
        .sum();
    sum.max(0.0)
}

/// Bound on the chance of counts at least this far from what is expected.
fn far_chance(counts: &[u64], shares: &[f64]) -> f64 {
    let t = divergence(counts, shares);
    let d = number(shares.len().saturating_sub(1));
    if d < 1.0 || t <= d {
        return 1.0;
    }
    (d - t + d * (t / d).ln()).exp()
}

/// Bound on the chance of counts at least this near to what is expected.
fn near_chance(counts: &[u64], shares: &[f64]) -> f64 {
    let total: f64 = counts.iter().map(|c| count(*c)).sum();
    let d = number(shares.len().saturating_sub(1));
    if d < 1.0 || total < FULL_BIN {
        return 1.0;
    }
    let step: f64 = shares.iter().map(|share| 1.0 / (total * share)).sum();
    let x = ((2.0 * divergence(counts, shares)).sqrt() + step.sqrt()).powi(2);
    if x >= d {
        return 1.0;
    }
    (d / 2.0 * (1.0 - x / d + (x / d).ln())).exp()
}

/// The bin that adds most to the divergence, and what was expected in it.
fn worst(counts: &[u64], shares: &[f64]) -> (usize, f64) {
    let total: f64 = counts.iter().map(|c| count(*c)).sum();
    let weight = |bin: usize| {
        let (c, e) = (count(counts[bin]), total * shares[bin]);
        let log = if c > 0.0 { c * (c / e).ln() } else { 0.0 };
        log - c + e
    };
    let bin = (0..counts.len())
        .max_by(|a, b| weight(*a).total_cmp(&weight(*b)))
        .unwrap_or(0);
    (bin, total * shares.get(bin).copied().unwrap_or(0.0))
}

fn rounded(value: f64) -> String {
    if value >= 10.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of draws and bins are far below 2^52"
)]
const fn number(value: usize) -> f64 {
    value as f64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of draws are far below 2^52"
)]
const fn count(value: u64) -> f64 {
    value as f64
}
