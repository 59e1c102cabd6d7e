//! Reads how instances belong together: the replicas of a database, and how many run.

use serde::Deserialize;
use toml::{Spanned, Value};

use super::{
    check::Noted,
    file::{AutoscaleFile, ComponentFile, ReplicasFile, Text, Whole},
    law::Law,
    library::{Defaults, LOOKS_EVERY},
    model::{Autoscale, Replicas},
    reader::Reader,
};

/// Most zones.
pub(super) const MOST_ZONES: u32 = 16;
/// Most replicas of a shard.
const MOST_REPLICAS: u32 = 9;

/// What a part says of replicas.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CopiesFile {
    most: Option<Whole>,
    lag: Spanned<Value>,
    failover: Option<Text>,
}

/// What a part says of a scaler.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StartsFile {
    every: Option<Text>,
    delay: Text,
}

/// What a part seals of replicas: an answer says how many there are and how many a call asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Copies {
    /// Most instances of a shard.
    pub most: u32,
    /// Time until a write of the leader comes to another.
    pub lag: Law,
    /// Time without a leader when one crashes, in nanoseconds.
    pub failover: u64,
}

/// What a part seals of a scaler: an answer says between which numbers, and at which use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starts {
    /// How often the use is looked at, in nanoseconds.
    pub every: u64,
    /// How long an instance takes to start, in nanoseconds.
    pub delay: u64,
}

/// Reads what a part seals of replicas.
pub(super) fn copies(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<CopiesFile>,
    defaults: &Defaults,
) -> Option<Copies> {
    let file = spanned.get_ref();
    let Some(usual) = defaults.failover else {
        let message = format!("{} stands on a part of another kind", what("replicas"));
        let help = "take it out, or write kind = \"database\"";
        reader.wrong(spanned.span().start, message, help);
        return None;
    };
    let most = match &file.most {
        Some(number) => reader.whole(&what("replicas most"), number, 2..=MOST_REPLICAS),
        None => Some(MOST_REPLICAS),
    };
    let lag = reader.law(&what("replicas lag"), &file.lag);
    let failover = match &file.failover {
        Some(text) => reader.duration(&what("replicas failover"), text),
        None => Some(usual),
    };
    Some(Copies {
        most: most?,
        lag: lag?,
        failover: failover?,
    })
}

/// Reads what a part seals of a scaler.
pub(super) fn starts(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<StartsFile>,
    scales: bool,
) -> Option<Starts> {
    let file = spanned.get_ref();
    if !scales {
        not_scaled(reader, what, spanned.span().start);
        return None;
    }
    let every = every(reader, what, file.every.as_ref());
    let delay = reader.duration(&what("autoscale delay"), &file.delay);
    Some(Starts {
        every: every?,
        delay: delay?,
    })
}

/// Reads the replicas of a component, which must be a database.
pub(super) fn replicas(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    component: &ComponentFile,
    instances: Option<u32>,
) -> Result<Option<Replicas>, Noted> {
    let Some(spanned) = &component.replicas else {
        return Ok(None);
    };
    let kind = component.kind.as_ref();
    if kind.is_none_or(|kind| kind.get_ref() != "database") {
        let message = format!("{} stands on a component of another kind", what("replicas"));
        let help = "take it out, or mend the kind";
        reader.wrong(spanned.span().start, message, help);
        return Err(Noted);
    }
    let file = spanned.get_ref();
    let lag = match &file.lag {
        Some(value) => reader.law(&what("replicas lag"), value),
        None => Some(Law::ZERO),
    };
    let failover = match &file.failover {
        Some(text) => reader.duration(&what("replicas failover"), text),
        None => Some(0),
    };
    let sealed = lag.zip(failover).map(|(lag, failover)| Copies {
        most: MOST_REPLICAS,
        lag,
        failover,
    });
    let read = instances.zip(sealed);
    let read = read.and_then(|(instances, sealed)| kept(reader, what, spanned, instances, sealed));
    read.map(Some).ok_or(Noted)
}

/// Reads the replicas that an answer chooses of a part: one of each shard where it says nothing.
pub(super) fn chosen_replicas(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    component: &ComponentFile,
    instances: Option<u32>,
    sealed: Option<Copies>,
) -> Result<Option<Replicas>, Noted> {
    let (spanned, sealed) = match (&component.replicas, sealed) {
        (None, None) => return Ok(None),
        (None, Some(Copies { lag, failover, .. })) => {
            return Ok(Some(Replicas {
                count: 1,
                lag,
                read: 1,
                write: 1,
                failover,
            }));
        }
        (Some(given), None) => {
            let message = what("this part keeps no replicas");
            reader.wrong(given.span().start, message, "take replicas out");
            return Err(Noted);
        }
        (Some(given), Some(sealed)) => (given, sealed),
    };
    let file = spanned.get_ref();
    let lag = file.lag.as_ref().map(|lag| lag.span().start);
    let failover = file.failover.as_ref().map(|text| text.span().start);
    let left = [("replicas lag", lag), ("replicas failover", failover)];
    left_out(reader, what, left)?;
    let read = instances.and_then(|instances| kept(reader, what, spanned, instances, sealed));
    read.map(Some).ok_or(Noted)
}

/// Says which keys are the question's.
fn left_out(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    keys: [(&str, Option<usize>); 2],
) -> Result<(), Noted> {
    let mut clean = Ok(());
    for (key, at) in keys {
        if let Some(at) = at {
            let message = format!("{} is the question's to say", what(key));
            reader.wrong(at, message, "take it out");
            clean = Err(Noted);
        }
    }
    clean
}

