//! Methods against closed forms, each within the 99.99% interval of its simulation, and the same
//! figures each time.

use onsite_sim::experiment::{
    ExperimentPlan, Tally,
    boundary::{Boundaries, Shape},
    normal::{upper_point, upper_tail},
};

use crate::{
    experiment_forms::{FIXED, assert_mean, assert_rate, normal, report},
    worlds::RATIO,
};

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
    assert_eq!(run.prior_standard_deviation, Some(0.02));
    let by_default = report("posterior", &normal("bayesian", 1, 2, 0.02), 1);
    // The lift that one look finds with probability 0.8.
    let detectable = by_default.prior_standard_deviation.expect("it has one");
    assert!(
        (detectable - 2.801_585 * 0.014_142_136).abs() < 1e-6,
        "{detectable}"
    );
    // With one look: z beyond Φ⁻¹(0.9)·√(1 + V/prior²).
    let variance: f64 = 2.0 / 10_000.0;
    let point = upper_point(0.1) * (1.0 + variance / 0.02_f64.powi(2)).sqrt();
    assert_rate("null", run.false_alarm_rate, 2.0 * upper_tail(point), n);
    let drift = 0.02 / variance.sqrt();
    let power = upper_tail(point - drift) + upper_tail(point + drift);
    assert_rate("power", run.power, power, n);
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
