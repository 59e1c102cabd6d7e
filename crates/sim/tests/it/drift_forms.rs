//! Monitors whose false alarms are known, and what models in a drifting world must do.

#![expect(
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "counts here are below 2^53, and shares of nothing and of all are exact"
)]

use onsite_sim::daily::{Counts, Daily, Report};

use crate::support::{assert_holds, seed};

/// Replications that the interval of `assert_holds` counts on.
const REPLICATIONS: u64 = 40;

/// A report; the seed is made of `name`.
fn run(name: &str, text: &str) -> Report {
    let daily = Daily::parse(text, None).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    let all: Vec<Counts> = (0..REPLICATIONS)
        .map(|replication| daily.replicate(seed(name), replication))
        .collect();
    daily.report(&all)
}

/// A world of a thousand days, with further tables.
fn world(warm_up: u32, decisions: u32, more: &str) -> String {
    format!(
        "[drift]\nduration = \"1000d\"\nwarm_up = \"{warm_up}d\"\ndecisions = {decisions}\n\
         base_rate = 0.2\nseparation = 2.0\nfalse_negative_cost = \"$3\"\n\
         false_positive_cost = \"$1\"\n{more}"
    )
}

#[test]
fn false_alarms_of_the_stability_index() {
    // With nothing shifted, the index over B bins is (1/n + 1/m)·χ² with B − 1 degrees of freedom
    // (Yurdakul 2018): n decisions in the window, m in training. Quantiles of χ² with nine.
    for (quantile, beyond) in [(14.683_657, 0.10), (16.918_978, 0.05), (21.665_994, 0.01)] {
        for (trained, window) in [(30_u32, 5_u32), (10, 10)] {
            let (n, m) = (f64::from(window) * 2000.0, f64::from(trained) * 2000.0);
            let threshold = quantile * (1.0 / n + 1.0 / m);
            let text = world(
                trained,
                2000,
                &format!(
                    "[[monitor]]\nkind = \"stability\"\nwindow = \"{window}d\"\n\
                     every = \"{window}d\"\nthreshold = {threshold}\n\
                     [training]\nwindow = \"{trained}d\"\n"
                ),
            );
            let name = format!("stability {beyond} {trained} {window}");
            let report = run(&name, &text);
            let expected = 365.0 / f64::from(window) * beyond;
            assert_holds(&name, expected, report.figures["false_alarms_per_year"]);
            assert_holds(&name, expected, report.figures["alarms_per_year"]);
        }
    }
}

/// Φ by the complementary error function's continued fraction and series, to nine places.
fn normal(x: f64) -> f64 {
    let z = x.abs();
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let tail = if z < 3.0 {
        let mut term = z;
        let mut sum = z;
        for k in 1..80 {
            term *= z * z / f64::from(2 * k + 1);
            sum += term;
        }
        0.5 - density * sum
    } else {
        let fraction = (1..60).rev().fold(z, |f, k| z + f64::from(k) / f);
        density / fraction
    };
    if x > 0.0 { 1.0 - tail } else { tail }
}

/// Mean days until a cumulative sum of normal increments with a mean of `shift` passes `threshold`,
/// by a chain of states (Brook and Evans 1972).
fn run_length(shift: f64, allowance: f64, threshold: f64) -> f64 {
    const STATES: usize = 120;
    let width = 2.0 * threshold / (2 * STATES - 1) as f64;
    let up_to = |from: usize, to: usize| {
        let edge = (to as f64 - from as f64 + 0.5) * width;
        normal(edge + allowance - shift)
    };
    // Mean lengths solve (I − R)·length = 1, by elimination.
    let mut rows: Vec<Vec<f64>> = (0..STATES)
        .map(|from| {
            let mut row: Vec<f64> = (0..STATES)
                .map(|to| {
                    let below = if to == 0 { 0.0 } else { up_to(from, to - 1) };
                    let stays = up_to(from, to) - below;
                    f64::from(u8::from(from == to)) - stays
                })
                .collect();
            row.push(1.0);
            row
        })
        .collect();
    for pivot in 0..STATES {
        let scale = rows[pivot][pivot];
        let lead: Vec<f64> = rows[pivot].iter().map(|x| x / scale).collect();
        for (at, row) in rows.iter_mut().enumerate() {
            if at != pivot {
                let by = row[pivot];
                for (x, l) in row.iter_mut().zip(&lead) {
                    *x -= by * l;
                }
            }
        }
        rows[pivot] = lead;
    }
    rows[0][STATES]
}

