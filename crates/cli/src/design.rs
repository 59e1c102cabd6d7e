//! `onsite design`: what a design does under its load, as text or JSON.

use std::{fmt::Write as _, sync::atomic::AtomicBool};

use onsite_app::{
    sim::{
        Estimate,
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

/// Runs a design; not passing where an objective is missed or undecided.
pub fn run(options: &RunDesign) -> Result<u8, CliError> {
    let design = simulate::read_text(&options.design)?;
    let scenario = options
        .scenario
        .as_deref()
        .map(simulate::read_text)
        .transpose()?;
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
    let ran = simulate::design(&request, &stop, &tell);
    line.clear();
    let report = ran.map_err(|error| match error {
        SimulateError::Problems(problems) => {
            let files: Vec<_> = [Some(&options.design), options.scenario.as_ref()]
                .into_iter()
                .flatten()
                .map(AsRef::as_ref)
                .collect();
            refused(&files, &problems, "docs/designs.md")
        }
        SimulateError::Stopped => CliError::ours(error, "Run it again."),
    })?;
    if options.json {
        output::json(&report)?;
    } else {
        output::line(text(&report, options.seed).trim_end())?;
    }
    let meets = |outcome: &Outcome| *outcome == Outcome::Pass;
    Ok(if report.objectives.values().all(meets) {
        0
    } else {
        NOT_PASSING
    })
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
    output::line(text.trim_end())?;
    Ok(0)
}

fn text(report: &Report, seed: u64) -> String {
    let runs = match report.replications {
        1 => "1 replication".to_owned(),
        count => format!("{count} replications"),
    };
    let mut text = format!(
        "simulated: {runs}, seed {seed}, {} events in {:.1} s, after a warm-up of {:.3} s\n",
        report.events, report.seconds, report.warm_up_s
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
    // Only where there are replicas that may be behind, or writes that may be lost.
    for (name, estimate) in [
        ("stale reads", report.stale_reads),
        ("lost writes", report.lost_writes),
    ] {
        if estimate.value.is_some() {
            let _ = writeln!(text, "{name:<22}{}", figure(estimate, percent));
        }
    }
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
    text.push('\n');
    text.push_str(&table(report));
    text.push_str(&outcomes(report));
    let _ = writeln!(text, "\nresult hash {}", report.result_hash);
    text
}

/// The objectives, when those that are missed broke, and a slow request.
fn outcomes(report: &Report) -> String {
    let mut text = String::new();
    if !report.objectives.is_empty() {
        text.push('\n');
        for (name, outcome) in &report.objectives {
            let word = match outcome {
                Outcome::Pass => "meets",
                Outcome::Fail => "misses",
                Outcome::Undecided => "undecided",
            };
            let _ = writeln!(text, "{word:<10} {}", report.bounds[name]);
        }
    }
    for broke in &report.broke {
        let _ = writeln!(text, "{:<10} {}", broke.figure, broke.text);
    }
    if let Some(slow) = &report.slow_request {
        text.push('\n');
        text.push_str(&waterfall(slow));
    }
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
fn milliseconds(ms: f64) -> String {
    match ms {
        ms if ms >= 10_000.0 => format!("{:.2} s", ms / 1e3),
        ms if ms >= 0.1 || ms == 0.0 => format!("{ms:.2} ms"),
        ms => format!("{:.2} µs", ms * 1e3),
    }
}

fn rate(per_second: f64) -> String {
    format!("{per_second:.1}/s")
}

fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

fn dollars(amount: f64) -> String {
    format!("${amount:.4}")
}
