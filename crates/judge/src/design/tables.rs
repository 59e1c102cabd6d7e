//! Figures of the things that a design has several of, a table for each sort. A table is there where
//! the design has such things.

use onsite_domain::simulated::{Figure, FigureRow, FigureTable, FigureUnit};
use onsite_sim::{
    Estimate,
    design::{ComponentReport, DeliveryReport, Design, Report, TypeReport},
};

use super::figures::Read;
use FigureUnit::{Calls, Milliseconds, PerSecond, Seconds, Share};

/// A figure of a thing: its name, what it is in words, its unit, and what the run gave.
type Cell = (&'static str, &'static str, FigureUnit, Option<Estimate>);

/// The tables of a run.
pub(super) fn of(report: &Report, design: &Design, read: Read) -> Vec<FigureTable> {
    let components = || {
        let named = design.components.iter().map(|component| &component.name);
        named.filter_map(|name| Some((name.as_str(), report.components.get(name)?)))
    };
    let jobs = components().filter(|(_, component)| component.job.is_some());
    let stages = components().filter(|(_, component)| component.stage.is_some());
    let all = report.messages.iter().map(|all| ("all links", all));
    let links = report.deliveries.iter().map(|(n, one)| (n.as_str(), one));
    let mut messages: Vec<_> = links.collect();
    // Of one link, all links together say the same.
    if messages.len() > 1 {
        messages.extend(all);
    }
    let types = report.types.iter().map(|(n, one)| (n.as_str(), one));
    [
        table(
            "More of each component",
            "Component",
            components(),
            component,
            read,
        ),
        table("Types of requests", "Type", types, of_type, read),
        table("Messages", "Link", messages.into_iter(), delivery, read),
        table("Batch jobs", "Job", jobs, job, read),
        table("Items", "Stage", stages, stage, read),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn table<'a, T: 'a, const N: usize>(
    title: &str,
    of: &str,
    things: impl Iterator<Item = (&'a str, &'a T)>,
    cells: fn(&T) -> [Cell; N],
    read: Read,
) -> Option<FigureTable> {
    let row = |(name, thing): (&str, &T)| FigureRow {
        name: name.to_owned(),
        figures: cells(thing)
            .into_iter()
            .filter_map(|cell| figure(cell, read))
            .collect(),
    };
    let rows: Vec<FigureRow> = things
        .map(row)
        .filter(|row| !row.figures.is_empty())
        .collect();
    (!rows.is_empty()).then(|| FigureTable {
        title: title.to_owned(),
        of: of.to_owned(),
        rows,
    })
}

fn figure((name, title, unit, estimate): Cell, read: Read) -> Option<Figure> {
    let [value, low, high] = read(estimate?)?;
    Some(Figure {
        name: name.to_owned(),
        title: title.to_owned(),
        unit,
        value,
        low,
        high,
    })
}

/// What the first table of components, with one figure of each, has no room for.
const fn component(of: &ComponentReport) -> [Cell; 9] {
    [
        (
            "throughput",
            "Calls that end well",
            PerSecond,
            Some(of.throughput_rps),
        ),
        (
            "calls_per_answer",
            "Calls for each answer",
            Calls,
            Some(of.calls_per_answer),
        ),
        (
            "wait_mean",
            "Mean wait",
            Milliseconds,
            Some(of.wait_ms.mean),
        ),
        ("queue_mean", "Calls that wait", Calls, Some(of.queue_mean)),
        ("error_rate", "Own work that fails", Share, of.error_rate),
        (
            "instances_mean",
            "Instances paid for",
            Calls,
            of.instances_mean,
        ),
        ("stale_reads", "Stale reads", Share, of.stale_reads),
        ("lost_writes", "Lost writes", Share, of.lost_writes),
        ("cold_share", "Known nothing of", Share, of.cold_share),
    ]
}

const fn of_type(of: &TypeReport) -> [Cell; 5] {
    [
        ("offered", "Came", PerSecond, Some(of.offered_rps)),
        (
            "p50",
            "Median latency",
            Milliseconds,
            Some(of.latency_ms.p50),
        ),
        (
            "p99",
            "Latency, 99th percentile",
            Milliseconds,
            Some(of.latency_ms.p99),
        ),
        ("goodput", "Answered in time", Share, Some(of.goodput)),
        (
            "error_rate",
            "Requests that fail",
            Share,
            Some(of.error_rate),
        ),
    ]
}

const fn delivery(of: &DeliveryReport) -> [Cell; 7] {
    [
        (
            "throughput",
            "Acknowledged",
            PerSecond,
            Some(of.throughput_rps),
        ),
        ("lag_mean", "Mean lag", Milliseconds, Some(of.lag_ms.mean)),
        (
            "lag_p99",
            "Lag, 99th percentile",
            Milliseconds,
            Some(of.lag_ms.p99),
        ),
        (
            "backlog_mean",
            "Messages that wait",
            Calls,
            Some(of.backlog_mean),
        ),
        ("lost_messages", "Given up", Share, Some(of.lost)),
        ("duplicates", "Work done again", Share, Some(of.duplicates)),
        (
            "out_of_order",
            "After later ones",
            Share,
            Some(of.out_of_order),
        ),
    ]
}

fn job(of: &ComponentReport) -> [Cell; 2] {
    let job = of.job.as_ref();
    [
        ("time", "Time of a job", Seconds, job.map(|job| job.time_s)),
        (
            "age",
            "Age of what it worked on",
            Seconds,
            job.map(|job| job.age_s),
        ),
    ]
}

fn stage(of: &ComponentReport) -> [Cell; 4] {
    let stage = of.stage.as_ref();
    [
        (
            "items_in",
            "Came, for each call",
            Calls,
            stage.map(|stage| stage.items_in),
        ),
        (
            "items_out",
            "Passed on",
            Calls,
            stage.map(|stage| stage.items_out),
        ),
        (
            "recall",
            "Of the positives, passed on",
            Share,
            stage.map(|stage| stage.recall),
        ),
        (
            "precision",
            "Positive, of those passed on",
            Share,
            stage.map(|stage| stage.precision),
        ),
    ]
}
