//! What designs do that no formula gives: storms of retries, faults, cuts, the same everywhere.

use onsite_sim::design::{Cut, Outcome};

use crate::support::run;

fn storm(rate: f64, retries: u32) -> String {
    format!(
        r#"
[[component]]
name = "edge"
kind = "load_balancer"

[[component]]
name = "server"
kind = "service"
instances = 10
service = "10ms"
pick = "random"

[[link]]
from = "edge"
to = "server"
timeout = "100ms"
retries = {retries}

[load]
entry = "edge"
rate = "{rate}/s"
warm_up = "2s"
duration = "192s"

[[fault]]
at = "10s"
for = "3s"
kind = "surge"
times = 4.0
"#
    )
}

/// Goodput of the last eight of 64 slices, over what was offered then.
fn at_the_end(report: &onsite_sim::design::Report) -> f64 {
    let sum = |values: &[Option<f64>]| values[56..].iter().flatten().sum::<f64>();
    sum(&report.series.goodput_rps) / sum(&report.series.offered_rps)
}

#[test]
fn retries_keep_a_surge_alive_beyond_capacity_over_attempts() {
    // 1,000 calls a second can be served; work that nobody waits for is done all the same.
    for (rate, retries, recovers) in [
        (250.0, 2, true),
        (400.0, 2, false),
        (700.0, 0, true),
        (450.0, 1, true),
        (550.0, 1, false),
    ] {
        let name = format!("storm at {rate} with {retries} retries");
        let report = run(&name, &storm(rate, retries), 2);
        let goodput = at_the_end(&report);
        assert_eq!(goodput > 0.99, recovers, "{name}: {goodput}");
        assert_eq!(report.stationary, recovers, "{name}");
        if !recovers {
            assert!(goodput < 0.5, "{name}: {goodput}");
        }
    }
}

#[test]
fn a_budget_for_retries_ends_the_storm() {
    let text = storm(400.0, 2).replace("retries = 2", "retries = 2\nbudget = 0.1");
    let report = run("storm with a budget", &text, 2);
    assert!(
        at_the_end(&report) > 0.99,
        "{:?}",
        report.series.goodput_rps
    );
}

const PAIR: &str = r#"
[[component]]
name = "edge"
kind = "load_balancer"

[[component]]
name = "server"
kind = "service"
instances = 4
concurrency = 2
service = { distribution = "exponential", mean = "10ms" }
pick = "least_loaded"

[[link]]
from = "edge"
to = "server"
latency = "1ms"

[load]
entry = "edge"
rate = "400/s"
warm_up = "1s"
duration = "64s"
deadline = "200ms"

[objectives]
p99 = "<= 100ms"
goodput = ">= 99%"
error_rate = "<= 1%"
"#;

#[test]
fn what_crashes_fails_and_comes_back() {
    let calm = run("calm", PAIR, 4);
    assert_eq!(calm.objectives["p99"], Outcome::Pass);
    assert_eq!(calm.objectives["goodput"], Outcome::Pass);
    assert_eq!(calm.error_rate.value, Some(0.0));
    assert!(
        calm.error_rate.high.unwrap() > 0.0,
        "something may still fail"
    );

    let outage =
        "\n[[fault]]\nat = \"16s\"\nfor = \"16s\"\nkind = \"outage\"\ncomponent = \"server\"\n";
    let report = run("outage", &format!("{PAIR}{outage}"), 4);
    let failed = &report.series.error_rate;
    assert_eq!(failed[20], Some(1.0));
    assert_eq!(failed[8], Some(0.0));
    assert_eq!(failed[40], Some(0.0));
    let all = report.error_rate.value.unwrap();
    assert!((all - 0.25).abs() < 0.01, "{all}");
    assert_eq!(report.objectives["goodput"], Outcome::Fail);
    // Half of the instances carry on, without an error but for what was inside.
    let half = outage.replace("outage", "crash") + "fraction = 0.5\n";
    let report = run("half", &format!("{PAIR}{half}"), 4);
    let inside = report.error_rate.value.unwrap() * 400.0 * 64.0;
    assert!((0.1..=8.0).contains(&inside), "{inside} failed");
    let used = &report.series.utilization["server"];
    assert!((used[20].unwrap() - 0.5).abs() < 0.05, "{used:?}");
}

#[test]
fn what_is_slow_takes_longer_while_it_is() {
    let slow = "\n[[fault]]\nat = \"16s\"\nfor = \"16s\"\nkind = \"slow\"\ncomponent = \"server\"\ntimes = 1.5\n";
    let report = run("slow", &format!("{PAIR}{slow}"), 4);
    let used = &report.series.utilization["server"];
    assert!((used[8].unwrap() - 0.5).abs() < 0.05, "{used:?}");
    assert!((used[24].unwrap() - 0.75).abs() < 0.06, "{used:?}");
    assert!((used[40].unwrap() - 0.5).abs() < 0.05, "{used:?}");
}

#[test]
fn more_than_can_be_served_has_no_latency() {
    let text = PAIR.replace("400/s", "900/s");
    let report = run("too much", &text, 2);
    assert!(!report.stationary);
    assert_eq!(report.growing, ["server"]);
    assert_eq!(report.latency_ms.p99.value, None);
    assert_eq!(report.components["server"].wait_ms.mean.value, None);
    assert_eq!(report.objectives["p99"], Outcome::Fail);
    let throughput = report.throughput_rps.value.unwrap();
    assert!((throughput - 800.0).abs() < 10.0, "{throughput}");
}

#[test]
fn a_run_without_end_is_cut() {
    let text = PAIR
        .replace("400/s", "100M/s")
        .replace("warm_up = \"1s\"", "warm_up = \"0s\"");
    let report = run("cut", &text, 1);
    assert_eq!(report.cut, Some(Cut::Calls));
    assert_eq!(report.objectives["p99"], Outcome::Fail);
    assert_eq!(report.objectives["goodput"], Outcome::Undecided);
}

#[test]
fn the_same_seed_gives_the_same_counts_everywhere() {
    let report = run("same", PAIR, 3);
    assert_eq!(report.result_hash, run("same", PAIR, 3).result_hash);
    assert_ne!(report.result_hash, run("other", PAIR, 3).result_hash);
    // Worked out on one machine; another must give it too.
    assert_eq!(report.result_hash, "25224cba45c721ae");
}

#[test]
fn a_change_in_one_component_leaves_the_draws_of_others() {
    // A second server beside the first one neither delays nor stirs it.
    let beside = "\n[[component]]\nname = \"log\"\nkind = \"queue\"\n\
                  [[link]]\nfrom = \"edge\"\nto = \"log\"\ndetached = true\n";
    let alone = run("beside", PAIR, 2);
    let (head, load) = PAIR.split_once("[load]").unwrap();
    let both = run("beside", &format!("{head}{beside}\n[load]{load}"), 2);
    assert_eq!(alone.latency_ms.p99, both.latency_ms.p99);
    assert_eq!(
        alone.components["server"].queue_mean,
        both.components["server"].queue_mean
    );
}
