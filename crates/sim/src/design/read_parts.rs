//! Reads the parts of a question.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::{
    carried::Stage,
    check::{self, Names, Noted},
    file::{BatchFile, CacheFile, JobFile, StageFile, Text, Whole},
    law::Law,
    library::{Defaults, LIBRARY},
    parts::{Flow, Part, Parts, Quality},
    read_carried,
    reader::Reader,
    replicated::{CopiesFile, StartsFile, copies, starts},
};
use crate::problem::{Problem, read};

/// Most parts of a question.
const MOST_PARTS: usize = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartsFile {
    network: Option<Spanned<Value>>,
    #[serde(default)]
    part: Vec<Spanned<PartFile>>,
    #[serde(default)]
    flow: Vec<FlowFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartFile {
    name: Text,
    title: String,
    about: String,
    kind: Text,
    #[serde(default)]
    entry: bool,
    service: Option<Spanned<Value>>,
    errors: Option<Spanned<f64>>,
    concurrency: Option<Spanned<Value>>,
    price: Option<Text>,
    most: Option<Whole>,
    batch: Option<Spanned<BatchFile>>,
    cache: Option<Spanned<CacheFile>>,
    job: Option<Spanned<JobFile>>,
    stage: Option<Spanned<StageFile>>,
    knows_after: Option<Spanned<Value>>,
    replicas: Option<Spanned<CopiesFile>>,
    autoscale: Option<Spanned<StartsFile>>,
    #[serde(default)]
    needs: Vec<Text>,
    #[serde(default)]
    detached: bool,
    recall: Option<Spanned<f64>>,
    recall_without: Option<Spanned<f64>>,
    age: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowFile {
    from: Text,
    to: Text,
    share: Option<Spanned<f64>>,
    #[serde(default)]
    writes: bool,
}

impl Parts {
    /// Reads the parts of a question.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the text, in order of line.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let file: PartsFile = read(text).map_err(|problem| vec![problem])?;
        let mut reader = Reader::new(text, 0);
        let parts = parts(&mut reader, &file);
        let mut problems = reader.into_problems();
        match parts {
            Some(parts) if problems.is_empty() => Ok(parts),
            _ => {
                problems.sort_by_key(|problem| problem.line);
                Err(problems)
            }
        }
    }
}

fn parts(reader: &mut Reader<'_>, file: &PartsFile) -> Option<Parts> {
    if file.part.is_empty() || file.part.len() > MOST_PARTS {
        let message = format!("there are {} parts", file.part.len());
        reader.wrong(
            0,
            message,
            format!("write 1 to {MOST_PARTS} tables [[part]]"),
        );
        return None;
    }
    let mut names: Names<'_> = BTreeMap::new();
    for (at, part) in file.part.iter().enumerate() {
        let name = &part.get_ref().name;
        if names.insert(name.get_ref().as_str(), at).is_some() {
            let message = format!("there are two parts named \"{}\"", name.get_ref());
            reader.wrong(name.span().start, message, "give each a name of its own");
        }
    }
    let entries = file.part.iter().filter(|part| part.get_ref().entry).count();
    if entries != 1 {
        let message = format!("requests enter at {entries} parts");
        reader.wrong(0, message, "write entry = true at one");
    }
    let network = match &file.network {
        Some(value) => reader.law("network", value),
        None => Some(Law::ZERO),
    };
    let parts: Vec<Option<Part>> = file
        .part
        .iter()
        .map(|p| part(reader, p, &file.part, &names))
        .collect();
    let mut flows = BTreeMap::new();
    for flow in &file.flow {
        let ends = [&flow.from, &flow.to].map(|text| known(reader, text, &names));
        let share = match &flow.share {
            Some(share) => reader.number("flow: share", share, 0.0..=1.0),
            None => Some(1.0),
        };
        if let ([Some(from), Some(to)], Some(share)) = (ends, share) {
            if flow.writes && file.part[to].get_ref().replicas.is_none() {
                let message = format!("flow: \"{}\" has no replicas", flow.to.get_ref());
                let help = "take writes out, or give the part replicas";
                reader.wrong(flow.to.span().start, message, help);
            }
            let writes = flow.writes;
            flows.insert((from, to), Flow { share, writes });
        }
    }
    Some(Parts {
        parts: parts.into_iter().collect::<Option<_>>()?,
        network: network?,
        flows,
    })
}

fn known(reader: &mut Reader<'_>, text: &Text, names: &Names<'_>) -> Option<usize> {
    let found = names.get(text.get_ref().as_str()).copied();
    if found.is_none() {
        let known: Vec<&str> = names.keys().copied().collect();
        let message = format!("there is no part \"{}\"", text.get_ref());
        reader.wrong(
            text.span().start,
            message,
            format!("the parts are {}", known.join(", ")),
        );
    }
    found
}

fn part(
    reader: &mut Reader<'_>,
    spanned: &Spanned<PartFile>,
    all: &[Spanned<PartFile>],
    names: &Names<'_>,
) -> Option<Part> {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let what = |key: &str| format!("part \"{}\": {key}", file.name.get_ref());
    let kinds: Vec<(&str, &Defaults)> = LIBRARY.iter().map(|d| (d.name, d)).collect();
    let defaults = reader.one_of(&what("kind"), &file.kind, &kinds)?;
    let service = match &file.service {
        Some(value) => reader.law(&what("service"), value),
        None => defaults.law(),
    };
    if service.is_none() && file.service.is_none() {
        reader.wrong(
            at,
            what("service is missing"),
            "say how long one call takes",
        );
    }
    let concurrency = match &file.concurrency {
        Some(value) => check::concurrency(reader, &what("concurrency"), value),
        None => Ok(defaults.concurrency),
    };
    let errors = check::errors(reader, &what("errors"), file.errors.as_ref());
    let price = match &file.price {
        Some(text) => reader.price(&what("price"), text),
        None => Some(defaults.price),
    };
    let most = match &file.most {
        Some(number) => reader.whole(&what("most"), number, 1..=100_000),
        None => Some(100_000),
    };
    let tables = (file.batch.as_ref(), file.cache.as_ref(), file.job.as_ref());
    let own = check::own(reader, &what, at, tables, Some(defaults));
    let needs: Vec<Option<usize>> = file.needs.iter().map(|n| known(reader, n, names)).collect();
    let stage = stage(reader, &what, file, all, names);
    let knows_after =
        read_carried::knows_after(reader, &what("knows_after"), file.knows_after.as_ref());
    let quality = quality(reader, &what, file)?;
    let scales = file.replicas.is_none() && !matches!(concurrency, Ok(None));
    let replicas = match &file.replicas {
        Some(given) => Some(copies(reader, &what, given, defaults)?),
        None => None,
    };
    let autoscale = match &file.autoscale {
        Some(given) => Some(starts(reader, &what, given, scales)?),
        None => None,
    };
    let own = own?;
    Some(Part {
        name: file.name.get_ref().clone(),
        title: file.title.clone(),
        about: file.about.clone(),
        kind: defaults.kind,
        entry: file.entry,
        service: service?,
        errors: errors?,
        concurrency: concurrency.ok()?,
        price: price?,
        most: most?,
        batch: own.batch,
        cache: own.cache,
        job: own.job,
        stage: stage.ok()?,
        knows_after: knows_after?,
        replicas,
        autoscale,
        needs: needs.into_iter().collect::<Option<_>>()?,
        detached: file.detached,
        quality,
    })
}

/// Reads what a part does with items, and which part trains it.
fn stage(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &PartFile,
    all: &[Spanned<PartFile>],
    names: &Names<'_>,
) -> Result<Option<Stage>, Noted> {
    let mut stage = read_carried::stage(reader, &what("stage"), file.stage.as_ref())?;
    if let Some(fades) = stage.as_mut().and_then(|stage| stage.fades.as_mut()) {
        let what = what("stage fades trained_by");
        let kind = |at: usize| {
            let name = all[at].get_ref().kind.get_ref();
            LIBRARY.iter().find(|d| d.name == name).map(|d| d.kind)
        };
        fades.trained_by =
            read_carried::trained_by(reader, &what, file.stage.as_ref(), names, kind);
    }
    Ok(stage)
}

fn quality(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &PartFile,
) -> Option<Quality> {
    let recall = match &file.recall {
        Some(number) => reader.number(&what("recall"), number, 0.0..=1.0)?,
        None => 1.0,
    };
    let recall_without = match &file.recall_without {
        Some(number) => Some(reader.number(&what("recall_without"), number, 0.0..=1.0)?),
        None => None,
    };
    let age = match &file.age {
        Some(text) => reader.duration(&what("age"), text)? as f64,
        None => 0.0,
    };
    Some(Quality {
        recall,
        recall_without,
        age,
    })
}
