//! Databases whose instances keep the same: what reads see, what is lost with a leader.

use onsite_sim::design::{Outcome, Report};

use crate::support::{assert_holds, run};

const REPLICATIONS: u64 = 40;

/// A database of three replicas, reads and writes at a rate each.
fn database(replicas: &str, more: &str, reads: u32, writes: u32, load: &str) -> String {
    let all = f64::from(reads + writes);
    let (read, write) = (f64::from(reads) / all, f64::from(writes) / all);
    format!(
        r#"
[[component]]
name = "edge"
kind = "load_balancer"

[[component]]
name = "db"
kind = "database"
instances = 3
{more}
replicas = {{ count = 3, {replicas} }}

[[link]]
from = "edge"
to = "db"
only = ["read"]

[[link]]
from = "edge"
to = "db"
only = ["write"]
writes = true

[load]
entry = "edge"
rate = "{all}/s"
warm_up = "1s"
mix = [{{ name = "read", share = {read} }}, {{ name = "write", share = {write} }}]
keys = {{ count = 1 }}
{load}
"#
    )
}

const NO_TIME: &str = "concurrency = \"unlimited\"\nservice = \"0s\"";
const LONG: &str = "duration = \"200s\"";

fn stale(report: &Report) -> onsite_sim::Estimate {
    report.components["db"]
        .stale_reads
        .expect("it has replicas")
}

#[test]
fn reads_from_one_replica_lag_behind() {
    // A follower lags where something was written within the last 40 ms; two of three follow.
    let lags = 1.0 - (-20.0_f64 * 0.04).exp();
    let text = database("lag = \"40ms\"", NO_TIME, 200, 20, LONG);
    let report = run("one of three", &text, REPLICATIONS);
    assert_holds("one of three", 2.0 / 3.0 * lags, stale(&report));
    assert_holds("all of them", 2.0 / 3.0 * lags, report.stale_reads);
    // Each write is worked on by all three.
    let calls = report.components["db"].throughput_rps;
    assert_holds("calls", 200.0 + 3.0 * 20.0, calls);
    assert_eq!(report.types["write"].latency_ms.mean.value, Some(0.0));
    // Of two that are read, both follow in one case of three.
    let two = database("lag = \"40ms\", read = 2", NO_TIME, 200, 20, LONG);
    assert_holds(
        "two of three",
        lags / 3.0,
        stale(&run("two", &two, REPLICATIONS)),
    );
    // Keys that are not written are not stale.
    let keys = text.replace("count = 1 }", "count = 4 }");
    let lags = 1.0 - (-5.0_f64 * 0.04).exp();
    assert_holds(
        "of four keys",
        2.0 / 3.0 * lags,
        stale(&run("keys", &keys, REPLICATIONS)),
    );
}

#[test]
fn quorums_that_overlap_are_never_stale() {
    let lag = "lag = { distribution = \"exponential\", mean = \"20ms\" }";
    let busy = "concurrency = 2\nservice = { distribution = \"exponential\", mean = \"5ms\" }";
    for (read, write, always) in [(2, 2, true), (1, 3, true), (3, 1, true), (1, 2, false)] {
        let name = format!("read {read}, write {write}");
        let replicas = format!("{lag}, read = {read}, write = {write}");
        let report = run(&name, &database(&replicas, busy, 100, 50, LONG), 4);
        let share = stale(&report).value;
        assert_eq!(share == Some(0.0), always, "{name}: {share:?}");
        assert!(report.stationary, "{name}");
        assert_eq!(report.error_rate.value, Some(0.0), "{name}");
    }
    // A write that two must have waits for the sooner of the two others.
    let replicas = "lag = \"20ms\", read = 2, write = 2";
    let report = run("waits", &database(replicas, NO_TIME, 100, 50, LONG), 2);
    let mean = report.types["write"].latency_ms.mean.value.unwrap();
    assert!((mean - 20.0).abs() < 1e-9, "{mean}");
}

#[test]
fn a_leader_takes_what_only_it_has_with_it() {
    let fault = "arrivals = \"constant\"\nduration = \"64s\"\n[[fault]]\nat = \"16s\"\nfor = \"16s\"\n\
                 kind = \"crash\"\ncomponent = \"db\"\nfraction = 0.3\n\
                 [objectives]\nlost_writes = \"<= 0%\"\n";
    // A hundred writes a second and nothing else: four were on their way to others. No write is
    // taken for two seconds.
    let only = |replicas: &str| database(replicas, NO_TIME, 0, 100, fault);
    let report = run("loses", &only("lag = \"45ms\", failover = \"2s\""), 2);
    let lost = report.components["db"].lost_writes.unwrap().value;
    assert_eq!(lost, Some(4.0 / (6400.0 - 200.0)));
    assert_eq!(report.lost_writes.value, lost);
    assert_eq!(report.error_rate.value, Some(200.0 / 6400.0));
    assert_eq!(report.series.error_rate[15], Some(0.0));
    assert_eq!(report.series.error_rate[16], Some(1.0));
    assert_eq!(report.series.error_rate[18], Some(0.0));
    assert_eq!(report.objectives["lost_writes"], Outcome::Fail);
    // Where two must have it, nothing is lost that was acknowledged.
    let report = run(
        "keeps",
        &only("lag = \"45ms\", write = 2, failover = \"2s\""),
        2,
    );
    assert_eq!(report.lost_writes.value, Some(0.0));
    assert_eq!(report.objectives["lost_writes"], Outcome::Pass);
    // The four that waited for another fail, beside those of two seconds.
    assert_eq!(report.error_rate.value, Some(204.0 / 6400.0));
    // Where nobody can take over, writes wait for the leader, who has all.
    let all = only("lag = \"45ms\"").replace("fraction = 0.3", "fraction = 1");
    let report = run("waits", &all, 2);
    assert_eq!(report.lost_writes.value, Some(0.0));
    assert_eq!(report.error_rate.value, Some(1600.0 / 6400.0));
    // Where two of three are down, a write that all must have fails.
    let two = only("lag = \"45ms\", write = 3").replace("fraction = 0.3", "fraction = 0.6");
    let report = run("too few", &two, 2);
    assert_eq!(report.series.error_rate[20], Some(1.0));
    assert_eq!(report.series.error_rate[40], Some(0.0));
}

#[test]
fn shards_have_leaders_of_their_own() {
    let text = database("lag = \"40ms\"", NO_TIME, 200, 20, LONG)
        .replace("instances = 3", "instances = 12")
        .replace("count = 1 }", "count = 1000 }");
    let report = run("four shards", &text, REPLICATIONS);
    let lags = 1.0 - (-0.02_f64 * 0.04).exp();
    assert_holds("shards", 2.0 / 3.0 * lags, stale(&report));
    assert_holds("calls", 260.0, report.components["db"].throughput_rps);
    // A quarter of writes goes to the shard that is down for half of the time.
    let fault = "\n[[fault]]\nat = \"50s\"\nfor = \"100s\"\nkind = \"crash\"\n\
                 component = \"db\"\nfraction = 0.25\n";
    let report = run("a shard is down", &(text + fault), 4);
    let failed = report.types["write"].error_rate.value.unwrap();
    assert!((failed - 0.125).abs() < 0.02, "{failed}");
}
