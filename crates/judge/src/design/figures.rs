//! The figures of a run, in words and in the units of objectives.

use onsite_domain::{
    design::{self, Claimed, ComponentRun, DesignRun, RunSeries, Scenario},
    design_run::{Bin, Broke, CallEnd, FaultSpan, SlowCall, SlowRequest},
    simulated::{Figure, Objective},
};
use onsite_sim::{
    Estimate,
    design::{
        self as sim, Component, Design, Metric, Objective as SimObjective, Parts, Report, SpanEnd,
    },
};

use super::tables;

/// Nanoseconds in a millisecond.
const MILLISECOND: f64 = 1e6;
/// How a figure is read: its value and the ends of its interval.
pub(super) type Read = fn(Estimate) -> Option<[f64; 3]>;

/// With its interval; nothing where it has none.
pub(super) fn with_interval(estimate: Estimate) -> Option<[f64; 3]> {
    Some([estimate.value?, estimate.low?, estimate.high?])
}

/// The value alone, as of one run.
pub(super) fn alone(estimate: Estimate) -> Option<[f64; 3]> {
    Some([estimate.value?; 3])
}

/// Whether a figure is a time from entry to answer.
pub(super) fn is_time(name: &str) -> bool {
    Metric::ALL
        .into_iter()
        .any(|metric| metric.name() == name && metric.is_time())
}

/// From the simulator's unit to that of objectives.
const fn scale(metric: Metric) -> f64 {
    if metric.is_time() {
        1.0 / MILLISECOND
    } else {
        1.0
    }
}

/// The figure of a name, where the run could give it.
pub(super) fn of(
    report: &Report,
    design: &Design,
    parts: &Parts,
    name: &str,
    read: Read,
) -> Option<Figure> {
    if let Some(called) = name.strip_prefix("calls/") {
        let wanted: Vec<Option<usize>> = called.split('+').map(|p| parts.named(p)).collect();
        let mut sum = [0.0; 3];
        for component in design
            .components
            .iter()
            .filter(|c| wanted.contains(&c.part))
        {
            let calls = report.components.get(&component.name)?.calls_per_answer;
            for (sum, of) in sum.iter_mut().zip(read(calls)?) {
                *sum += of;
            }
        }
        return figure(name, sum);
    }
    let metric = Metric::ALL.into_iter().find(|m| m.name() == name)?;
    // Where no replica is read or written, no read is stale and no write lost with a leader.
    let of_replicas = matches!(metric, Metric::StaleReads | Metric::LostWrites);
    if of_replicas && report.figure(metric).value.is_none() {
        return figure(name, [0.0; 3]);
    }
    metric_figure(report, metric, read)
}

fn metric_figure(report: &Report, metric: Metric, read: Read) -> Option<Figure> {
    let scale = scale(metric);
    let ends = read(report.figure(metric))?.map(|end| end * scale);
    figure(metric.name(), ends)
}

fn figure(name: &str, [value, low, high]: [f64; 3]) -> Option<Figure> {
    let (title, unit) = design::figure(name)?;
    Some(Figure {
        name: name.to_owned(),
        title,
        unit,
        value,
        low,
        high,
    })
}

/// What the design does to the answers, of the figures that objectives name.
///
/// Recall is the product over the parts in use, as if each lost by itself; where an answer may get
/// along without a part, its own recall counts for the answers that had it. The age is that of the
/// oldest part in use.
pub(super) fn quality(
    report: &Report,
    design: &Design,
    parts: &Parts,
    objectives: &[Objective],
    read: Read,
) -> Vec<Figure> {
    let of_part = |part: usize| design.components.iter().find(|c| c.part == Some(part));
    let had =
        |component: &Component| read(report.components.get(&component.name)?.calls_per_answer);
    let mut recall = [1.0; 3];
    let mut age: f64 = 0.0;
    for (at, part) in parts.parts.iter().enumerate() {
        let used = of_part(at);
        if used.is_some() {
            age = age.max(part.quality.age / 1e9);
        }
        let shares = match (used, part.quality.recall_without) {
            (Some(_), None) => [1.0; 3],
            (Some(component), Some(_)) => had(component).unwrap_or([0.0, 0.0, 1.0]),
            (None, _) => [0.0; 3],
        };
        let without = part.quality.recall_without.unwrap_or(1.0);
        for (recall, share) in recall.iter_mut().zip(shares) {
            let share = share.clamp(0.0, 1.0);
            *recall *= share.mul_add(part.quality.recall - without, without);
        }
    }
    let figures = [figure("recall", recall), figure("age", [age; 3])];
    let named = |figure: &Figure| objectives.iter().any(|o| o.figure == figure.name);
    figures.into_iter().flatten().filter(named).collect()
}

