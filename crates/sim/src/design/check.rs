//! From a file to a design: every name is found, every number within bounds, or it is said what is
//! wrong, all of it at once.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use super::{
    coming,
    file::{BatchFile, CacheFile, ComponentFile, DesignFile, ScenarioFile},
    graph,
    law::Law,
    library::{Defaults, LIBRARY},
    linked,
    model::{Batch, Cache, Component, Design, Kind, Pick},
    reader::Reader,
    replicated::{autoscale, replicas, zones},
    scenario,
};
use crate::problem::{Problem, read};

/// Most components of a design.
const MOST_COMPONENTS: usize = 500;
/// Most instances of all components together.
const MOST_INSTANCES: u64 = 1_000_000;
/// Most keys that all caches keep together.
const MOST_ENTRIES: u64 = 4_000_000;

const PICKS: [(&str, Pick); 5] = [
    ("random", Pick::Random),
    ("round_robin", Pick::RoundRobin),
    ("least_loaded", Pick::LeastLoaded),
    ("power_of_two", Pick::PowerOfTwo),
    ("key", Pick::Key),
];

/// Something is wrong, and the reader has noted what.
pub(super) struct Noted;

/// Names of components, and which one each is.
pub(super) type Names<'a> = BTreeMap<&'a str, usize>;

/// Reads a design, with its scenario where that stands apart.
pub(super) fn parse(design: &str, scenario: Option<&str>) -> Result<Design, Vec<Problem>> {
    let file: DesignFile = read(design).map_err(|problem| vec![problem])?;
    let apart: Option<ScenarioFile> = match scenario {
        Some(text) => Some(read(text).map_err(|mut problem| {
            problem.text = 1;
            vec![problem]
        })?),
        None => None,
    };
    let mut reader = Reader::new(design, 0);
    let mut other = Reader::new(scenario.unwrap_or_default(), 1);

    let (components, names) = components(&mut reader, &file.component);
    let types = coming::type_names(&file, apart.as_ref());
    let links = linked::links(&mut reader, &file.link, &file.component, &names, &types);
    let rest = scenario::read(&mut reader, &mut other, &file, apart.as_ref(), &names);
    if let (Some(rest), Some(components), Some(links)) = (&rest, &components, &links) {
        let places = graph::Places {
            components: file.component.iter().map(|c| c.span().start).collect(),
            links: file.link.iter().map(|l| l.span().start).collect(),
        };
        graph::check(&mut reader, components, links, rest.load.entry, &places);
        keys(&mut reader, components, rest.load.keys.is_some(), &places);
        graph::check_partitions(&mut reader, components, links, &rest.faults, &places);
    }

    let mut problems = reader.into_problems();
    problems.extend(other.into_problems());
    match (components, links, rest) {
        (Some(components), Some(links), Some(rest)) if problems.is_empty() => Ok(Design {
            components,
            links,
            load: rest.load,
            faults: rest.faults,
            objectives: rest.objectives,
        }),
        _ => {
            problems.sort_by_key(|problem| (problem.text, problem.line));
            Err(problems)
        }
    }
}

fn components<'a>(
    reader: &mut Reader<'_>,
    files: &'a [Spanned<ComponentFile>],
) -> (Option<Vec<Component>>, Names<'a>) {
    let mut names = Names::new();
    if files.is_empty() {
        let help = "add a [[component]] with name, kind and service";
        reader.wrong(0, "the design has no component", help);
        return (None, names);
    }
    if files.len() > MOST_COMPONENTS {
        let message = format!(
            "there are {} components, more than {MOST_COMPONENTS}",
            files.len()
        );
        let help = "write machines that are alike as one component with instances";
        reader.wrong(files[MOST_COMPONENTS].span().start, message, help);
        return (None, names);
    }
    let mut found = Vec::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        let name = file.get_ref().name.get_ref();
        let usable = !name.is_empty() && name.len() <= 80 && !name.chars().any(char::is_control);
        if !usable {
            let help = "give it a name of 1 to 80 characters";
            reader.wrong(
                file.get_ref().name.span().start,
                "a component has no usable name",
                help,
            );
        } else if names.insert(name.as_str(), index).is_some() {
            let message = format!("there are two components named \"{name}\"");
            let help = "give each a name of its own, and mend the links";
            reader.wrong(file.get_ref().name.span().start, message, help);
        }
        found.push(component(reader, file));
    }
    let all: Option<Vec<Component>> = found.into_iter().collect();
    if let Some(all) = &all {
        let instances: u64 = all.iter().map(|c| u64::from(c.most_instances())).sum();
        if instances > MOST_INSTANCES {
            let message = format!("all components together have {instances} instances");
            let help = format!(
                "{MOST_INSTANCES} are simulated at most; give an instance more concurrency"
            );
            reader.wrong(0, message, help);
        }
    }
    (all, names)
}

