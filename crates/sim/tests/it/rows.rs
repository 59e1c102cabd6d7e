//! Rows of one experiment, held to the world they are drawn from.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts here are whole numbers below 2^53"
)]

use onsite_sim::experiment::{ExperimentPlan, MOST_ROWS};

use crate::{experiment_forms::QUANTILE, support::seed, worlds::RATIO};

/// Lines by column, and what the columns are called.
struct Rows {
    names: Vec<String>,
    lines: Vec<Vec<String>>,
}

fn plan(text: &str) -> ExperimentPlan {
    ExperimentPlan::parse(text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn rows(name: &str, text: &str) -> Rows {
    let written = plan(text).rows(seed(name)).expect("few enough");
    let mut lines = written
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let names = lines.next().expect("a header");
    let lines: Vec<_> = lines.collect();
    assert!(lines.iter().all(|line| line.len() == names.len()));
    Rows { names, lines }
}

impl Rows {
    fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        let at = self.names.iter().position(|one| one == name).expect(name);
        self.lines.iter().map(move |line| line[at].as_str())
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        self.words(name)
            .map(|word| word.parse().expect("a number"))
            .collect()
    }

    fn of(&self, arm: &str, name: &str) -> Vec<f64> {
        let arms = self.words("arm");
        let both = arms.zip(self.numbers(name));
        both.filter(|(own, _)| *own == arm)
            .map(|(_, x)| x)
            .collect()
    }
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (x, y) = (mean(a), mean(b));
    let products = a.iter().zip(b).map(|(p, q)| (p - x) * (q - y));
    products.sum::<f64>() / a.len() as f64
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    covariance(a, b) / (covariance(a, a) * covariance(b, b)).sqrt()
}

#[track_caller]
fn near(what: &str, found: f64, expected: f64, error: f64) {
    assert!(
        (found - expected).abs() <= QUANTILE * error,
        "{what}: {found}, expected {expected} ± {error}"
    );
}

#[test]
fn conversions_and_a_covariate_are_as_the_world_says() {
    let text = "[plan]\nusers_per_arm = 100000\ncovariate_correlation = 0.6\n[world]\n\
                distribution = \"bernoulli\"\nbaseline = 0.1\nlift = 0.02\nusers_per_day = 50000\n";
    let found = rows("conversions", text);
    assert_eq!(
        found.names,
        ["unit", "arm", "day", "covariate", "converted"]
    );
    for (arm, rate) in [("control", 0.1_f64), ("treatment", 0.12)] {
        let (converted, known) = (found.of(arm, "converted"), found.of(arm, "covariate"));
        assert_eq!(converted.len(), 100_000);
        near(
            arm,
            mean(&converted),
            rate,
            (rate * (1.0 - rate) / 1e5).sqrt(),
        );
        // It was there before, so no lift moves it.
        near(arm, mean(&known), 0.0, 1e5_f64.sqrt().recip());
        near(arm, covariance(&known, &known), 1.0, 0.005);
        near(arm, correlation(&converted, &known), 0.6, 0.003);
    }
    let days = found.numbers("day");
    assert_eq!(
        (days[0], days[49_999], days[50_000], days[199_999]),
        (1.0, 1.0, 2.0, 4.0)
    );
    let text = plan(text);
    assert_eq!(text.rows(4), text.rows(4));
    assert_ne!(text.rows(4), text.rows(5));
}

#[test]
fn users_of_a_cluster_share_an_arm_and_are_alike() {
    for world in [
        "distribution = \"bernoulli\"\nbaseline = 0.3\nlift = 0\n",
        "distribution = \"normal\"\nstandard_deviation = 2\nlift = 0\n",
    ] {
        let text = format!(
            "[plan]\nusers_per_arm = 60000\n[world]\n{world}cluster_size = 4\n\
             intra_cluster_correlation = 0.25\n"
        );
        let found = rows("clusters", &text);
        let value = if found.names.iter().any(|name| name == "value") {
            "value"
        } else {
            "converted"
        };
        let clusters: Vec<&str> = found.words("cluster").collect();
        let values = found.numbers(value);
        let arms: Vec<&str> = found.words("arm").collect();
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for at in 1..clusters.len() {
            if clusters[at] == clusters[at - 1] {
                assert_eq!(arms[at], arms[at - 1]);
                first.push(values[at - 1]);
                second.push(values[at]);
            }
        }
        assert!(first.len() > 80_000);
        near(world, correlation(&first, &second), 0.25, 0.006);
        assert_eq!(found.of("control", value).len(), 60_000);
    }
}

#[test]
fn ratios_have_the_variance_of_the_delta_method() {
    let text = RATIO
        .replace("5000", "200000")
        .replace("lift = 0.01", "lift = 0");
    let found = rows("ratio", &text);
    let (views, hits) = (found.of("control", "rows"), found.of("control", "hits"));
    near("rows", mean(&views), 8.0, 6.0 / 2e5_f64.sqrt());
    assert!(views.iter().all(|&rows| rows >= 1.0));
    // A lognormal has heavy tails, so its variance is known less well; rounding adds a sixth.
    let spread = covariance(&views, &views);
    assert!((spread - 36.2).abs() < 2.0, "{spread}");
    near("rate", mean(&hits) / mean(&views), 0.2, 0.000_6);
    let off: Vec<f64> = views.iter().zip(&hits).map(|(n, h)| h - 0.2 * n).collect();
    let expected = 0.16 * (0.9 * 8.0 + 0.1 * (64.0 + 36.0));
    let residual = covariance(&off, &off);
    assert!(
        (residual / expected - 1.0).abs() < 0.05,
        "{residual} for {expected}"
    );
}

#[test]
fn what_goes_wrong_between_assignment_and_analysis_is_there() {
    let world = "[world]\ndistribution = \"bernoulli\"\nbaseline = 0.2\nlift = 0\n";
    let lost = format!(
        "[plan]\nusers_per_arm = 100000\n{world}loss = 0.5\nloss_of = \"converted\"\nassignment = [0.5, 0.25]\n"
    );
    let found = rows("lost", &lost);
    let sizes = ["control", "treatment"].map(|arm| found.of(arm, "converted").len() as f64);
    near("control", sizes[0], 1e5, (2e5_f64 * 0.25).sqrt());
    near(
        "treatment",
        sizes[1],
        5e4 * 0.9,
        (2e5_f64 * 0.225 * 0.775).sqrt(),
    );
    let rate = mean(&found.of("treatment", "converted"));
    near("those left", rate, 0.1 / 0.9, (0.1 / 4.5e4_f64).sqrt());

    let shared = format!(
        "[plan]\nusers_per_arm = 100000\n{}spillover = 0.5\nnovelty = 0.4\nnovelty_half_life_days = 1\nusers_per_day = 100000\n",
        world.replace("lift = 0", "lift = 0.1")
    );
    let found = rows("shared", &shared);
    // Over two days a half-life of one leaves (1 - 1/4)/(2 ln 2) of the novelty.
    let fading = 0.4 * 0.75 / (2.0 * std::f64::consts::LN_2);
    near(
        "control",
        mean(&found.of("control", "converted")),
        0.25 + 0.5 * fading,
        0.0016,
    );
    near(
        "treatment",
        mean(&found.of("treatment", "converted")),
        0.3 + fading,
        0.0016,
    );
}

#[test]
fn no_more_rows_than_memory_has_room_for() {
    let of = |users: u64| {
        let text = format!(
            "[plan]\nusers_per_arm = {users}\n[world]\ndistribution = \"bernoulli\"\nbaseline = 0\nlift = 0\n"
        );
        plan(&text).rows(1)
    };
    assert_eq!(of(MOST_ROWS / 2 + 1), None);
    assert_eq!(of(1).unwrap().lines().count(), 3);
    // Extremes are finite.
    let text = "[plan]\nusers_per_arm = 200\ncovariate_correlation = -0.99\n[world]\n\
                distribution = \"ratio\"\nbaseline = 1\nlift = 0\nrows_per_unit = 1000000\n\
                rows_standard_deviation = 1000000\nintra_unit_correlation = 1\n";
    let found = rows("extremes", text);
    assert!(found.numbers("covariate").iter().all(|x| x.is_finite()));
    assert_eq!(found.numbers("rows"), found.numbers("hits"));
}
