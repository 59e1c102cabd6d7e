//! `onsite design`: what a design does under its load, or a world that goes day by day, as text or
//! JSON.

use std::{fmt::Write as _, path::Path, sync::atomic::AtomicBool};

use onsite_app::{
    sim::{
        Estimate,
        daily::{self, Daily, Unit},
        design::{Cut, LIBRARY, Outcome, Report, SlowCall, SlowRequest, SpanEnd},
    },
    simulate::{self, DesignRun, SimulateError},
};

use crate::{
    arguments::RunDesign,
    error::{CliError, NOT_PASSING},
    output,
    problems::refused,
    progress::ProgressLine,
};

/// What every key of a design means.
pub const GUIDE: &str = "docs/designs.md";

/// Runs a design; not passing where an objective is missed or undecided.
pub fn run(options: &RunDesign) -> Result<u8, CliError> {
    let (design, scenario) = texts(&options.design, options.scenario.as_deref())?;
    let line = ProgressLine::new();
    let tell = |done: u64, all: u64| {
        line.tell(&format!(
            "{}% of {} replications",
            100 * done / all,
            all / 1000
        ));
    };
    let request = DesignRun {
        design: &design,
        scenario: scenario.as_deref(),
        seed: options.seed,
        replications: options.replications,
    };
    // Nobody but the terminal stops it, and that ends the whole program.
    let stop = AtomicBool::new(false);
    let failed = |error, guide| failed(error, guide, &options.design, options.scenario.as_deref());
    let texts = [Some(design.as_str()), scenario.as_deref()];
    if let Some(guide) = texts.into_iter().flatten().find_map(Daily::guide) {
        let ran = simulate::daily(&request, &stop, &tell);
        line.clear();
        let report = ran.map_err(|error| failed(error, guide))?;
        if options.json {
            output::json(&report)?;
        } else {
            output::line(text_of_days(&report, options.seed).trim_end())?;
        }
        return Ok(code(report.objectives.values()));
    }
    let ran = simulate::design(&request, &stop, &tell);
    line.clear();
    let report = ran.map_err(|error| failed(error, GUIDE))?;
    if options.json {
        output::json(&report)?;
    } else {
        output::line(text(&report, options.seed).trim_end())?;
    }
    Ok(code(report.objectives.values()))
}

/// The exit code: 0 where every objective is met.
fn code<'o>(mut objectives: impl Iterator<Item = &'o Outcome>) -> u8 {
    if objectives.all(|outcome| *outcome == Outcome::Pass) {
        0
    } else {
        NOT_PASSING
    }
}

/// The texts of a design and its scenario.
pub fn texts(design: &Path, scenario: Option<&Path>) -> Result<(String, Option<String>), CliError> {
    let design = simulate::read_text(design)?;
    let scenario = scenario.map(simulate::read_text).transpose()?;
    Ok((design, scenario))
}

/// Why a design was not run; `guide` has every key.
pub fn failed(
    error: SimulateError,
    guide: &str,
    design: &Path,
    scenario: Option<&Path>,
) -> CliError {
    match error {
        SimulateError::Problems(problems) => {
            let files: Vec<&Path> = [Some(design), scenario].into_iter().flatten().collect();
            refused(&files, &problems, guide)
        }
        SimulateError::Stopped => CliError::ours(error, "Run it again."),
    }
}

/// How a figure is written.
type Write = fn(f64) -> String;

/// Lists the kinds of components.
pub fn components(json: bool) -> Result<u8, CliError> {
    if json {
        output::json(&LIBRARY)?;
        return Ok(0);
    }
    let mut text = format!(
        "{:<14} {:>10} {:>5} {:>12} {:>8}  source\n",
        "kind", "mean", "cv", "concurrency", "$/h"
    );
    for kind in &LIBRARY {
        let (mean, cv) = kind.service.map_or_else(
            || ("yours".to_owned(), String::new()),
            |(mean, cv)| (milliseconds(mean / 1e6), format!("{cv:.2}")),
        );
        let places = kind
            .concurrency
            .map_or_else(|| "unlimited".to_owned(), |c| c.to_string());
        let _ = writeln!(
            text,
            "{:<14} {mean:>10} {cv:>5} {places:>12} {:>8}  {}",
            kind.name, kind.price, kind.source
        );
    }
    text.push_str(
        "\nAll but caches, queues, streams and batch jobs may have stage and knows_after: what they do \
         with items\nthat requests carry, and from which age on they know what a request is about \
         (docs/designs.md).\n",
    );
    output::line(text.trim_end())?;
    Ok(0)
}

