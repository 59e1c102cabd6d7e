//! Load, faults and objectives: in the design's file or in a scenario's, never in both.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use super::{
    broken,
    check::Names,
    coming,
    file::{ComponentFile, DesignFile, ScenarioFile, Text},
    model::{Claim, Fault, Load, Metric, Objective},
    reader::Reader,
    units,
};

/// What stands in either file.
pub(super) struct Scenario {
    pub(super) load: Load,
    pub(super) faults: Vec<Fault>,
    pub(super) objectives: Vec<Objective>,
}

/// Reads what stands in either file.
pub(super) fn read(
    design: &mut Reader<'_>,
    other: &mut Reader<'_>,
    file: &DesignFile,
    apart: Option<&ScenarioFile>,
    kinds: &[&str],
    names: &Names<'_>,
) -> Option<Scenario> {
    let both = |reader: &mut Reader<'_>, at: usize, table: &str| {
        let message = format!("[{table}] stands in the design and in the scenario");
        reader.wrong(at, message, "take it out of one of them");
    };
    let theirs = apart.and_then(|apart| apart.load.as_ref());
    let load = match (&file.load, theirs) {
        (Some(_), Some(theirs)) => {
            both(other, theirs.span().start, "load");
            None
        }
        (Some(ours), None) => coming::load(design, ours, names),
        (None, Some(theirs)) => coming::load(other, theirs, names),
        (None, None) => {
            let help = "add [load] with entry, rate and duration, or name a scenario that has it";
            design.wrong(0, "there is no [load]", help);
            None
        }
    };
    let zones = zones(&file.component);
    let theirs = apart.and_then(|apart| apart.fault.as_ref());
    let faults = match (&file.fault, theirs) {
        (Some(_), Some(theirs)) => {
            both(
                other,
                theirs.first().map_or(0, |f| f.span().start),
                "[fault]",
            );
            None
        }
        (Some(ours), None) => broken::faults(design, ours, zones, kinds, names),
        (None, Some(theirs)) => broken::faults(other, theirs, zones, kinds, names),
        (None, None) => Some(Vec::new()),
    };
    let theirs = apart.and_then(|apart| apart.objectives.as_ref());
    let objectives = match (&file.objectives, theirs) {
        (Some(_), Some(theirs)) => {
            let first = theirs.values().map(|value| value.span().start).min();
            both(other, first.unwrap_or(0), "objectives");
            None
        }
        (Some(ours), None) => objectives(design, ours),
        (None, Some(theirs)) => objectives(other, theirs),
        (None, None) => Some(Vec::new()),
    };
    if let (Some(load), Some(objectives)) = (&load, &objectives) {
        match &file.objectives {
            Some(ours) => check_carried(design, load, objectives, ours),
            None => check_carried(other, load, objectives, theirs.unwrap_or(&BTreeMap::new())),
        }
    }
    Some(Scenario {
        load: load?,
        faults: faults?,
        objectives: objectives?,
    })
}

/// Which component a name is.
pub(super) fn named(
    reader: &mut Reader<'_>,
    what: &str,
    text: &Text,
    names: &Names<'_>,
) -> Option<usize> {
    let found = names.get(text.get_ref().as_str()).copied();
    if found.is_none() {
        let known: Vec<&str> = names.keys().copied().take(20).collect();
        let message = format!("{what}: there is no component \"{}\"", text.get_ref());
        let help = format!("the components are {}", known.join(", "));
        reader.wrong(text.span().start, message, help);
    }
    found
}

/// How many zones components stand in.
pub(super) fn zones(components: &[Spanned<ComponentFile>]) -> u32 {
    let stand = components.iter().filter_map(|component| {
        let zones = component.get_ref().zones.as_ref()?;
        u32::try_from(*zones.get_ref()).ok()
    });
    stand.max().unwrap_or(0)
}

fn objectives(
    reader: &mut Reader<'_>,
    files: &BTreeMap<String, Spanned<Value>>,
) -> Option<Vec<Objective>> {
    let mut found: Vec<(usize, Option<Objective>)> = files
        .iter()
        .map(|(name, value)| (value.span().start, objective(reader, name, value)))
        .collect();
    // In the file's order; a table of keys comes sorted by name.
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, objective)| objective).collect()
}

