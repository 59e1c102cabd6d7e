//! Work that fails by itself or by a bad deploy, and what links make of that.

use onsite_sim::design::Design;

use crate::support::{assert_holds, run};

const REPLICATIONS: u64 = 40;

fn design(server: &str, link: &str, faults: &str) -> String {
    format!(
        "[[component]]\nname = \"edge\"\nkind = \"load_balancer\"\n\n\
         [[component]]\nname = \"server\"\nkind = \"service\"\nconcurrency = \"unlimited\"\n\
         service = \"1ms\"\n{server}\n\n\
         [[link]]\nfrom = \"edge\"\nto = \"server\"\n{link}\n\n\
         [load]\nentry = \"edge\"\nwarm_up = \"1s\"\nrate = \"500/s\"\nduration = \"64s\"\n\n{faults}"
    )
}

#[test]
fn a_share_of_calls_fails_and_may_be_made_again() {
    let plain = run("plain", &design("errors = 0.1", "", ""), REPLICATIONS);
    assert_holds("errors", 0.1, plain.error_rate);
    let server = &plain.components["server"];
    assert_holds("at the server", 0.1, server.error_rate.unwrap());
    assert_holds("answered", 450.0, server.throughput_rps);
    assert!(plain.components["edge"].error_rate.is_none());
    let again = run(
        "again",
        &design("errors = 0.1", "retries = 1", ""),
        REPLICATIONS,
    );
    assert_holds("errors with a retry", 0.01, again.error_rate);
    assert_holds(
        "mean with a retry",
        1.0 + 0.09 / 0.99,
        again.latency_ms.mean,
    );
    let without = run("without", &design("errors = 0.1", "optional = true", ""), 1);
    assert_eq!(without.error_rate.value, Some(0.0));
    let instant = design("errors = 0.1", "", "").replace("\"1ms\"", "\"0ms\"");
    let instant = run("no time", &instant, REPLICATIONS);
    assert_holds("errors that take no time", 0.1, instant.error_rate);
}

#[test]
fn bad_deploys_reach_a_fraction_and_end() {
    let deploy = |errors: f64, fraction: f64| {
        format!(
            "[[fault]]\nat = \"16s\"\nfor = \"32s\"\nkind = \"bad_deploy\"\ncomponent = \"server\"\n\
             errors = {errors}\nfraction = {fraction}\n\n"
        )
    };
    let server = "instances = 4\npick = \"random\"";
    let report = run("half", &design(server, "", &deploy(0.4, 0.5)), REPLICATIONS);
    assert_holds("half the time, half of them", 0.25 * 0.4, report.error_rate);
    assert_eq!(report.series.error_rate[8], Some(0.0));
    assert_eq!(report.series.error_rate[60], Some(0.0));
    // Each by itself: on two instances both fall, on two the first alone, beside the usual errors.
    let both = deploy(0.4, 0.5) + &deploy(0.2, 1.0);
    let server = format!("{server}\nerrors = 0.1");
    let report = run("both", &design(&server, "", &both), REPLICATIONS);
    let during = 1.0 - 0.9 * 0.8 * (0.5 * 0.6 + 0.5);
    assert_holds("both", 0.5 * 0.1 + 0.5 * during, report.error_rate);
}

#[test]
fn shares_are_shares() {
    for (server, faults, words) in [
        ("errors = 1.5", "", "errors is 1.5"),
        (
            "",
            "[[fault]]\nat = \"1s\"\nfor = \"1s\"\nkind = \"bad_deploy\"\ncomponent = \"server\"",
            "errors is missing",
        ),
    ] {
        let problems = Design::parse(&design(server, "", faults), None).unwrap_err();
        assert!(problems[0].message.contains(words), "{problems:?}");
    }
}