fn text(report: &Report, seed: u64) -> String {
    let mut text = format!(
        "simulated: {}, seed {seed}, {} events in {:.1} s, after a warm-up of {:.3} s\n",
        runs(report.replications),
        report.events,
        report.seconds,
        report.warm_up_s
    );
    match report.cut {
        Some(Cut::Calls) => text.push_str("cut: more calls were under way at once than are kept\n"),
        Some(Cut::Events) => text.push_str("cut: more happened than is stepped through\n"),
        None => {}
    }
    if !report.stationary {
        let _ = writeln!(
            text,
            "not stationary: the queue of {} keeps growing",
            report.growing.join(", ")
        );
    }
    let _ = writeln!(text, "\n{:<22}{:>12}  99% interval", "", "figure");
    let latency = &report.latency_ms;
    let rows: [(&str, Estimate, Write); 11] = [
        ("latency mean", latency.mean, milliseconds),
        ("        p50", latency.p50, milliseconds),
        ("        p90", latency.p90, milliseconds),
        ("        p95", latency.p95, milliseconds),
        ("        p99", latency.p99, milliseconds),
        ("        p99.9", latency.p999, milliseconds),
        ("throughput", report.throughput_rps, rate),
        ("goodput", report.goodput_rps, rate),
        ("  of what was offered", report.goodput, percent),
        ("errors", report.error_rate, percent),
        ("cost of a million", report.cost_usd_per_million, dollars),
    ];
    for (name, estimate, write) in rows {
        let _ = writeln!(text, "{name:<22}{}", figure(estimate, write));
    }
    // Only where requests carry items, or are about something that may be new.
    let carried = [
        ("recall", report.recall),
        ("precision", report.precision),
        ("flagged", report.flagged),
        ("cold share", report.cold_share),
    ];
    for (name, estimate) in carried {
        if let Some(estimate) = estimate {
            let _ = writeln!(text, "{name:<22}{}", figure(estimate, percent));
        }
    }
    // Only where there are replicas that may be behind, or writes that may be lost.
    for (name, estimate) in [
        ("stale reads", report.stale_reads),
        ("lost writes", report.lost_writes),
    ] {
        if estimate.value.is_some() {
            let _ = writeln!(text, "{name:<22}{}", figure(estimate, percent));
        }
    }
    text.push_str(&types(report));
    text.push_str(&messages(report));
    text.push_str(&stages(report));
    text.push('\n');
    text.push_str(&table(report));
    text.push_str(&outcomes(report));
    let _ = writeln!(text, "\nresult hash {}", report.result_hash);
    text
}

/// Types of requests.
fn types(report: &Report) -> String {
    let mut text = String::new();
    for (name, of_type) in &report.types {
        let _ = writeln!(text, "\nrequests of type {name}");
        let rows: [(&str, Estimate, Write); 4] = [
            ("offered", of_type.offered_rps, rate),
            ("latency p99", of_type.latency_ms.p99, milliseconds),
            ("goodput, of offered", of_type.goodput, percent),
            ("errors", of_type.error_rate, percent),
        ];
        for (name, estimate, write) in rows {
            let _ = writeln!(text, "{name:<22}{}", figure(estimate, write));
        }
    }
    text
}

/// Messages that are acknowledged, by link.
fn messages(report: &Report) -> String {
    let mut text = String::new();
    for (name, of_link) in &report.deliveries {
        let _ = writeln!(text, "\nmessages {name}");
        let number: Write = |messages| format!("{messages:.1}");
        let rows: [(&str, Estimate, Write); 6] = [
            ("acknowledged", of_link.throughput_rps, rate),
            ("lag p99", of_link.lag_ms.p99, milliseconds),
            ("wait to go out", of_link.backlog_mean, number),
            ("given up", of_link.lost, percent),
            ("done again", of_link.duplicates, percent),
            ("out of order", of_link.out_of_order, percent),
        ];
        for (name, estimate, write) in rows {
            let _ = writeln!(text, "{name:<22}{}", figure(estimate, write));
        }
    }
    text
}

