//! How requests come: bursts, days, traces, types.

use onsite_sim::{
    Estimate,
    design::{Design, Engine, Report},
};

use crate::support::{assert_holds, run};

const REPLICATIONS: u32 = 40;

/// One component and a load, without its rate.
fn one(component: &str, load: &str) -> String {
    format!(
        "[[component]]\nname = \"q\"\nkind = \"service\"\n{component}\n\n[load]\nentry = \"q\"\n{load}\n"
    )
}

const MANY: &str = "concurrency = \"unlimited\"\nservice = \"0s\"";

/// What came in a slice of one second, in all replications together.
fn offered(report: &Report) -> Vec<f64> {
    let rates = report.series.offered_rps.iter().flatten();
    rates
        .map(|rate| {
            rate * report.series.slice_s
                * f64::from(u32::try_from(report.replications).expect("few"))
        })
        .collect()
}

/// Fails where a Poisson count is five standard deviations off.
#[track_caller]
fn assert_counts(what: &str, expected: f64, count: f64) {
    assert!(
        (count - expected).abs() <= 5.0 * expected.sqrt(),
        "{what}: {count}, expected {expected}"
    );
}

/// Mean wait of GI/M/1 with service one, where `transform` is that of the distances: with
/// `σ = transform(1 − σ)` it is `σ / (1 − σ)`.
fn wait_of(transform: impl Fn(f64) -> f64) -> f64 {
    let mut sigma = 0.5;
    for _ in 0..100_000 {
        sigma = transform(1.0 - sigma);
    }
    sigma / (1.0 - sigma)
}

fn in_seconds(ms: Estimate) -> Estimate {
    let scaled = |x: Option<f64>| x.map(|x| x / 1e3);
    Estimate {
        value: scaled(ms.value),
        low: scaled(ms.low),
        high: scaled(ms.high),
    }
}

#[test]
fn bursts_between_which_nothing_comes() {
    // Interrupted Poisson arrivals renew themselves; a and b are the rates at which bursts end and
    // begin (Kuczura 1973).
    for (high, length, calm) in [(1.6, 10.0, 10.0), (2.0, 3.0, 9.0)] {
        let name = format!("bursts of {high} for {length} every {calm}");
        let (a, b) = (1.0 / length, 1.0 / calm);
        let wait = wait_of(|s| high * (s + b) / (s * s + (high + a + b) * s + high * b));
        let load = format!(
            "arrivals = \"bursty\"\nrate = \"0/s\"\nduration = \"40000s\"\n\
             burst = {{ rate = \"{high}/s\", length = \"{length}s\", calm = \"{calm}s\" }}"
        );
        let service = "service = { distribution = \"exponential\", mean = \"1s\" }";
        let report = run(&name, &one(service, &load), u64::from(REPLICATIONS));
        assert!(report.stationary, "{name}");
        assert_holds(&name, wait, in_seconds(report.components["q"].wait_ms.mean));
        let mean = high * length / (length + calm);
        assert_holds(&name, mean, report.throughput_rps);
        assert_holds(&name, mean, report.components["q"].utilization);
    }
}

#[test]
fn bursts_above_a_calm_rate_have_both_in_proportion() {
    let load = "arrivals = \"bursty\"\nrate = \"50/s\"\nduration = \"1000s\"\n\
                burst = { rate = \"400/s\", length = \"1s\", calm = \"4s\" }";
    let report = run("two rates", &one(MANY, load), u64::from(REPLICATIONS));
    assert_holds(
        "two rates",
        (50.0 * 4.0 + 400.0) / 5.0,
        report.throughput_rps,
    );
    // More than the calm and the burst together could bring is refused as too much.
    let small = one("service = \"9ms\"", load);
    assert_eq!(run("too much", &small, 2).growing, ["q"]);
}

#[test]
fn bursts_without_end_are_cut_into_steps() {
    let load = "arrivals = \"bursty\"\nrate = \"0/s\"\nduration = \"1000s\"\n\
                burst = { rate = \"1/s\", length = \"1ns\", calm = \"1ns\" }";
    let design = Design::parse(&one(MANY, load), None).expect("it reads");
    let mut engine = Engine::new(&design, 1, 0);
    for _ in 0..100 {
        assert!(!engine.step(1000));
    }
    assert_eq!(engine.thousandths(), 0);
}

