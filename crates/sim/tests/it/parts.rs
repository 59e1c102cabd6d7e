//! Designs made of a question's parts: what is sealed, what is checked, and what is said.

use onsite_sim::design::{Design, Engine, Parts, Report, framing};

const PARTS: &str = r#"network = "1ms"

[[part]]
name = "edge"
title = "Edge"
about = "Where requests enter."
kind = "load_balancer"
entry = true

[[part]]
name = "rules"
title = "Rules"
about = "Decides what is clear."
kind = "rules"
service = "2ms"
concurrency = "unlimited"

[[part]]
name = "store"
title = "Store"
about = "Hands out features."
kind = "feature_store"
service = "3ms"
concurrency = "unlimited"
recall_without = 0.5
price = "$1/h"
most = 40

[[part]]
name = "model"
title = "Model"
about = "Scores in batches."
kind = "batcher"
service = "2ms"
batch = { size = 8, wait = "5ms", each = "1ms" }
needs = ["store"]

[[part]]
name = "kept"
title = "Kept answers"
about = "A cache."
kind = "cache"
service = "1ms"
cache = { capacity = 100, ttl = "10s" }

[[flow]]
from = "rules"
to = "model"
share = 0.25
"#;

const LOAD: &str = r#"[load]
entry = "edge"
arrivals = "constant"
rate = "100/s"
warm_up = "1s"
duration = "64s"
keys = { count = 1000, zipf = 0.9 }

[[fault]]
at = "2s"
for = "1s"
kind = "crash"
component = "kept"
"#;

const ANSWER: &str = r#"[claim]
p99 = "12ms"
cost = "$3"

[framing.label]
pick = "order"
why = "Because it is what is paid for."

[[component]]
name = "in"
part = "edge"
at = [10, 20]

[[component]]
name = "sieve"
part = "rules"
instances = 2

[[component]]
name = "features"
part = "store"
pick = "random"

[[component]]
name = "gpu"
part = "model"
batch = { size = 4, wait = "1ms" }

[[link]]
from = "in"
to = "features"

[[link]]
from = "in"
to = "sieve"
step = 2

[[link]]
from = "sieve"
to = "gpu"
"#;

fn parts() -> Parts {
    Parts::parse(PARTS).expect("the parts read")
}

#[test]
fn sealed_values_stand_in_the_design() {
    let parts = parts();
    let design = Design::parse_in(ANSWER, &parts, LOAD).expect("it reads");
    // The crash of a part that the answer has not taken does it no harm.
    assert!(design.is_steady());
    assert_eq!(design.load.entry, 0);
    let shares: Vec<f64> = design.links.iter().map(|link| link.share).collect();
    assert_eq!(shares, [1.0, 1.0, 0.25]);
    assert!(
        design
            .links
            .iter()
            .all(|link| link.latency == parts.network)
    );
    let gpu = design.components[3].batch.expect("a batcher");
    assert_eq!((gpu.size, gpu.wait, gpu.each), (4, 1_000_000, 1e6));
    assert!((design.components[2].price - 1.0).abs() < 1e-9);
    assert_eq!(design.claims.len(), 2);
    assert!((design.claims[0].value - 12e6).abs() < 1e-3);

    let mut engine = Engine::new(&design, 1, 0);
    while !engine.step(100_000) {}
    let report = Report::new(&design, &[engine.finish()]);
    // 3 ms of the store and 2 ms of rules, each with a millisecond there and back; a quarter waits
    // 1 ms for company that never comes, and 2 + 1 ms for its score, 1 ms there and back.
    let close = |found: Option<f64>, wanted: f64| {
        let found = found.expect("a figure");
        assert!(
            (found - wanted).abs() < 0.02 * wanted,
            "{found} for {wanted}"
        );
    };
    close(report.latency_ms.p50.value, 9.0);
    close(report.latency_ms.p99.value, 15.0);
    close(report.components["gpu"].calls_per_answer.value, 0.25);
    close(report.components["features"].calls_per_answer.value, 1.0);
}

#[test]
fn what_nobody_waited_for_was_of_no_use() {
    // The store takes 5 ms with the network, and its caller waits for 4.
    let answer = ANSWER.replace(
        "to = \"features\"\n",
        "to = \"features\"\ntimeout = \"4ms\"\noptional = true\n",
    );
    let design = Design::parse_in(&answer, &parts(), LOAD).expect("it reads");
    let mut engine = Engine::new(&design, 1, 0);
    while !engine.step(100_000) {}
    let report = Report::new(&design, &[engine.finish()]);
    let store = &report.components["features"];
    assert_eq!(store.calls_per_answer.value, Some(0.0));
    // It was done all the same.
    let done = store.throughput_rps.value.expect("a figure");
    assert!((done - 100.0).abs() < 1.0, "{done}");
}