/// How many instances keep the same, and how many of them a call asks.
fn kept(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<ReplicasFile>,
    instances: u32,
    sealed: Copies,
) -> Option<Replicas> {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let count = reader.whole(&what("replicas count"), &file.count, 1..=sealed.most)?;
    if !instances.is_multiple_of(count) {
        let message = format!(
            "{}: {instances} instances are not shards of {count}",
            what("replicas")
        );
        let help = format!("write a number of instances that {count} divides");
        reader.wrong(at, message, help);
        return None;
    }
    let quorum = |reader: &mut Reader<'_>, key: &str, number: &Option<Whole>| match number {
        Some(number) => reader.whole(&what(key), number, 1..=count),
        None => Some(1),
    };
    let reads = quorum(reader, "replicas read", &file.read);
    let writes = quorum(reader, "replicas write", &file.write);
    Some(Replicas {
        count,
        lag: sealed.lag,
        read: reads?,
        write: writes?,
        failover: sealed.failover,
    })
}

/// Reads how many instances of a component run, where that rises and falls.
pub(super) fn autoscale(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    component: &ComponentFile,
    instances: Option<u32>,
    concurrency: &Result<Option<u32>, Noted>,
) -> Result<Option<Autoscale>, Noted> {
    let Some(spanned) = &component.autoscale else {
        return Ok(None);
    };
    let (at, file) = (spanned.span().start, spanned.get_ref());
    if component.replicas.is_some() || matches!(concurrency, Ok(None)) {
        not_scaled(reader, what, at);
        return Err(Noted);
    }
    let every = every(reader, what, file.every.as_ref());
    let delay = if let Some(delay) = &file.delay {
        reader.duration(&what("autoscale delay"), delay)
    } else {
        let help = "say how long an instance takes to start, as in delay = \"30s\"";
        reader.wrong(at, format!("{} is missing", what("autoscale delay")), help);
        None
    };
    let sealed = every.zip(delay);
    let sealed = sealed.map(|(every, delay)| Starts { every, delay });
    let scale = instances.zip(sealed);
    let scale = scale.and_then(|(count, sealed)| scale_of(reader, what, spanned, count, sealed));
    scale.map(Some).ok_or(Noted)
}

/// Reads between which numbers the instances of a part run, and at which use, where an answer says
/// it.
pub(super) fn chosen_autoscale(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    component: &ComponentFile,
    instances: Option<u32>,
    sealed: Option<Starts>,
    most: u32,
) -> Result<Option<Autoscale>, Noted> {
    let Some(spanned) = &component.autoscale else {
        return Ok(None);
    };
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let Some(sealed) = sealed else {
        let message = what("this part does not scale by itself");
        reader.wrong(at, message, "take autoscale out");
        return Err(Noted);
    };
    let every = file.every.as_ref().map(|text| text.span().start);
    let delay = file.delay.as_ref().map(|text| text.span().start);
    let left = [("autoscale every", every), ("autoscale delay", delay)];
    left_out(reader, what, left)?;
    if *file.max.get_ref() > i64::from(most) {
        let message = format!("{}: there are {most} instances", what("autoscale max"));
        reader.wrong(file.max.span().start, message, "write a smaller number");
        return Err(Noted);
    }
    let scale = instances.and_then(|count| scale_of(reader, what, spanned, count, sealed));
    scale.map(Some).ok_or(Noted)
}

/// Says that the use of a component cannot be scaled.
fn not_scaled(reader: &mut Reader<'_>, what: &impl Fn(&str) -> String, at: usize) {
    let message = format!("{}: its use cannot be scaled", what("autoscale"));
    let help = "write a concurrency that is a number, and no replicas; or take it out";
    reader.wrong(at, message, help);
}

/// How often the use is looked at.
fn every(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    text: Option<&Text>,
) -> Option<u64> {
    match text {
        Some(text) => reader.positive_duration(&what("autoscale every"), text),
        None => Some(LOOKS_EVERY),
    }
}

fn scale_of(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<AutoscaleFile>,
    instances: u32,
    sealed: Starts,
) -> Option<Autoscale> {
    let file = spanned.get_ref();
    let min = reader.whole(&what("autoscale min"), &file.min, 1..=100_000);
    let max = reader.whole(&what("autoscale max"), &file.max, 1..=100_000);
    let target = &what("autoscale target_utilization");
    let target = reader.number(target, &file.target_utilization, 0.01..=1.0);
    let (min, max) = (min?, max?);
    if !(min..=max).contains(&instances) {
        let message = format!(
            "{}: {instances} instances are not {min} to {max}",
            what("autoscale")
        );
        let help = "instances is where it begins: write a number from min to max";
        reader.wrong(spanned.span().start, message, help);
        return None;
    }
    Some(Autoscale {
        min,
        max,
        target: target?,
        every: sealed.every,
        delay: sealed.delay,
    })
}

/// Reads in how many zones the instances of a component stand.
pub(super) fn zones(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    component: &ComponentFile,
) -> Result<Option<u32>, Noted> {
    let Some(number) = &component.zones else {
        return Ok(None);
    };
    let zones = reader.whole(&what("zones"), number, 1..=MOST_ZONES);
    zones.map(Some).ok_or(Noted)
}
