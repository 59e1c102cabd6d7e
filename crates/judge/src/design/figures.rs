//! The figures of a run, in words and in the units of objectives.

use onsite_domain::{
    design::{self, Claimed, ComponentRun, DesignRun, RunSeries, Scenario},
    simulated::{Figure, Objective},
};
use onsite_sim::{
    Estimate,
    design::{Component, Design, Metric, Parts, Report},
};

/// Nanoseconds in a millisecond.
const MILLISECOND: f64 = 1e6;
/// Figures that a run is shown with, whether or not an objective names them.
const SHOWN: [Metric; 8] = [
    Metric::P50,
    Metric::P99,
    Metric::P999,
    Metric::Goodput,
    Metric::ErrorRate,
    Metric::Throughput,
    Metric::Cost,
    Metric::Mean,
];

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
pub(super) fn of(report: &Report, design: &Design, parts: &Parts, name: &str) -> Option<Figure> {
    if let Some(called) = name.strip_prefix("calls/") {
        let wanted: Vec<Option<usize>> = called.split('+').map(|p| parts.named(p)).collect();
        let mut sum = [0.0; 3];
        for component in design
            .components
            .iter()
            .filter(|c| wanted.contains(&c.part))
        {
            let calls = report.components.get(&component.name)?.calls_per_answer;
            for (sum, of) in sum.iter_mut().zip([calls.value?, calls.low?, calls.high?]) {
                *sum += of;
            }
        }
        return figure(name, sum);
    }
    let metric = Metric::ALL.into_iter().find(|m| m.name() == name)?;
    metric_figure(report, metric)
}

fn metric_figure(report: &Report, metric: Metric) -> Option<Figure> {
    let Estimate { value, low, high } = report.figure(metric);
    let scale = scale(metric);
    figure(metric.name(), [value? * scale, low? * scale, high? * scale])
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
) -> Vec<Figure> {
    let of_part = |part: usize| design.components.iter().find(|c| c.part == Some(part));
    let had = |component: &Component| {
        let calls = report.components.get(&component.name)?.calls_per_answer;
        Some([calls.value?, calls.low?, calls.high?])
    };
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

/// What was claimed, beside what was found.
pub(super) fn claims(report: &Report, design: &Design) -> Vec<Claimed> {
    let claimed = design.claims.iter().filter_map(|claim| {
        Some(Claimed {
            figure: metric_figure(report, claim.metric)?,
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
) -> DesignRun {
    let series = &report.series;
    DesignRun {
        scenario: scenario.id.clone(),
        title: scenario.title.clone(),
        figures: SHOWN
            .into_iter()
            .filter_map(|m| metric_figure(report, m))
            .collect(),
        components: design
            .components
            .iter()
            .map(|component| component_run(component, report, parts))
            .collect(),
        growing: report.growing.clone(),
        series: RunSeries {
            slice_s: series.slice_s,
            offered_rps: series.offered_rps.clone(),
            goodput_rps: series.goodput_rps.clone(),
            error_rate: series.error_rate.clone(),
            p99_ms: series.p99_ms.clone(),
        },
        lines: Vec::new(),
        cut: report.cut.is_some(),
        replications: report.replications as u64,
        events: report.events,
        result_hash: report.result_hash.clone(),
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
        usd_per_hour: component.price * f64::from(component.instances),
    }
}
