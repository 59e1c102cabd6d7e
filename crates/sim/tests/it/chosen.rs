//! What an answer chooses of parts that keep replicas or scale by themselves, and what is sealed.

use onsite_sim::design::{Design, Engine, LIBRARY, LOOKS_EVERY, Parts, Report};

const PARTS: &str = r#"[[part]]
name = "edge"
title = "Edge"
about = "Where requests enter."
kind = "load_balancer"
entry = true

[[part]]
name = "writer"
title = "Writer"
about = "Writes what comes."
kind = "service"
service = "100us"
concurrency = 4
most = 6
autoscale = { delay = "2s" }

[[part]]
name = "store"
title = "Store"
about = "Keeps it."
kind = "database"
service = "100us"
concurrency = 8
replicas = { most = 3, lag = "50ms" }

[[flow]]
from = "writer"
to = "store"
writes = true
"#;

const LOAD: &str = r#"[load]
entry = "edge"
rate = "400/s"
warm_up = "1s"
duration = "16s"
keys = { count = 20 }
"#;

const ANSWER: &str = r#"[[component]]
name = "edge"
part = "edge"

[[component]]
name = "writer"
part = "writer"
instances = 2
autoscale = { min = 1, max = 4, target_utilization = 0.5 }

[[component]]
name = "store"
part = "store"
instances = 4
replicas = { count = 2 }

[[link]]
from = "edge"
to = "store"

[[link]]
from = "edge"
to = "writer"
step = 2

[[link]]
from = "writer"
to = "store"
"#;

fn read(answer: &str) -> Design {
    let parts = Parts::parse(PARTS).expect("the parts read");
    Design::parse_in(answer, &parts, LOAD).expect("it reads")
}

fn stale(answer: &str) -> f64 {
    let design = read(answer);
    let mut engine = Engine::new(&design, 1, 0);
    while !engine.step(100_000) {}
    let report = Report::new(&design, &[engine.finish()]);
    report.stale_reads.value.expect("something was read")
}

#[test]
fn what_the_part_seals_stands_beside_what_the_answer_chooses() {
    let design = read(ANSWER);
    let scale = design.components[1].autoscale.expect("it scales");
    assert_eq!((scale.min, scale.max), (1, 4));
    assert_eq!((scale.every, scale.delay), (LOOKS_EVERY, 2_000_000_000));
    let replicas = design.components[2].replicas.expect("it has replicas");
    assert_eq!((replicas.count, replicas.read, replicas.write), (2, 1, 1));
    let database = LIBRARY.iter().find(|kind| kind.name == "database");
    assert_eq!(
        Some(replicas.failover),
        database.and_then(|kind| kind.failover)
    );
    let writes: Vec<bool> = design.links.iter().map(|link| link.writes).collect();
    assert_eq!(writes, [false, false, true]);
}

#[test]
fn a_part_with_replicas_has_one_of_each_shard_where_nothing_is_said() {
    let design = read(&ANSWER.replace("replicas = { count = 2 }\n", ""));
    let replicas = design.components[2].replicas.expect("shards");
    assert_eq!(replicas.count, 1);
    assert!(design.components[1].autoscale.is_some());
}

#[test]
fn reads_are_stale_until_as_many_are_asked_as_have_each_write() {
    // A key is written every 50 ms, half the reads go to the replica that is 50 ms behind.
    let behind = stale(ANSWER);
    assert!((0.2..0.5).contains(&behind), "{behind}");
    let all = ANSWER.replace("count = 2", "count = 2, write = 2");
    assert!(stale(&all) < 1e-9);
    let both = ANSWER.replace("count = 2", "count = 2, read = 2");
    assert!(stale(&both) < 1e-9);
    assert!(stale(&ANSWER.replace("replicas = { count = 2 }\n", "")) < 1e-9);
}

/// What stands in the answer, what stands there instead, the line, and words of what is said.
const CASES: [(&str, &str, u32, &str); 9] = [
    ("count = 2", "count = 4", 15, "replicas count is 4"),
    ("count = 2", "count = 3", 15, "not shards of 3"),
    (
        "count = 2",
        "count = 2, lag = \"1ms\"",
        15,
        "lag is the question's",
    ),
    (
        "count = 2",
        "count = 2, failover = \"0s\"",
        15,
        "failover is the question's",
    ),
    ("max = 4", "max = 7", 9, "there are 6 instances"),
    (
        "max = 4",
        "max = 4, delay = \"0s\"",
        9,
        "delay is the question's",
    ),
    (
        "max = 4",
        "max = 4, every = \"1s\"",
        9,
        "every is the question's",
    ),
    (
        "part = \"edge\"",
        "part = \"edge\"\nautoscale = { min = 1, max = 4, target_utilization = 0.5 }",
        4,
        "does not scale by itself",
    ),
    (
        "part = \"edge\"",
        "part = \"edge\"\nreplicas = { count = 1 }",
        4,
        "keeps no replicas",
    ),
];

#[test]
fn what_is_sealed_or_not_offered_is_said_with_its_line() {
    let parts = Parts::parse(PARTS).expect("the parts read");
    for (from, to, line, words) in CASES {
        let answer = ANSWER.replacen(from, to, 1);
        let problems = Design::parse_in(&answer, &parts, LOAD).expect_err(to);
        let found = problems
            .iter()
            .any(|p| p.line == Some(line) && p.message.contains(words));
        assert!(found, "{from} → {to}: {problems:#?}");
    }
    let answer = format!("{ANSWER}writes = true\n");
    let problems = Design::parse_in(&answer, &parts, LOAD).expect_err("writes");
    let found = problems
        .iter()
        .any(|p| p.message.contains("writes is the question's"));
    assert!(found, "{problems:#?}");
}

#[test]
fn parts_that_cannot_have_them_are_refused() {
    let cases = [
        (
            "replicas = { most = 3, lag = \"50ms\" }",
            "replicas = { most = 3 }",
            "lag",
        ),
        (
            "autoscale = { delay = \"2s\" }",
            "replicas = { lag = \"1ms\" }",
            "another kind",
        ),
        (
            "concurrency = 4",
            "concurrency = \"unlimited\"",
            "cannot be scaled",
        ),
        (
            "replicas = { most = 3, lag = \"50ms\" }\n",
            "",
            "has no replicas",
        ),
    ];
    for (from, to, words) in cases {
        let problems = Parts::parse(&PARTS.replacen(from, to, 1)).expect_err(to);
        let found = problems.iter().any(|p| p.message.contains(words));
        assert!(found, "{from} → {to}: {problems:#?}");
    }
}
