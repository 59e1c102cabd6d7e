//! From points to classes of growth, with how sure that is. Pure: the same points give the same
//! answer, in whatever order and unit they come.
//!
//! Every class is fitted to every series with its lower terms. A class scores by how little the fit
//! misses, also where it is stretched from the lower sizes to the two upper octaves, loses where
//! its leading term hardly matters, and pays for its terms. Counts decide; the clock, which sees
//! caches as logarithms, can speak against one but not for one.

use onsite_domain::growth::{Exponent, GrowthClass, MeasuredClass};

use super::{
    basis::{Fitted, Late, Sample, Term, as_f64, fit, made_late, terms},
    facts::Point,
};

/// Classes, in the order of their scores.
const CLASSES: [GrowthClass; 10] = GrowthClass::ALL;
type Scores = [f64; CLASSES.len()];

/// The power of n that each class grows with, about; none for the exponential.
const POWERS: [Option<f64>; CLASSES.len()] = [
    Some(0.0),
    Some(0.1),
    Some(0.5),
    Some(1.0),
    Some(1.1),
    Some(1.5),
    Some(2.0),
    Some(2.1),
    Some(3.0),
    None,
];

/// Fewest sizes from which anything is said.
const FEWEST: usize = 4;
/// Sizes beyond these would count for more than they tell.
const MOST_WEIGHT: f64 = 14.0;
/// A score this far below the best is as good as none.
const HOPELESS: f64 = -60.0;
/// Scores this far apart are this many times as likely: Euler's number.
const TEMPERATURE: f64 = 3.0;
/// The candidates hold at least this much of the likelihood.
const CANDIDATES_HOLD: f64 = 0.9;
/// Below this no class is named.
const LEAST_CONFIDENCE: f64 = 0.3;
/// Bases that are tried for exponential growth, and the lowest.
const BASES: i32 = 30;
const LOWEST_BASE: f64 = 1.1;
const BASE_STEP: f64 = 1.045;

/// What time was measured by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Series<'a> {
    /// Sizes and instructions.
    pub counts: &'a [Point],
    /// Sizes and nanoseconds.
    pub clock: &'a [Point],
    /// Whether numbers up to 256 are made only once, as in Python.
    pub late: bool,
}

/// What a fit finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The likeliest class.
    pub class: MeasuredClass,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// The classes that hold nine tenths of the likelihood, the likeliest first.
    pub candidates: Vec<GrowthClass>,
    /// The share of the likelihood that each class has, in the order of [`GrowthClass::ALL`].
    pub shares: [f64; 10],
    /// The power of n that the upper sizes grow with.
    pub exponent: Option<Exponent>,
}

impl Found {
    /// The share of the likelihood that classes of some sort have.
    pub fn share_of(&self, is_one: impl Fn(GrowthClass) -> bool) -> f64 {
        let shares = CLASSES.into_iter().zip(self.shares);
        shares
            .filter(|(class, _)| is_one(*class))
            .map(|(_, share)| share)
            .sum()
    }

    /// What a sum of this and a part of it comes to: the higher class of the two.
    pub(crate) fn with_part(self, part: &Found) -> Found {
        let at_most = |shares: &[f64; CLASSES.len()], index: usize| -> f64 {
            shares[..=index].iter().sum::<f64>().min(1.0)
        };
        let both = |index| at_most(&self.shares, index) * at_most(&part.shares, index);
        let mut shares = std::array::from_fn(both);
        for index in (1..CLASSES.len()).rev() {
            shares[index] = (shares[index] - shares[index - 1]).max(0.0);
        }
        named(shares, self.exponent)
    }
}

/// How a kind of series is read.
#[derive(Clone, Copy, Debug)]
struct Reading {
    /// Relative errors below this are not told apart.
    floor: f64,
    /// What a size counts for.
    weight: f64,
    /// How many times dearer caches may make the dearest size, beside the cheapest.
    caches: f64,
    late: bool,
}

