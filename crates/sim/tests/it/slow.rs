//! A slow request, call by call: its parts add up to its latency, to the nanosecond.

use onsite_sim::design::{Design, Engine, Report, SlowRequest, Span, SpanEnd};
use proptest::prelude::*;

use crate::support::{replicate, seed};

/// The calls of the first slow request of a design, and what took it how long.
fn traced(name: &str, text: &str) -> Vec<Span> {
    let design = Design::parse(text, None).expect(name);
    let replication = replicate(&design, seed(name), 0);
    let tail = replication.tail().expect("something was answered");
    let mut engine = Engine::tracing(&design, seed(name), 0, tail);
    while !engine.step(1000) {}
    let (began, spans) = engine.traced().expect("a request is that slow");
    let latency = spans[0].ended - spans[0].sent;
    assert!(latency >= tail, "{name}: {latency} and {tail}");
    assert!(
        spans[0].ended >= began,
        "it was answered while it was measured"
    );
    spans
}

/// What a call waited, was served, and then took for calls of its own.
fn parts(span: &Span) -> [u64; 3] {
    let (arrived, started) = (span.arrived.expect("a time"), span.started.expect("a time"));
    let served = span.served.expect("a time");
    [started - arrived, served - started, span.ended - served]
}

const LOAD: &str = "[load]\nentry = \"a\"\nrate = \"70/s\"\nwarm_up = \"5s\"\nduration = \"60s\"\n";

fn component(name: &str, more: &str) -> String {
    format!(
        "[[component]]\nname = \"{name}\"\nkind = \"service\"\nconcurrency = 1\n\
         service = {{ distribution = \"exponential\", mean = \"10ms\" }}\n{more}\n"
    )
}

#[test]
fn a_tandem_adds_up() {
    let text = format!(
        "{}{}{}[[link]]\nfrom = \"a\"\nto = \"b\"\nlatency = \"1ms\"\n\
         [[link]]\nfrom = \"b\"\nto = \"c\"\n{LOAD}",
        component("a", ""),
        component("b", ""),
        component("c", "")
    );
    let spans = traced("a_tandem_adds_up", &text);
    let names: Vec<usize> = spans.iter().map(|span| span.component).collect();
    assert_eq!(names, [0, 1, 2]);
    let [a, b, c] = [0, 1, 2].map(|at| parts(&spans[at]));
    let latency = spans[0].ended - spans[0].sent;
    // Two messages of a millisecond lie between a and b, none between b and c.
    assert_eq!(latency, a[0] + a[1] + 2_000_000 + b[0] + b[1] + c[0] + c[1]);
    assert_eq!(c[2], 0);
    assert_eq!(spans[1].sent, spans[0].served.unwrap());
    assert!(spans.iter().all(|span| span.end == SpanEnd::Answered));
}

#[test]
fn steps_and_fans_add_up() {
    let text = format!(
        "{}{}{}[[link]]\nfrom = \"a\"\nto = \"b\"\nfan_out = 5\n\
         [[link]]\nfrom = \"a\"\nto = \"c\"\nstep = 2\nlatency = \"300us\"\n{LOAD}",
        component("a", ""),
        component("b", "instances = 9"),
        component("c", "")
    );
    let spans = traced("steps_and_fans_add_up", &text);
    let of = |component: usize| spans.iter().filter(move |span| span.component == component);
    assert_eq!((of(0).count(), of(1).count(), of(2).count()), (1, 5, 1));
    let slowest = of(1).map(|span| span.ended - span.sent).max().unwrap();
    let last = of(2).next().unwrap();
    let a = parts(&spans[0]);
    let latency = spans[0].ended - spans[0].sent;
    assert_eq!(latency, a[0] + a[1] + slowest + last.ended - last.sent);
    let c = parts(last);
    assert_eq!(last.ended - last.sent, 600_000 + c[0] + c[1]);
}

#[test]
fn tries_that_time_out_follow_each_other() {
    let text = format!(
        "{}{}[[link]]\nfrom = \"a\"\nto = \"b\"\ntimeout = \"20ms\"\nretries = 2\nbackoff = \"3ms\"\n\
         {}",
        component("a", ""),
        component("b", ""),
        LOAD.replace("70/s", "20/s")
    );
    let spans = traced("tries_that_time_out_follow_each_other", &text);
    let tries: Vec<&Span> = spans.iter().filter(|span| span.component == 1).collect();
    assert!(tries.len() > 1, "{spans:?}");
    for (at, pair) in tries.windows(2).enumerate() {
        assert_eq!(pair[0].end, SpanEnd::TimedOut);
        assert_eq!(pair[0].ended - pair[0].sent, 20_000_000);
        assert_eq!(pair[1].attempt, pair[0].attempt + 1);
        assert_eq!(pair[1].sent - pair[0].ended, 3_000_000 << at);
    }
    let last = tries.last().unwrap();
    assert_eq!((last.end, last.ended), (SpanEnd::Answered, spans[0].ended));
}

