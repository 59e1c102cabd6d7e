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

/// States of the chains below.
const STATES: usize = 120;

/// How wide they are, from zero to a threshold.
fn width(threshold: f64) -> f64 {
    2.0 * threshold / (2 * STATES - 1) as f64
}

/// Mean days until a cumulative sum of normal increments with a mean of `shift` passes `threshold`,
/// by a chain of states (Brook and Evans 1972).
fn run_length(shift: f64, allowance: f64, threshold: f64) -> f64 {
    let width = width(threshold);
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
    // Siegmund's approximation is within a twentieth of it, up to this allowance.
    for (allowance, threshold) in [(0.5, 4.0), (0.5, 8.0), (0.25, 6.0)] {
        let solved = run_length(0.0, allowance, threshold);
        let b = 2.0 * allowance * (threshold + 1.166);
        let approximate = (b.exp() - b - 1.0) / (2.0 * allowance * allowance);
        assert!(
            (approximate / solved - 1.0).abs() < 0.05,
            "{allowance} {threshold}: {approximate} {solved}"
        );
    }
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

/// A monitor by the test of Page and Hinkley in a world in which nothing shifts.
fn page_hinkley(duration: &str, allowance: f64, threshold: f64) -> String {
    let text = world(
        60,
        20_000,
        &format!(
            "[[monitor]]\nkind = \"page_hinkley\"\nallowance = {allowance}\n\
             threshold = {threshold}\n[training]\nwindow = \"60d\"\n"
        ),
    );
    text.replace("\"1000d\"", duration)
}

#[test]
fn page_and_hinkley_by_their_definition() {
    // Deviations from the mean so far, less the allowance, are added up; an alarm is raised where the
    // sum is further above its least value than the threshold. On 64 days a line has every day.
    const DAYS: usize = 64;
    let text = page_hinkley("\"64d\"", 0.2, 1.5);
    let daily = Daily::parse(&text, None).unwrap();
    let mut raised = 0;
    for replication in 0..REPLICATIONS {
        let report = daily.report(&[daily.replicate(seed("by definition"), replication)]);
        let wrong = &report.lines[0].values;
        assert_eq!(wrong.len(), DAYS);
        let (mut alarms, mut days, mut all, mut sum, mut least) = (0, 0.0, 0.0, 0.0_f64, 0.0_f64);
        for wrong in wrong.iter().map(|wrong| wrong.unwrap()) {
            (days, all) = (days + 1.0, all + wrong);
            let share: f64 = all / (days * 20_000.0);
            let spread = (20_000.0 * share * (1.0 - share)).sqrt();
            sum += (wrong - 20_000.0 * share) / spread - 0.2;
            least = least.min(sum);
            if sum - least > 1.5 {
                (alarms, days, all, sum, least) = (alarms + 1, 0.0, 0.0, 0.0, 0.0);
            }
        }
        let found = report.figures["alarms_per_year"].value.unwrap() * 64.0 / 365.0;
        assert!((found - f64::from(alarms)).abs() < 1e-9, "{found} {alarms}");
        raised += alarms;
    }
    assert!(raised > 20, "{raised}");
}

#[test]
fn run_length_of_page_and_hinkley() {
    // Of independent normal values, the deviations of each from the mean up to it are independent
    // too, with a variance of (t − 1)/t on day t: a chain of states that changes from day to day.
    const DAYS: usize = 1000;
    let (allowance, threshold) = (0.5, 3.0);
    let width = width(threshold);
    let mut here = vec![0.0; STATES];
    here[0] = 1.0;
    let mut ends = vec![0.0; DAYS + 1];
    let mut left = 1.0;
    for (day, ends) in ends.iter_mut().enumerate().skip(1) {
        let spread = ((day - 1) as f64 / day as f64).sqrt();
        let up_to = |steps: i32| -> f64 {
            let edge = (f64::from(steps) + 0.5) * width + allowance;
            if spread > 0.0 {
                normal(edge / spread)
            } else {
                f64::from(u8::from(edge > 0.0))
            }
        };
        let most = i32::try_from(STATES).unwrap();
        let table: Vec<f64> = (-most..=most).map(up_to).collect();
        let below = |from: usize, to: usize| table[STATES + to - from];
        let mut next = vec![0.0; STATES];
        for (from, mass) in here.iter().enumerate() {
            for (to, next) in next.iter_mut().enumerate() {
                let under = if to == 0 { 0.0 } else { below(from, to - 1) };
                *next += mass * (below(from, to) - under);
            }
        }
        let still: f64 = next.iter().sum();
        (*ends, left, here) = (left - still, still, next);
    }
    // It begins anew after each alarm, so that alarms follow each other as renewals do.
    let mut alarms = vec![0.0; DAYS + 1];
    for day in 1..=DAYS {
        alarms[day] = (1..=day)
            .map(|end| ends[end] * (1.0 + alarms[day - end]))
            .sum();
    }
    let report = run(
        "page hinkley",
        &page_hinkley("\"1000d\"", allowance, threshold),
    );
    let expected = alarms[DAYS] * 365.0 / DAYS as f64;
    assert_holds(
        "page hinkley",
        expected,
        report.figures["false_alarms_per_year"],
    );
}

#[test]
fn what_is_broken_is_read_as_the_highest() {
    // A share b of bins that were alike falls into the last of B.
    let (b, bins) = (0.2_f64, 10.0_f64);
    let (was, others, last) = (1.0 / bins, (1.0 - b) / bins, (1.0 - b) / bins + b);
    let index =
        (bins - 1.0) * (others - was) * (others / was).ln() + (last - was) * (last / was).ln();
    let report = |name: &str, times: f64| {
        let text = world(
            60,
            100_000,
            &format!(
                "[[shift]]\nkind = \"broken\"\nby = {b}\nat = \"100d\"\nuntil = \"300d\"\n\
                 [[monitor]]\nkind = \"stability\"\nwindow = \"10d\"\nthreshold = {}\n\
                 [training]\nwindow = \"60d\"\n",
                index * times
            ),
        );
        run(name, &text)
    };
    let figure = |report: &Report, name: &str| report.figures[name].value.unwrap();
    assert_eq!(
        figure(&report("broken above", 1.02), "alarms_per_year"),
        0.0
    );
    // The window is full of it after ten days, and its end is nothing to be found.
    let seen = report("broken below", 0.98);
    assert_eq!(figure(&seen, "detection_delay"), 9.0, "{seen:?}");
    assert_eq!(figure(&seen, "missed"), 0.0, "{seen:?}");
    // Who is read as the highest is told yes: wrong as often as the answer is no, four in five.
    let calm = run(
        "broken never",
        &world(60, 100_000, "[training]\nwindow = \"60d\"\n"),
    );
    let usual = figure(&calm, "wrong_decisions");
    let expected = usual + 0.2 * b * (0.8 - usual);
    assert!(
        (figure(&seen, "wrong_decisions") - expected).abs() < 2e-4,
        "{seen:?}"
    );
}

#[test]
fn days_that_are_set_aside_are_not_learned() {
    let broken = "[[shift]]\nkind = \"broken\"\nby = 0.9\nat = \"300d\"\nuntil = \"314d\"";
    let run = |then: &str| {
        let index = format!(
            "[[monitor]]\nkind = \"stability\"\nwindow = \"1d\"\nthreshold = 0.5\nthen = \"{then}\"\n\
             {CUSUM}"
        );
        run(
            "set aside",
            &drifting(
                broken,
                &index,
                "window = \"14d\"\non_alarm = true\nwait = \"14d\"",
            )
            .replace("window = \"30d\"\nwindow", "window"),
        )
    };
    let (seen, aside) = (run("look"), run("set_aside"));
    let figure = |report: &Report, name: &str| report.figures[name].value.unwrap();
    // While it lasts, nobody is helped by either; what was learned of it is bad afterwards.
    assert!(
        (figure(&aside, "bad_days") - 0.014).abs() < 1e-9,
        "{aside:?}"
    );
    assert!(figure(&seen, "bad_days") > 0.03, "{seen:?}");
    assert!(figure(&seen, "trainings_per_year") > figure(&aside, "trainings_per_year"));
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
