//! Binomial draws against exact probabilities.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "numbers of trials here are whole numbers below 2^53"
)]

use onsite_sim::{Binomial, Stream};

const DRAWS: u32 = 400_000;

/// Probabilities of all outcomes from `first` on that matter, by the logarithm of the gamma
/// function.
fn exact(n: u64, p: f64) -> impl Fn(u64) -> f64 {
    let (size, log_p, log_q) = (n as f64, p.ln(), (-p).ln_1p());
    move |k| {
        let k = k as f64;
        let choose =
            libm::lgamma(size + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(size - k + 1.0);
        (choose + k * log_p + (size - k) * log_q).exp()
    }
}

/// Pearson's statistic over cells of at least twenty expected draws stays within five standard
/// deviations of its mean.
#[track_caller]
fn assert_fits(what: &str, n: u64, p: f64, mut draw: impl FnMut() -> u64) {
    let deviation = (n as f64 * p * (1.0 - p)).sqrt();
    let first = (n as f64 * p - 7.0 * deviation - 30.0).max(0.0) as u64;
    let last = ((n as f64 * p + 7.0 * deviation + 30.0) as u64).min(n);
    let mut counts = vec![0_u32; (last - first + 1) as usize];
    for _ in 0..DRAWS {
        let k = draw();
        assert!((first..=last).contains(&k), "{what}: {k} of {n} at {p}");
        counts[(k - first) as usize] += 1;
    }
    let probability = exact(n, p);
    let (mut statistic, mut cells) = (0.0, -1.0);
    let (mut expected, mut seen) = (0.0, 0.0);
    for (at, &count) in counts.iter().enumerate() {
        expected += f64::from(DRAWS) * probability(first + at as u64);
        seen += f64::from(count);
        if expected >= 20.0 {
            statistic += (seen - expected).powi(2) / expected;
            cells += 1.0;
            (expected, seen) = (0.0, 0.0);
        }
    }
    let limit: f64 = cells + 5.0 * (2.0_f64 * cells).sqrt() + 15.0;
    assert!(
        cells <= 0.0 || statistic < limit,
        "{what}: n {n}, p {p}: χ² {statistic:.1} of {cells} degrees of freedom"
    );
}

#[test]
fn prepared_and_single_draws_have_exact_probabilities() {
    let mut stream = Stream::new(1, &["binomial"], 0);
    for (n, p) in [
        (1, 0.3),
        (2, 0.5),
        (7, 0.9),
        (25, 0.4),
        (40, 0.25),
        (100, 0.001),
        (100, 0.999),
        (1_000, 0.02),
        (31_231, 0.05),
        (31_231, 0.95),
        (62_462, 0.5),
        (1_000_000, 1e-5),
        (1_000_000, 0.3),
        (50_000_000, 0.002),
    ] {
        let prepared = Binomial::new(n, p);
        let mut other = stream.clone();
        assert_fits("prepared", n, p, || prepared.draw(&mut stream));
        assert_fits("single", n, p, || other.binomial(n, p));
    }
}

#[test]
fn moments_hold_for_a_billion_trials() {
    let mut stream = Stream::new(1, &["binomial", "moments"], 0);
    for p in [1e-9, 1e-7, 0.05, 0.5, 0.999_999_9] {
        let n = 1_000_000_000_u64;
        let prepared = Binomial::new(n, p);
        let (mean, variance) = (n as f64 * p, n as f64 * p * (1.0 - p));
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..DRAWS {
            let off = (prepared.draw(&mut stream) as f64 - mean) / variance.sqrt();
            sum += off;
            squares += off * off;
        }
        let draws = f64::from(DRAWS);
        assert!((sum / draws).abs() < 5.0 / draws.sqrt(), "{p}: {sum}");
        let fourth = 2.0 + 1.0 / variance;
        let error = (squares / draws - 1.0).abs();
        assert!(error < 5.0 * (fourth / draws).sqrt(), "{p}: {squares}");
    }
}

#[test]
fn ends_are_exact() {
    let mut stream = Stream::new(1, &["binomial", "ends"], 0);
    for n in [0, 1, 5, 1_000_000_000] {
        for (p, expected) in [(0.0, 0), (1.0, n), (-1.0, 0), (2.0, n)] {
            assert_eq!(Binomial::new(n, p).draw(&mut stream), expected, "{n} {p}");
            assert_eq!(stream.binomial(n, p), expected, "{n} {p}");
        }
    }
    assert_eq!(Binomial::new(0, 0.4).draw(&mut stream), 0);
    assert_eq!(stream.binomial(0, 0.4), 0);
}