#[test]
fn what_is_refused_turned_away_or_unneeded_says_so() {
    let text = format!(
        "{}{}{}{}\
         [[link]]\nfrom = \"a\"\nto = \"full\"\noptional = true\n\
         [[link]]\nfrom = \"a\"\nto = \"rare\"\noptional = true\nlimit = \"1/s\"\n\
         [[link]]\nfrom = \"a\"\nto = \"raced\"\nhedge = \"5ms\"\n{LOAD}",
        component("a", ""),
        component("full", "queue = { limit = 0 }"),
        component("rare", ""),
        component("raced", "instances = 30\npick = \"random\"")
    );
    let mut ends = Vec::new();
    let design = Design::parse(&text, None).unwrap();
    for replication in 0..200 {
        let mut engine = Engine::tracing(&design, 5, replication, 20_000_000);
        while !engine.step(1000) {}
        let (_, spans) = engine.traced().expect("some take 20 ms");
        ends.extend(spans.iter().map(|span| (span.component, span.end)));
        for pair in spans.iter().filter(|span| span.second) {
            let first = spans
                .iter()
                .find(|s| s.component == 3 && !s.second)
                .unwrap();
            assert_eq!(pair.sent - first.sent, 5_000_000);
        }
    }
    for end in [
        (1, SpanEnd::TurnedAway),
        (2, SpanEnd::Refused),
        (3, SpanEnd::Unneeded),
        (3, SpanEnd::Answered),
    ] {
        assert!(ends.contains(&end), "{end:?}");
    }
}

#[test]
fn the_longest_and_what_was_waited_for_are_told() {
    let text = format!(
        "{}{}[[link]]\nfrom = \"a\"\nto = \"b\"\nfan_out = 200\n[load]\nentry = \"a\"\n\
         rate = \"2/s\"\nwarm_up = \"1000s\"\nduration = \"60s\"\n",
        component("a", ""),
        component("b", "instances = 400")
    );
    let design = Design::parse(&text, None).unwrap();
    let replication = replicate(&design, 7, 0);
    let find = |most| SlowRequest::find(&design, (7, 0), replication.tail(), most, &|_| true);
    let slow = find(u64::MAX).unwrap();
    assert_eq!((slow.calls.len(), slow.left_out), (60, 141));
    let critical: Vec<_> = slow.calls.iter().filter(|call| call.critical).collect();
    assert_eq!(
        critical.len(),
        2,
        "the request and the slowest of its calls"
    );
    assert!(
        slow.calls
            .iter()
            .all(|call| call.ended_ms <= critical[1].ended_ms)
    );
    assert!((critical[0].ended_ms - slow.latency_ms).abs() < 1e-9);
    assert!(slow.calls[1..].iter().all(|call| call.caller == Some(0)));
    assert!(
        slow.calls[1..]
            .iter()
            .all(|call| (1..=400).contains(&call.instance.unwrap()))
    );
    // Bounded, and stopped when asked: the warm-up alone is more than is stepped at once.
    assert_eq!(find(200_000), None);
    assert_eq!(
        SlowRequest::find(&design, (7, 0), replication.tail(), u64::MAX, &|_| false),
        None
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What the answer waited for follows each other without a gap, but for the pause before a second
    /// call, whatever the design.
    #[test]
    fn what_was_waited_for_fills_the_time(
        seed in any::<u64>(),
        fan in 1..4_u32,
        retries in 0..3_u32,
        timeout in 5..60_u32,
        limit in 0..5_u32,
    ) {
        let text = format!(
            "{}{}{}[[link]]\nfrom = \"a\"\nto = \"b\"\nfan_out = {fan}\ntimeout = \"{timeout}ms\"\n\
             retries = {retries}\noptional = true\n\
             [[link]]\nfrom = \"b\"\nto = \"c\"\nlatency = \"200us\"\nshare = 0.5\n\
             [[link]]\nfrom = \"a\"\nto = \"c\"\nstep = 2\nhedge = \"8ms\"\n{}",
            component("a", ""),
            component("b", &format!("queue = {{ limit = {limit} }}")),
            component("c", "instances = 3"),
            LOAD.replace("60s", "10s")
        );
        let design = Design::parse(&text, None).unwrap();
        let replication = replicate(&design, seed, 0);
        let tail = replication.tail();
        let report = Report::new(&design, &[replication]);
        let slow = SlowRequest::find(&design, (seed, 0), tail, u64::MAX, &|_| true).unwrap();
        let calls: Vec<_> = slow.calls.iter().filter(|call| call.critical).collect();
        for (at, call) in slow.calls.iter().enumerate().filter(|(_, call)| call.critical) {
            let own = calls.iter().filter(|other| other.caller == Some(at));
            let mut own: Vec<_> = own.collect();
            own.sort_by(|a, b| a.sent_ms.total_cmp(&b.sent_ms));
            let Some(served) = call.served_ms.filter(|_| !own.is_empty()) else { continue };
            let mut until = served;
            for call in own {
                let pause = if call.second { 8.0 } else { 0.0 };
                let gap = call.sent_ms - until - pause;
                prop_assert!(gap.abs() < 1e-9, "{gap} after {until}: {slow:?}");
                until = call.ended_ms;
            }
        }
        let bins: u64 = report.histogram.iter().map(|bin| bin.count).sum();
        prop_assert!(report.histogram.is_sorted_by(|a, b| a.to_ms <= b.from_ms));
        let answered = report.throughput_rps.value.unwrap() * 10.0;
        prop_assert_eq!(bins.to_string(), format!("{answered:.0}"));
        let inside = |bin: &&onsite_sim::design::Bin| {
            (bin.from_ms..bin.to_ms).contains(&slow.latency_ms)
        };
        prop_assert!(report.histogram.iter().any(|bin| inside(&bin)));
    }
}
