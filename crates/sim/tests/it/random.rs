//! Draws against the moments and tails of their distributions, within five standard errors.

use onsite_sim::Stream;

const DRAWS: u32 = 1_000_000;

/// Mean of a function of draws, and the standard error of the mean.
fn mean(mut draw: impl FnMut() -> f64) -> (f64, f64) {
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..DRAWS {
        let x = draw();
        sum += x;
        squares += x * x;
    }
    let n = f64::from(DRAWS);
    let mean = sum / n;
    (mean, ((squares / n - mean * mean) / n).sqrt())
}

#[track_caller]
fn assert_mean(what: &str, expected: f64, draw: impl FnMut() -> f64) {
    let (mean, error) = mean(draw);
    assert!(
        (mean - expected).abs() < 5.0 * error,
        "{what}: {mean} ± {error}, expected {expected}"
    );
}

#[test]
fn draws_have_the_moments_and_tails_of_their_distributions() {
    let mut s = Stream::new(1, &["random"], 0);
    let indicator = |yes: bool| f64::from(u8::from(yes));
    assert_mean("uniform", 0.5, || s.uniform());
    assert_mean("exponential", 1.0, || s.exponential());
    assert_mean("exponential squared", 2.0, || s.exponential().powi(2));
    for x in [0.01_f64, 0.5, 2.0, 7.0, 7.8, 9.0] {
        let tail = (-x).exp();
        assert_mean("exponential tail", tail, || indicator(s.exponential() > x));
    }
    assert_mean("normal", 0.0, || s.normal());
    assert_mean("normal squared", 1.0, || s.normal().powi(2));
    assert_mean("normal to the fourth", 3.0, || s.normal().powi(4));
    for (x, tail) in [
        (0.5, 0.308_537_5),
        (2.0, 0.022_750_13),
        (3.7, 1.077_997e-4),
        (-1.0, 0.841_344_7),
    ] {
        assert_mean("normal tail", tail, || indicator(s.normal() > x));
    }
    assert_mean("below 3", 1.0, || {
        [0.0, 1.0, 2.0][usize::try_from(s.below(3)).unwrap()]
    });
    assert_mean("happens", 0.3, || indicator(s.happens(0.3)));
}

#[test]
fn streams_of_other_names_are_others() {
    let first = |seed, words: &[&str], replication| Stream::new(seed, words, replication).bits();
    let all = [
        first(1, &["a", "service"], 0),
        first(2, &["a", "service"], 0),
        first(1, &["b", "service"], 0),
        first(1, &["a", "pick"], 0),
        first(1, &["as", "ervice"], 0),
        first(1, &["a", "service"], 1),
    ];
    for (i, a) in all.iter().enumerate() {
        assert!(!all[..i].contains(a), "{i}");
    }
    assert_eq!(all[0], first(1, &["a", "service"], 0));
}
