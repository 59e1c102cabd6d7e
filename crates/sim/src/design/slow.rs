//! One slow request, call by call: `slow_request` of a report.
//!
//! The replication is stepped once more, with the same random numbers, until a request takes as
//! long as the slowest hundredth of it did. Stepping it the first time keeps nothing for this.

use serde::Serialize;

use super::{
    engine::{Engine, Span, SpanEnd},
    model::Design,
    tally::Replication,
};

/// Most calls that are told; of more, the longest.
const MOST_CALLS: usize = 60;
/// Events between two looks at whether to stop.
const STEP: u64 = 200_000;

/// A request among the slowest hundredth. Everything is simulated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SlowRequest {
    /// When it came, in seconds after the warm-up.
    pub at_s: f64,
    /// Time from entry to answer, in milliseconds.
    pub latency_ms: f64,
    /// The request itself, then its calls in the order in which they were made.
    pub calls: Vec<SlowCall>,
    /// Calls that are not told.
    pub left_out: usize,
}

/// One call; times are milliseconds after the request came.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SlowCall {
    /// The component that was called.
    pub component: String,
    /// Which of its instances took the call, from one.
    pub instance: Option<u32>,
    /// The call that waited for it, by its place in the list; none for the request itself.
    pub caller: Option<usize>,
    /// Which try it was, from one.
    pub attempt: u32,
    /// Whether it was made beside another that was slow to answer.
    pub second: bool,
    /// When it was made.
    pub sent_ms: f64,
    /// When it came to its component, and began to wait.
    pub arrived_ms: Option<f64>,
    /// When its service began.
    pub started_ms: Option<f64>,
    /// When its own work was done, and it began to make calls of its own.
    pub served_ms: Option<f64>,
    /// When its caller learned how it ended.
    pub ended_ms: f64,
    /// How it ended.
    pub end: SpanEnd,
    /// Whether the request would have been answered sooner had it ended sooner.
    pub critical: bool,
}

impl SlowRequest {
    /// Looks for the first request of a replication that takes about as long as 99% of its requests
    /// at most, or longer. `goes_on` is asked now and then and hears how many bytes it takes; nothing
    /// where it says no, where more happens than `most_events`, or where nothing was answered.
    pub fn find(
        design: &Design,
        (seed, replication): (u64, u64),
        tail: Option<u64>,
        most_events: u64,
        goes_on: &dyn Fn(usize) -> bool,
    ) -> Option<Self> {
        let mut engine = Engine::tracing(design, seed, replication, tail?);
        let mut stepped = 0;
        while !engine.step(STEP) {
            stepped += STEP;
            if stepped >= most_events || !goes_on(engine.bytes()) {
                return None;
            }
        }
        let (began, spans) = engine.traced()?;
        Some(Self::new(design, began, &spans))
    }

    fn new(design: &Design, began: u64, spans: &[Span]) -> Self {
        let critical = critical(spans);
        let told = told(spans, &critical);
        let zero = spans[0].sent;
        // What was still to happen when the request was answered has not happened to it.
        let end = spans[0].ended;
        let ms = |time: u64| (time.min(end) - zero) as f64 / 1e6;
        let firsts = firsts(design);
        let calls = told.iter().map(|&at| {
            let span = &spans[at];
            SlowCall {
                component: design.components[span.component].name.clone(),
                instance: span.instance.and_then(|instance| {
                    let own = instance.checked_sub(firsts[span.component])?;
                    (own < design.components[span.component].most_instances()).then(|| own + 1)
                }),
                caller: span
                    .caller
                    .and_then(|caller| told.iter().position(|&other| other == caller)),
                attempt: u32::from(span.attempt) + 1,
                second: span.second,
                sent_ms: ms(span.sent),
                arrived_ms: span.arrived.map(ms),
                started_ms: span.started.map(ms),
                served_ms: span.served.map(ms),
                ended_ms: ms(span.ended),
                end: span.end,
                critical: critical[at],
            }
        });
        Self {
            at_s: zero.saturating_sub(began) as f64 / 1e9,
            latency_ms: ms(end),
            calls: calls.collect(),
            left_out: spans.len() - told.len(),
        }
    }
}

/// The first instance of each component, among all.
fn firsts(design: &Design) -> Vec<u32> {
    let mut next = 0;
    let firsts = design.components.iter().map(|component| {
        let first = next;
        next += component.most_instances();
        first
    });
    firsts.collect()
}

/// Which calls the answer waited for: backwards from the end of each, the call that ended last,
/// then, from when that was made, the one before. They follow each other without a gap but for the
/// pauses before retries and second calls.
fn critical(spans: &[Span]) -> Vec<bool> {
    let mut critical = vec![false; spans.len()];
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); spans.len()];
    for (at, span) in spans.iter().enumerate() {
        if let Some(caller) = span.caller {
            of[caller].push(at);
        }
    }
    for of in &mut of {
        // Of two that raced each other, the one that won.
        let last = |call: usize| {
            (
                spans[call].ended,
                spans[call].end != SpanEnd::Unneeded,
                call,
            )
        };
        of.sort_by_key(|&call| std::cmp::Reverse(last(call)));
    }
    let mut open = vec![0];
    while let Some(at) = open.pop() {
        critical[at] = true;
        let mut until = spans[at].ended;
        // A call that was left to itself ended for its caller before its own calls did.
        let began = spans[at].served.unwrap_or(until);
        for &call in &of[at] {
            let span = &spans[call];
            if until > began && span.ended <= until && span.sent < until {
                open.push(call);
                until = span.sent;
            }
        }
    }
    critical
}

/// Which calls are told, in their order: those that the answer waited for, then the longest, none
/// without its caller.
fn told(spans: &[Span], critical: &[bool]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&at| {
        let took = spans[at].ended - spans[at].sent;
        (!critical[at], std::cmp::Reverse(took), at)
    });
    let mut is_told = vec![false; spans.len()];
    is_told[0] = true;
    let mut count = 1;
    for at in order {
        let mut chain = Vec::new();
        let mut next = Some(at);
        while let Some(at) = next.filter(|&at| !is_told[at]) {
            chain.push(at);
            next = spans[at].caller;
        }
        if count + chain.len() <= MOST_CALLS {
            count += chain.len();
            for at in chain {
                is_told[at] = true;
            }
        }
    }
    (0..spans.len()).filter(|&at| is_told[at]).collect()
}

impl Replication {
    /// The least time, in nanoseconds, that the slowest hundredth of its requests took, one part in
    /// 64 aside; nothing where none was answered.
    pub fn tail(&self) -> Option<u64> {
        self.latency().lower_edge(0.99)
    }
}