/// Names the class of time.
pub fn time_class(series: &Series<'_>) -> Found {
    let (counts, clock) = (samples(series.counts), samples(series.clock));
    let decides = if counts.len() >= FEWEST {
        &counts
    } else {
        &clock
    };
    let (lowest, below) = sizes_of_one_way(decides);
    let (counts, clock) = (
        within(&counts, lowest, below),
        within(&clock, lowest, below),
    );
    let late = series.late;
    let exact = Reading {
        floor: 0.008,
        weight: 1.0,
        caches: f64::INFINITY,
        late,
    };
    let timed = Reading {
        floor: 0.1,
        late: false,
        ..exact
    };
    // Beside counts the clock only says what no cache explains.
    let beside = Reading {
        weight: 0.15,
        caches: 4.0,
        ..timed
    };
    let by_counts = weigh(counts, exact);
    let by_clock = weigh(clock, if by_counts.is_some() { beside } else { timed });
    let scores = match (by_counts, by_clock) {
        (Some(counts), Some(clock)) => Some(sum(&counts, &without_caches(clock))),
        (Some(only), None) | (None, Some(only)) => Some(only),
        (None, None) => None,
    };
    // Few functions have these classes.
    let scores = scores.map(|scores| less(scores, &[(2, 1.0), (5, 2.5), (7, 1.5)]));
    let best = if counts.len() >= FEWEST {
        counts
    } else {
        clock
    };
    answer(scores, best)
}

/// Names the class of memory.
///
/// Memory grows by stairs, which a sum of smooth terms follows badly; the slope over all sizes,
/// which hardly feels a stair, is heard too. Where small numbers are made only once (`late`), sizes
/// among them do not show what the numbers take; they are left out if enough others remain.
pub fn space_class(points: &[Point], late: bool) -> Found {
    // Few structures need as much.
    const RARE: [(usize, f64); 6] = [(2, 3.0), (4, 6.0), (5, 6.0), (6, 1.0), (7, 7.0), (8, 4.0)];
    const PRICE_OF_SLOPE: f64 = 6.0;
    const STEEP: f64 = 2.5;
    const ABOVE_SMALL_NUMBERS: f64 = 300.0;
    let samples = samples(points);
    let lowest = if late { ABOVE_SMALL_NUMBERS } else { 0.0 };
    let samples = within(&samples, lowest, f64::INFINITY);
    let reading = Reading {
        floor: 0.12,
        weight: 1.0,
        caches: f64::INFINITY,
        late: false,
    };
    let slope = slopes(samples, f64::INFINITY).map(|slopes| middle(&slopes, 5));
    let scores = weigh(samples, reading).map(|scores| {
        let mut scores = less(scores, &RARE);
        for (score, power) in scores.iter_mut().zip(POWERS) {
            let off = |slope: f64| match power {
                Some(power) => (slope - power).abs(),
                None => (STEEP - slope).max(0.0),
            };
            *score -= PRICE_OF_SLOPE * slope.map_or(0.0, off);
        }
        scores
    });
    answer(scores, samples)
}

/// Means by size, in order of size; what is no measurement is left out.
pub(crate) fn averaged(points: &[Point]) -> Vec<Point> {
    let sound = |(n, y): &Point| *n > 0 && (1e-12..=1e24).contains(y);
    let mut points: Vec<Point> = points.iter().copied().filter(sound).collect();
    points.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mean = |same: &[Point]| same.iter().map(|(_, y)| y).sum::<f64>() / as_f64(same.len());
    points
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| (same[0].0, mean(same)))
        .collect()
}

fn samples(points: &[Point]) -> Vec<Sample> {
    let means = averaged(points);
    // How many inputs of each size there were, and how far they lie apart.
    let apart = |(n, y): &Point| {
        let same = points
            .iter()
            .filter(|(other, value)| other == n && *value > 0.0);
        let errors: Vec<f64> = same.map(|(_, value)| (value / y - 1.0).powi(2)).collect();
        let count = as_f64(errors.len());
        let variance = errors.iter().sum::<f64>() / (count - 1.0).max(1.0);
        (count, variance.sqrt().min(1.0))
    };
    let apart: Vec<(f64, f64)> = means.iter().map(apart).collect();
    let several = apart.iter().filter(|(count, _)| *count > 1.0);
    let mut deviations: Vec<f64> = several.map(|(_, deviation)| *deviation).collect();
    deviations.sort_by(f64::total_cmp);
    // A single input would have differed from others of its size as those of other sizes do.
    let usual = deviations.get(deviations.len() / 2).copied().unwrap_or(0.0);
    let sample = |((n, y), (count, deviation)): (Point, (f64, f64))| Sample {
        n: f64::from(n),
        y,
        spread: if count > 1.0 {
            deviation / count.sqrt()
        } else {
            usual
        },
    };
    means.into_iter().zip(apart).map(sample).collect()
}

