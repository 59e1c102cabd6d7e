//! The catalogue of what users asked for, and which of it works.
//!
//! An id works only through a question package of its practice that passes its own proof, or, for
//! what no package can show, through a test that `bank/proofs.toml` names.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

use onsite_domain::question::{Body, Kind, Question};
use serde::Deserialize;

use crate::{
    Bank, Error, Source,
    checks::{no_duplicates, not_empty},
    diagnostic::Notes,
    manifest::{At, Table},
    source::read_limited,
};

/// The file of the catalogue.
pub(crate) const CATALOGUE: &str = "catalogue.toml";
/// The file of tests that show items to work.
pub(crate) const PROOFS: &str = "proofs.toml";

/// How an item of the catalogue is made real.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Practice {
    /// A data visualisation.
    Chart,
    /// A `code` package.
    Code,
    /// A `code` package that declares its growth.
    CodeGrowth,
    /// A derivation.
    Derivation,
    /// A system design.
    Design,
    /// A deep dive into one's own work.
    Dive,
    /// An experiment plan.
    Experiment,
    /// A training or scoring program.
    Lab,
    /// A `numeric` package.
    Numeric,
    /// A plan.
    Plan,
    /// Something the product does.
    Process,
    /// A written answer from memory.
    Recall,
    /// A fact the product shows.
    Reference,
    /// A query.
    Sql,
    /// A story.
    Story,
    /// A document.
    Writing,
}

impl Practice {
    /// The name used in the catalogue.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chart => "chart",
            Self::Code => "code",
            Self::CodeGrowth => "code-growth",
            Self::Derivation => "derivation",
            Self::Design => "design",
            Self::Dive => "dive",
            Self::Experiment => "experiment",
            Self::Lab => "lab",
            Self::Numeric => "numeric",
            Self::Plan => "plan",
            Self::Process => "process",
            Self::Recall => "recall",
            Self::Reference => "reference",
            Self::Sql => "sql",
            Self::Story => "story",
            Self::Writing => "writing",
        }
    }

    /// Whether a package of a kind makes it real.
    pub(crate) const fn is_made_real_by(self, kind: Kind, declares_growth: bool) -> bool {
        match (self, kind) {
            (Self::Code, Kind::Code)
            | (Self::Design, Kind::Design)
            | (Self::Experiment, Kind::Experiment)
            | (Self::Numeric, Kind::Numeric)
            | (Self::Story, Kind::Story) => true,
            (Self::CodeGrowth, Kind::Code) => declares_growth,
            _ => false,
        }
    }

    /// Whether a named test makes it real.
    const fn is_made_real_by_a_test(self) -> bool {
        matches!(self, Self::Plan | Self::Process | Self::Reference)
    }
}

/// One thing that users asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable id.
    pub id: String,
    /// What sort of thing it is.
    pub kind: String,
    /// How it is made real.
    pub practice: Practice,
    /// The part of the product that makes it real first.
    pub part: String,
    /// What it is.
    pub title: String,
    /// What a strong answer shows.
    #[serde(default)]
    pub expects: String,
    /// The leadership principles it is evidence for.
    #[serde(default)]
    pub principle: Vec<String>,
    /// Which guides ask for it.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Everything that users asked for, by id.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    items: BTreeMap<String, Item>,
}

/// A test that shows an item of the catalogue to work.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedProof {
    /// The item.
    pub id: String,
    /// The test, as `path/of/file.rs::name`.
    pub test: String,
}

/// What of the catalogue works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Ids that work.
    pub working: Vec<String>,
    /// Ids that do not yet.
    pub missing: Vec<String>,
}

impl Catalogue {
    /// Looks an item up.
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.items.get(id)
    }

    /// Every item, by id.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// Reads a catalogue; items that are not whole are noted and left out.
    pub(crate) fn read(file: &str, text: &str, notes: &mut Notes) -> Self {
        let Some(mut table) = Table::parse(file, text, notes) else {
            return Self::default();
        };
        let items = table.each::<Item>("item", notes);
        table.finish(notes);
        let ids = items.iter().map(|item| (item.value.id.as_str(), item.line));
        no_duplicates("the catalogue", file, ids, notes);
        let items = items
            .into_iter()
            .map(|At { value, .. }| (value.id.clone(), value));
        Self {
            items: items.collect(),
        }
    }
}

