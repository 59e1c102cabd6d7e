//! `onsite experiment run` through the real binary.

use serde_json::Value;

use crate::support::Shell;

const PLAN: &str = r#"[plan]
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
fn a_plan_runs_and_gives_the_same_each_time() {
    let shell = Shell::new();
    shell.write("plan.toml", PLAN);
    let run = |more: &[&str]| {
        let mut arguments = vec!["experiment", "run", "plan.toml", "--json"];
        arguments.extend(more);
        let ended = shell.run(&arguments);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let mut json: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert!(json["seconds"].take().as_f64().unwrap() > 0.0);
        json
    };
    let first = run(&[]);
    assert_eq!(first, run(&["--seed", "0", "--replications", "10000"]));
    assert_ne!(first["result_hash"], run(&["--seed", "1"])["result_hash"]);
    assert_eq!(first["populations"], 10_000);
    assert_eq!(first["simulated"], true);
    for key in [
        "false_alarm_rate",
        "power",
        "expected_users_per_arm",
        "sample_ratio_alarm_rate",
        "exaggeration",
        "coverage",
    ] {
        let end = |end: &str| first[key][end].as_f64().unwrap();
        assert!(
            end("low") <= end("value") && end("value") <= end("high"),
            "{key}"
        );
    }
    assert!(!shell.data.join("onsite.db").exists());
}

#[test]
fn as_text_it_says_that_it_is_simulated() {
    let shell = Shell::new();
    shell.write("plan.toml", PLAN);
    let ended = shell.run(&["experiment", "run", "plan.toml"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for part in [
        "simulated: conversion on 10000",
        "power",
        "99% interval",
        "with the plan's lift",
    ] {
        assert!(ended.stdout.contains(part), "{part}: {}", ended.stdout);
    }
}

#[test]
fn every_problem_of_a_plan_is_listed() {
    let shell = Shell::new();
    let text = PLAN
        .replace("0.05\nsides", "0.5\nsides")
        .replace("fixed", "magic")
        + "more = 1\n";
    shell.write("plan.toml", text);
    let ended = shell.run(&["experiment", "run", "plan.toml", "--json"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    for part in [
        "plan.toml:4: `alpha`",
        "plan.toml:8: `method`",
        "plan.toml:14: `more`",
    ] {
        assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
    }
    assert_eq!(
        ended.stderr.matches("\n  help: ").count(),
        4,
        "{}",
        ended.stderr
    );
    for bad in ["missing.toml", ".", "/dev/zero"] {
        assert_eq!(
            shell.run(&["experiment", "run", bad]).code,
            Some(2),
            "{bad}"
        );
    }
    shell.write("bytes.toml", [0xff, 0xfe]);
    assert_eq!(
        shell.run(&["experiment", "run", "bytes.toml"]).code,
        Some(2)
    );
}