/// Says which components need a key that no request has, and which keep too much.
fn keys(reader: &mut Reader<'_>, components: &[Component], drawn: bool, places: &graph::Places) {
    let mut entries = 0;
    for (component, &at) in components.iter().zip(&places.components) {
        let cache = component.cache.as_ref();
        let unkeyed = component.pick == Pick::Key
            || component.replicas.is_some()
            || cache.is_some_and(|cache| cache.keys.is_none());
        if unkeyed && !drawn {
            let message = format!("component \"{}\" needs the request's key", component.name);
            let help = "add keys = { count = 1000000, zipf = 0.9 } to [load]";
            reader.wrong(at, message, help);
        }
        let kept = cache.map_or(0, |c| {
            u64::from(c.capacity) * u64::from(component.most_instances())
        });
        entries += kept;
        if kept > 0 && entries > MOST_ENTRIES {
            let message = format!(
                "component \"{}\": caches keep {entries} keys in all",
                component.name
            );
            let help = format!(
                "{MOST_ENTRIES} are simulated at most: divide keys and capacities by the same number"
            );
            reader.wrong(at, message, help);
        }
    }
}

fn component(reader: &mut Reader<'_>, spanned: &Spanned<ComponentFile>) -> Option<Component> {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let name = file.name.get_ref();
    let what = |key: &str| format!("component \"{name}\": {key}");
    let kinds: Vec<(&str, &Defaults)> = LIBRARY.iter().map(|d| (d.name, d)).collect();
    let defaults = reader.one_of(&what("kind"), &file.kind, &kinds);

    let instances = match &file.instances {
        Some(number) => reader.whole(&what("instances"), number, 1..=100_000),
        None => Some(1),
    };
    let concurrency = match &file.concurrency {
        Some(value) => concurrency(reader, &what("concurrency"), value),
        None => Ok(defaults.and_then(|d| d.concurrency)),
    };
    let service = service(reader, &what, spanned, defaults);
    let limit = queue_limit(reader, &what, file);
    let pick = match &file.pick {
        Some(text) => reader.one_of(&what("pick"), text, &PICKS),
        None => Some(Pick::RoundRobin),
    };
    let price = match &file.price {
        Some(text) => reader.price(&what("price"), text),
        None => defaults.map(|d| d.price),
    };
    let batch = of_kind(
        reader,
        &what("batch"),
        at,
        file.batch.as_ref(),
        defaults,
        Kind::Batcher,
        batch,
    );
    let cache = of_kind(
        reader,
        &what("cache"),
        at,
        file.cache.as_ref(),
        defaults,
        Kind::Cache,
        cache,
    );
    let replicas = replicas(reader, &what, file, instances);
    let autoscale = autoscale(reader, &what, file, instances, &concurrency);
    let zones = zones(reader, &what, file);
    Some(Component {
        name: name.clone(),
        kind: defaults?.kind,
        instances: instances?,
        concurrency: concurrency.ok()?,
        service: service?,
        limit: limit.ok()?,
        pick: pick?,
        hold: file.hold.unwrap_or(false),
        batch: batch.ok()?,
        cache: cache.ok()?,
        replicas: replicas.ok()?,
        autoscale: autoscale.ok()?,
        zones: zones.ok()?,
        price: price?,
    })
}

