//! Messages that are acknowledged: handed out again, in order or not, and kept until they are done.

use onsite_sim::design::{Design, Report};

use crate::support::{assert_holds, run};

const REPLICATIONS: u64 = 40;

/// Producers that put messages on a log, and a consumer.
fn design(log: &str, consumer: &str, link: &str, load: &str) -> String {
    format!(
        "[[component]]\nname = \"log\"\nkind = \"stream\"\nservice = \"0ms\"\n{log}\n\n\
         [[component]]\nname = \"worker\"\nkind = \"service\"\n{consumer}\n\n\
         [[link]]\nfrom = \"log\"\nto = \"worker\"\n{link}\n\n\
         [load]\nentry = \"log\"\nwarm_up = \"2s\"\n{load}\n"
    )
}

fn of_link(report: &Report) -> &onsite_sim::design::DeliveryReport {
    &report.deliveries["log → worker"]
}

#[test]
fn one_message_at_a_time_is_a_queue_with_one_server() {
    // M/M/1 at 0.8: five times the mean service, p99 that of an exponential time.
    let consumer =
        "concurrency = \"unlimited\"\nservice = { distribution = \"exponential\", mean = \"8ms\" }";
    let load = "rate = \"100/s\"\nduration = \"200s\"";
    let text = design("", consumer, "in_flight = 1", load);
    let report = run("one at a time", &text, REPLICATIONS);
    let found = of_link(&report);
    assert_holds("lag", 40.0, found.lag_ms.mean);
    assert_holds("p99", 40.0 * 100.0_f64.ln(), found.lag_ms.p99);
    assert_holds("backlog", 3.2, found.backlog_mean);
    assert_holds("throughput", 100.0, found.throughput_rps);
    assert_eq!(found.out_of_order.value, Some(0.0));
    assert_eq!(found.lost.value, Some(0.0));
    // Whoever produces does not wait for it.
    assert_eq!(report.latency_ms.mean.value, Some(0.0));
    assert!(report.stationary);
}

#[test]
fn as_many_at_a_time_as_are_in_flight() {
    // M/M/8 at 0.8, as in figures of queues: waits of 0.28603 services, by Little 1.83 that wait.
    let consumer = "concurrency = \"unlimited\"\n\
                    service = { distribution = \"exponential\", mean = \"10ms\" }";
    let load = "rate = \"640/s\"\nduration = \"100s\"";
    let text = design("", consumer, "in_flight = 8", load);
    let report = run("eight at a time", &text, REPLICATIONS);
    assert_holds("lag", 12.8603, of_link(&report).lag_ms.mean);
    assert_holds(
        "backlog",
        640.0 * 0.002_860_3,
        of_link(&report).backlog_mean,
    );
}

#[test]
fn what_is_not_acknowledged_in_time_is_done_again() {
    // Each time 10 ms with probability 0.9, else 1 s, given up after 100 ms: handed out again with
    // probability 0.1, twice at most, and every one of these is done in the end.
    let consumer = "concurrency = \"unlimited\"\n\
                    service = { distribution = \"bimodal\", fast = \"10ms\", slow = \"1s\", share = 0.1 }";
    let load = "rate = \"100/s\"\nduration = \"100s\"";
    let link = "in_flight = 1000\ntimeout = \"100ms\"\nretries = 2";
    let report = run("again", &design("", consumer, link, load), REPLICATIONS);
    let found = of_link(&report);
    assert_holds("lost", 0.001, found.lost);
    assert_holds("duplicates", 0.1 + 0.01 + 0.001, found.duplicates);
    let acknowledged = [(10.0, 0.9), (110.0, 0.09), (210.0, 0.009)];
    let sum: f64 = acknowledged.iter().map(|(lag, share)| lag * share).sum();
    assert_holds("lag", sum / 0.999, found.lag_ms.mean);
}

#[test]
fn order_is_lost_where_several_are_in_flight() {
    // Every second message of a partition takes longer than the two after it.
    let consumer = "concurrency = \"unlimited\"\n\
                    service = { distribution = \"bimodal\", fast = \"1ms\", slow = \"25ms\", share = 0.5 }";
    let load = "arrivals = \"constant\"\nrate = \"100/s\"\nduration = \"100s\"";
    let several = run(
        "several",
        &design("", consumer, "in_flight = 4", load),
        REPLICATIONS,
    );
    // A slow one ends 25 ms after it came, behind those that came 10 and 20 ms later where either
    // is fast.
    assert_holds("out of order", 0.5 * 0.75, of_link(&several).out_of_order);
    let one = run("one", &design("", consumer, "in_flight = 1", load), 1);
    assert_eq!(of_link(&one).out_of_order.value, Some(0.0));
}

