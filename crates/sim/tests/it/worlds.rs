//! Worlds against closed forms, each within the 99.99% interval of its simulation.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts here are whole numbers below 2^53"
)]

use onsite_sim::{
    Stream,
    experiment::{
        Ratio,
        boundary::{Boundaries, Shape},
        normal::{upper_point, upper_tail},
        sample_ratio_chi_square,
    },
};

use crate::experiment_forms::{FIXED, QUANTILE, assert_mean, assert_rate, normal, report, seed};

#[test]
fn sample_ratio_of_a_known_mismatch() {
    let found = sample_ratio_chi_square([821_588, 815_482], [0.5, 0.5]);
    assert!((found - 22.77).abs() < 0.005, "{found}");
}

#[test]
fn a_mismatch_of_the_sample_ratio_raises_the_alarm() {
    let n = 20_000;
    let shares = [0.5, 0.497];
    let run = report(
        "mismatch",
        &FIXED.replace("[world]", "[world]\nassignment = [0.5, 0.497]"),
        n,
    );
    // Normal limit of (T - C)/√(T + C).
    let all: f64 = 62_462.0;
    let mean = (shares[1] - shares[0]) * (all / (shares[0] + shares[1])).sqrt();
    let critical = upper_point(0.0005);
    let expected = upper_tail(critical - mean) + upper_tail(critical + mean);
    let found = run.sample_ratio_alarm_rate.value.unwrap();
    assert!((found - expected).abs() < 0.002, "{found} {expected}");
    assert_rate("level is kept", run.false_alarm_rate, 0.05, n);

    // Losing who did not convert looks like a lift.
    let lost = FIXED.replace("[world]", "[world]\nloss = 0.05\nloss_of = \"unconverted\"");
    let run = report("loss", &lost, n);
    assert!(run.false_alarm_rate.value.unwrap() > 0.2);
    assert!(run.sample_ratio_alarm_rate.value.unwrap() > 0.99);
    let random = FIXED.replace("[world]", "[world]\nloss = 0.05");
    let run = report("random loss", &random, n);
    assert_rate("random loss", run.false_alarm_rate, 0.05, n);
}

#[test]
fn false_discoveries_are_held() {
    let text = |correction: &str, level: f64| {
        format!(
            "{}[metrics]\ncount = 100\nwith_lift = 20\neffect = 3\ncorrection = \"{correction}\"\n\
             level = {level}\n",
            normal("fixed", 1, 2, 0.0)
        )
    };
    let n = 40_000;
    let run = report("false discoveries", &text("benjamini_hochberg", 0.1), n);
    assert_mean("false discoveries", run.false_discovery_rate, 0.08);
    let run = report("bonferroni", &text("bonferroni", 0.05), n);
    let any = 1.0 - (1.0 - 0.05_f64 / 100.0).powi(80);
    assert_rate("family", run.family_wise_error_rate, any, n);
    let run = report("no correction", &text("none", 0.05), n);
    assert_rate(
        "family",
        run.family_wise_error_rate,
        1.0 - 0.95_f64.powi(80),
        n,
    );
    let power = upper_tail(upper_point(0.025) - 3.0);
    assert_rate("metrics", run.metrics_power, power, 20 * n);
}

#[test]
fn rows_of_a_cluster_are_not_independent() {
    let n = 100_000;
    for (size, icc) in [(10.0, 0.05), (50.0, 0.02), (2.0, 1.0)] {
        let effect: f64 = 1.0 + (size - 1.0) * icc;
        let expected = 2.0 * upper_tail(upper_point(0.025) / effect.sqrt());
        let clusters = format!("[world]\ncluster_size = {size}\nintra_cluster_correlation = {icc}");
        for text in [normal("fixed", 1, 2, 0.0), FIXED.to_owned()] {
            let world = text.replace("[world]", &clusters);
            let name = format!("clusters {size} {icc}");
            let by_row = world.replace("[plan]", "[plan]\nanalysis = \"row\"");
            let run = report(&name, &by_row, n);
            assert_rate(&name, run.false_alarm_rate, expected, n);
            let run = report(&name, &world, n);
            assert_rate(&name, run.false_alarm_rate, 0.05, n);
        }
    }
}

pub const RATIO: &str = r#"
[plan]
users_per_arm = 5000
[world]
distribution = "ratio"
baseline = 0.2
lift = 0.01
rows_per_unit = 8
rows_standard_deviation = 6
intra_unit_correlation = 0.1
"#;

