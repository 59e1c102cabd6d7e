//! Files that do not read: what is said, and at which line.

use onsite_sim::design::Design;
use proptest::prelude::*;

const GOOD: &str = r#"[[component]]
name = "edge"
kind = "load_balancer"

[[component]]
name = "cache"
kind = "cache"
cache = { capacity = 100, keys = { count = 1000, zipf = 0.9 } }

[[component]]
name = "gpu"
kind = "batcher"
service = "2ms"
batch = { size = 64, wait = "5ms", each = "40us" }

[[link]]
from = "edge"
to = "cache"
share = 0.5
retries = 1
timeout = "40ms"

[[link]]
from = "cache"
to = "gpu"

[load]
entry = "edge"
rate = "1k/s"
duration = "10s"

[[fault]]
at = "1s"
for = "1s"
kind = "crash"
component = "gpu"
fraction = 0.5

[objectives]
p99 = "<= 100ms"
"#;

/// What stands in the good file, what stands there instead, the line, and words of what is said.
const CASES: &[(&str, &str, u32, &str)] = &[
    (
        "kind = \"load_balancer\"",
        "kind = \"balancer\"",
        3,
        "\"balancer\" is not known",
    ),
    (
        "name = \"gpu\"",
        "name = \"edge\"",
        11,
        "two components named \"edge\"",
    ),
    ("name = \"gpu\"", "name = \"\"", 11, "no usable name"),
    (
        "service = \"2ms\"\n",
        "",
        10,
        "a batcher needs its service time",
    ),
    (
        "service = \"2ms\"",
        "service = \"2 lightyears\"",
        13,
        "no time",
    ),
    (
        "service = \"2ms\"",
        "service = \"-2ms\"",
        13,
        "number of zero or more",
    ),
    (
        "service = \"2ms\"",
        "service = 2",
        13,
        "component \"gpu\": service",
    ),
    (
        "service = \"2ms\"",
        "service = { distribution = \"cauchy\" }",
        13,
        "\"cauchy\" is not known",
    ),
    (
        "service = \"2ms\"",
        "service = { distribution = \"exponential\" }",
        13,
        "needs mean",
    ),
    (
        "service = \"2ms\"",
        "service = { distribution = \"lognormal\", mean = \"1ms\", cv = -1.0 }",
        13,
        "cv is -1",
    ),
    (
        "service = \"2ms\"",
        "service = { distribution = \"exponential\", mean = \"1ms\", cv = 1.0 }",
        13,
        "has no cv",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\ninstances = 0",
        14,
        "instances is 0",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\ninstances = -5",
        14,
        "instances is -5",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\ninstances = 1000000000000000000",
        14,
        "instances is 1000000000000000000",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\nconcurrency = \"many\"",
        14,
        "concurrency",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\npick = \"best\"",
        14,
        "\"best\" is not known",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\nprice = \"cheap\"",
        14,
        "no price",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\ncolour = \"red\"",
        14,
        "colour",
    ),
    ("size = 64", "size = 0", 14, "batch size is 0"),
    ("capacity = 100,", "capacity = 0,", 8, "cache capacity is 0"),
    (
        "capacity = 100, keys = { count = 1000, zipf = 0.9 }",
        "capacity = 100",
        5,
        "needs the request's key",
    ),
    ("zipf = 0.9", "zipf = nan", 8, "zipf is NaN"),
    (
        "to = \"gpu\"",
        "to = \"cpu\"",
        25,
        "there is no component \"cpu\"",
    ),
    (
        "to = \"gpu\"",
        "to = \"edge\"",
        10,
        "component \"gpu\" is never called",
    ),
    ("share = 0.5", "share = 1.5", 19, "share is 1.5"),
    (
        "retries = 1",
        "retries = 1000000000",
        20,
        "retries is 1000000000",
    ),
    (
        "timeout = \"40ms\"",
        "timeout = \"0ms\"",
        21,
        "timeout is zero",
    ),
    (
        "entry = \"edge\"",
        "entry = \"door\"",
        28,
        "there is no component \"door\"",
    ),
    ("rate = \"1k/s\"", "rate = \"0/s\"", 29, "rate is zero"),
    ("rate = \"1k/s\"", "rate = \"1k\"", 29, "no rate"),
    ("rate = \"1k/s\"\n", "", 27, "rate is missing"),
    (
        "duration = \"10s\"",
        "duration = \"10000 d\"",
        30,
        "longer than",
    ),
    (
        "kind = \"crash\"",
        "kind = \"flush\"",
        32,
        "does not belong here",
    ),
    ("component = \"gpu\"\n", "", 32, "component is missing"),
    ("fraction = 0.5", "fraction = 2", 37, "fraction"),
    (
        "p99 = \"<= 100ms\"",
        "p98 = \"<= 100ms\"",
        40,
        "\"p98\" is not known",
    ),
    (
        "rate = \"1k/s\"",
        "rate = \"1k/s\"\narrivals = \"bursty\"",
        27,
        "burst is missing",
    ),
    (
        "rate = \"1k/s\"",
        "rate = \"1k/s\"\nburst = { rate = \"1k/s\", length = \"1s\", calm = \"1s\" }",
        27,
        "burst does not go with",
    ),
    (
        "rate = \"1k/s\"",
        "rate = \"1k/s\"\narrivals = \"bursty\"\nburst = { rate = \"0/s\", length = \"1s\", calm = \"1s\" }",
        31,
        "burst rate is zero",
    ),
    (
        "rate = \"1k/s\"",
        "arrivals = \"trace\"\ntrace = [{ at = \"0s\", rate = \"0/s\" }]",
        27,
        "has no requests",
    ),
    (
        "rate = \"1k/s\"",
        "arrivals = \"trace\"\ntrace = [{ at = \"0s\", rate = \"1/s\" },\n{ at = \"0s\", rate = \"1/s\" }]",
        31,
        "out of order",
    ),
    (
        "rate = \"1k/s\"",
        "rate = \"1k/s\"\narrivals = \"constant\"\ndiurnal = { amplitude = 0.5, period = \"1d\" }",
        31,
        "diurnal does not go with",
    ),
    (
        "rate = \"1k/s\"",
        "rate = \"1k/s\"\ndiurnal = { amplitude = 1.5, period = \"1d\" }",
        30,
        "amplitude is 1.5",
    ),
    (
        "rate = \"1k/s\"",
        "rate = \"1k/s\"\nmix = [{ name = \"a\", share = 0.5 }]",
        30,
        "add up to 0.5",
    ),
    (
        "rate = \"1k/s\"",
        "rate = \"1k/s\"\nmix = [{ name = \"a\", share = 0.5 },\n{ name = \"a\", share = 0.5 }]",
        31,
        "two types named \"a\"",
    ),
    (
        "share = 0.5",
        "share = 0.5\nonly = [\"buyers\"]",
        20,
        "there is no type \"buyers\"",
    ),
    ("share = 0.5", "only = []", 16, "names no type"),
    (
        "share = 0.5",
        "share = 0.5\nhedge = \"40ms\"",
        20,
        "hedge is not before the timeout",
    ),
    (
        "share = 0.5",
        "share = 0.5\nhedge = \"4ms\"\ndetached = true",
        20,
        "hedge: nobody waits",
    ),
    (
        "share = 0.5",
        "breaker = { errors = 0.5, window = \"1s\", open = \"1s\" }\ndetached = true",
        19,
        "breaker: nobody waits",
    ),
    (
        "share = 0.5",
        "breaker = { errors = 1.5, window = \"1s\", open = \"1s\" }",
        19,
        "breaker errors is 1.5",
    ),
    ("share = 0.5", "limit = 5", 19, "limit: "),
    ("share = 0.5", "limit = \"0/s\"", 19, "rate is zero"),
    (
        "share = 0.5",
        "limit = { rate = \"5/s\", burst = 0 }",
        19,
        "burst is 0",
    ),
    ("share = 0.5", "priority = 10", 19, "priority is 10"),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\nreplicas = { count = 3 }",
        14,
        "replicas stands on",
    ),
    (
        "kind = \"load_balancer\"",
        "kind = \"database\"\ninstances = 4\nreplicas = { count = 3 }",
        5,
        "4 instances are not shards of 3",
    ),
    (
        "kind = \"load_balancer\"",
        "kind = \"database\"\nreplicas = { count = 1, write = 2 }",
        4,
        "replicas write is 2",
    ),
    (
        "kind = \"load_balancer\"",
        "kind = \"database\"\nreplicas = { count = 1 }",
        1,
        "needs the request's key",
    ),
    ("share = 0.5", "writes = true", 16, "has no replicas"),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\nautoscale = { min = 2, max = 4, target_utilization = 0.5, every = \"1s\", delay = \"1s\" }",
        14,
        "1 instances are not 2 to 4",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\nconcurrency = \"unlimited\"\nautoscale = { min = 1, max = 4, target_utilization = 0.5, every = \"1s\", delay = \"1s\" }",
        15,
        "its use cannot be scaled",
    ),
    (
        "service = \"2ms\"",
        "service = \"2ms\"\nzones = 0",
        14,
        "zones is 0",
    ),
    (
        "kind = \"crash\"\ncomponent = \"gpu\"\nfraction = 0.5",
        "kind = \"zone_loss\"\nzone = 1",
        32,
        "zone 1 holds no component",
    ),
    (
        "kind = \"crash\"\ncomponent = \"gpu\"\nfraction = 0.5",
        "kind = \"partition\"\ncomponent = \"gpu\"\nother = \"cache\"",
        23,
        "has no timeout",
    ),
];