/// How well each class explains a series: nothing for the best, less for the others.
fn weigh(samples: &[Sample], reading: Reading) -> Option<Scores> {
    let samples = upper(samples);
    let largest = samples.last()?.n;
    if samples.len() < FEWEST {
        return None;
    }
    // Inputs of one size differ; classes are not told apart below that.
    let mut spreads: Vec<f64> = samples.iter().map(|s| s.spread).collect();
    spreads.sort_by(f64::total_cmp);
    let floor = reading.floor.hypot(spreads[spreads.len() / 2]);
    let reading = Reading { floor, ..reading };
    let mut scores = CLASSES.map(|class| score(class, samples, largest, reading));
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for score in &mut scores {
        *score = (*score - best).max(HOPELESS);
    }
    Some(scores)
}

/// Leaves out small sizes, where constants and small numbers rule, if enough others remain.
fn upper(samples: &[Sample]) -> &[Sample] {
    const ENOUGH: usize = 7;
    const SPAN: f64 = 180.0;
    const SMALL: f64 = 512.0;
    let Some(largest) = samples.last().map(|s| s.n) else {
        return samples;
    };
    let small = |s: &&Sample| s.n < (largest / SPAN).min(SMALL);
    let cut = samples.iter().take_while(small).count();
    &samples[cut.min(samples.len().saturating_sub(ENOUGH))..]
}

/// The sizes, from one up to below another, for which the same is done. No class falls: where a size
/// costs much less than the one before it, something else is done from there on, as Python finds a text
/// in a long one. What is done last counts, where enough sizes show it.
fn sizes_of_one_way(samples: &[Sample]) -> (f64, f64) {
    const FALL: f64 = 0.6;
    const SPREADS: f64 = 3.0;
    let falls = |pair: &[Sample]| {
        let at_most = pair[1].y * (1.0 + SPREADS * pair[1].spread);
        let at_least = pair[0].y * (1.0 - SPREADS * pair[0].spread);
        at_most < FALL * at_least
    };
    let pairs = samples.windows(2).enumerate();
    let mut fallen = pairs.filter(|(_, pair)| falls(pair)).map(|(at, _)| at + 1);
    match (fallen.next(), fallen.next()) {
        (Some(at), None) if samples.len() >= at + FEWEST => (samples[at].n, f64::INFINITY),
        (Some(at), None) => (0.0, samples[at].n),
        _ => (0.0, f64::INFINITY),
    }
}

/// Leaves out other sizes than these, if enough remain.
fn within(samples: &[Sample], lowest: f64, below: f64) -> &[Sample] {
    let first = samples.partition_point(|s| s.n < lowest);
    let end = samples.partition_point(|s| s.n < below);
    if end >= first + FEWEST {
        &samples[first..end]
    } else {
        samples
    }
}

