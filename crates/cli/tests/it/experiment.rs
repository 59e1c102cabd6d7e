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

#[test]
fn what_figures_are_made_of_and_what_helps_stand_beside_them() {
    let shell = Shell::new();
    let peeking = PLAN
        .replace("looks = 1", "looks = 5")
        .replace("fixed", "naive");
    shell.write("plan.toml", peeking);
    let ended = shell.run(&["experiment", "run", "plan.toml", "--json"]);
    let json: Value = serde_json::from_str(&ended.stdout).unwrap();
    let sum = |counts: &Value| -> u64 {
        let counts = counts.as_array().unwrap();
        counts.iter().map(|count| count.as_u64().unwrap()).sum()
    };
    assert_eq!(sum(&json["p_values"]["without_lift"]), 10_000);
    assert_eq!(sum(&json["p_values"]["with_lift"]), 10_000);
    assert_eq!(sum(&json["estimates"]["all"]), 10_000);
    let power = json["power"]["value"].as_f64().unwrap();
    let significant = sum(&json["estimates"]["significant"]);
    assert_eq!(significant.to_string(), format!("{:.0}", power * 10_000.0));
    let paths = json["paths"]["with_lift"].as_array().unwrap();
    assert_eq!(paths.len(), 20);
    assert_eq!(paths[0]["z"].as_array().unwrap().len(), 5);
    let helps = json["changes"]["helps_most"].as_str().unwrap();
    assert!(
        ["method = \"obrien_fleming\"", "looks = 1"].contains(&helps),
        "{helps}"
    );
    let text = shell.run(&["experiment", "run", "plan.toml"]).stdout;
    assert!(text.contains(&format!("helps most: {helps}.")), "{text}");
    assert!(text.contains("decisions that are right"), "{text}");
}

#[test]
fn the_rows_of_one_experiment_are_written() {
    let shell = Shell::new();
    shell.write("plan.toml", PLAN.replace("31231", "50"));
    let rows = |seed: &str| shell.run(&["experiment", "data", "plan.toml", "--seed", seed]);
    let ended = rows("7");
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let lines: Vec<&str> = ended.stdout.lines().collect();
    assert_eq!((lines.len(), lines[0]), (101, "unit,arm,converted"));
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.contains(",control,"))
            .count(),
        50
    );
    assert_eq!(ended.stdout, rows("7").stdout);
    assert_ne!(ended.stdout, rows("8").stdout);
    shell.write("plan.toml", PLAN.replace("31231", "250001"));
    let ended = rows("7");
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert!(ended.stderr.contains("at most 250000"), "{}", ended.stderr);
}
