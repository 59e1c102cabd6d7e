//! Batch jobs: when they end, how old what they leave is, and what they do to those beside them.

use onsite_sim::design::Design;

use crate::support::{assert_holds, run};

/// Requests to a store that a job reads too.
fn design(job: &str, store: &str, load: &str) -> String {
    format!(
        "[[component]]\nname = \"store\"\nkind = \"database\"\n{store}\n\n\
         [[component]]\nname = \"nightly\"\nkind = \"batch_job\"\nservice = \"10ms\"\n{job}\n\n\
         [[link]]\nfrom = \"nightly\"\nto = \"store\"\n\n\
         [load]\nentry = \"store\"\nwarm_up = \"1s\"\nduration = \"64s\"\n{load}\n"
    )
}

#[test]
fn a_job_ends_and_what_it_leaves_grows_old() {
    // Two at a time, 10 ms each and then 10 ms at the store: 100 calls take 500 ms and the last
    // call's 10 ms.
    let job = "concurrency = 2\njob = { every = \"16s\", calls = 100 }";
    let store = "service = \"10ms\"\nconcurrency = 1000";
    let load = "arrivals = \"constant\"\nrate = \"10/s\"";
    let report = run("ends", &design(job, store, load), 1);
    let found = report.components["nightly"].job.as_ref().unwrap();
    let near = |value: Option<f64>, expected: f64| {
        let value = value.unwrap();
        assert!((value / expected - 1.0).abs() < 1e-9, "{value}, {expected}");
    };
    near(found.time_s.value, 0.51);
    // From 0.51 s on: three times from 0.51 to 16.51 s, and once to 16 s.
    let area = |from: f64, to: f64| (to * to - from * from) / 2.0;
    let sum = 3.0 * area(0.51, 16.51) + area(0.51, 16.0);
    near(found.age_s.value, sum / (64.0 - 0.51));
    // Four jobs of 100, and what requests ask.
    let calls = report.components["store"].throughput_rps.value.unwrap();
    near(Some(calls), (4.0 * 100.0 + 640.0) / 64.0);
    // Nobody waits for the job.
    near(report.latency_ms.mean.value, 10.0);
    assert!(report.components["store"].job.is_none());
}

#[test]
fn requests_wait_behind_a_job_unless_they_go_first() {
    // While the job runs, its eight calls at a time fill the store's two places.
    let job = "concurrency = 8\nhold = true\njob = { every = \"100s\", calls = 4000 }";
    let store = "service = \"10ms\"\nconcurrency = 2";
    let load = "rate = \"40/s\"";
    let behind = run("behind", &design(job, store, load), 40);
    let first = design(job, store, load).replace("to = \"store\"", "to = \"store\"\npriority = 9");
    let first = run("first", &first, 40);
    // Erlang C for two places at 0.2: a wait of 0.4 ms. At the store, the job takes 160 places a
    // second that requests leave, so that it is there for 25 s of the 64.
    let alone = 10.0 + 10.0 * 0.2 * 0.2 / (1.0 - 0.2 * 0.2);
    assert!(first.latency_ms.mean.value.unwrap() < alone + 3.0);
    assert!(behind.latency_ms.mean.value.unwrap() > alone + 8.0);
    let time = first.components["nightly"].job.as_ref().unwrap().time_s;
    assert_holds("job", 25.0, time);
}

#[test]
fn nobody_calls_a_job() {
    let text = design(
        "job = { every = \"1s\", calls = 1 }",
        "service = \"1ms\"",
        "rate = \"1/s\"",
    );
    assert!(Design::parse(&text, None).is_ok());
    let called = text.replace(
        "from = \"nightly\"\nto = \"store\"",
        "from = \"store\"\nto = \"nightly\"",
    );
    let entered = text.replace("entry = \"store\"", "entry = \"nightly\"");
    for (wrong, words) in [
        (called, "\"store\" calls it"),
        (entered, "requests enter there"),
        (text.replace("calls = 1 ", "calls = 0 "), "job calls is 0"),
        (
            text.replace("job = { every = \"1s\", calls = 1 }", ""),
            "job is missing",
        ),
    ] {
        let problems = Design::parse(&wrong, None).unwrap_err();
        assert!(
            problems.iter().any(|p| p.message.contains(words)),
            "{words}: {problems:?}"
        );
    }
}

#[test]
fn a_job_that_is_turned_away_ends_all_the_same() {
    let job = "queue = { limit = 0, when_full = \"shed\" }\njob = { every = \"1s\", calls = 1000 }";
    let report = run(
        "shed",
        &design(job, "service = \"1ms\"", "rate = \"1/s\""),
        1,
    );
    let nightly = &report.components["nightly"];
    assert!(nightly.job.as_ref().unwrap().time_s.value.unwrap() < 0.1);
    assert!((nightly.shed_rate.value.unwrap() - 0.999).abs() < 1e-9);
}

#[test]
fn jobs_that_overlap_end_each_for_itself() {
    // 20 s of work every 15 s: the first three end after 20, 25 and 30 s, at 20, 40 and 60 s.
    let job = "concurrency = 2\njob = { every = \"15s\", calls = 4 }";
    let text = design(job, "service = \"0ms\"", "rate = \"1/s\"").replace("10ms", "10s");
    let report = run("overlap", &text, 1);
    let found = report.components["nightly"].job.as_ref().unwrap();
    let near = |value: f64, expected: f64| (value / expected - 1.0).abs() < 1e-9;
    assert!(near(found.time_s.value.unwrap(), 25.0), "{found:?}");
    // What is there is 20 to 40 s old, then 25 to 45, then 30 to 34.
    let area = |from: f64, to: f64| (to * to - from * from) / 2.0;
    let sum = area(20.0, 40.0) + area(25.0, 45.0) + area(30.0, 34.0);
    assert!(near(found.age_s.value.unwrap(), sum / 44.0), "{found:?}");
}