fn score(class: GrowthClass, samples: &[Sample], largest: f64, reading: Reading) -> f64 {
    const WEIGHT_OF_STRETCH: f64 = 0.3;
    const PRICE_OF_TERM: f64 = 0.6;
    const PRICE_OF_LATE: f64 = 2.5;
    const PRICE_OF_DISTORTION: f64 = 12.0;
    const PRICE_OF_LACK: f64 = 30.0;
    let Some((fitted, late)) = best_fit(class, samples, largest, reading.late) else {
        return 4.0 * HOPELESS;
    };
    let stretched = stretch(class, samples, largest, late).unwrap_or(fitted.misfit);
    let squares = [fitted.misfit, WEIGHT_OF_STRETCH * stretched, reading.floor];
    let error = squares.iter().map(|e| e * e).sum::<f64>().sqrt();
    let weight = reading.weight * as_f64(samples.len()).min(MOST_WEIGHT);
    let distorted = distortion(&fitted, samples) / reading.caches;
    let lack = (1.0 - fitted.leading_share() / least_share(class)).max(0.0);
    let terms = as_f64(terms(class, late).0.len());
    // Indices into pairs are made anew more often than not.
    let late = match (late, class) {
        (None, _) => 0.0,
        (_, GrowthClass::Quadratic) => 0.2 * PRICE_OF_LATE,
        _ => PRICE_OF_LATE,
    };
    -weight * (error / reading.floor).ln()
        - PRICE_OF_LACK * reading.weight.sqrt() * lack
        - PRICE_OF_TERM * terms
        - PRICE_OF_DISTORTION * distorted.ln().max(0.0)
        - late
}

/// How many times further the fit is below the point that it misses most than above the one that it
/// exceeds most.
fn distortion(fitted: &Fitted, samples: &[Sample]) -> f64 {
    let ratios = samples
        .iter()
        .map(|s| s.y / fitted.at(s.n).max(f64::MIN_POSITIVE));
    let (low, high) = ratios.fold((f64::INFINITY, 0.0_f64), |(low, high), ratio| {
        (low.min(ratio), high.max(ratio))
    });
    high / low.max(f64::MIN_POSITIVE)
}

/// The share that the leading term must have at the largest size; less is noise of a lower class.
const fn least_share(class: GrowthClass) -> f64 {
    match class {
        GrowthClass::Constant | GrowthClass::Logarithmic | GrowthClass::SquareRoot => 0.12,
        GrowthClass::Linear => 0.15,
        GrowthClass::Linearithmic | GrowthClass::QuadraticLogarithmic => 0.25,
        GrowthClass::LinearSquareRoot => 0.35,
        GrowthClass::Quadratic => 0.3,
        GrowthClass::Cubic | GrowthClass::Exponential => 0.5,
    }
}

/// How far the fit to the lower sizes misses the two upper octaves.
fn stretch(
    class: GrowthClass,
    samples: &[Sample],
    largest: f64,
    late: Option<Late>,
) -> Option<f64> {
    const FEWEST_BELOW: usize = 5;
    const FURTHEST: f64 = 3.0;
    let cut = samples.partition_point(|s| s.n <= largest / 4.0);
    let (below, above) = samples.split_at(cut);
    if below.len() < FEWEST_BELOW {
        return None;
    }
    let fitted = fit_late(class, below, largest, late)?;
    let miss = |s: &Sample| {
        let ratio = fitted.at(s.n).max(f64::MIN_POSITIVE) / s.y;
        ratio.ln().clamp(-FURTHEST, FURTHEST).powi(2)
    };
    let sum: f64 = above.iter().map(miss).sum();
    Some((sum / as_f64(above.len().max(1))).sqrt())
}

/// The best fit, and where numbers are made anew in it.
fn best_fit(
    class: GrowthClass,
    samples: &[Sample],
    largest: f64,
    late: bool,
) -> Option<(Fitted, Option<Late>)> {
    let plain = fit_late(class, samples, largest, None)?;
    if !late {
        return Some((plain, None));
    }
    // Numbers grow with the size, by a part or a multiple of it; some sizes must be below.
    let smallest = samples.first().map_or(1.0, |s| s.n);
    let from = (24..68).map(|quarter| 2_f64.powf(f64::from(quarter) / 4.0));
    let from = from.filter(|from| *from >= 1.4 * smallest && 1.4 * from <= largest);
    let ways = from.flat_map(|from| {
        made_late(class)
            .iter()
            .map(move |of| Late { of: *of, from })
    });
    let fits = ways.filter_map(|late| {
        let fitted = fit_late(class, samples, largest, Some(late))?;
        Some((fitted, Some(late)))
    });
    let best = fits.min_by(|a, b| a.0.misfit.total_cmp(&b.0.misfit));
    // The same without, where it hardly matters.
    Some(match best {
        Some((fitted, late)) if fitted.misfit < 0.8 * plain.misfit => (fitted, late),
        _ => (plain, None),
    })
}

