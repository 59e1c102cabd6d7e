//! From a file to a design: every name is found, every number within bounds, or it is said what is
//! wrong, all of it at once.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use super::{
    coming,
    file::{BatchFile, CacheFile, ComponentFile, DesignFile, JobFile, ScenarioFile, Text},
    graph,
    law::Law,
    library::{Defaults, LIBRARY},
    linked,
    model::{Batch, Cache, Component, Design, Job, Kind, Load, Pick, Policy},
    parts::Parts,
    read_carried,
    reader::Reader,
    replicated::{autoscale, replicas, zones},
    scenario,
};
use crate::problem::{Problem, read};

/// Most components of a design.
const MOST_COMPONENTS: usize = 500;
/// Most instances of all components together.
pub(super) const MOST_INSTANCES: u64 = 1_000_000;
/// Most keys that all caches keep together.
pub(super) const MOST_ENTRIES: u64 = 4_000_000;
/// Most keys whose uses all caches count together.
pub(super) const MOST_COUNTED: u64 = 16_000_000;

const PICKS: [(&str, Pick); 5] = [
    ("random", Pick::Random),
    ("round_robin", Pick::RoundRobin),
    ("least_loaded", Pick::LeastLoaded),
    ("power_of_two", Pick::PowerOfTwo),
    ("key", Pick::Key),
];

/// Which key of a cache makes room.
const POLICIES: [(&str, Policy); 2] = [("lru", Policy::Lru), ("lfu", Policy::Lfu)];

/// Something is wrong, and the reader has noted what.
pub(super) struct Noted;

/// Names of components, and which one each is.
pub(super) type Names<'a> = BTreeMap<&'a str, usize>;

/// Reads a design, with its scenario where that stands apart.
pub(super) fn parse(
    design: &str,
    parts: Option<&Parts>,
    scenario: Option<&str>,
) -> Result<Design, Vec<Problem>> {
    let file: DesignFile = read(design).map_err(|problem| vec![problem])?;
    let mut apart = apart(scenario)?;
    let mut reader = Reader::new(design, 0);
    let mut other = Reader::new(scenario.unwrap_or_default(), 1);

    let (mut components, names) = components(&mut reader, &file.component, parts);
    let kinds = kinds(&file.component, parts);
    let types = coming::type_names(&file, apart.as_ref());
    let sealed = parts.is_some();
    let mut links = linked::links(
        &mut reader,
        &file.link,
        &file.component,
        &kinds,
        &names,
        &types,
        sealed,
    );
    let claims = scenario::claims(&mut reader, file.claim.as_ref());
    let taken = match (parts, &components) {
        (Some(parts), Some(components)) => parts.names(components),
        _ => names,
    };
    if let (None, Some(components)) = (parts, &mut components) {
        train(&mut reader, &file.component, components, &taken);
    }
    if let (Some(parts), Some(apart)) = (parts, &mut apart) {
        left_to_the_question(&mut reader, &file);
        spare(parts, &taken, apart);
    }
    // Without its components, nothing of a scenario of parts is found.
    let rest = if parts.is_some() && components.is_none() {
        None
    } else {
        let (ours, apart) = (&mut reader, apart.as_ref());
        scenario::read(ours, &mut other, &file, apart, &kinds, &taken)
    };
    if let (Some(parts), Some(components), Some(links)) = (parts, &mut components, &mut links) {
        entered(&mut reader, parts, &taken);
        parts.seal(links, components);
    }
    if let (Some(rest), Some(components), Some(links)) = (&rest, &components, &links) {
        let places = graph::Places {
            components: file.component.iter().map(|c| c.span().start).collect(),
            links: file.link.iter().map(|l| l.span().start).collect(),
        };
        graph::check(&mut reader, components, links, rest.load.entry, &places);
        keys(&mut reader, components, &rest.load, &places);
        read_carried::check(&mut reader, components, links, &rest.load, &places);
        graph::check_partitions(&mut reader, components, links, &rest.faults, &places);
        if let Some(parts) = parts {
            parts.check(&mut reader, components, links, &places);
        }
    }

    let mut problems = reader.into_problems();
    problems.extend(other.into_problems());
    let design = components.zip(links).zip(rest).zip(claims);
    match design {
        Some((((components, links), rest), claims)) if problems.is_empty() => Ok(Design {
            components,
            links,
            load: rest.load,
            faults: rest.faults,
            objectives: rest.objectives,
            claims,
        }),
        _ => {
            problems.sort_by_key(|problem| (problem.text, problem.line));
            Err(problems)
        }
    }
}

