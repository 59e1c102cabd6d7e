//! Components whose instances follow their use.

use crate::support::run;

const SCALED: &str = r#"
[[component]]
name = "server"
kind = "service"
instances = 10
service = "50ms"
pick = "least_loaded"
price = "$3.6/h"
autoscale = { min = 2, max = 20, target_utilization = 0.5, every = "10s", delay = "5s" }

[load]
entry = "server"
arrivals = "constant"
rate = "100/s"
warm_up = "100s"
duration = "64s"
"#;

#[test]
fn instances_follow_their_use() {
    // Five are in use, so that ten are half used.
    let report = run("steady", SCALED, 1);
    assert_eq!(
        report.components["server"].instances_mean.unwrap().value,
        Some(10.0)
    );
    assert_eq!(report.components["server"].utilization.value, Some(0.5));
    // From 16 s to 32 s ten are. At 20 s, 0.7 of ten were on average: 14. At 30 s, ten of twelve
    // that ran on average: 14 become 23.3, of which 20 are allowed. At 40 s, six of 17: 14.1. At
    // 50 s, five of 15: ten again. Each is paid for from when it is ordered.
    let surge = "[[fault]]\nat = \"16s\"\nfor = \"16s\"\nkind = \"surge\"\ntimes = 2\n";
    let report = run("surge", &format!("{SCALED}{surge}"), 1);
    let paid = 10.0 * 20.0 + 14.0 * 10.0 + 20.0 * 10.0 + 15.0 * 10.0 + 10.0 * 14.0;
    let server = &report.components["server"];
    assert_eq!(server.instances_mean.unwrap().value, Some(paid / 64.0));
    // The distance to the next request begins anew with a surge and after it, so that two fewer
    // than 8,000 come.
    let cost = report.cost_usd_per_million.value.unwrap();
    assert!((cost - paid * 0.001 / 7998.0 * 1e6).abs() < 1e-9, "{cost}");
    // What an instance has when it is stopped is served.
    assert_eq!(report.error_rate.value, Some(0.0));
    assert_eq!(report.latency_ms.mean.value, Some(50.0));
}

#[test]
fn what_starts_slowly_comes_late() {
    // Two instances serve 40 a second: a queue grows until more have started.
    let few = SCALED
        .replace("instances = 10", "instances = 2")
        .replace("\"100s\"", "\"0s\"");
    let report = run("late", &few, 1);
    let queue = &report.series.queue["server"];
    assert!(queue[13].unwrap() > queue[5].unwrap());
    let used = &report.series.utilization["server"];
    assert_eq!(used[8], Some(1.0));
    assert_eq!(queue[50], Some(0.0));
    // Crashed instances come back where they were.
    let crash =
        "[[fault]]\nat = \"16s\"\nfor = \"8s\"\nkind = \"outage\"\ncomponent = \"server\"\n";
    let report = run("crash", &format!("{SCALED}{crash}"), 1);
    assert_eq!(report.series.error_rate[20], Some(1.0));
    assert_eq!(report.series.error_rate[60], Some(0.0));
}
