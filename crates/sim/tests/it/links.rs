//! What links do beside making calls: second calls, breakers, limits, priorities.

use onsite_sim::Estimate;

use crate::support::{assert_holds, run};

const REPLICATIONS: u64 = 40;

/// An edge that calls a server by a link, and a load.
fn pair(server: &str, link: &str, load: &str) -> String {
    format!(
        "[[component]]\nname = \"edge\"\nkind = \"load_balancer\"\n\n\
         [[component]]\nname = \"server\"\nkind = \"service\"\n{server}\n\n\
         [[link]]\nfrom = \"edge\"\nto = \"server\"\n{link}\n\n\
         [load]\nentry = \"edge\"\nwarm_up = \"1s\"\n{load}\n"
    )
}

#[test]
fn a_second_call_races_the_first() {
    // Two exponential times with mean 10 ms, the second from 5 ms on.
    let server =
        "concurrency = 1000\nservice = { distribution = \"exponential\", mean = \"10ms\" }";
    let load = "rate = \"500/s\"\nduration = \"100s\"";
    let report = run(
        "hedged",
        &pair(server, "hedge = \"5ms\"", load),
        REPLICATIONS,
    );
    let late = (-0.5_f64).exp();
    assert_holds(
        "mean",
        10.0 * (1.0 - late) + 5.0 * late,
        report.latency_ms.mean,
    );
    // Beyond 5 ms, both together end at twice the rate.
    let p99 = 5.0 + 5.0 * (late / 0.01).ln();
    assert_holds("p99", p99, report.latency_ms.p99);
    // The one that loses is worked on to its end.
    let server = &report.components["server"];
    assert_holds("calls", 500.0 * (1.0 + late), server.throughput_rps);
    assert_holds(
        "used",
        500.0 * (1.0 + late) * 0.01 / 1000.0,
        server.utilization,
    );
    assert_eq!(report.error_rate.value, Some(0.0));
}

#[test]
fn a_call_fails_where_both_fail() {
    let server = "concurrency = \"unlimited\"\n\
                  service = { distribution = \"bimodal\", fast = \"10ms\", slow = \"10s\", share = 0.5 }";
    let load = "rate = \"100/s\"\nduration = \"100s\"";
    let link = "hedge = \"15ms\"\ntimeout = \"20ms\"";
    let report = run("both fail", &pair(server, link, load), REPLICATIONS);
    assert_holds("errors", 0.25, report.error_rate);
    // Half by the first, at 10 ms; a quarter by the second, at 25 ms.
    assert_holds("mean", 15.0, report.latency_ms.mean);
    let retried = run(
        "once more",
        &pair(server, &format!("{link}\nretries = 1"), load),
        REPLICATIONS,
    );
    assert_holds("errors with a retry", 0.0625, retried.error_rate);
}

#[test]
fn a_breaker_opens_tries_and_closes() {
    let fault = "[[fault]]\nat = \"16s\"\nfor = \"16s\"\nkind = \"outage\"\ncomponent = \"server\"";
    let load = format!("arrivals = \"constant\"\nrate = \"100/s\"\nduration = \"64s\"\n{fault}");
    let server = "concurrency = \"unlimited\"\nservice = \"1ms\"";
    let report = run("without", &pair(server, "", &load), 1);
    assert_eq!(report.error_rate.value, Some(1600.0 / 6400.0));
    // All of the last second have failed from 17.9 s on, when it opens for two; what is tried at
    // 19.9 s, 21.9 s and so on fails, and at 33.9 s the server is up again.
    let link = "breaker = { errors = 1.0, window = \"1s\", open = \"2s\" }";
    let report = run("with", &pair(server, link, &load), 1);
    assert_eq!(report.error_rate.value, Some(1690.0 / 6400.0));
    assert_eq!(report.series.error_rate[32], Some(0.9));
    assert_eq!(report.series.error_rate[33], Some(0.0));
    // The caller gets along, and learns 50 ms later: 91 calls until it opens at 17.9 s, then one
    // every 2.05 s, seven of which fail; at 34.25 s it closes.
    let slow = load.replace("outage", "slow") + "\ntimes = 1000";
    let link = format!("{link}\noptional = true\ntimeout = \"50ms\"");
    let report = run("slow", &pair(server, &link, &slow), 1);
    assert_eq!(report.error_rate.value, Some(0.0));
    let mean = report.latency_ms.mean.value.unwrap();
    let expected = (98.0 * 50.0 + (6400.0 - 1725.0) * 1.0) / 6400.0;
    assert!(
        (mean - expected).abs() < 1e-9,
        "{mean}, expected {expected}"
    );
}