#[test]
fn a_consumer_that_is_down_loses_nothing_with_retries() {
    let fault = "[[fault]]\nat = \"20s\"\nfor = \"10s\"\nkind = \"outage\"\ncomponent = \"worker\"";
    let load = format!("arrivals = \"constant\"\nrate = \"100/s\"\nduration = \"64s\"\n{fault}");
    let consumer = "concurrency = 8\nservice = \"1ms\"";
    let link = "in_flight = 1\nretries = 20\nbackoff = \"100ms\"";
    let report = run("down", &design("", consumer, link, &load), 1);
    assert_eq!(of_link(&report).lost.value, Some(0.0));
    assert_eq!(of_link(&report).throughput_rps.value, Some(100.0));
    // Tried at 0.1, 0.3, 0.7, 1.5, 3.1, 6.3 and 12.7 s, where the worker is back; each behind it came
    // 10 ms later and follows 1 ms later. Of 6,400, 64 have a longer lag than p99.
    let lag = of_link(&report).lag_ms.p99.value.unwrap();
    assert!((lag - (12_701.0 - 64.0 * 9.0)).abs() < 20.0, "{lag}");
    let none = run("once", &design("", consumer, "", &load), 1);
    assert!(none.deliveries.is_empty());
}

#[test]
fn a_full_log_turns_producers_away() {
    // Each group of consumers takes 50 a second of 100 that come, so that half are turned away.
    let consumer = "concurrency = \"unlimited\"\nservice = \"20ms\"";
    let load = "rate = \"100/s\"\nduration = \"100s\"";
    let log = "queue = { limit = 50, when_full = \"shed\" }";
    let report = run(
        "full",
        &design(log, consumer, "in_flight = 1", load),
        REPLICATIONS,
    );
    assert_holds("throughput", 50.0, of_link(&report).throughput_rps);
    assert_holds("errors", 0.5, report.error_rate);
    // Without a limit the backlog grows, and that is said.
    let open = run("open", &design("", consumer, "in_flight = 1", load), 2);
    assert!(!open.stationary);
    assert_eq!(open.growing, ["log"]);
    assert_eq!(of_link(&open).lag_ms.mean.value, None);
}

#[test]
fn partitions_hand_out_by_themselves_and_outlast_a_crash() {
    let load = "rate = \"400/s\"\nduration = \"64s\"\nkeys = { count = 1000 }";
    let log = "instances = 4\npick = \"key\"";
    let consumer = "concurrency = \"unlimited\"\nservice = \"2ms\"";
    let crash = "[[fault]]\nat = \"10s\"\nfor = \"5s\"\nkind = \"crash\"\ncomponent = \"log\"\nfraction = 0.5";
    let text = design(log, consumer, "in_flight = 1", &format!("{load}\n{crash}"));
    let report = run("partitions", &text, 4);
    assert_eq!(of_link(&report).lost.value, Some(0.0));
    assert_eq!(of_link(&report).out_of_order.value, Some(0.0));
    let offered = report.series.offered_rps.iter().flatten().sum::<f64>() / 64.0;
    let done = of_link(&report).throughput_rps.value.unwrap();
    assert!((done / offered - 1.0).abs() < 0.001, "{done} of {offered}");
}

#[test]
fn what_hands_nothing_out_is_refused() {
    let load = "rate = \"1/s\"\nduration = \"1s\"";
    let consumer = "service = \"1ms\"";
    let tried = [
        ("in_flight = 0", "in_flight is 0"),
        ("in_flight = 1\nfan_out = 2", "handed out once at a time"),
        (
            "in_flight = 1\ndetached = false",
            "nobody hands out messages",
        ),
    ];
    for (link, words) in tried {
        let problems = Design::parse(&design("", consumer, link, load), None).unwrap_err();
        let said: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
        assert!(said.iter().any(|m| m.contains(words)), "{link}: {said:?}");
    }
    let link = "in_flight = 1\n[[link]]\nfrom = \"log\"\nto = \"worker\"\n".repeat(16);
    let many = design("", consumer, &format!("{link}in_flight = 1"), load);
    let problems = Design::parse(&many, None).unwrap_err();
    assert!(
        problems[0].message.contains("more than 16 links"),
        "{problems:?}"
    );
    let elsewhere = design("", consumer, "in_flight = 1", load).replace("stream", "service");
    let problems = Design::parse(&elsewhere, None).unwrap_err();
    assert!(problems[0].message.contains("nobody hands out messages"));
}
