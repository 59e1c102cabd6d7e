//! The parts of a question: boxes whose kind, time and price are sealed, and what each needs. An
//! answer says which parts it takes, how many of each, and how they call each other.

use std::collections::BTreeMap;

use toml::Spanned;

use super::{
    carried::Stage,
    check::{self, Names, Noted, chosen},
    file::ComponentFile,
    law::Law,
    model::{Batch, Cache, Component, Job, Kind, Link},
    read_carried,
    reader::Reader,
    replicated::{Copies, Starts, chosen_autoscale, chosen_replicas, zones},
};

/// The parts of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The parts, in the file's order.
    pub parts: Vec<Part>,
    /// Time there, and again back, of every call.
    pub network: Law,
    /// What the question says of calls from one part to another.
    pub(super) flows: BTreeMap<(usize, usize), Flow>,
}

/// What the question says of calls from one part to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Flow {
    /// How many of them are made.
    pub(super) share: f64,
    /// Whether they write.
    pub(super) writes: bool,
}

/// A part: what an answer may take and not change.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its name in words.
    pub title: String,
    /// What it does and what it is good for.
    pub about: String,
    /// What it is.
    pub kind: Kind,
    /// Whether requests enter here.
    pub entry: bool,
    /// Time of one call's own work, or of a batch whatever its size.
    pub service: Law,
    /// Share of calls whose own work fails.
    pub errors: f64,
    /// Calls that one instance serves at once; nothing for as many as come.
    pub concurrency: Option<u32>,
    /// Dollars for an instance and an hour.
    pub price: f64,
    /// Most instances that there are.
    pub most: u32,
    /// For a batcher: the most that it gathers, and the time for each call.
    pub batch: Option<Batch>,
    /// For a cache: the most that an instance keeps, for how long.
    pub cache: Option<Cache>,
    /// For a batch job.
    pub job: Option<Job>,
    /// What it does with the items that calls carry.
    pub stage: Option<Stage>,
    /// The age from which on it knows what a call is about.
    pub knows_after: Option<Law>,
    /// For a database whose instances may keep the same.
    pub replicas: Option<Copies>,
    /// Where instances may be started and stopped by use.
    pub autoscale: Option<Starts>,
    /// Parts that have answered before this one is called, or that it calls itself.
    pub needs: Vec<usize>,
    /// Whether its caller need not wait for it, although it is no queue.
    pub detached: bool,
    /// What it does to the answer.
    pub quality: Quality,
}

/// What a part does to the answers that it has a share in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Share of what is worth finding that is left behind it.
    pub recall: f64,
    /// The same where an answer gets along without it; nothing where none does.
    pub recall_without: Option<f64>,
    /// How old what it tells is, in nanoseconds.
    pub age: f64,
}