/// Calls that may wait at one instance.
fn queue_limit(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &ComponentFile,
) -> Result<Option<u32>, Noted> {
    let limit = match file.queue.as_ref().and_then(|queue| queue.limit.as_ref()) {
        Some(number) => reader
            .whole(&what("queue limit"), number, 0..=10_000_000)
            .map(Some),
        None => Some(None),
    };
    if let Some(text) = file
        .queue
        .as_ref()
        .and_then(|queue| queue.when_full.as_ref())
    {
        reader.one_of(&what("queue when_full"), text, &[("shed", ())]);
    }
    limit.ok_or(Noted)
}

/// The time of one call's own work: the file's, else the library's.
fn service(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<ComponentFile>,
    defaults: Option<&Defaults>,
) -> Option<Law> {
    if let Some(value) = &spanned.get_ref().service {
        return reader.law(&what("service"), value);
    }
    let defaults = defaults?;
    let law = defaults.law();
    if law.is_none() {
        let message = what(&format!("a {} needs its service time", defaults.name));
        let help = "add service = { distribution = \"exponential\", mean = \"1ms\" }, or a constant \"1ms\"";
        reader.wrong(spanned.span().start, message, help);
    }
    law
}

/// A table that one kind has to have and no other may have.
fn of_kind<F, T>(
    reader: &mut Reader<'_>,
    what: &str,
    at: usize,
    file: Option<&Spanned<F>>,
    defaults: Option<&Defaults>,
    kind: Kind,
    read: fn(&mut Reader<'_>, &str, &F) -> Option<T>,
) -> Result<Option<T>, Noted> {
    let wanted = defaults.ok_or(Noted)?.kind == kind;
    match file {
        Some(file) if wanted => read(reader, what, file.get_ref()).map(Some).ok_or(Noted),
        Some(file) => {
            let message = format!("{what} stands on a component of another kind");
            reader.wrong(file.span().start, message, "take it out, or mend the kind");
            Err(Noted)
        }
        None if wanted => {
            let message = format!("{what} is missing");
            reader.wrong(
                at,
                message,
                "docs/designs.md says what it holds for this kind",
            );
            Err(Noted)
        }
        None => Ok(None),
    }
}

fn concurrency(
    reader: &mut Reader<'_>,
    what: &str,
    value: &Spanned<Value>,
) -> Result<Option<u32>, Noted> {
    match value.get_ref() {
        Value::String(word) if word == "unlimited" => Ok(None),
        Value::Integer(number) => {
            let number = Spanned::new(value.span(), *number);
            let number = reader.whole(what, &number, 1..=1_000_000);
            number.map(Some).ok_or(Noted)
        }
        _ => {
            let help = "write a whole number of 1 to 1000000, or \"unlimited\"";
            reader.wrong(value.span().start, format!("{what} is no number"), help);
            Err(Noted)
        }
    }
}

fn batch(reader: &mut Reader<'_>, what: &str, file: &BatchFile) -> Option<Batch> {
    let size = reader.whole(&format!("{what} size"), &file.size, 1..=100_000);
    let wait = reader.duration(&format!("{what} wait"), &file.wait);
    let each = reader.duration(&format!("{what} each"), &file.each);
    Some(Batch {
        size: size?,
        wait: wait?,
        each: each? as f64,
    })
}

fn cache(reader: &mut Reader<'_>, what: &str, file: &CacheFile) -> Option<Cache> {
    let capacity = reader.whole(&format!("{what} capacity"), &file.capacity, 1..=4_000_000);
    let ttl = match &file.ttl {
        Some(text) => reader
            .positive_duration(&format!("{what} ttl"), text)
            .map(Some),
        None => Some(None),
    };
    let keys = match &file.keys {
        Some(keys) => reader.keys(&format!("{what} keys"), keys).map(Some),
        None => Some(None),
    };
    Some(Cache {
        capacity: capacity?,
        ttl: ttl?,
        keys: keys?,
    })
}