/// What stages did with items, and components with what they did not know.
fn stages(report: &Report) -> String {
    let mut text = String::new();
    for (name, component) in &report.components {
        let items: Write = |items| format!("{items:.2}");
        let mut rows: Vec<(&str, Estimate, Write)> = Vec::new();
        if let Some(stage) = &component.stage {
            rows.push(("items in", stage.items_in, items));
            rows.push(("items out", stage.items_out, items));
            rows.push(("recall", stage.recall, percent));
            rows.push(("precision", stage.precision, percent));
        }
        if let Some(cold) = component.cold_share {
            rows.push(("cold share", cold, percent));
        }
        if !rows.is_empty() {
            let _ = writeln!(text, "\nitems at {name}");
        }
        for (name, estimate, write) in rows {
            let _ = writeln!(text, "{name:<22}{}", figure(estimate, write));
        }
    }
    text
}

/// The objectives, when those that are missed broke, and a slow request.
fn outcomes(report: &Report) -> String {
    let mut text = String::new();
    let objectives = report.objectives.iter();
    objectives_of(
        &mut text,
        objectives.map(|(name, outcome)| (*outcome, &report.bounds[name])),
    );
    for broke in &report.broke {
        let _ = writeln!(text, "{:<10} {}", broke.figure, broke.text);
    }
    if let Some(slow) = &report.slow_request {
        text.push('\n');
        text.push_str(&waterfall(slow));
    }
    text
}

fn runs(count: usize) -> String {
    match count {
        1 => "1 replication".to_owned(),
        count => format!("{count} replications"),
    }
}

/// A line for each objective.
fn objectives_of<'b>(text: &mut String, objectives: impl Iterator<Item = (Outcome, &'b String)>) {
    for (at, (outcome, bound)) in objectives.enumerate() {
        let word = match outcome {
            Outcome::Pass => "meets",
            Outcome::Fail => "misses",
            Outcome::Undecided => "undecided",
        };
        let _ = writeln!(
            text,
            "{}{word:<10} {bound}",
            if at == 0 { "\n" } else { "" }
        );
    }
}

/// A run that goes day by day.
fn text_of_days(report: &daily::Report, seed: u64) -> String {
    let mut text = format!(
        "simulated: {}, seed {seed}, {} days each after a warm-up of {}, in {:.1} s\n",
        runs(report.replications),
        report.days,
        report.warm_up_days,
        report.seconds
    );
    let longest = report.order.iter().map(|(name, _)| name.chars().count());
    let width = longest.max().unwrap_or(0).max(22);
    let _ = writeln!(text, "\n{:<width$}{:>12}  99% interval", "", "figure");
    for (name, unit) in &report.order {
        let write: Write = match unit {
            Unit::Share => percent,
            Unit::Dollars => |amount| format!("${amount:.2}"),
            Unit::Days => |days| format!("{days:.2} d"),
            Unit::Number => |number| format!("{number:.2}"),
        };
        let _ = writeln!(text, "{name:<width$}{}", figure(report.figure(name), write));
    }
    let objectives = report.objectives.iter();
    objectives_of(
        &mut text,
        objectives.map(|(name, outcome)| (*outcome, &report.bounds[name])),
    );
    let _ = writeln!(text, "\nresult hash {}", report.result_hash);
    text
}

/// A slow request, a row for each call, below the one that waited for it.
fn waterfall(slow: &SlowRequest) -> String {
    let mut text = format!(
        "a request of the slowest hundredth: {}, {:.3} s after the warm-up\n",
        milliseconds(slow.latency_ms),
        slow.at_s
    );
    let depth = |at: usize| {
        let callers = std::iter::successors(Some(at), |&at| slow.calls[at].caller);
        callers.count() - 1
    };
    let name = |at: usize| {
        format!(
            "{}{}",
            "  ".repeat(depth(at).min(20)),
            called(&slow.calls[at])
        )
    };
    let names: Vec<String> = (0..slow.calls.len()).map(name).collect();
    let width = names.iter().map(|name| name.chars().count()).max();
    let width = width.unwrap_or(0).max(4);
    let _ = writeln!(
        text,
        "  {:<width$} {:>11} {:>11} {:>11} {:>11}  ended",
        "call", "made at", "waited", "served", "took"
    );
    let between = |from: Option<f64>, to: Option<f64>| match (from, to) {
        (Some(from), Some(to)) => milliseconds(to - from),
        _ => "–".to_owned(),
    };
    for (call, name) in slow.calls.iter().zip(&names) {
        let _ = writeln!(
            text,
            "{} {name:<width$} {:>11} {:>11} {:>11} {:>11}  {}",
            if call.critical { '*' } else { ' ' },
            milliseconds(call.sent_ms),
            between(call.arrived_ms, call.started_ms),
            between(call.started_ms, call.served_ms),
            milliseconds(call.ended_ms - call.sent_ms),
            ended(call.end)
        );
    }
    text.push_str("* the answer waited for it\n");
    if slow.left_out > 0 {
        let _ = writeln!(text, "{} more calls are not shown", slow.left_out);
    }
    text
}