impl Parts {
    /// Which part a name is.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.parts.iter().position(|part| part.name == name)
    }

    /// Reads a component that is one of the parts.
    pub(super) fn component(
        &self,
        reader: &mut Reader<'_>,
        spanned: &Spanned<ComponentFile>,
    ) -> Option<Component> {
        let (at, file) = (spanned.span().start, spanned.get_ref());
        let what = |key: &str| format!("component \"{}\": {key}", file.name.get_ref());
        let names: Vec<(&str, usize)> = self
            .parts
            .iter()
            .map(|p| p.name.as_str())
            .zip(0..)
            .collect();
        let Some(text) = &file.part else {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            let help = format!(
                "write which of the question's parts it is: {}",
                names.join(", ")
            );
            reader.wrong(at, what("part is missing"), help);
            return None;
        };
        let index = reader.one_of(&what("part"), text, &names)?;
        let part = &self.parts[index];
        check_sealed(reader, &what, spanned);
        let chosen = chosen(reader, &what, file);
        if let Some(number) = &file.instances
            && *number.get_ref() > i64::from(part.most)
        {
            let message = what(&format!(
                "there are {} instances of \"{}\"",
                part.most, part.name
            ));
            reader.wrong(number.span().start, message, "take fewer");
        }
        let batch = gathered(reader, &what, file, part, at);
        let cache = kept(reader, &what, file, part);
        let stage = read_carried::chosen(reader, &what("stage"), file.stage.as_ref(), part);
        let zones = zones(reader, &what, file);
        let instances = chosen.as_ref().map(|chosen| chosen.instances);
        let replicas = chosen_replicas(reader, &what, file, instances, part.replicas);
        let autoscale = chosen_autoscale(reader, &what, file, instances, part.autoscale, part.most);
        let chosen = chosen?;
        Some(Component {
            name: file.name.get_ref().clone(),
            kind: part.kind,
            part: Some(index),
            instances: chosen.instances,
            concurrency: part.concurrency,
            service: part.service,
            errors: part.errors,
            limit: chosen.limit,
            pick: chosen.pick,
            hold: chosen.hold,
            batch: batch.ok()?,
            cache: cache.ok()?,
            job: part.job,
            replicas: replicas.ok()?,
            autoscale: autoscale.ok()?,
            stage: stage.ok()?,
            knows_after: part.knows_after,
            zones: zones.ok()?,
            price: part.price,
        })
    }

    /// Gives links between parts what the question says of them.
    pub(super) fn seal(&self, links: &mut [Link], components: &mut [Component]) {
        let of: Vec<Option<usize>> = components.iter().map(|component| component.part).collect();
        for component in components.iter_mut() {
            if let Some(fades) = component
                .stage
                .as_mut()
                .and_then(|stage| stage.fades.as_mut())
            {
                // Nobody trains it where the answer has no such component.
                let part = fades.trained_by;
                fades.trained_by = of.iter().position(|one| part.is_some() && *one == part);
            }
        }
        for link in links {
            link.latency = self.network;
            if let (Some(from), Some(to)) = (components[link.from].part, components[link.to].part) {
                let flow = self.flows.get(&(from, to));
                link.share = flow.map_or(1.0, |flow| flow.share);
                link.writes = flow.is_some_and(|flow| flow.writes);
            }
        }
    }

    /// Names that a scenario may use: those of the parts, each the component that is it.
    pub(super) fn names(&self, components: &[Component]) -> Names<'_> {
        let mut names = Names::new();
        for (at, component) in components.iter().enumerate() {
            if let Some(part) = component.part {
                names.insert(self.parts[part].name.as_str(), at);
            }
        }
        names
    }

    /// Says which parts are there twice, and which are called before what they need.
    pub(super) fn check(
        &self,
        reader: &mut Reader<'_>,
        components: &[Component],
        links: &[Link],
        places: &super::graph::Places,
    ) {
        for (at, component) in components.iter().enumerate() {
            let Some(index) = component.part else {
                continue;
            };
            let part = &self.parts[index];
            let name = &component.name;
            let earlier = components[..at]
                .iter()
                .find(|other| other.part == component.part);
            if let Some(earlier) = earlier {
                let message = format!(
                    "\"{}\" and \"{name}\" are both the part \"{}\"",
                    earlier.name, part.name
                );
                reader.wrong(
                    places.components[at],
                    message,
                    "write one component with more instances",
                );
            }
            for &need in &part.needs {
                let path = Path {
                    components,
                    links,
                    need,
                };
                if !path.has(at) {
                    let needed = &self.parts[need].name;
                    let message = format!(
                        "component \"{name}\" needs what \"{needed}\" answers, and nobody has asked it"
                    );
                    let help = format!(
                        "link \"{name}\" to \"{needed}\", or have its caller ask \"{needed}\" in an earlier step"
                    );
                    reader.wrong(places.components[at], message, help);
                }
            }
        }
        for (link, &at) in links.iter().zip(&places.links) {
            let (from, to) = (&components[link.from], &components[link.to]);
            let messages = matches!(from.kind, Kind::Queue | Kind::Stream);
            let waits = to.part.is_some_and(|part| !self.parts[part].detached);
            if link.detached && !messages && waits {
                let message = format!("\"{}\" has to wait for \"{}\"", from.name, to.name);
                let help = "take detached out, or put a queue between them";
                reader.wrong(at, message, help);
            }
            let may_miss = |part: usize| {
                let part = &self.parts[part];
                part.quality.recall_without.is_some()
                    || part.stage.is_some()
                    || part.knows_after.is_some()
            };
            let missed = components[link.to].part.is_some_and(may_miss);
            if link.optional && !missed {
                let message = format!(
                    "nothing gets along without the answer of \"{}\"",
                    components[link.to].name
                );
                reader.wrong(at, message, "take optional out");
            }
        }
    }
}

/// What the calls of a design have asked before they come to a component.
struct Path<'a> {
    components: &'a [Component],
    links: &'a [Link],
    need: usize,
}