impl NamedProof {
    /// Reads the proofs; without a catalogue their ids are taken as they are.
    pub(crate) fn read_all(
        text: &str,
        catalogue: Option<&Catalogue>,
        notes: &mut Notes,
    ) -> Vec<Self> {
        let Some(mut table) = Table::parse(PROOFS, text, notes) else {
            return Vec::new();
        };
        let proofs = table.each::<Self>("proof", notes);
        table.finish(notes);
        let ids = proofs.iter().map(|p| (p.value.id.as_str(), p.line));
        no_duplicates(PROOFS, PROOFS, ids, notes);
        for At { value, line } in &proofs {
            not_empty("test", PROOFS, &value.test, *line, notes);
            let Some(catalogue) = catalogue else { continue };
            match catalogue.get(&value.id) {
                None => {
                    let message = format!("the catalogue has no “{}”", value.id);
                    let help = "take an id of bank/catalogue.toml";
                    notes.add("unknown-cover", PROOFS, *line, message, help);
                }
                Some(item) if !item.practice.is_made_real_by_a_test() => {
                    let practice = item.practice.name();
                    let message = format!("“{}” is practised as {practice}", value.id);
                    let help = "only process, plan and reference are shown by a test; the others \
                                need a package";
                    notes.add("unfit-cover", PROOFS, *line, message, help);
                }
                Some(_) => {}
            }
        }
        proofs.into_iter().map(|proof| proof.value).collect()
    }
}

/// The tests that show items of the catalogue to work; none where the bank names none.
pub fn named_proofs(source: &Source) -> Result<Vec<NamedProof>, Error> {
    let bytes = match source.read(PROOFS) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read,
    };
    let text = as_text(bytes, &format!("bank/{PROOFS}"))?;
    whole(&format!("bank/{PROOFS}"), |notes| {
        NamedProof::read_all(&text, None, notes)
    })
}

/// Counts what works of a bank's catalogue, or of another one, given the questions whose proof is
/// fresh and passing.
pub fn count(
    source: &Source,
    bank: &Bank,
    catalogue: Option<&Path>,
    proven: &BTreeSet<String>,
) -> Result<Counted, Error> {
    let (file, bytes) = match catalogue {
        None => (format!("bank/{CATALOGUE}"), source.read(CATALOGUE)),
        Some(path) => (path.display().to_string(), read_limited(path)),
    };
    let text = as_text(bytes, &file)?;
    let catalogue = whole(&file, |notes| Catalogue::read(&file, &text, notes))?;
    let tests = named_proofs(source)?;
    let questions: Vec<&Question> = bank
        .questions()
        .map(|q| &**q)
        .filter(|q| proven.contains(&q.id))
        .collect();
    let works = |item: &Item| {
        let by_question = questions.iter().any(|question| {
            let growth = matches!(&question.body, Body::Code(code) if code.growth.is_some());
            question.covers.contains(&item.id)
                && item.practice.is_made_real_by(question.kind(), growth)
        });
        let by_test =
            item.practice.is_made_real_by_a_test() && tests.iter().any(|test| test.id == item.id);
        by_question || by_test
    };
    let (working, missing): (Vec<&Item>, Vec<&Item>) =
        catalogue.items().partition(|item| works(item));
    let ids = |items: Vec<&Item>| items.into_iter().map(|item| item.id.clone()).collect();
    Ok(Counted {
        working: ids(working),
        missing: ids(missing),
    })
}

fn as_text(bytes: io::Result<Vec<u8>>, file: &str) -> Result<String, Error> {
    let failed = |why: String| Error::NotRead {
        file: file.to_owned(),
        why,
    };
    let bytes = bytes.map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| failed("not UTF-8; save it as UTF-8".to_owned()))
}

/// What was read, unless something in it is wrong: then the first of it.
fn whole<T>(file: &str, read: impl FnOnce(&mut Notes) -> T) -> Result<T, Error> {
    let mut notes = Notes::of_bank();
    let value = read(&mut notes);
    match notes.into_list().into_iter().next() {
        None => Ok(value),
        Some(first) => Err(Error::NotRead {
            file: first
                .line
                .map_or_else(|| file.to_owned(), |line| format!("{file}:{line}")),
            why: format!("{}; {}", first.message, first.help),
        }),
    }
}