/// Says which objectives look at what no request carries.
fn check_carried(
    reader: &mut Reader<'_>,
    load: &Load,
    objectives: &[Objective],
    files: &BTreeMap<String, Spanned<Value>>,
) {
    for objective in objectives {
        let (carried, key) = match objective.metric {
            Metric::Recall | Metric::Precision | Metric::Flagged => (load.items.is_some(), "items"),
            Metric::ColdShare => (load.ages.is_some(), "ages"),
            _ => continue,
        };
        if !carried {
            let name = objective.metric.name();
            let at = files.get(name);
            let message = format!("objective {name}: requests have no {key}");
            let help = format!("add {key} to [load]; docs/designs.md says what they hold");
            reader.wrong(at.map_or(0, |value| value.span().start), message, help);
        }
    }
}

fn objective(reader: &mut Reader<'_>, name: &str, value: &Spanned<Value>) -> Option<Objective> {
    let at = value.span().start;
    let metric = metric(reader, "objective", name, at)?;
    let read = match value.get_ref() {
        Value::String(text) => bound(metric, text),
        _ => Err("it is no text".to_owned()),
    };
    match read {
        Ok((at_most, bound, text)) => Some(Objective {
            metric,
            at_most,
            bound,
            text,
        }),
        Err(message) => {
            let help =
                "write it as in p99 = \"<= 100ms\", goodput = \">= 99.9%\", cost = \"<= $2\"";
            reader.wrong(at, format!("objective {name}: {message}"), help);
            None
        }
    }
}

/// Reads what the design's author expects.
pub(super) fn claims(
    reader: &mut Reader<'_>,
    files: Option<&BTreeMap<String, Spanned<Value>>>,
) -> Option<Vec<Claim>> {
    let mut found: Vec<(usize, Option<Claim>)> = files
        .into_iter()
        .flatten()
        .map(|(name, value)| (value.span().start, claim(reader, name, value)))
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, claim)| claim).collect()
}

fn claim(reader: &mut Reader<'_>, name: &str, value: &Spanned<Value>) -> Option<Claim> {
    let metric = metric(reader, "claim", name, value.span().start)?;
    let read = match value.get_ref() {
        Value::String(text) => quantity(metric, text),
        _ => Err("it is no text".to_owned()),
    };
    match read {
        Ok(value) => Some(Claim { metric, value }),
        Err(message) => {
            let help =
                "write what you expect, as in p99 = \"80ms\", goodput = \"99.9%\", cost = \"$2\"";
            reader.wrong(value.span().start, format!("claim {name}: {message}"), help);
            None
        }
    }
}

/// The figure of a name.
fn metric(reader: &mut Reader<'_>, what: &str, name: &str, at: usize) -> Option<Metric> {
    let found = Metric::ALL.into_iter().find(|metric| metric.name() == name);
    if found.is_none() {
        let names: Vec<&str> = Metric::ALL.iter().map(|metric| metric.name()).collect();
        let help = format!("write one of {}", names.join(", "));
        reader.wrong(at, format!("{what} \"{name}\" is not known"), help);
    }
    found
}

/// Reads a value in the unit of a figure.
fn quantity(metric: Metric, text: &str) -> Result<f64, String> {
    Ok(match metric {
        Metric::Mean
        | Metric::P50
        | Metric::P90
        | Metric::P95
        | Metric::P99
        | Metric::P999
        | Metric::LagP99 => units::duration(text)?,
        Metric::Goodput
        | Metric::ErrorRate
        | Metric::Availability
        | Metric::StaleReads
        | Metric::LostWrites
        | Metric::LostMessages
        | Metric::Duplicates
        | Metric::OutOfOrder
        | Metric::Recall
        | Metric::Precision
        | Metric::Flagged
        | Metric::ColdShare => {
            let share = units::share(text)?;
            if share > 1.0 {
                return Err(format!("\"{text}\" is more than all"));
            }
            share
        }
        Metric::Throughput => units::rate(text)?,
        Metric::Cost => units::dollars(text)?,
    })
}

/// Reads "<= 100ms" in the unit of a figure.
fn bound(metric: Metric, text: &str) -> Result<(bool, f64, String), String> {
    let trimmed = text.trim();
    let (at_most, rest) = if let Some(rest) = trimmed.strip_prefix("<=") {
        (true, rest)
    } else if let Some(rest) = trimmed.strip_prefix(">=") {
        (false, rest)
    } else {
        return Err(format!("\"{text}\" does not begin with <= or >="));
    };
    let bound = quantity(metric, rest)?;
    Ok((at_most, bound, trimmed.to_owned()))
}