#[test]
fn a_limit_lets_through_what_it_says() {
    let server = "concurrency = \"unlimited\"\nservice = \"1ms\"";
    let load = "rate = \"100/s\"\nduration = \"1000s\"";
    let one = run(
        "limit of one",
        &pair(server, "limit = \"100/s\"", load),
        REPLICATIONS,
    );
    // As a server that takes 10 ms and has no queue: Erlang B.
    assert_holds("burst 1", 0.5, one.error_rate);
    assert_holds("burst 1", 50.0, one.components["server"].throughput_rps);
    // And with one place to wait: M/D/1/2, of which 1 − 1 / (exp(−1) + 1) are turned away.
    let link = "limit = { rate = \"100/s\", burst = 2 }";
    let two = run("limit of two", &pair(server, link, load), REPLICATIONS);
    let expected = 1.0 - 1.0 / ((-1.0_f64).exp() + 1.0);
    assert_holds("burst 2", expected, two.error_rate);
    // At equal distances, 150 a second through 100: one of three fails.
    let load = "arrivals = \"constant\"\nrate = \"150/s\"\nduration = \"64s\"";
    let link = "limit = { rate = \"100/s\", burst = 5 }";
    let report = run("even", &pair(server, link, load), 1);
    assert_eq!(report.error_rate.value, Some(3200.0 / 9600.0));
}

#[test]
fn what_is_more_urgent_is_served_first() {
    // M/M/1 at 0.8 where half is urgent, and nothing that has begun is broken off: with R = 0.8 the
    // waits are R / 0.6 and R / (0.6 · 0.2) (Cobham 1954).
    let text = pair(
        "service = { distribution = \"exponential\", mean = \"1s\" }",
        "only = [\"urgent\"]\npriority = 1\n\n[[link]]\nfrom = \"edge\"\nto = \"server\"\nonly = [\"other\"]",
        "rate = \"0.8/s\"\nduration = \"20000s\"\n\
         mix = [{ name = \"urgent\", share = 0.5 }, { name = \"other\", share = 0.5 }]",
    )
    .replace("warm_up = \"1s\"", "warm_up = \"2000s\"");
    let report = run("urgent", &text, REPLICATIONS);
    let seconds = |ms: Estimate| Estimate {
        value: ms.value.map(|x| x / 1e3),
        low: ms.low.map(|x| x / 1e3),
        high: ms.high.map(|x| x / 1e3),
    };
    for (name, wait) in [("urgent", 0.8 / 0.6), ("other", 0.8 / 0.12)] {
        assert_holds(
            name,
            wait + 1.0,
            seconds(report.types[name].latency_ms.mean),
        );
    }
    // Which is served first does not change how long all wait on average.
    assert_holds(
        "all",
        4.0,
        seconds(report.components["server"].wait_ms.mean),
    );
    // An outage empties such a queue as any other.
    let fault =
        "\n[[fault]]\nat = \"1000s\"\nfor = \"1000s\"\nkind = \"outage\"\ncomponent = \"server\"\n";
    let report = run("urgent outage", &(text + fault), 2);
    let rate = report.error_rate.value.unwrap();
    assert!((0.03..0.08).contains(&rate), "{rate}");
}