/// Finds whose jobs train the models that fade.
fn train(
    reader: &mut Reader<'_>,
    files: &[Spanned<ComponentFile>],
    components: &mut [Component],
    names: &Names<'_>,
) {
    let kinds: Vec<Kind> = components.iter().map(|component| component.kind).collect();
    for (file, component) in files.iter().zip(components) {
        if let Some(fades) = component
            .stage
            .as_mut()
            .and_then(|stage| stage.fades.as_mut())
        {
            let what = format!("component \"{}\": stage fades trained_by", component.name);
            let file = file.get_ref().stage.as_ref();
            let kind = |at: usize| kinds.get(at).copied();
            fades.trained_by = read_carried::trained_by(reader, &what, file, names, kind);
        }
    }
}

/// Reads a scenario that stands apart; its problems are those of text 1.
fn apart(scenario: Option<&str>) -> Result<Option<ScenarioFile>, Vec<Problem>> {
    let file = scenario.map(read).transpose();
    file.map_err(|mut problem| {
        problem.text = 1;
        vec![problem]
    })
}

/// The kind of each component, by name; empty where that is not known.
pub(super) fn kinds<'a>(
    files: &'a [Spanned<ComponentFile>],
    parts: Option<&Parts>,
) -> Vec<&'a str> {
    let kind = |file: &'a Spanned<ComponentFile>| match (&file.get_ref().part, parts) {
        (Some(part), Some(parts)) => {
            let part = parts.named(part.get_ref()).map(|at| parts.parts[at].kind);
            let defaults = LIBRARY.iter().find(|defaults| Some(defaults.kind) == part);
            defaults.map_or("", |defaults| defaults.name)
        }
        _ => file
            .get_ref()
            .kind
            .as_ref()
            .map_or("", |kind| kind.get_ref().as_str()),
    };
    files.iter().map(kind).collect()
}

/// Says which tables an answer made of parts leaves to its question.
fn left_to_the_question(reader: &mut Reader<'_>, file: &DesignFile) {
    let load = file.load.as_ref().map(|load| load.span().start);
    let fault = file.fault.as_ref();
    let fault = fault.map(|faults| faults.first().map_or(0, |f| f.span().start));
    let bounds = file.objectives.as_ref();
    let bounds = bounds.map(|o| {
        o.values()
            .map(|value| value.span().start)
            .min()
            .unwrap_or(0)
    });
    for (table, at) in [("load", load), ("fault", fault), ("objectives", bounds)] {
        if let Some(at) = at {
            let message = format!("[{table}] is the question's to say");
            reader.wrong(at, message, "take it out");
        }
    }
}

/// Says that no component is the part where requests enter.
fn entered(reader: &mut Reader<'_>, parts: &Parts, taken: &Names<'_>) {
    let entry = parts.parts.iter().find(|part| part.entry);
    if let Some(entry) = entry
        && !taken.contains_key(entry.name.as_str())
    {
        let message = format!(
            "no component is the part \"{}\", where requests enter",
            entry.name
        );
        let help = format!("add a [[component]] with part = \"{}\"", entry.name);
        reader.wrong(0, message, help);
    }
}

/// What breaks that an answer has not taken does it no harm.
fn spare(parts: &Parts, taken: &Names<'_>, apart: &mut ScenarioFile) {
    if let Some(faults) = &mut apart.fault {
        faults.retain(|fault| {
            let fault = fault.get_ref();
            let mut named = fault.component.iter().chain(&fault.other);
            named.all(|name| {
                taken.contains_key(name.get_ref().as_str()) || parts.named(name.get_ref()).is_none()
            })
        });
    }
}

