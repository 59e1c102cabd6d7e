//! Designs whose figures are known: queues, caches, fan-out, batches.

use onsite_sim::design::Report;

use crate::support::{assert_holds, run};

/// Sections that the interval of `assert_holds` counts on.
const REPLICATIONS: u64 = 40;

/// A queue: arrivals per second at one component whose mean service is one second.
fn queue(rate: f64, service: &str, more: &str, duration: &str) -> String {
    format!(
        "[[component]]\nname = \"q\"\nkind = \"service\"\nservice = {service}\n{more}\n\
         [load]\nentry = \"q\"\nrate = \"{rate}/s\"\nduration = \"{duration}\"\n"
    )
}

const EXPONENTIAL: &str = "{ distribution = \"exponential\", mean = \"1s\" }";

fn wait(report: &Report) -> onsite_sim::Estimate {
    let ms = report.components["q"].wait_ms.mean;
    onsite_sim::Estimate {
        value: ms.value.map(|x| x / 1e3),
        low: ms.low.map(|x| x / 1e3),
        high: ms.high.map(|x| x / 1e3),
    }
}

fn in_seconds(ms: onsite_sim::Estimate) -> onsite_sim::Estimate {
    onsite_sim::Estimate {
        value: ms.value.map(|x| x / 1e3),
        low: ms.low.map(|x| x / 1e3),
        high: ms.high.map(|x| x / 1e3),
    }
}

#[test]
fn waits_in_queues() {
    let constant = "\"1s\"";
    let wild = "{ distribution = \"lognormal\", mean = \"1s\", cv = 2.0 }";
    let mild = "{ distribution = \"lognormal\", mean = \"1s\", cv = 1.0 }";
    // Pollaczek and Khinchine: rho (1 + cv²) / 2 / (1 − rho); Erlang C for several servers.
    let cases = [
        ("M/M/1 at 0.5", 0.5, EXPONENTIAL, 1, 1.0),
        ("M/M/1 at 0.8", 0.8, EXPONENTIAL, 1, 4.0),
        ("M/D/1 at 0.8", 0.8, constant, 1, 2.0),
        ("M/G/1 at 0.8, cv 1", 0.8, mild, 1, 4.0),
        ("M/G/1 at 0.8, cv 2", 0.8, wild, 1, 10.0),
        ("M/M/2 at 0.8", 1.6, EXPONENTIAL, 2, 1.777_78),
        ("M/M/8 at 0.8", 6.4, EXPONENTIAL, 8, 0.286_03),
        ("M/M/32 at 0.9", 28.8, EXPONENTIAL, 32, 0.143_186),
    ];
    for (name, rate, service, servers, expected) in cases {
        let text = queue(rate, service, &format!("concurrency = {servers}"), "20000s");
        let report = run(name, &text, REPLICATIONS);
        assert!(report.stationary, "{name}");
        assert_holds(name, expected, wait(&report));
        let utilization = report.components["q"].utilization;
        assert_holds(name, rate / f64::from(servers), utilization);
        assert_holds(name, rate, report.throughput_rps);
        // Little's law between figures that are counted apart.
        let queue = report.components["q"].queue_mean;
        assert_holds(name, rate * expected, queue);
    }
}

#[test]
fn tails_of_a_queue() {
    let text = queue(6.4, EXPONENTIAL, "concurrency = 8", "20000s");
    let report = run("tails of M/M/8", &text, REPLICATIONS);
    let p99 = in_seconds(report.components["q"].wait_ms.p99);
    assert_holds("p99 wait", 2.3897, p99);
    assert_holds("p99 response", 5.1522, in_seconds(report.latency_ms.p99));
}

#[test]
fn what_is_turned_away() {
    for (name, rate, servers, expected) in [
        ("Erlang B, 8 servers, 6.4", 6.4, 8, 0.144_394),
        ("Erlang B, 10 servers, 10", 10.0, 10, 0.214_582),
    ] {
        let more = format!("concurrency = {servers}\nqueue = {{ limit = 0 }}");
        let report = run(
            name,
            &queue(rate, EXPONENTIAL, &more, "20000s"),
            REPLICATIONS,
        );
        assert_holds(name, expected, report.components["q"].shed_rate);
        assert_holds(name, expected, report.error_rate);
    }
}