/// An objective of the question as the simulator has it; nothing for a figure that only a question
/// of parts knows.
pub(super) fn simulated(name: &str, objective: &Objective) -> Vec<SimObjective> {
    let metric = Metric::ALL.into_iter().find(|m| m.name() == name);
    let bounds = [(true, objective.at_most), (false, objective.at_least)];
    let each = bounds.into_iter().filter_map(|(at_most, bound)| {
        let (metric, bound) = (metric?, bound?);
        Some(SimObjective {
            metric,
            at_most,
            bound: bound / scale(metric),
            text: String::new(),
        })
    });
    each.collect()
}

/// What was claimed, beside what was found.
pub(super) fn claims(report: &Report, design: &Design) -> Vec<Claimed> {
    let claimed = design.claims.iter().filter_map(|claim| {
        Some(Claimed {
            figure: metric_figure(report, claim.metric, with_interval)?,
            claimed: claim.value * scale(claim.metric),
        })
    });
    claimed.collect()
}

/// A run as it is shown.
pub(super) fn run(
    scenario: &Scenario,
    report: &Report,
    design: &Design,
    parts: &Parts,
    read: Read,
) -> DesignRun {
    let series = &report.series;
    DesignRun {
        scenario: scenario.id.clone(),
        title: scenario.title.clone(),
        figures: Metric::ALL
            .into_iter()
            .filter_map(|m| metric_figure(report, m, read))
            .collect(),
        components: design
            .components
            .iter()
            .map(|component| component_run(component, report, parts))
            .collect(),
        tables: tables::of(report, design, read),
        growing: report.growing.clone(),
        series: RunSeries {
            slice_s: series.slice_s,
            offered_rps: series.offered_rps.clone(),
            goodput_rps: series.goodput_rps.clone(),
            error_rate: series.error_rate.clone(),
            p99_ms: series.p99_ms.clone(),
        },
        faults: faults(design),
        broke: report.broke.iter().filter_map(broke).collect(),
        histogram: report.histogram.iter().map(bin).collect(),
        slow_request: report.slow_request.as_ref().map(slow_request),
        lines: Vec::new(),
        cut: report.cut.is_some(),
        replications: report.replications as u64,
        events: report.events,
        result_hash: report.result_hash.clone(),
    }
}

fn faults(design: &Design) -> Vec<FaultSpan> {
    let told = design.faults_told().into_iter();
    told.map(|(from_s, to_s, text)| FaultSpan { from_s, to_s, text })
        .collect()
}

fn broke(broke: &sim::Broke) -> Option<Broke> {
    let (title, _) = design::figure(broke.figure)?;
    Some(Broke {
        title,
        from_s: broke.from_s,
        text: broke.text.clone(),
    })
}

const fn bin(bin: &sim::Bin) -> Bin {
    Bin {
        from_ms: bin.from_ms,
        to_ms: bin.to_ms,
        count: bin.count,
    }
}

fn slow_request(slow: &sim::SlowRequest) -> SlowRequest {
    let call = |call: &sim::SlowCall| SlowCall {
        component: call.component.clone(),
        instance: call.instance,
        caller: call.caller.and_then(|at| u32::try_from(at).ok()),
        attempt: call.attempt,
        second: call.second,
        sent_ms: call.sent_ms,
        arrived_ms: call.arrived_ms,
        started_ms: call.started_ms,
        served_ms: call.served_ms,
        ended_ms: call.ended_ms,
        end: match call.end {
            SpanEnd::Answered => CallEnd::Answered,
            SpanEnd::Failed => CallEnd::Failed,
            SpanEnd::TurnedAway => CallEnd::TurnedAway,
            SpanEnd::Refused => CallEnd::Refused,
            SpanEnd::TimedOut => CallEnd::TimedOut,
            SpanEnd::Unneeded => CallEnd::Unneeded,
        },
        critical: call.critical,
    };
    SlowRequest {
        at_s: slow.at_s,
        latency_ms: slow.latency_ms,
        calls: slow.calls.iter().map(call).collect(),
        left_out: slow.left_out as u64,
    }
}

fn component_run(component: &Component, report: &Report, parts: &Parts) -> ComponentRun {
    let found = report.components.get(&component.name);
    let value = |read: fn(&onsite_sim::design::ComponentReport) -> Estimate| {
        found.and_then(|found| read(found).value)
    };
    ComponentRun {
        name: component.name.clone(),
        part: component
            .part
            .map_or_else(String::new, |at| parts.parts[at].name.clone()),
        instances: component.instances,
        utilization: value(|c| c.utilization),
        wait_p99_ms: value(|c| c.wait_ms.p99),
        throughput_rps: value(|c| c.throughput_rps),
        shed_rate: value(|c| c.shed_rate),
        hit_rate: value(|c| c.hit_rate.unwrap_or_default()),
        // What scales by itself is paid for as long as it ran.
        usd_per_hour: component.price
            * found
                .and_then(|found| found.instances_mean?.value)
                .unwrap_or(f64::from(component.instances)),
    }
}