#[test]
fn the_time_of_day_moves_the_rate() {
    let load = "rate = \"200/s\"\nwarm_up = \"8s\"\nduration = \"64s\"\n\
                diurnal = { amplitude = 0.8, period = \"32s\" }";
    let report = run("two days", &one(MANY, load), u64::from(REPLICATIONS));
    let turn = std::f64::consts::TAU / 32.0;
    for (at, count) in (0_u32..).zip(offered(&report)) {
        let at = f64::from(at);
        // The integral of 1 + 0.8 sin over the slice.
        let part = 1.0 + 0.8 * ((turn * at).cos() - (turn * (at + 1.0)).cos()) / turn;
        assert_counts(
            &format!("second {at}"),
            200.0 * part * f64::from(REPLICATIONS),
            count,
        );
    }
    assert!(report.stationary);
    let surge = "\n[[fault]]\nat = \"16s\"\nfor = \"16s\"\nkind = \"surge\"\ntimes = 3\n";
    let report = run(
        "a surge at night",
        &(one(MANY, load) + surge),
        u64::from(REPLICATIONS),
    );
    let night: f64 = offered(&report)[16..32].iter().sum();
    let part = 16.0 - 2.0 * 0.8 / turn;
    assert_counts("night", 3.0 * 200.0 * part * f64::from(REPLICATIONS), night);
}

#[test]
fn a_trace_is_followed_step_by_step() {
    let load = "arrivals = \"trace\"\nwarm_up = \"5s\"\nduration = \"64s\"\n\
                trace = [{ at = \"0s\", rate = \"100/s\" }, { at = \"16s\", rate = \"0/s\" }, \
                { at = \"32s\", rate = \"700/s\" }, { at = \"500s\", rate = \"1M/s\" }]";
    let report = run("trace", &one(MANY, load), 10);
    let counts = offered(&report);
    for (at, &count) in counts.iter().enumerate() {
        let rate = [100.0, 0.0, 700.0, 700.0][at / 16];
        assert_counts(&format!("second {at}"), 10.0 * rate, count);
    }
}

const TYPES: &str = r#"
[[component]]
name = "edge"
kind = "load_balancer"

[[component]]
name = "search"
kind = "service"
concurrency = "unlimited"
service = "10ms"

[[component]]
name = "buy"
kind = "service"
concurrency = "unlimited"
service = "30ms"

[[component]]
name = "store"
kind = "service"
concurrency = "unlimited"
service = "2ms"

[[link]]
from = "edge"
to = "search"
only = ["search"]

[[link]]
from = "edge"
to = "buy"
only = ["buy"]

[[link]]
from = "buy"
to = "store"
only = ["search", "buy"]

[[link]]
from = "search"
to = "store"
only = ["buy"]

[load]
entry = "edge"
rate = "100/s"
warm_up = "1s"
duration = "100s"
deadline = "20ms"
mix = [{ name = "search", share = 0.7 }, { name = "buy", share = 0.2 }, { name = "look", share = 0.1 }]
"#;

#[test]
fn each_type_of_request_takes_its_own_links() {
    let report = run("types", TYPES, u64::from(REPLICATIONS));
    for (name, share, ms) in [
        ("search", 0.7, 10.0),
        ("buy", 0.2, 32.0),
        ("look", 0.1, 0.0),
    ] {
        let of = &report.types[name];
        assert_holds(name, 100.0 * share, of.offered_rps);
        let mean = of.latency_ms.mean.value.unwrap();
        assert!((mean - ms).abs() < 1e-9, "{name}: {mean}");
        let in_time = of.goodput.value.unwrap();
        assert!(
            (in_time - f64::from(ms <= 20.0)).abs() < 1e-3,
            "{name}: {in_time}"
        );
        assert_eq!(of.error_rate.value, Some(0.0));
    }
    assert_holds("store", 20.0, report.components["store"].throughput_rps);
    assert!((report.goodput.value.unwrap() - 0.8).abs() < 0.02);
    // What few requests need does not grow, though all together would overload it.
    let few = TYPES.replace(
        "concurrency = \"unlimited\"\nservice = \"30ms\"",
        "concurrency = 1\nservice = \"30ms\"",
    );
    assert!(run("few", &few, 4).stationary);
    assert_eq!(
        run("many", &few.replace("100/s", "200/s"), 4).growing,
        ["buy"]
    );
}
