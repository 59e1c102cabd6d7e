//! Zones that are lost, and networks that fall apart.

use crate::support::run;

fn text(fault: &str) -> String {
    format!(
        r#"
[[component]]
name = "edge"
kind = "load_balancer"

[[component]]
name = "server"
kind = "service"
instances = 6
concurrency = 1000
service = "10ms"
zones = 3

[[component]]
name = "log"
kind = "queue"
service = "1ms"

[[link]]
from = "edge"
to = "server"
timeout = "50ms"

[[link]]
from = "edge"
to = "log"
detached = true

[load]
entry = "edge"
arrivals = "constant"
rate = "600/s"
warm_up = "1s"
duration = "64s"

[[fault]]
at = "16s"
for = "16s"
{fault}
"#
    )
}

#[test]
fn a_lost_zone_takes_its_instances_along() {
    let one = text("kind = \"zone_loss\"\nzone = 2");
    let report = run("zone", &one, 1);
    // Two of six serve no more; what they had inside failed, and others took their place.
    let failed = report.error_rate.value.unwrap() * 600.0 * 64.0;
    assert!((1.5..2.5).contains(&failed), "{failed}");
    assert_eq!(report.series.error_rate[20], Some(0.0));
    // With all three zones gone, nobody is left; the first is back before the others.
    let more = |zone: u32, length: u32| {
        format!(
            "\n[[fault]]\nat = \"16s\"\nfor = \"{length}s\"\nkind = \"zone_loss\"\nzone = {zone}\n"
        )
    };
    let report = run("zones", &(one + &more(1, 8) + &more(3, 20)), 1);
    assert_eq!(report.series.error_rate[20], Some(1.0));
    assert_eq!(report.series.error_rate[26], Some(0.0));
}

#[test]
fn a_partition_loses_messages_both_ways() {
    let cut = text("kind = \"partition\"\ncomponent = \"server\"\nother = \"edge\"");
    let report = run("cut", &cut, 1);
    assert_eq!(report.series.error_rate[15], Some(0.0));
    assert_eq!(report.series.error_rate[20], Some(1.0));
    assert_eq!(report.series.error_rate[40], Some(0.0));
    // Six answers are under way when it begins: they are lost as well. What is made in its last
    // 50 ms fails after it.
    let failed = report.error_rate.value.unwrap() * 600.0 * 64.0;
    assert!((failed - (16.0 * 600.0 + 6.0)).abs() <= 1.0, "{failed}");
    // The server was not asked; the log was.
    let served = report.components["server"].throughput_rps.value.unwrap();
    assert!((served - 450.0).abs() < 0.1, "{served}");
    let logged = report.components["log"].throughput_rps.value.unwrap();
    assert!((logged - 600.0).abs() < 0.1, "{logged}");
    // What is lost makes room again: nothing is left of it at the end.
    let log = text("kind = \"partition\"\ncomponent = \"edge\"\nother = \"log\"");
    let report = run("log", &log, 1);
    assert_eq!(report.error_rate.value, Some(0.0));
    let logged = report.components["log"].throughput_rps.value.unwrap();
    assert!((logged - 450.0).abs() < 0.1, "{logged}");
}