#[test]
fn run_length_of_the_cumulative_sum() {
    // Known for normal increments: 335.4 days at half a standard deviation and four.
    assert!((run_length(0.0, 0.5, 4.0) - 335.4).abs() < 1.0);
    // The share that training got wrong is off by 1/√(days) standard deviations of a day: alarms a
    // year are the mean over that, here by a sum over a normal's grid.
    let trained = 400_u32;
    let (allowance, threshold) = (0.5, 3.0);
    let text = world(
        trained,
        20_000,
        &format!(
            "[[monitor]]\nkind = \"cusum\"\nallowance = {allowance}\nthreshold = {threshold}\n\
             [training]\nwindow = \"{trained}d\"\n"
        ),
    );
    let report = run("run length", &text);
    let spread = 1.0 / f64::from(trained).sqrt();
    let (mut rate, mut weight) = (0.0, 0.0);
    for step in -12..=12 {
        let z = f64::from(step) / 4.0;
        let here = (-z * z / 2.0).exp();
        rate += here / run_length(-z * spread, allowance, threshold);
        weight += here;
    }
    let expected = 365.0 * rate / weight;
    assert_holds(
        "run length",
        expected,
        report.figures["false_alarms_per_year"],
    );
}

/// A shift, a monitor and training.
fn drifting(shift: &str, monitor: &str, training: &str) -> String {
    world(
        60,
        2000,
        &format!(
            "label_delay = \"14d\"\n{shift}\n{monitor}\n[training]\nwindow = \"30d\"\n{training}\n"
        ),
    )
}

const STABILITY: &str = "[[monitor]]\nkind = \"stability\"\nwindow = \"7d\"\nthreshold = 0.02\n";
const CUSUM: &str = "[[monitor]]\nkind = \"cusum\"\nallowance = 0.5\nthreshold = 8.0\n";

#[test]
fn inputs_cannot_tell_a_change_of_meaning() {
    let concept = "[[shift]]\nkind = \"concept\"\nby = 1.5\nat = \"300d\"";
    let figure = |report: &Report, name: &str| report.figures[name].value.unwrap();
    let blind = run(
        "inputs only",
        &drifting(concept, STABILITY, "on_alarm = true"),
    );
    assert_eq!(figure(&blind, "missed"), 1.0, "{blind:?}");
    let seen = run(
        "outcomes",
        &drifting(concept, CUSUM, "on_alarm = true\nwait = \"30d\""),
    );
    assert_eq!(figure(&seen, "missed"), 0.0, "{seen:?}");
    // Labels take two weeks; what is wrong shows a day or two after the first of them.
    let delay = figure(&seen, "detection_delay");
    assert!((14.0..17.0).contains(&delay), "{delay}");
    assert!(
        figure(&seen, "bad_days") < 0.5 * figure(&blind, "bad_days"),
        "{seen:?}"
    );
    let never = run("nothing", &drifting(concept, "", ""));
    // Without training, the model is bad from the shift on: 700 of 1,000 days.
    assert!((figure(&never, "bad_days") - 0.7).abs() < 1e-9, "{never:?}");
}

#[test]
fn training_at_once_learns_the_world_that_was() {
    let concept = "[[shift]]\nkind = \"concept\"\nby = 1.5\nat = \"300d\"";
    let run = |wait: &str| {
        run(
            "wait",
            &drifting(concept, CUSUM, &format!("on_alarm = true\n{wait}")),
        )
    };
    let bad = |report: &Report| report.figures["bad_days"];
    let (at_once, later) = (run(""), run("wait = \"30d\""));
    let trainings = |report: &Report| report.figures["trainings_per_year"].value.unwrap();
    assert!(trainings(&at_once) > trainings(&later), "{at_once:?}");
    assert!(bad(&later).value.unwrap() < 0.1, "{later:?}");
}

#[test]
fn a_shift_of_inputs_raises_an_alarm_that_training_does_not_need() {
    let feature = "[[shift]]\nkind = \"feature\"\nby = 0.5\nat = \"300d\"";
    let report = run("feature", &drifting(feature, STABILITY, ""));
    let figure = |name: &str| report.figures[name].value.unwrap();
    assert_eq!(figure("missed"), 0.0, "{report:?}");
    assert!(figure("detection_delay") <= 7.0, "{report:?}");
    // Each bin means what it meant: the model is as good as any.
    assert_eq!(figure("bad_days"), 0.0, "{report:?}");
}
