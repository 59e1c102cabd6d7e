//! Reads how instances belong together: the replicas of a database, and how many run.

use toml::Spanned;

use super::{
    check::Noted,
    file::{AutoscaleFile, ComponentFile, ReplicasFile},
    law::Law,
    model::{Autoscale, Replicas},
    reader::Reader,
};

/// Most zones.
pub(super) const MOST_ZONES: u32 = 16;
/// Most replicas of a shard.
const MOST_REPLICAS: u32 = 9;

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
    let read = instances.and_then(|instances| read(reader, what, spanned, instances));
    read.map(Some).ok_or(Noted)
}

fn read(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<ReplicasFile>,
    instances: u32,
) -> Option<Replicas> {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let count = reader.whole(&what("replicas count"), &file.count, 1..=MOST_REPLICAS)?;
    if !instances.is_multiple_of(count) {
        let message = format!(
            "{}: {instances} instances are not shards of {count}",
            what("replicas")
        );
        let help = format!("write a number of instances that {count} divides");
        reader.wrong(at, message, help);
        return None;
    }
    let quorum =
        |reader: &mut Reader<'_>, key: &str, number: &Option<super::file::Whole>| match number {
            Some(number) => reader.whole(&what(key), number, 1..=count),
            None => Some(1),
        };
    let reads = quorum(reader, "replicas read", &file.read);
    let writes = quorum(reader, "replicas write", &file.write);
    let lag = match &file.lag {
        Some(value) => reader.law(&what("replicas lag"), value),
        None => Some(Law::ZERO),
    };
    let failover = match &file.failover {
        Some(text) => reader.duration(&what("replicas failover"), text),
        None => Some(0),
    };
    Some(Replicas {
        count,
        lag: lag?,
        read: reads?,
        write: writes?,
        failover: failover?,
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
    let at = spanned.span().start;
    if component.replicas.is_some() || matches!(concurrency, Ok(None)) {
        let message = format!("{}: its use cannot be scaled", what("autoscale"));
        let help = "write a concurrency that is a number, and no replicas; or take it out";
        reader.wrong(at, message, help);
        return Err(Noted);
    }
    let scale = instances.and_then(|count| scale(reader, what, spanned, count));
    scale.map(Some).ok_or(Noted)
}

fn scale(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<AutoscaleFile>,
    instances: u32,
) -> Option<Autoscale> {
    let file = spanned.get_ref();
    let min = reader.whole(&what("autoscale min"), &file.min, 1..=100_000);
    let max = reader.whole(&what("autoscale max"), &file.max, 1..=100_000);
    let target = &what("autoscale target_utilization");
    let target = reader.number(target, &file.target_utilization, 0.01..=1.0);
    let every = reader.positive_duration(&what("autoscale every"), &file.every);
    let delay = reader.duration(&what("autoscale delay"), &file.delay);
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
        every: every?,
        delay: delay?,
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
