//! What figures are made of, held to the figures themselves and to closed forms; and which one
//! change helps.

use onsite_sim::experiment::{
    Change, Changes, Distributions, ExperimentPlan, MOST_SEEN, PATHS, Report,
};

use crate::{
    experiment_forms::{FIXED, assert_rate, normal, report},
    support::seed,
    worlds::RATIO,
};

fn plan(text: &str) -> ExperimentPlan {
    ExperimentPlan::parse(text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn look_into(name: &str, text: &str) -> (Distributions, Report) {
    let plan = plan(text);
    let report = Report::new(&plan, &plan.run(seed(name), 0..MOST_SEEN));
    (plan.distributions(seed(name), MOST_SEEN), report)
}

/// Pearson's statistic against even bins.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts here are whole numbers below 2^53"
)]
fn uneven(counts: &[u64]) -> f64 {
    let expected = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
    let off = counts.iter().map(|&count| count as f64 - expected);
    off.map(|off| off * off / expected).sum()
}

#[test]
fn p_values_without_a_lift_are_uniform_unless_one_peeks() {
    // With 19 degrees of freedom 50.8 is passed one time in ten thousand.
    for sides in [1, 2] {
        let name = format!("uniform {sides}");
        let (seen, _) = look_into(&name, &normal("fixed", 1, sides, 0.04));
        assert_eq!(seen.p_values.without_lift.iter().sum::<u64>(), MOST_SEEN);
        let off = uneven(&seen.p_values.without_lift);
        assert!(off < 50.8, "{sides}: {off}");
        assert!(uneven(&seen.p_values.with_lift) > 1000.0);
    }
    let (seen, report) = look_into("peeking", &normal("naive", 5, 2, 0.04));
    let first = seen.p_values.without_lift[0];
    assert_rate("peeking", report.false_alarm_rate, 0.1417, MOST_SEEN);
    assert!(uneven(&seen.p_values.without_lift) > 1000.0, "{first}");
}

#[test]
fn what_is_looked_into_is_what_is_counted() {
    for (method, looks) in [("fixed", 1), ("naive", 5)] {
        let text = normal(method, looks, 2, 0.04);
        let tally = plan(&text).run(3, 0..5000);
        let seen = plan(&text).distributions(3, 5000);
        // At the level of one bin, what is significant is what is in it.
        assert_eq!(seen.p_values.without_lift[0], tally.null.significant());
        assert_eq!(seen.p_values.with_lift[0], tally.lift.significant());
        let significant: u64 = seen.estimates.significant.iter().sum();
        assert_eq!(significant, tally.lift.significant());
        assert_eq!(seen.estimates.all.iter().sum::<u64>(), 5000);
    }
    let (seen, few) = (
        plan(FIXED).distributions(3, 3),
        plan(FIXED).distributions(3, 0),
    );
    assert_eq!(seen.p_values.with_lift.iter().sum::<u64>(), 3);
    assert_eq!(few.p_values.with_lift.iter().sum::<u64>(), 0);
}

#[test]
fn significant_estimates_are_those_far_from_zero() {
    // Standard error 0.014142, so 1.96 of them are 0.0277, and the lift is one and a half.
    let (seen, report) = look_into("far", &normal("fixed", 1, 2, 0.021_213));
    let estimates = &seen.estimates;
    let width = (estimates.to - estimates.from) / 40.0;
    assert!((estimates.to - estimates.lift - 4.0 * 0.014_142).abs() < 1e-6);
    let mut low = estimates.from;
    for (&all, &significant) in estimates.all.iter().zip(&estimates.significant) {
        let high = low + width;
        if low > 0.027_72 || high < -0.027_72 {
            assert_eq!(significant, all, "{low}");
        } else if low > -0.027_71 && high < 0.027_71 {
            assert_eq!(significant, 0, "{low}");
        }
        low = high;
    }
    assert!(report.exaggeration.value.unwrap() > 1.5);
}

#[test]
fn paths_end_where_they_cross_the_boundary() {
    for method in ["naive", "pocock", "obrien_fleming", "msprt", "bayesian"] {
        let text = normal(method, 8, 2, 0.04);
        let paths = plan(&text).distributions(seed(method), 1).paths;
        assert_eq!(
            paths.users_per_arm,
            (1..=8).map(|k| k * 1250).collect::<Vec<_>>()
        );
        let mut stopped = 0;
        for path in paths.without_lift.iter().chain(&paths.with_lift) {
            assert_eq!(path.z.len(), 8);
            let crossed = path.z.iter().zip(&paths.boundary);
            let crossed = crossed.map(|(z, bound)| z.abs() > *bound);
            let first = crossed.clone().position(|crossed| crossed);
            assert_eq!(path.ended, first.map_or(8, |look| look + 1), "{method}");
            assert_eq!(path.significant, first.is_some(), "{method}");
            stopped += u64::from(path.ended < 8);
        }
        // Whole paths, also of experiments that ended early.
        assert!(stopped > PATHS / 4, "{method}: {stopped}");
    }
}