/// A call by its component, instance and try.
fn called(call: &SlowCall) -> String {
    let mut name = call.component.clone();
    if let Some(instance) = call.instance {
        let _ = write!(name, " #{instance}");
    }
    if call.attempt > 1 {
        let _ = write!(name, ", try {}", call.attempt);
    }
    if call.second {
        name.push_str(", beside the first");
    }
    name
}

const fn ended(end: SpanEnd) -> &'static str {
    match end {
        SpanEnd::Answered => "answered",
        SpanEnd::Failed => "failed",
        SpanEnd::TurnedAway => "turned away",
        SpanEnd::Refused => "refused by the link",
        SpanEnd::TimedOut => "timed out",
        SpanEnd::Unneeded => "the other was first",
    }
}

/// One row per component.
fn table(report: &Report) -> String {
    let widest = report
        .components
        .keys()
        .map(|name| name.chars().count())
        .max();
    let width = widest.unwrap_or(0).max(9);
    let mut text = format!(
        "{:<width$} {:>8} {:>12} {:>12} {:>12} {:>12} {:>8}\n",
        "component", "used", "waits", "p99", "in queue", "calls", "shed"
    );
    let cell =
        |estimate: Estimate, write: Write| estimate.value.map_or_else(|| "–".to_owned(), write);
    for (name, component) in &report.components {
        let _ = writeln!(
            text,
            "{name:<width$} {:>8} {:>12} {:>12} {:>12} {:>12} {:>8}",
            cell(component.utilization, percent),
            cell(component.wait_ms.mean, milliseconds),
            cell(component.wait_ms.p99, milliseconds),
            cell(component.queue_mean, |calls| format!("{calls:.3}")),
            cell(component.throughput_rps, rate),
            cell(component.shed_rate, percent),
        );
        if let Some(job) = &component.job {
            let seconds = |s: f64| milliseconds(1000.0 * s);
            let (time, age) = (cell(job.time_s, seconds), cell(job.age_s, seconds));
            let _ = writeln!(
                text,
                "{:<width$} a job takes {time}; what it leaves is {age} old",
                ""
            );
        }
        if let Some(instances) = component.instances_mean {
            let _ = writeln!(
                text,
                "{:<width$} {}",
                "",
                cell(instances, |count| format!(
                    "{count:.1} instances on average"
                ))
            );
        }
    }
    text
}

fn figure(estimate: Estimate, write: Write) -> String {
    match (estimate.value, estimate.low, estimate.high) {
        (Some(value), Some(low), Some(high)) => {
            format!("{:>12}  {} to {}", write(value), write(low), write(high))
        }
        (Some(value), ..) => format!("{:>12}  –", write(value)),
        _ => format!("{:>12}", "–"),
    }
}

/// A time, in a unit that fits it.
pub fn milliseconds(ms: f64) -> String {
    match ms {
        ms if ms >= 600_000.0 => format!("{:.1} min", ms / 60e3),
        ms if ms >= 10_000.0 => format!("{:.2} s", ms / 1e3),
        ms if ms >= 0.1 || ms == 0.0 => format!("{ms:.2} ms"),
        ms => format!("{:.2} µs", ms * 1e3),
    }
}

pub fn rate(per_second: f64) -> String {
    format!("{per_second:.1}/s")
}

pub fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

pub fn dollars(amount: f64) -> String {
    format!("${amount:.4}")
}