impl Path<'_> {
    /// Whether a component calls what is needed, or it was asked before.
    fn has(&self, at: usize) -> bool {
        self.asks(at, u32::MAX) || self.was_asked(at, &mut vec![false; self.components.len()])
    }

    /// Whether whoever calls a component has called what is needed before, or was called by such.
    fn was_asked(&self, at: usize, seen: &mut Vec<bool>) -> bool {
        seen[at] = true;
        let mut callers = self.links.iter().filter(|link| link.to == at).peekable();
        callers.peek().is_some()
            && callers.all(|link| {
                self.asks(link.from, link.step)
                    || (!seen[link.from] && self.was_asked(link.from, seen))
            })
    }

    /// Whether a component calls what is needed before a step, and waits for it.
    fn asks(&self, from: usize, before: u32) -> bool {
        self.links.iter().any(|link| {
            link.from == from
                && link.step < before
                && !link.detached
                && self.components[link.to].part == Some(self.need)
        })
    }
}

/// What a batcher gathers: the answer's choice, up to what the part allows.
fn gathered(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &ComponentFile,
    part: &Part,
    at: usize,
) -> Result<Option<Batch>, Noted> {
    match (&file.batch, part.batch) {
        (None, None) => Ok(None),
        (Some(given), None) => {
            let message = what(&format!("\"{}\" gathers nothing", part.name));
            reader.wrong(given.span().start, message, "take batch out");
            Err(Noted)
        }
        (None, Some(_)) => {
            let help = "add batch = { size = 32, wait = \"2ms\" }";
            reader.wrong(at, what("batch is missing"), help);
            Err(Noted)
        }
        (Some(given), Some(sealed)) => {
            let file = given.get_ref();
            let size = reader.whole(&what("batch size"), &file.size, 1..=sealed.size);
            let wait = reader.duration(&what("batch wait"), &file.wait);
            if let Some(each) = &file.each {
                let message = what("batch each is the question's to say");
                reader.wrong(each.span().start, message, "take it out");
            }
            Ok(Some(Batch {
                size: size.ok_or(Noted)?,
                wait: wait.ok_or(Noted)?,
                each: sealed.each,
            }))
        }
    }
}

/// What a cache keeps: the answer's choice, up to what the part allows.
fn kept(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &ComponentFile,
    part: &Part,
) -> Result<Option<Cache>, Noted> {
    let Some(given) = &file.cache else {
        return Ok(part.cache);
    };
    let Some(mut cache) = part.cache else {
        let message = what(&format!("\"{}\" keeps nothing", part.name));
        reader.wrong(given.span().start, message, "take cache out");
        return Err(Noted);
    };
    let file = given.get_ref();
    if let Some(number) = &file.capacity {
        cache.capacity = reader
            .whole(&what("cache capacity"), number, 1..=cache.capacity)
            .ok_or(Noted)?;
    }
    if let Some(text) = &file.ttl {
        let ttl = reader
            .positive_duration(&what("cache ttl"), text)
            .ok_or(Noted)?;
        if cache.ttl.is_some_and(|most| ttl > most) {
            let message = what("cache ttl is longer than what is kept stays good");
            reader.wrong(text.span().start, message, "write a shorter time");
            return Err(Noted);
        }
        cache.ttl = Some(ttl);
    }
    let chosen = check::policy(reader, &what("cache"), file.policy.as_ref())?;
    cache.policy = chosen.unwrap_or(cache.policy);
    cache.coalesce = file.coalesce.unwrap_or(cache.coalesce);
    if let Some(keys) = &file.keys {
        let message = what("cache keys are the question's to say");
        reader.wrong(keys.span().start, message, "take them out");
        return Err(Noted);
    }
    Ok(Some(cache))
}

/// Says which keys are the question's.
fn check_sealed(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<ComponentFile>,
) {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let sealed = [
        ("kind", file.kind.is_some()),
        ("service", file.service.is_some()),
        ("errors", file.errors.is_some()),
        ("concurrency", file.concurrency.is_some()),
        ("price", file.price.is_some()),
        ("job", file.job.is_some()),
        ("knows_after", file.knows_after.is_some()),
    ];
    for (key, given) in sealed {
        if given {
            let message = what(&format!("{key} is the question's to say"));
            reader.wrong(
                at,
                message,
                "take it out; choose another part, or more of this one",
            );
        }
    }
}