#[test]
fn the_same_pictures_each_time_whatever_the_limits() {
    let text = FIXED
        .replace("looks = 1", "looks = 7")
        .replace("fixed", "pocock");
    let twice = [0, 1].map(|_| plan(&text).distributions(9, 2000));
    assert_eq!(twice[0], twice[1]);
    assert_ne!(twice[0], plan(&text).distributions(10, 2000));
    // Nothing to be found, nothing that varies, and users by the billion.
    for world in [
        "distribution = \"bernoulli\"\nbaseline = 0\nlift = 0\n",
        "distribution = \"bernoulli\"\nbaseline = 1\nlift = 0\n",
        "distribution = \"normal\"\nstandard_deviation = 1e-12\nlift = 1e12\n",
    ] {
        for method in ["naive", "msprt", "bayesian"] {
            let text = format!(
                "[plan]\nusers_per_arm = 1000000000\nlooks = 100\nmethod = \"{method}\"\n[world]\n{world}"
            );
            let seen = plan(&text).distributions(1, 20);
            let numbers = seen.paths.boundary.iter();
            let paths = seen.paths.with_lift.iter().flat_map(|path| &path.z);
            assert!(numbers.chain(paths).all(|z| z.is_finite()), "{world}");
            assert!(seen.estimates.from < seen.estimates.to);
        }
    }
}

#[test]
fn decisions_are_held_to_the_truth() {
    // Drift 2.8284 at the end; the harmful lift is its mirror image.
    let n = 200_000;
    let run = report("decisions", &normal("fixed", 1, 2, 0.04), n);
    let ships = 0.807_4;
    assert_rate("nothing", run.ship_rate_without_lift, 0.025, n);
    assert_rate("lift", run.ship_rate_with_lift, ships, n);
    assert_rate(
        "right",
        run.right_decision_rate,
        (0.975 + ships + 1.0) / 3.0,
        3 * n,
    );
    // Where the lift is below zero, not shipping is right.
    let worse = report("worse", &normal("fixed", 1, 2, -0.04), n);
    assert_rate(
        "not",
        worse.right_decision_rate,
        (0.975 + 1.0 + 1.0) / 3.0,
        3 * n,
    );
}

fn changes(text: &str) -> Changes {
    plan(text)
        .changes(seed(text), 10_000, &|| true)
        .expect("it goes on")
}

#[test]
fn the_change_that_helps_most_mends_what_is_wrong() {
    // Rows as if independent: nothing else brings false alarms down to the level.
    let by_row = RATIO.replace("[world]", "analysis = \"row\"\n[world]");
    let found = changes(&by_row);
    assert_eq!(found.helps_most.as_deref(), Some("analysis = \"unit\""));
    // Peeking: boundaries or a single look.
    let found = changes(&normal("naive", 5, 2, 0.04));
    let helps = found.helps_most.unwrap();
    assert!(
        ["method = \"obrien_fleming\"", "looks = 1"].contains(&helps.as_str()),
        "{helps}"
    );
    // Too few users: more of them.
    let found = changes(&normal("fixed", 1, 2, 0.02));
    assert_eq!(found.helps_most.as_deref(), Some("users_per_arm = 15000"));
    let of = |found: &Changes, change: &str| -> Change {
        let mut tried = found.tried.iter();
        tried.find(|tried| tried.change == change).unwrap().clone()
    };
    let more = of(&found, "users_per_arm = 15000");
    // Drift √1.5 · 1.41421.
    assert_rate("more users", more.power, 0.410_0, 4096);
    let stricter = of(&found, "alpha = 0.025");
    assert_rate("stricter", stricter.false_alarm_rate, 0.025, 4096);
    // Nothing beyond doubt: power is there, and the level is strict.
    let strict = normal("fixed", 1, 2, 0.12).replace("looks", "alpha = 0.001\nlooks");
    assert_eq!(changes(&strict).helps_most, None);
    // Lost conversions: no key of the plan mends them.
    let lost = FIXED.to_owned() + "loss = 0.2\nloss_of = \"converted\"\n";
    assert_eq!(changes(&lost).helps_most, None);
    assert!(plan(FIXED).changes(1, 100, &|| false).is_none());
}