#[track_caller]
fn refused(text: &str) -> Vec<(Option<u32>, String)> {
    let problems = Design::parse(text, None).expect_err("it reads");
    for problem in &problems {
        assert!(!problem.help.is_empty(), "{problem:?}");
    }
    problems.into_iter().map(|p| (p.line, p.message)).collect()
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    Design::parse(GOOD, None).expect("it reads");
    for &(from, to, line, words) in CASES {
        assert!(GOOD.contains(from), "{from}");
        let problems = refused(&GOOD.replacen(from, to, 1));
        let said =
            |(at, message): &(Option<u32>, String)| *at == Some(line) && message.contains(words);
        assert!(problems.iter().any(said), "{to}: {problems:?}");
    }
}

#[test]
fn circles_of_calls_need_a_queue() {
    let circle = format!("{GOOD}[[link]]\nfrom = \"gpu\"\nto = \"cache\"\n");
    let problems = refused(&circle);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].1.contains("closes a circle"), "{problems:?}");
    assert!(
        [Some(23), Some(41)].contains(&problems[0].0),
        "{problems:?}"
    );
    Design::parse(&format!("{circle}detached = true\n"), None).expect("nobody waits");
}

#[test]
fn all_is_said_at_once_and_nothing_is_too_large() {
    let twice = GOOD.replace("1k/s", "fast").replace("0.5", "7.0");
    assert!(refused(&twice).len() >= 3);
    assert!(
        refused("")
            .iter()
            .any(|(_, message)| message.contains("no component"))
    );
    let many = "[[component]]\nname = \"a\"\nkind = \"load_balancer\"\n".repeat(60_000);
    assert!(
        refused(&many)
            .iter()
            .any(|(_, message)| message.contains("60000 components"))
    );
    let huge = format!("# {}", "x".repeat(5_000_000));
    assert!(refused(&huge)[0].1.contains("bytes"));
    let (head, scenario) = GOOD.split_at(GOOD.find("[load]").unwrap());
    Design::parse(head, Some(scenario)).expect("it reads");
    let both = Design::parse(GOOD, Some(scenario)).expect_err("it stands twice");
    assert!(both.iter().all(|problem| problem.text == 1), "{both:?}");
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,200}") {
        drop(Design::parse(&text, None));
    }

    #[test]
    fn no_quantity_makes_reading_panic(quantity in "[-+0-9eE._]{0,8}( )?[a-zµ%$/]{0,4}") {
        for key in ["2ms", "1k/s", "10s", "40ms"] {
            drop(Design::parse(&GOOD.replace(key, &quantity), None));
        }
    }
}