#[test]
fn ratios_need_the_delta_method() {
    let n = 100_000;
    let run = report("ratio by unit", RATIO, n);
    assert_rate("by unit", run.false_alarm_rate, 0.05, n);
    assert_rate("coverage", run.coverage, 0.95, n);
    let by_row = RATIO.replace("[plan]", "[plan]\nanalysis = \"row\"");
    let run = report("ratio by row", &by_row, n);
    // Variance by unit over that by row: 1 + ρ·((v² + s²)/v - 1).
    let effect: f64 = 1.0 + 0.1 * ((64.0 + 36.0) / 8.0 - 1.0);
    let expected = 2.0 * upper_tail(upper_point(0.025) / effect.sqrt());
    assert_rate("by row", run.false_alarm_rate, expected, n);
}

#[test]
fn the_delta_method_is_the_variance_of_ratios_of_real_rows() {
    // Units one by one: 2 or 14 rows with mean 8 and deviation 6, rates 0.08 or 0.32 with mean 0.2
    // and variance 0.0144 = 0.09·0.2·0.8.
    let ratio = Ratio {
        rows: 8.0,
        deviation: 6.0,
        correlation: 0.09,
    };
    let (units, arms) = (400_u32, 20_000_u32);
    let mut stream = Stream::new(seed("delta"), &["units"], 0);
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..arms {
        let (mut rows, mut hits) = (0, 0);
        for _ in 0..units {
            let own = if stream.happens(0.5) { 2 } else { 14 };
            let rate = if stream.happens(0.5) { 0.08 } else { 0.32 };
            rows += own;
            hits += stream.binomial(own, rate);
        }
        let off = hits as f64 / rows as f64 - 0.2;
        sum += off;
        squares += off * off;
    }
    let n = f64::from(arms);
    let variance = squares / n - (sum / n).powi(2);
    let expected = ratio.delta(0.2) / f64::from(units);
    // The delta method leaves out what is of the order of one over the number of units.
    let allowed = QUANTILE * (2.0 / n).sqrt() + 3.0 / f64::from(units);
    assert!(
        (variance / expected - 1.0).abs() < allowed,
        "{variance} {expected}"
    );
}

#[test]
fn interference_and_novelty_move_the_estimate_as_they_should() {
    let n = 100_000;
    let base = normal("fixed", 1, 2, 0.04);
    let spill = base.replace("[world]", "[world]\nspillover = 0.25");
    let power = |lift: f64| {
        let drift = lift / (2.0_f64 / 10_000.0).sqrt();
        let critical = upper_point(0.025);
        upper_tail(critical - drift) + upper_tail(critical + drift)
    };
    let run = report("spillover", &spill, n);
    assert_rate("spillover", run.power, power(0.03), n);
    let off: f64 = 0.01 / (2.0_f64 / 10_000.0).sqrt();
    let covered = 1.0 - upper_tail(1.959_963_985 - off) - upper_tail(1.959_963_985 + off);
    assert_rate("spillover covers", run.coverage, covered, n);

    // 20,000 users at 1,000 a day take 20 days, in which a half-life of 10 days leaves on average
    // (1 - 2^-2)/(2·ln 2) of the novelty.
    let novel = base.replace(
        "[world]",
        "[world]\nnovelty = 0.02\nnovelty_half_life_days = 10\nusers_per_day = 1000",
    );
    let run = report("novelty", &novel, n);
    let left = 0.75 / (2.0 * std::f64::consts::LN_2);
    assert_rate("novelty", run.power, power(0.04 + 0.02 * left), n);
    assert_rate("novelty's null", run.false_alarm_rate, 0.05, n);
    assert_eq!(run.days.value, Some(20.0));
}

#[test]
fn harm_stops_early() {
    let n = 50_000;
    let text = normal("obrien_fleming", 5, 1, 0.04);
    let run = report(
        "harm",
        &text.replace("[world]", "harm_alpha = 0.01\n[world]"),
        n,
    );
    // A lower boundary at Φ⁻¹(0.01) beside the upper one, by integration.
    let mut bounds = Boundaries::spending(Shape::OBrienFleming, 0.05, 5, 1);
    bounds.lower = Some(vec![-upper_point(0.01); 5]);
    let step = -0.04 / (2.0_f64 / 10_000.0).sqrt() / 5.0_f64.sqrt();
    let crossing = bounds.crossing(step);
    assert_rate("harm", run.harm_stop_rate, crossing.below.iter().sum(), n);
    let shipped = run.ship_rate_when_harmful.value.unwrap();
    assert!(shipped < 0.001, "{shipped}");
}