/// What stands in the answer, what stands there instead, the line, and words of what is said.
const CASES: [(&str, &str, u32, &str); 23] = [
    (
        "to = \"gpu\"",
        "to = \"gpu\"\ndetached = true",
        38,
        "\"sieve\" has to wait for \"gpu\"",
    ),
    (
        "part = \"rules\"",
        "part = \"rule\"",
        16,
        "\"rule\" is not known",
    ),
    ("part = \"rules\"\n", "", 14, "part is missing"),
    (
        "part = \"rules\"",
        "part = \"rules\"\nkind = \"rules\"",
        14,
        "kind is the question's",
    ),
    (
        "instances = 2",
        "service = \"1us\"",
        14,
        "service is the question's",
    ),
    (
        "instances = 2",
        "concurrency = 9",
        14,
        "concurrency is the question's",
    ),
    (
        "instances = 2",
        "price = \"$0/h\"",
        14,
        "price is the question's",
    ),
    (
        "pick = \"random\"",
        "instances = 41",
        22,
        "there are 40 instances",
    ),
    (
        "instances = 2",
        "batch = { size = 4, wait = \"1ms\" }",
        17,
        "gathers nothing",
    ),
    (
        "instances = 2",
        "cache = { capacity = 4 }",
        17,
        "keeps nothing",
    ),
    ("size = 4", "size = 9", 27, "batch size is 9"),
    (
        "wait = \"1ms\" }",
        "wait = \"1ms\", each = \"1ns\" }",
        27,
        "each is the question's",
    ),
    (
        "batch = { size = 4, wait = \"1ms\" }\n",
        "",
        24,
        "batch is missing",
    ),
    (
        "to = \"gpu\"",
        "to = \"gpu\"\nshare = 0.01",
        38,
        "share is the question's",
    ),
    (
        "to = \"gpu\"",
        "to = \"gpu\"\nlatency = \"0s\"",
        38,
        "latency is the question's",
    ),
    (
        "to = \"gpu\"",
        "to = \"gpu\"\noptional = true",
        38,
        "gets along without",
    ),
    (
        "part = \"store\"",
        "part = \"rules\"",
        19,
        "both the part \"rules\"",
    ),
    (
        "to = \"features\"\n",
        "to = \"features\"\nstep = 3\n",
        24,
        "needs what \"store\" answers",
    ),
    (
        "to = \"features\"\n",
        "to = \"features\"\ndetached = true\n",
        24,
        "needs what \"store\"",
    ),
    (
        "part = \"edge\"",
        "part = \"kept\"",
        1,
        "where requests enter",
    ),
    (
        "[claim]\n",
        "[claim]\nluck = \"1ms\"\n",
        2,
        "claim \"luck\" is not known",
    ),
    ("p99 = \"12ms\"", "p99 = \"quick\"", 2, "claim p99"),
    (
        "[claim]\n",
        "[load]\nentry = \"in\"\nrate = \"1/s\"\nduration = \"1s\"\n[claim]\n",
        1,
        "[load] is the question's",
    ),
];

#[test]
fn what_is_wrong_is_said_with_its_line() {
    for (from, to, line, words) in CASES {
        assert!(ANSWER.contains(from), "{from}");
        let answer = ANSWER.replacen(from, to, 1);
        let problems = Design::parse_in(&answer, &parts(), LOAD).expect_err(to);
        let found = problems
            .iter()
            .any(|p| p.text == 0 && p.line == Some(line) && p.message.contains(words));
        assert!(found, "{from} → {to}: {problems:#?}");
        assert!(problems.iter().all(|p| !p.help.is_empty()), "{problems:#?}");
    }
}

#[test]
fn outside_of_a_question_there_are_no_parts() {
    let text = format!("{ANSWER}\n{}", LOAD.replace("edge", "in"));
    let problems = Design::parse(&text, None).expect_err("it has parts");
    let found = problems.iter().any(|p| p.message.contains("no parts here"));
    assert!(found, "{problems:#?}");
}

#[test]
fn parts_that_do_not_read() {
    for (from, to, words) in [
        ("entry = true\n", "", "enter at 0 parts"),
        ("name = \"kept\"", "name = \"model\"", "two parts named"),
        ("kind = \"rules\"", "kind = \"rule\"", "is not known"),
        (
            "service = \"2ms\"\nconcurrency",
            "concurrency",
            "service is missing",
        ),
        (
            "cache = { capacity = 100, ttl = \"10s\" }\n",
            "",
            "cache is missing",
        ),
        (
            "needs = [\"store\"]",
            "needs = [\"shop\"]",
            "no part \"shop\"",
        ),
        ("share = 0.25", "share = 2.5", "share is 2.5"),
        (
            "recall_without = 0.5",
            "recall_without = 5.0",
            "recall_without is 5",
        ),
        ("title = \"Edge\"\n", "", "title"),
    ] {
        assert!(PARTS.contains(from), "{from}");
        let problems = Parts::parse(&PARTS.replacen(from, to, 1)).expect_err(to);
        let found = problems.iter().any(|p| p.message.contains(words));
        assert!(found, "{from} → {to}: {problems:#?}");
    }
}

#[test]
fn framing_is_read_beside_the_design() {
    let entries = framing(ANSWER).expect("it reads");
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].cell.as_str(), entries[0].line), ("label", 5));
    assert_eq!(entries[0].pick, ["order"]);
    let several =
        "[framing]\na = { pick = [\"x\", \"y\"] }\nb = { why = \"so\" }\nc = { pick = \"\" }\n";
    let entries = framing(several).expect("it reads");
    let picks: Vec<usize> = entries.iter().map(|entry| entry.pick.len()).collect();
    assert_eq!(picks, [2, 0, 0]);
    assert!(framing("[framing.a]\npick = 3\n").is_err());
    assert!(framing("[framing.a]\nluck = \"x\"\n").is_err());
}
