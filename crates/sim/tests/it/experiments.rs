//! Experiments against closed forms, each within the 99.99% interval of its simulation. The seed is
//! made of the case's name.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts here are whole numbers below 2^53"
)]

use onsite_sim::{
    Estimate, Stream,
    experiment::{
        ExperimentPlan, Ratio, Report, Tally,
        boundary::{Boundaries, Shape},
        normal::{upper_point, upper_tail},
        sample_ratio_chi_square,
    },
};

/// Quantile of the two-sided 99.99% interval, over that of the 99% one.
const WIDER: f64 = 3.890_591_886 / 2.575_829_304;
const QUANTILE: f64 = 3.890_591_886;

fn seed(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn report(name: &str, text: &str, populations: u64) -> Report {
    let plan = ExperimentPlan::parse(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    Report::new(&plan, &plan.run(seed(name), 0..populations))
}

/// A rate over a number of experiments.
#[track_caller]
fn assert_rate(what: &str, found: Estimate, expected: f64, of: u64) {
    let found = found.value.expect(what);
    let half = QUANTILE * (expected * (1.0 - expected) / of as f64).sqrt() + 1.0 / of as f64;
    assert!(
        (found - expected).abs() <= half,
        "{what}: {found} ± {half}, expected {expected}"
    );
}

/// A mean, by its own interval.
#[track_caller]
fn assert_mean(what: &str, found: Estimate, expected: f64) {
    let (value, low) = (found.value.expect(what), found.low.expect(what));
    let half = (value - low) * WIDER;
    assert!(
        (value - expected).abs() <= half,
        "{what}: {value} ± {half}, expected {expected}"
    );
}

fn normal(method: &str, looks: usize, sides: u8, lift: f64) -> String {
    format!(
        "[plan]\nusers_per_arm = 10000\nlooks = {looks}\nsides = {sides}\nmethod = \"{method}\"\n\
         [world]\ndistribution = \"normal\"\nstandard_deviation = 1\nlift = {lift}\n"
    )
}

const FIXED: &str = r#"
[plan]
unit = "user"
metric = "conversion"
alpha = 0.05
sides = 2
users_per_arm = 31231
looks = 1
method = "fixed"
covariate_correlation = 0.0
[world]
distribution = "bernoulli"
baseline = 0.05
lift = 0.005
"#;

#[test]
fn repeated_looks_raise_false_alarms_as_computed() {
    let rounded = [
        (1, 5.0),
        (2, 8.3),
        (3, 10.7),
        (4, 12.6),
        (5, 14.2),
        (10, 19.3),
        (20, 24.8),
    ];
    for (looks, percent) in rounded {
        let bounds = Boundaries::flat(upper_point(0.025), looks, 2);
        let exact = bounds.crossing(0.0).total();
        assert!((100.0 * exact - percent).abs() <= 0.05, "{looks}: {exact}");
        let method = if looks == 1 { "fixed" } else { "naive" };
        let n = 400_000;
        let run = report("repeated looks", &normal(method, looks, 2, 0.0), n);
        assert_rate(&format!("{looks} looks"), run.false_alarm_rate, exact, n);
    }
}

#[test]
fn boundaries_of_pocock_and_obrien_fleming() {
    // Two-sided, 5%: as published, to three places.
    for (shape, constants) in [
        (
            Shape::Pocock,
            [(2, 2.178), (3, 2.289), (4, 2.361), (5, 2.413), (10, 2.555)],
        ),
        (
            Shape::OBrienFleming,
            [(2, 1.977), (3, 2.004), (4, 2.024), (5, 2.040), (10, 2.087)],
        ),
    ] {
        for (looks, expected) in constants {
            let bounds = Boundaries::spending(shape, 0.05, looks, 2);
            let constant = bounds.upper[looks - 1];
            assert!(
                (constant - expected).abs() <= 0.000_501,
                "{shape:?} {looks}: {constant}"
            );
        }
    }
    for (alpha, sides) in [(0.05, 2), (0.025, 1), (0.01, 2), (1e-9, 2), (0.49, 1)] {
        for looks in [1, 2, 3, 7, 20, 100] {
            for shape in [Shape::Pocock, Shape::OBrienFleming] {
                let bounds = Boundaries::spending(shape, alpha, looks, sides);
                let spent = bounds.crossing(0.0).total();
                assert!(
                    (spent / alpha - 1.0).abs() < 1e-6,
                    "{shape:?} {alpha} {sides} {looks}: {spent}"
                );
            }
        }
    }
}

#[test]
fn group_sequential_tests_hold_their_level_power_and_size() {
    let n = 400_000;
    for method in ["pocock", "obrien_fleming", "naive"] {
        for (looks, sides) in [(2, 2), (5, 2), (5, 1), (20, 2)] {
            let name = format!("{method} {looks} {sides}");
            let run = report(&name, &normal(method, looks, sides, 0.04), n);
            let exact = run.by_integration.unwrap();
            if method != "naive" {
                assert!((exact.false_alarm_rate - 0.05).abs() < 1e-6);
            }
            assert_rate(&name, run.false_alarm_rate, exact.false_alarm_rate, n);
            assert_rate(&name, run.power, exact.power, n);
            assert_mean(
                &name,
                run.expected_users_per_arm,
                exact.expected_users_per_arm,
            );
        }
    }
}

#[test]
fn power_of_a_fixed_normal_plan_is_its_formula() {
    let n = 400_000;
    for (lift, alpha_sides) in [(0.02, 2), (0.04, 2), (-0.03, 2), (0.03, 1)] {
        let run = report("fixed normal", &normal("fixed", 1, alpha_sides, lift), n);
        let drift = lift / (2.0_f64 / 10_000.0).sqrt();
        let critical = upper_point(0.05 / f64::from(alpha_sides));
        let below = if alpha_sides == 2 {
            upper_tail(critical + drift)
        } else {
            0.0
        };
        let power = upper_tail(critical - drift) + below;
        assert_rate(&format!("lift {lift}"), run.power, power, n);
        assert_rate("level", run.false_alarm_rate, 0.05, n);
        assert_rate("coverage", run.coverage, 0.95, n);
    }
}

#[test]
fn users_for_five_to_five_and_a_half_percent() {
    let needed = (upper_point(0.025) + upper_point(0.2)).powi(2) * (0.05 * 0.95 + 0.055 * 0.945)
        / 0.005_f64.powi(2);
    assert!((needed.ceil() - 31_231.0).abs() < 0.5, "{needed}");
    let n = 100_000;
    let run = report("five to five and a half", FIXED, n);
    assert_rate("power", run.power, 0.8, n);
    assert_rate("level", run.false_alarm_rate, 0.05, n);
    assert_rate("coverage", run.coverage, 0.95, n);
    assert_rate("sample ratio", run.sample_ratio_alarm_rate, 0.001, n);
    // Mean of a normal above its critical value, over its mean: the winner's curse.
    let drift = 2.801_59;
    let above = 1.959_964 - drift;
    let density = (-0.5_f64 * above * above).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let curse = 1.0 + density / upper_tail(above) / drift;
    let found = run.exaggeration.value.unwrap();
    assert!((found - curse).abs() < 0.005, "{found}, expected {curse}");
}

#[test]
fn the_covariate_leaves_one_minus_its_squared_correlation() {
    let n = 200_000;
    for (rho, expected) in [(0.5, 0.75), (0.7, 0.51), (0.9, 0.19), (-0.5, 0.75)] {
        let line = format!("covariate_correlation = {rho:?}\n");
        let bernoulli = FIXED.replace("covariate_correlation = 0.0\n", &line);
        let normal = normal("fixed", 1, 2, 0.01).replace("[world]", &format!("{line}[world]"));
        for (what, text) in [("bernoulli", bernoulli), ("normal", normal)] {
            let name = format!("covariate {rho} {what}");
            let run = report(&name, &text, n);
            assert_mean(&name, run.variance_left, expected);
            assert_rate(&name, run.coverage, 0.95, n);
            assert_rate(&name, run.false_alarm_rate, 0.05, n);
            let exact = run.by_integration.unwrap().power;
            let found = run.power.value.unwrap();
            assert!((found - exact).abs() < 0.006, "{name}: {found} {exact}");
        }
    }
}

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
fn the_mixture_test_is_valid_at_any_look() {
    let n = 100_000;
    let run = report("mixture", &normal("msprt", 100, 2, 0.03), n);
    let rate = run.false_alarm_rate;
    assert!(rate.high.unwrap() <= 0.05, "{rate:?}");
    assert!(rate.value.unwrap() > 0.01, "{rate:?}");
    assert!(run.coverage.low.unwrap() >= 0.95, "{:?}", run.coverage);
    assert!(run.power.value.unwrap() > 0.2, "{:?}", run.power);
}

#[test]
fn the_posterior_decides_at_its_threshold() {
    let n = 200_000;
    let text = normal("bayesian", 1, 2, 0.02).replace(
        "[world]",
        "threshold = 0.9\nprior_standard_deviation = 0.02\n[world]",
    );
    let run = report("posterior", &text, n);
    // With one look: z beyond Φ⁻¹(0.9)·√(1 + V/prior²).
    let variance: f64 = 2.0 / 10_000.0;
    let point = upper_point(0.1) * (1.0 + variance / 0.02_f64.powi(2)).sqrt();
    assert_rate("null", run.false_alarm_rate, 2.0 * upper_tail(point), n);
    let drift = 0.02 / variance.sqrt();
    let power = upper_tail(point - drift) + upper_tail(point + drift);
    assert_rate("power", run.power, power, n);
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

const RATIO: &str = r#"
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

#[test]
fn any_split_of_the_range_gives_the_same() {
    let correlated = "covariate_correlation = 0.6\nharm_alpha = 0.01\n[world]";
    let texts = [
        FIXED.to_owned(),
        RATIO.to_owned(),
        normal("obrien_fleming", 7, 2, 0.03).replace("[world]", correlated),
        format!("{FIXED}[metrics]\ncount = 10\nwith_lift = 3\ncorrection = \"benjamini_hochberg\""),
        FIXED.replace("[world]", "[world]\nassignment = [0.5, 0.49]\nloss = 0.01"),
    ];
    for text in texts {
        let plan = ExperimentPlan::parse(&text).unwrap();
        let whole = plan.run(7, 0..5000);
        for cuts in [vec![1024], vec![1, 2, 3, 4999], vec![700, 1500, 1500, 4096]] {
            let mut ends = cuts.clone();
            ends.push(5000);
            let mut from = 0;
            let mut parts: Vec<Tally> = Vec::new();
            for end in ends {
                parts.push(plan.run(7, from..end));
                from = end;
            }
            let mut merged = Tally::default();
            // In any order, too.
            for part in parts.iter().rev() {
                merged.merge(part);
            }
            assert_eq!(merged, whole, "{cuts:?}");
            assert_eq!(merged.hash(), whole.hash());
        }
        assert_ne!(plan.run(8, 0..5000).hash(), whole.hash());
    }
}

#[test]
fn a_known_plan_gives_its_known_hash() {
    let run = report("known", FIXED, 2_000);
    assert_eq!(run.result_hash, "c091ecf0e8a15f36");
}