fn fit_late(
    class: GrowthClass,
    samples: &[Sample],
    largest: f64,
    late: Option<Late>,
) -> Option<Fitted> {
    if class != GrowthClass::Exponential {
        let (terms, lead) = terms(class, late);
        return fit(&terms, lead, samples, largest);
    }
    let fits = (0..BASES).filter_map(|step| {
        let base = Term::Exponential(LOWEST_BASE * BASE_STEP.powi(step));
        let terms = [Term::Power(0.0, 0), Term::Power(1.0, 0), base];
        fit(&terms, 1, samples, largest)
    });
    fits.min_by(|a, b| a.misfit.total_cmp(&b.misfit))
}

/// Takes from the clock what caches tell it: that there is a logarithm where there is none.
fn without_caches(mut clock: Scores) -> Scores {
    for (plain, log) in [(3, 4), (6, 7)] {
        clock[plain] = clock[plain].max(clock[log]);
    }
    clock
}

fn less(mut scores: Scores, rare: &[(usize, f64)]) -> Scores {
    for (class, less) in rare {
        scores[*class] -= less;
    }
    scores
}

fn sum(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|i| a[i] + b[i])
}

fn answer(scores: Option<Scores>, samples: &[Sample]) -> Found {
    let exponent = exponent(samples);
    let Some(scores) = scores else {
        return Found {
            class: MeasuredClass::Unknown,
            confidence: 0.0,
            candidates: Vec::new(),
            shares: [0.0; CLASSES.len()],
            exponent,
        };
    };
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let likely = scores.map(|score| ((score - best) / TEMPERATURE).exp());
    let total: f64 = likely.iter().sum();
    named(likely.map(|likely| likely / total), exponent)
}

/// What shares of the likelihood come to.
fn named(shares: [f64; CLASSES.len()], exponent: Option<Exponent>) -> Found {
    let mut order: Vec<usize> = (0..CLASSES.len()).collect();
    order.sort_by(|a, b| shares[*b].total_cmp(&shares[*a]));
    let mut candidates = Vec::new();
    let mut held = 0.0;
    for index in &order {
        if held >= CANDIDATES_HOLD {
            break;
        }
        held += shares[*index];
        candidates.push(CLASSES[*index]);
    }
    let confidence = shares[order[0]];
    let class = if confidence < LEAST_CONFIDENCE {
        MeasuredClass::Unknown
    } else {
        MeasuredClass::Known(CLASSES[order[0]])
    };
    Found {
        class,
        confidence,
        candidates,
        shares,
        exponent,
    }
}

/// The median slope between upper points, and what lies around it.
fn exponent(samples: &[Sample]) -> Option<Exponent> {
    const UPPER: f64 = 16.0;
    let slopes = slopes(samples, UPPER)?;
    Some(Exponent {
        value: middle(&slopes, 5),
        low: middle(&slopes, 1),
        high: middle(&slopes, 9),
    })
}

/// The slopes between points down to a part of the largest size, both axes logarithmic, in order.
fn slopes(samples: &[Sample], part: f64) -> Option<Vec<f64>> {
    const APART: f64 = 1.4;
    const FEWEST_SLOPES: usize = 3;
    let largest = samples.last()?.n;
    let upper: Vec<&Sample> = samples.iter().filter(|s| s.n * part >= largest).collect();
    let mut slopes = Vec::new();
    for (index, a) in upper.iter().enumerate() {
        for b in &upper[index + 1..] {
            if b.n >= APART * a.n {
                slopes.push((b.y / a.y).ln() / (b.n / a.n).ln());
            }
        }
    }
    slopes.sort_by(f64::total_cmp);
    (slopes.len() >= FEWEST_SLOPES).then_some(slopes)
}

/// What so many tenths of the slopes lie below.
fn middle(slopes: &[f64], tenths: usize) -> f64 {
    slopes[(slopes.len() - 1) * tenths / 10]
}
