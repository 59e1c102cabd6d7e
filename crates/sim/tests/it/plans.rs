//! Plans that do not read: every problem at once, with its line; nothing panics or hangs.

use onsite_sim::{
    Problem,
    experiment::{ExperimentPlan, Report},
};
use proptest::prelude::*;

const GOOD: &str = r#"[plan]
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

fn problems(text: &str) -> Vec<Problem> {
    ExperimentPlan::parse(text).map_or_else(|problems| problems, |_| Vec::new())
}

#[test]
fn every_mistake_has_its_line_its_key_and_what_is_allowed() {
    assert_eq!(problems(GOOD), []);
    for (from, to, line, key) in [
        ("alpha = 0.05", "alpha = 0", 4, "alpha"),
        ("alpha = 0.05", "alpha = 0.5", 4, "alpha"),
        ("alpha = 0.05", "alpha = nan", 4, "alpha"),
        ("alpha = 0.05", "alpha = \"low\"", 4, "alpha"),
        ("alpha = 0.05", "alpha = -1", 4, "alpha"),
        ("sides = 2", "sides = 3", 5, "sides"),
        ("= 31231", "= 0", 6, "users_per_arm"),
        ("= 31231", "= -5", 6, "users_per_arm"),
        ("= 31231", "= 1.5", 6, "users_per_arm"),
        ("= 31231", "= 1000000000000000000", 6, "users_per_arm"),
        ("= 31231", "= 1e18", 6, "users_per_arm"),
        ("users_per_arm = 31231\n", "", 1, "users_per_arm"),
        ("looks = 1", "looks = 0", 7, "looks"),
        ("looks = 1", "looks = 101", 7, "looks"),
        ("looks = 1", "looks = 2", 7, "looks"),
        ("\"fixed\"", "\"magic\"", 8, "method"),
        ("\"fixed\"", "7", 8, "method"),
        ("= 0.0\n", "= 1.0\n", 9, "covariate_correlation"),
        ("unit = \"user\"", "unit = \"\"", 2, "unit"),
        ("unit", "units", 2, "units"),
        ("\"bernoulli\"", "\"cauchy\"", 11, "distribution"),
        ("\"bernoulli\"", "\"normal\"", 10, "standard_deviation"),
        ("baseline = 0.05", "baseline = 1.05", 12, "baseline"),
        ("baseline = 0.05", "baseline = nan", 12, "baseline"),
        ("lift = 0.005", "lift = 0.96", 13, "lift"),
        ("lift = 0.005", "lift = -0.06", 13, "lift"),
        ("lift = 0.005", "lift = inf", 13, "lift"),
        ("lift = 0.005", "lift = [1]", 13, "lift"),
        ("lift = 0.005", "lift = 0.005\nlosses = 1", 14, "losses"),
        (
            "lift = 0.005",
            "lift = 0\nassignment = [0.5]",
            14,
            "assignment",
        ),
        (
            "lift = 0.005",
            "lift = 0\nassignment = [0.7, 0.7]",
            14,
            "assignment",
        ),
        ("lift = 0.005", "lift = 0\nnovelty = 0.1", 14, "novelty"),
        ("[world]", "[worlds]", 10, "worlds"),
    ] {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let found = problems(&text);
        let named = found
            .iter()
            .any(|p| p.line == Some(line) && p.message.contains(&format!("`{key}`")));
        assert!(named, "{to}: {found:#?}");
        assert!(found.iter().all(|p| !p.help.is_empty()));
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = GOOD
        .replace("0.05\nsides = 2", "0.7\nsides = 0")
        .replace("31231", "0")
        .replace("\"fixed\"", "\"no\"")
        .replace("lift = 0.005", "lift = 2\nspillover = 3\nextra = 1");
    let lines: Vec<_> = problems(&text).iter().filter_map(|p| p.line).collect();
    assert_eq!(lines, [4, 5, 6, 8, 13, 14, 15]);
    let negative = "[plan]\nusers_per_arm = 10\n[world]\ndistribution = \"normal\"\n\
                    standard_deviation = -1\nlift = 0\n";
    assert_eq!(problems(negative)[0].line, Some(5));
    let more_looks = "[plan]\nusers_per_arm = 10\nlooks = 11\nmethod = \"naive\"\n[world]\n\
                      distribution = \"normal\"\nstandard_deviation = 1\nlift = 0\n";
    assert_eq!(problems(more_looks)[0].line, Some(3));
}

#[test]
fn texts_that_are_no_plans() {
    assert_eq!(problems("").len(), 2);
    for text in [
        "[plan",
        "\u{0}",
        "plan = 1\nworld = 2",
        "[[plan]]\n[[world]]",
        "[plan]\n[plan]",
    ] {
        assert!(!problems(text).is_empty(), "{text}");
    }
    // Many lines, many problems, deep nesting: all in bounded time.
    let many: Vec<String> = (0..200_000).map(|at| format!("k{at} = {at}")).collect();
    let many = many.join("\n");
    assert_eq!(problems(&format!("{GOOD}{many}")).len(), 200_000);
    for deep in [
        "[".repeat(100_000),
        "{a=".repeat(100_000),
        "a.".repeat(100_000),
    ] {
        assert!(!problems(&format!("{GOOD}more = {deep}")).is_empty());
        assert!(!problems(&format!("{GOOD}{deep}b = 1")).is_empty());
    }
    let long = format!("{GOOD}#{}", "x".repeat(5 << 20));
    assert_eq!(problems(&long).len(), 1);
}

#[test]
fn numbers_may_be_written_as_toml_writes_them() {
    for written in ["31_231", "+31231", "0x79ff", "0o74777", "0b111100111111111"] {
        let text = GOOD.replace("31231", written);
        let plan = ExperimentPlan::parse(&text).unwrap_or_else(|p| panic!("{written}: {p:?}"));
        assert_eq!(plan.users_per_arm, 31_231);
    }
    for written in ["0.050", "5e-2", "0.0_5", "5.0E-2"] {
        let text = GOOD.replace("alpha = 0.05", &format!("alpha = {written}"));
        let plan = ExperimentPlan::parse(&text).unwrap_or_else(|p| panic!("{written}: {p:?}"));
        assert!((plan.alpha - 0.05).abs() < 1e-15);
    }
}

#[test]
fn extremes_that_are_allowed_run() {
    let normal =
        "distribution = \"normal\"\nstandard_deviation = 1e-12\nbaseline = 1e12\nlift = 1e12";
    for (plan, world) in [
        (
            "users_per_arm = 1",
            "distribution = \"bernoulli\"\nbaseline = 0\nlift = 0",
        ),
        (
            "users_per_arm = 1",
            "distribution = \"bernoulli\"\nbaseline = 0\nlift = 1",
        ),
        (
            "users_per_arm = 1000000000",
            "distribution = \"bernoulli\"\nbaseline = 0.5\nlift = 1e-9",
        ),
        (
            "users_per_arm = 1000000000\nlooks = 100\nmethod = \"msprt\"",
            normal,
        ),
        (
            "users_per_arm = 100\nlooks = 100\nmethod = \"bayesian\"\nalpha = 1e-9",
            normal,
        ),
        (
            "users_per_arm = 3\ncovariate_correlation = 0.999999",
            "distribution = \"bernoulli\"\nbaseline = 1\nlift = -1",
        ),
        (
            "users_per_arm = 2",
            "distribution = \"bernoulli\"\nbaseline = 0.5\nlift = 0\nassignment = [1e-9, 1e-9]",
        ),
        (
            "users_per_arm = 2",
            "distribution = \"ratio\"\nbaseline = 0.5\nlift = 0\nrows_per_unit = 1\nrows_standard_deviation = 1e6",
        ),
        (
            "users_per_arm = 5",
            "distribution = \"bernoulli\"\nbaseline = 0.5\nlift = 0\nloss = 0.999",
        ),
    ] {
        let text = format!("[plan]\n{plan}\n[world]\n{world}\n");
        let plan = ExperimentPlan::parse(&text).unwrap_or_else(|p| panic!("{text}\n{p:#?}"));
        let json = serde_json::to_value(Report::new(&plan, &plan.run(1, 0..200))).unwrap();
        let rate = json["false_alarm_rate"]["value"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&rate), "{json}");
    }
}