#[test]
fn two_choices() {
    // Mitzenmacher 1996: the sum over i of rho^(2^i − 2), for very many instances.
    for (rate, expected) in [(0.9, 2.6141), (0.95, 3.3830)] {
        let name = format!("two choices at {rate}");
        let more = "instances = 4000\npick = \"power_of_two\"";
        let text = queue(4000.0 * rate, EXPONENTIAL, more, "30s") + "warm_up = \"80s\"\n";
        let report = run(&name, &text, REPLICATIONS);
        assert_holds(&name, expected, in_seconds(report.latency_ms.mean));
    }
}

#[test]
fn queues_in_a_row() {
    let text = format!(
        "[[component]]\nname = \"a\"\nkind = \"service\"\nservice = {EXPONENTIAL}\n\
         [[component]]\nname = \"b\"\nkind = \"service\"\n\
         service = {{ distribution = \"exponential\", mean = \"500ms\" }}\n\
         [[link]]\nfrom = \"a\"\nto = \"b\"\n\
         [load]\nentry = \"a\"\nrate = \"0.8/s\"\nduration = \"20000s\"\n"
    );
    let report = run("tandem", &text, REPLICATIONS);
    assert_holds("tandem", 5.8333, in_seconds(report.latency_ms.mean));
}

#[test]
fn the_slowest_of_many() {
    for (leaves, share, expected) in [(100, 0.01, 0.634), (2000, 0.0001, 0.181)] {
        let text = format!(
            "[[component]]\nname = \"root\"\nkind = \"load_balancer\"\n\
             [[component]]\nname = \"leaf\"\nkind = \"service\"\nconcurrency = \"unlimited\"\n\
             service = {{ distribution = \"bimodal\", fast = \"1ms\", slow = \"1s\", share = {share} }}\n\
             [[link]]\nfrom = \"root\"\nto = \"leaf\"\nfan_out = {leaves}\n\
             [load]\nentry = \"root\"\nrate = \"10/s\"\nduration = \"20s\"\ndeadline = \"10ms\"\n\
             warm_up = \"5s\"\n"
        );
        let name = format!("fan-out to {leaves}");
        let report = run(&name, &text, REPLICATIONS);
        let slow = onsite_sim::Estimate::new(
            1.0 - report.goodput.value.unwrap(),
            1.0 - report.goodput.high.unwrap(),
            1.0 - report.goodput.low.unwrap(),
        );
        assert_holds(&name, expected, slow);
    }
}

#[test]
fn keys_that_are_kept() {
    // Che's approximation for the least recently used of 10,000 keys under Zipf 0.8.
    for (capacity, expected) in [(100, 0.156_62), (1000, 0.436_66)] {
        let text = format!(
            "[[component]]\nname = \"cache\"\nkind = \"cache\"\nservice = \"1us\"\n\
             cache = {{ capacity = {capacity} }}\n\
             [[component]]\nname = \"origin\"\nkind = \"service\"\nconcurrency = \"unlimited\"\nservice = \"1us\"\n\
             [[link]]\nfrom = \"cache\"\nto = \"origin\"\n\
             [load]\nentry = \"cache\"\nrate = \"1000/s\"\nduration = \"100s\"\nwarm_up = \"20s\"\n\
             keys = {{ count = 10000, zipf = 0.8 }}\n"
        );
        let name = format!("cache of {capacity}");
        let report = run(&name, &text, REPLICATIONS);
        assert_holds(
            &name,
            expected,
            report.components["cache"].hit_rate.unwrap(),
        );
        let origin = report.components["origin"].throughput_rps;
        assert_holds(&name, 1000.0 * (1.0 - expected), origin);
    }
}

#[test]
fn a_batch_server_that_is_never_idle() {
    let text = "[[component]]\nname = \"gpu\"\nkind = \"batcher\"\nservice = \"2ms\"\n\
                batch = { size = 64, wait = \"5ms\", each = \"40us\" }\n\
                [load]\nentry = \"gpu\"\nrate = \"20k/s\"\nduration = \"5s\"\n";
    let report = run("batch server", text, 4);
    let rate = report.throughput_rps.value.unwrap();
    let expected = 64.0 / (2e-3 + 64.0 * 40e-6);
    assert!(
        (rate - expected).abs() < 30.0,
        "{rate}, expected {expected}"
    );
    assert!(!report.stationary);
    assert_eq!(report.latency_ms.p99.value, None);
    assert_eq!(report.growing, ["gpu"]);
}
