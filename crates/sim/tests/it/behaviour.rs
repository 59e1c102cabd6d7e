//! What designs do that no formula gives: storms of retries, faults, cuts, the same everywhere.

use onsite_sim::design::{Cut, Design, Outcome, Replications};

use crate::support::{replicate, run};

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

/// A component that serves as many as come in 10 ms, and requests at equal distances.
fn steady_stream(rate: u32, faults: &str) -> String {
    format!(
        r#"
[[component]]
name = "server"
kind = "service"
instances = 4
concurrency = 1000
service = "10ms"

[load]
entry = "server"
arrivals = "constant"
rate = "{rate}/s"
warm_up = "1s"
duration = "64s"
{faults}"#
    )
}

fn fault(from: u32, to: u32, kind: &str, more: &str) -> String {
    let length = to - from;
    format!("[[fault]]\nat = \"{from}s\"\nfor = \"{length}s\"\nkind = \"{kind}\"\n{more}\n")
}

#[test]
fn faults_at_once_multiply_and_each_ends_at_its_own_time() {
    let whose = "component = \"server\"\n";
    let slow = fault(8, 40, "slow", &format!("{whose}times = 2"))
        + &fault(16, 24, "slow", &format!("{whose}times = 3\nfraction = 0.5"))
        + &fault(24, 48, "slow", &format!("{whose}times = 5"));
    let report = run("slow at once", &steady_stream(1000, &slow), 1);
    let used = &report.series.utilization["server"];
    for (slice, times) in [
        (4, 1.0),
        (12, 2.0),
        (20, 4.0),
        (32, 10.0),
        (44, 5.0),
        (56, 1.0),
    ] {
        // Ten calls are inside on average, of four thousand.
        let inside = used[slice].unwrap() * 4000.0;
        assert!((inside - 10.0 * times).abs() < 1e-6, "{slice}: {inside}");
    }

    let surge = fault(8, 40, "surge", "times = 2")
        + &fault(16, 24, "surge", "times = 3")
        + &fault(24, 48, "surge", "times = 5");
    let report = run("surges at once", &steady_stream(1000, &surge), 1);
    let offered = &report.series.offered_rps;
    for (slice, times) in [
        (4, 1.0),
        (12, 2.0),
        (20, 6.0),
        (32, 10.0),
        (44, 5.0),
        (56, 1.0),
    ] {
        assert_eq!(offered[slice], Some(1000.0 * times), "{slice}");
    }

    let crash = fault(8, 24, "crash", &format!("{whose}fraction = 0.5"))
        + &fault(16, 40, "outage", whose)
        + &fault(32, 48, "crash", &format!("{whose}fraction = 0.5"));
    let report = run("crashes at once", &steady_stream(1000, &crash), 1);
    let failed = &report.series.error_rate;
    for (slice, share) in [
        (4, 0.0),
        (12, 0.0),
        (20, 1.0),
        (28, 1.0),
        (36, 1.0),
        (44, 0.0),
    ] {
        assert_eq!(failed[slice], Some(share), "{slice}");
    }
    // Two instances are held down by the last of them.
    let used = &report.series.utilization["server"];
    assert!((used[44].unwrap() * 4000.0 - 10.0).abs() < 1e-6);
}

#[test]
fn calls_inside_a_station_that_takes_no_time_fail_with_it() {
    let text = steady_stream(10, &fault(32, 33, "outage", "component = \"edge\""))
        .replace("\n[load]\nentry = \"server\"", "\n[[component]]\nname = \"edge\"\nkind = \"load_balancer\"\n\n[[link]]\nfrom = \"edge\"\nto = \"server\"\n\n[load]\nentry = \"edge\"")
        .replace("10ms", "500ms");
    let report = run("an edge that fails", &text, 1);
    // Five that were inside, and the ten that came meanwhile; ten a second else.
    assert_eq!(report.error_rate.value, Some(15.0 / 640.0));
    assert_eq!(report.throughput_rps.value, Some(625.0 / 64.0));
    assert_eq!(report.series.error_rate[31], Some(0.0));
    assert_eq!(report.series.error_rate[33], Some(0.0));
}

#[test]
fn links_between_the_same_two_draw_apart() {
    let link = "[[link]]\nfrom = \"edge\"\nto = \"server\"\nshare = 0.5\n\n";
    let edge = "[[component]]\nname = \"edge\"\nkind = \"load_balancer\"\n\n";
    let text = steady_stream(1000, "deadline = \"1ms\"\n").replace(
        "[load]\nentry = \"server\"",
        &format!("{edge}{link}{link}[load]\nentry = \"edge\""),
    );
    let report = run("two links", &text, 10);
    crate::support::assert_holds("neither", 0.25, report.goodput);
}

#[test]
fn many_replications_give_what_they_give_apart_in_less_memory() {
    let text = steady_stream(10, "").replace(
        "\"10ms\"",
        "{ distribution = \"exponential\", mean = \"10ms\" }",
    );
    let design = Design::parse(&text, None).unwrap();
    let mut together = Replications::new(&design);
    let mut apart = Vec::new();
    for replication in 0..150 {
        let one = replicate(&design, 5, replication);
        together.add(one.clone());
        apart.push(one);
        if [1, 64, 65, 128, 150].contains(&apart.len()) {
            let grouped = together.report(&design);
            let report = onsite_sim::design::Report::new(&design, &apart);
            assert_eq!(together.count(), apart.len() as u64);
            assert_eq!(grouped.replications, report.replications);
            assert_eq!(grouped.result_hash, report.result_hash);
            assert_eq!(grouped.latency_ms.p99.value, report.latency_ms.p99.value);
            assert_eq!(grouped.events, report.events);
            assert!((grouped.warm_up_s - report.warm_up_s).abs() < 1e-9);
            let (a, b) = (grouped.latency_ms.mean, report.latency_ms.mean);
            assert!((a.value.unwrap() - b.value.unwrap()).abs() < 1e-9);
            if apart.len() > 1 {
                let width = |e: onsite_sim::Estimate| e.high.unwrap() - e.low.unwrap();
                assert!(
                    (0.5..2.0).contains(&(width(a) / width(b))),
                    "{}",
                    apart.len()
                );
            }
        }
    }
}