const PLAN_KEYS: &[(&str, &[&str])] = &[
    ("alpha", &["1e-9", "0.499", "0.01"]),
    ("sides", &["1", "2"]),
    ("looks", &["2", "13", "100"]),
    (
        "method",
        &[
            "\"fixed\"",
            "\"naive\"",
            "\"pocock\"",
            "\"obrien_fleming\"",
            "\"msprt\"",
            "\"bayesian\"",
        ],
    ),
    ("covariate_correlation", &["-0.999", "0.5"]),
    ("analysis", &["\"row\""]),
    ("mixture_standard_deviation", &["1e-12", "1e12"]),
    ("prior_standard_deviation", &["1e-12", "1e12"]),
    ("threshold", &["0.5", "0.999999999"]),
    ("harm_alpha", &["1e-9", "0.3"]),
];

const WORLDS: [&str; 4] = [
    "distribution = \"bernoulli\"\nbaseline = 0.3\n",
    "distribution = \"bernoulli\"\nbaseline = 0\n",
    "distribution = \"normal\"\nstandard_deviation = 2\nbaseline = -3\n",
    "distribution = \"ratio\"\nbaseline = 0.4\nrows_per_unit = 3\nrows_standard_deviation = 2\n",
];

const WORLD_KEYS: &[(&str, &[&str])] = &[
    ("cluster_size", &["1", "7.5", "1e6"]),
    ("intra_cluster_correlation", &["0.01", "1"]),
    ("intra_unit_correlation", &["0.1", "1"]),
    (
        "assignment",
        &["[0.5, 0.5]", "[1e-9, 0.9]", "[0.9999999999, 1e-10]"],
    ),
    ("loss", &["0.01", "0.9999"]),
    ("loss_of", &["\"converted\"", "\"unconverted\""]),
    ("spillover", &["1", "0.2"]),
    ("novelty", &["0.1", "-0.01"]),
    ("users_per_day", &["1e-9", "1e12", "300"]),
    ("novelty_half_life_days", &["0.001", "100000"]),
    ("harmful_lift", &["-0.2", "-1e-9"]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_value_makes_a_plan_panic(
        line in 0_usize..13,
        value in prop_oneof![
            "[-+0-9a-z.\"\\[\\]{}_ ]{0,12}",
            any::<f64>().prop_map(|x| format!("{x:?}")),
            any::<i64>().prop_map(|x| x.to_string()),
        ],
    ) {
        let mut lines: Vec<String> = GOOD.lines().map(str::to_owned).collect();
        let key = lines[line].split(" =").next().unwrap_or_default().to_owned();
        lines[line] = format!("{key} = {value}");
        if let Ok(plan) = ExperimentPlan::parse(&lines.join("\n")) {
            prop_assert_eq!(plan.run(1, 0..8).populations, 8);
        }
    }

    #[test]
    fn any_plan_of_allowed_values_runs(
        picks in proptest::collection::vec(0_usize..64, 24),
        world in 0_usize..4,
    ) {
        let mut text = String::from("[plan]\n");
        let mut at = picks.iter();
        let mut write = |text: &mut String, keys: &[(&str, &[&str])]| {
            for (key, values) in keys {
                let pick = at.next().copied().unwrap_or_default();
                if let Some(value) = values.get(pick % (3 * values.len())) {
                    text.extend([*key, " = ", *value, "\n"]);
                }
            }
        };
        write(&mut text, PLAN_KEYS);
        text.push_str("users_per_arm = ");
        text.push_str(["1", "13", "500", "31231", "1000000000"][picks[0] % 5]);
        text.push_str("\n[world]\n");
        text.push_str(WORLDS[world]);
        write(&mut text, WORLD_KEYS);
        text.push_str(["lift = 0\n", "lift = 0.01\n", "lift = 0.5\n", "lift = -0.1\n"][picks[2] % 4]);
        if picks[1] % 3 == 0 {
            text.push_str("[metrics]\ncount = 7\nwith_lift = 3\ncorrection = \"benjamini_hochberg\"\n");
        }
        if let Ok(plan) = ExperimentPlan::parse(&text) {
            let report = Report::new(&plan, &plan.run(1, 0..40));
            for estimate in [
                report.false_alarm_rate,
                report.power,
                report.coverage,
                report.sample_ratio_alarm_rate,
            ] {
                let value = estimate.value.unwrap_or(-1.0);
                prop_assert!((0.0..=1.0).contains(&value), "{}\n{:?}", text, report);
            }
            for estimate in [report.exaggeration, report.variance_left, report.expected_looks] {
                prop_assert!(estimate.value.is_none_or(f64::is_finite), "{}\n{:?}", text, report);
            }
            let integrated = report.by_integration.map_or(0.0, |exact| exact.power);
            prop_assert!((0.0..=1.0).contains(&integrated), "{}\n{:?}", text, report);
        }
    }
}