fn components<'a>(
    reader: &mut Reader<'_>,
    files: &'a [Spanned<ComponentFile>],
    parts: Option<&Parts>,
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
        found.push(match parts {
            Some(parts) => parts.component(reader, file),
            None => component(reader, file),
        });
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
fn keys(reader: &mut Reader<'_>, components: &[Component], load: &Load, places: &graph::Places) {
    let (mut entries, mut counted) = (0, 0);
    let below = u64::from(load.keys_below(components));
    for (component, &at) in components.iter().zip(&places.components) {
        let cache = component.cache.as_ref();
        let unkeyed = component.pick == Pick::Key
            || component.replicas.is_some()
            || cache.is_some_and(|cache| cache.keys.is_none());
        if unkeyed && load.keys.is_none() {
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
        if cache.is_some_and(|cache| cache.policy == Policy::Lfu) {
            counted += below * u64::from(component.most_instances());
            if counted > MOST_COUNTED {
                let message = format!(
                    "component \"{}\": caches count the uses of {counted} keys in all",
                    component.name
                );
                let help = format!(
                    "an instance with policy = \"lfu\" counts every key, and {MOST_COUNTED} are counted at most: write fewer keys, or \"lru\""
                );
                reader.wrong(at, message, help);
            }
        }
    }
}

fn component(reader: &mut Reader<'_>, spanned: &Spanned<ComponentFile>) -> Option<Component> {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let name = file.name.get_ref();
    let what = |key: &str| format!("component \"{name}\": {key}");
    let kinds: Vec<(&str, &Defaults)> = LIBRARY.iter().map(|d| (d.name, d)).collect();
    if let Some(part) = &file.part {
        let help = "parts are a question's; onsite judge QUESTION FILE runs its answers";
        reader.wrong(part.span().start, what("there are no parts here"), help);
    }
    let defaults = if let Some(kind) = &file.kind {
        reader.one_of(&what("kind"), kind, &kinds)
    } else {
        let help = "write what it is, such as kind = \"service\"";
        reader.wrong(at, what("kind is missing"), help);
        None
    };
    let chosen = chosen(reader, &what, file);
    let concurrency = match &file.concurrency {
        Some(value) => concurrency(reader, &what("concurrency"), value),
        None => Ok(defaults.and_then(|d| d.concurrency)),
    };
    let service = service(reader, &what, spanned, defaults);
    let errors = errors(reader, &what("errors"), file.errors.as_ref());
    let price = match &file.price {
        Some(text) => reader.price(&what("price"), text),
        None => defaults.map(|d| d.price),
    };
    let tables = (file.batch.as_ref(), file.cache.as_ref(), file.job.as_ref());
    let own = own(reader, &what, at, tables, defaults);
    let instances = chosen.as_ref().map(|chosen| chosen.instances);
    let replicas = replicas(reader, &what, file, instances);
    let autoscale = autoscale(reader, &what, file, instances, &concurrency);
    let stage = read_carried::stage(reader, &what("stage"), file.stage.as_ref());
    let knows_after =
        read_carried::knows_after(reader, &what("knows_after"), file.knows_after.as_ref());
    let zones = zones(reader, &what, file);
    let (chosen, own) = (chosen?, own?);
    Some(Component {
        name: name.clone(),
        kind: defaults?.kind,
        part: None,
        instances: chosen.instances,
        concurrency: concurrency.ok()?,
        service: service?,
        errors: errors?,
        limit: chosen.limit,
        pick: chosen.pick,
        hold: chosen.hold,
        batch: own.batch,
        cache: own.cache,
        job: own.job,
        replicas: replicas.ok()?,
        autoscale: autoscale.ok()?,
        stage: stage.ok()?,
        knows_after: knows_after?,
        zones: zones.ok()?,
        price: price?,
    })
}

/// What a file says of a component, whatever it is.
pub(super) struct Chosen {
    pub(super) instances: u32,
    pub(super) limit: Option<u32>,
    pub(super) pick: Pick,
    pub(super) hold: bool,
}

/// Reads what a file says of a component, whatever it is.
pub(super) fn chosen(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &ComponentFile,
) -> Option<Chosen> {
    let instances = match &file.instances {
        Some(number) => reader.whole(&what("instances"), number, 1..=100_000),
        None => Some(1),
    };
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
    let pick = match &file.pick {
        Some(text) => reader.one_of(&what("pick"), text, &PICKS),
        None => Some(Pick::RoundRobin),
    };
    Some(Chosen {
        instances: instances?,
        limit: limit?,
        pick: pick?,
        hold: file.hold.unwrap_or(false),
    })
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

/// What one kind has and no other.
pub(super) struct Own {
    pub(super) batch: Option<Batch>,
    pub(super) cache: Option<Cache>,
    pub(super) job: Option<Job>,
}

/// The tables of a batcher, a cache and a batch job, where the file has them.
type Tables<'f> = (
    Option<&'f Spanned<BatchFile>>,
    Option<&'f Spanned<CacheFile>>,
    Option<&'f Spanned<JobFile>>,
);

/// Reads what one kind has and no other.
pub(super) fn own(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    at: usize,
    (batch_file, cache_file, job_file): Tables<'_>,
    defaults: Option<&Defaults>,
) -> Option<Own> {
    let (what_batch, what_cache, what_job) = (what("batch"), what("cache"), what("job"));
    let batch = of_kind(
        reader,
        &what_batch,
        at,
        batch_file,
        defaults,
        Kind::Batcher,
        batch,
    );
    let cache = of_kind(
        reader,
        &what_cache,
        at,
        cache_file,
        defaults,
        Kind::Cache,
        cache,
    );
    let job = of_kind(
        reader,
        &what_job,
        at,
        job_file,
        defaults,
        Kind::BatchJob,
        job,
    );
    Some(Own {
        batch: batch.ok()?,
        cache: cache.ok()?,
        job: job.ok()?,
    })
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

/// The share of calls whose own work fails; none where the file says nothing.
pub(super) fn errors(
    reader: &mut Reader<'_>,
    what: &str,
    number: Option<&Spanned<f64>>,
) -> Option<f64> {
    number.map_or(Some(0.0), |number| reader.number(what, number, 0.0..=1.0))
}

pub(super) fn concurrency(
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

pub(super) fn batch(reader: &mut Reader<'_>, what: &str, file: &BatchFile) -> Option<Batch> {
    let size = reader.whole(&format!("{what} size"), &file.size, 1..=100_000);
    let wait = reader.duration(&format!("{what} wait"), &file.wait);
    let Some(each) = &file.each else {
        let help = "say what each call of a batch adds, as in each = \"40us\"";
        reader.wrong(
            file.size.span().start,
            format!("{what} each is missing"),
            help,
        );
        return None;
    };
    let each = reader.duration(&format!("{what} each"), each);
    Some(Batch {
        size: size?,
        wait: wait?,
        each: each? as f64,
    })
}

pub(super) fn job(reader: &mut Reader<'_>, what: &str, file: &JobFile) -> Option<Job> {
    let every = reader.positive_duration(&format!("{what} every"), &file.every);
    let calls = reader.whole(&format!("{what} calls"), &file.calls, 1..=1_000_000);
    Some(Job {
        every: every?,
        calls: calls?,
    })
}

pub(super) fn cache(reader: &mut Reader<'_>, what: &str, file: &CacheFile) -> Option<Cache> {
    let Some(capacity) = &file.capacity else {
        let at = file.ttl.as_ref().map_or(0, |ttl| ttl.span().start);
        let help = "say how many keys an instance keeps";
        reader.wrong(at, format!("{what} capacity is missing"), help);
        return None;
    };
    let capacity = reader.whole(&format!("{what} capacity"), capacity, 1..=4_000_000);
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
    let policy = policy(reader, what, file.policy.as_ref());
    Some(Cache {
        capacity: capacity?,
        policy: policy.ok()?.unwrap_or(Policy::Lru),
        ttl: ttl?,
        keys: keys?,
        coalesce: file.coalesce.unwrap_or(false),
    })
}

/// Which key makes room, where the file says it.
pub(super) fn policy(
    reader: &mut Reader<'_>,
    what: &str,
    text: Option<&Text>,
) -> Result<Option<Policy>, Noted> {
    let Some(text) = text else {
        return Ok(None);
    };
    let policy = reader.one_of(&format!("{what} policy"), text, &POLICIES);
    policy.map(Some).ok_or(Noted)
}
