//! The whole bank: every package that could be read, and everything that is wrong.

use std::{
    collections::BTreeMap,
    io,
    num::NonZero,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use onsite_domain::{
    loops::Preset,
    practice::PracticeList,
    question::{Competency, Kind, Question},
    story::Principle,
};

use crate::{
    Diagnostic, Source,
    checks::{no_duplicates, not_empty},
    coverage::{CATALOGUE, Catalogue, NamedProof, PROOFS},
    diagnostic::Notes,
    files::{Files, read_text},
    lists::{self, GuideList, LISTS, Lists},
    manifest::{At, Table},
    package::{self, Context, MANIFEST, Read, folder_of},
    preset::{self, LOOPS},
    principles::{self, PRINCIPLES},
    prose,
    source::EntryKind,
};

const COMPETENCIES: &str = "competencies.toml";
/// What may stand in the bank's folder beside the folders of kinds.
const OWN: [(&str, EntryKind); 7] = [
    (COMPETENCIES, EntryKind::File),
    (PRINCIPLES, EntryKind::File),
    (CATALOGUE, EntryKind::File),
    (PROOFS, EntryKind::File),
    (LISTS, EntryKind::File),
    ("schemas", EntryKind::Folder),
    (LOOPS, EntryKind::Folder),
];
/// Most threads that read packages.
const MOST_THREADS: usize = 8;

/// Every question that could be read.
#[derive(Clone, Debug, Default)]
pub struct Bank {
    questions: BTreeMap<String, Arc<Question>>,
    competencies: Vec<Competency>,
    principles: Vec<Principle>,
    presets: BTreeMap<String, Preset>,
    lists: Lists,
    fingerprints: BTreeMap<String, String>,
}

/// A bank and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The questions that are whole.
    pub bank: Bank,
    /// Everything that is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl Bank {
    /// Reads a whole bank; never stops at the first thing that is wrong.
    pub fn load(source: &Source) -> Loaded {
        let mut notes = Notes::of_bank();
        let Some(kinds) = kinds(source, &mut notes) else {
            return Loaded {
                bank: Self::default(),
                diagnostics: notes.into_list(),
            };
        };
        let competencies = read_competencies(source, &mut notes);
        let catalogue = own_text(source, CATALOGUE, &mut notes)
            .map(|text| Catalogue::read(CATALOGUE, &text, &mut notes))
            .unwrap_or_default();
        let principles = own_text(source, PRINCIPLES, &mut notes)
            .map(|text| principles::read(&text, &catalogue, &mut notes))
            .unwrap_or_default();
        if let Some(text) = own_text(source, PROOFS, &mut notes) {
            NamedProof::read_all(&text, Some(&catalogue), &mut notes);
        }
        let folders: Vec<Folder> = kinds
            .into_iter()
            .flat_map(|kind| {
                let ids = packages(source, kind, &mut notes);
                ids.into_iter().map(move |id| Folder { kind, id })
            })
            .collect();
        let context = Context {
            questions: &folders.iter().map(|folder| folder.id.as_str()).collect(),
            competencies: &competencies,
            principles: &principles,
            catalogue: &catalogue,
        };
        let read = read_packages(source, &folders, &context);
        let (questions, fingerprints, of_packages) = gather(folders, read);
        let mut diagnostics = notes.into_list();
        diagnostics.extend(of_packages);
        // A question that is broken is there all the same; what is wrong with it is said once.
        let broken: Vec<String> = diagnostics
            .iter()
            .filter_map(|it| it.question.clone())
            .collect();
        let known = preset::Known {
            competencies: competencies.iter().map(|c| c.id.as_str()).collect(),
            principles: principles.iter().map(|p| p.id.as_str()).collect(),
            questions: questions
                .keys()
                .chain(&broken)
                .map(String::as_str)
                .collect(),
            catalogue: &catalogue,
        };
        let presets = preset::read_all(source, &known, &mut diagnostics);
        let mut notes = Notes::of_bank();
        let known = lists::Known {
            questions: &questions,
            broken: &broken,
            catalogue: &catalogue,
        };
        let lists = own_text(source, LISTS, &mut notes)
            .map(|text| lists::read(&text, &known, &mut notes))
            .unwrap_or_default();
        diagnostics.extend(notes.into_list());
        Loaded {
            bank: Self {
                questions,
                competencies,
                principles,
                presets,
                lists,
                fingerprints,
            },
            diagnostics,
        }
    }

    /// Looks a question up.
    pub fn get(&self, id: &str) -> Option<&Arc<Question>> {
        self.questions.get(id)
    }

    /// Every question, by id.
    pub fn questions(&self) -> impl Iterator<Item = &Arc<Question>> {
        self.questions.values()
    }

    /// Looks a competency up.
    pub fn competency(&self, id: &str) -> Option<&Competency> {
        self.competencies
            .iter()
            .find(|competency| competency.id == id)
    }

    /// Every competency, in the bank's order.
    pub fn competencies(&self) -> impl Iterator<Item = &Competency> {
        self.competencies.iter()
    }

    /// Looks a leadership principle up.
    pub fn principle(&self, id: &str) -> Option<&Principle> {
        self.principles.iter().find(|principle| principle.id == id)
    }

    /// Every leadership principle, in the bank's order.
    pub fn principles(&self) -> impl Iterator<Item = &Principle> {
        self.principles.iter()
    }

    /// Looks a preset of a loop up.
    pub fn preset(&self, id: &str) -> Option<&Preset> {
        self.presets.get(id)
    }

    /// Every preset, by id.
    pub fn presets(&self) -> impl Iterator<Item = &Preset> {
        self.presets.values()
    }

    /// The guides that asked for questions, with those they asked for.
    pub fn guides(&self) -> impl Iterator<Item = &GuideList> {
        self.lists.guides.iter()
    }

    /// The lists that somebody chose.
    pub fn lists(&self) -> impl Iterator<Item = &PracticeList> {
        self.lists.chosen.iter()
    }

    /// A hash over every file of a question's package.
    pub fn fingerprint(&self, id: &str) -> Option<&str> {
        self.fingerprints.get(id).map(String::as_str)
    }
}

/// The kinds that have a folder; nothing where there is no bank.
fn kinds(source: &Source, notes: &mut Notes) -> Option<Vec<Kind>> {
    let entries = match source.list("") {
        Ok(entries) => entries,
        Err(error) => {
            let folder = source
                .directory()
                .map(|folder| folder.display().to_string());
            let folder = folder.unwrap_or_default();
            let message = if error.kind() == io::ErrorKind::NotFound {
                format!("there is no bank at {folder}")
            } else {
                format!("the bank at {folder} cannot be read: {error}")
            };
            let help = "name the folder that holds the bank with --bank DIR";
            notes.add("no-bank", "", None, message, help);
            return None;
        }
    };
    let mut kinds = Vec::new();
    for entry in entries {
        let name = entry.name.unwrap_or_else(|name| name);
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
        match kind {
            Some(kind) if entry.kind == EntryKind::Folder => kinds.push(kind),
            None if OWN.contains(&(name.as_str(), entry.kind)) => {}
            _ => {
                let help = "the bank holds a folder per kind, competencies.toml, \
                            principles.toml, catalogue.toml, proofs.toml, lists.toml, schemas/ and loops/";
                notes.add("unknown-file", &name, None, "not part of a bank", help);
            }
        }
    }
    Some(kinds)
}

fn packages(source: &Source, kind: Kind, notes: &mut Notes) -> Vec<String> {
    let entries = source.list(kind.name()).unwrap_or_else(|error| {
        let help = "make it readable";
        notes.add("unreadable", kind.name(), None, error.to_string(), help);
        Vec::new()
    });
    let mut ids = Vec::new();
    for entry in entries {
        match (entry.name, entry.kind) {
            (Ok(id), EntryKind::Folder) => ids.push(id),
            (name, _) => {
                let name = name.unwrap_or_else(|name| name);
                let file = format!("{}/{name}", kind.name());
                let help = "every package is a folder of its own";
                notes.add("not-a-folder", &file, None, "not a package", help);
            }
        }
    }
    ids
}

/// A package's place in the bank.
struct Folder {
    kind: Kind,
    id: String,
}

/// Reads packages on a few threads; what was read comes in the order of the folders.
fn read_packages(source: &Source, folders: &[Folder], context: &Context<'_>) -> Vec<Read> {
    let next = AtomicUsize::new(0);
    let done: Mutex<BTreeMap<usize, Read>> = Mutex::default();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..threads.min(MOST_THREADS).min(folders.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(Folder { kind, id }) = folders.get(index) else {
                        return;
                    };
                    let folder = folder_of(*kind, id);
                    let mut notes = Notes::of_question(id, &folder);
                    let files = Files::read(source, &folder, &mut notes);
                    let read = package::read(&files, *kind, id, context, notes);
                    let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                    done.insert(index, read);
                }
            });
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.into_values().collect()
}

type Gathered = (
    BTreeMap<String, Arc<Question>>,
    BTreeMap<String, String>,
    Vec<Diagnostic>,
);

/// Puts packages together, and checks what only shows across them.
fn gather(folders: Vec<Folder>, read: Vec<Read>) -> Gathered {
    let mut questions = BTreeMap::new();
    let mut fingerprints = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let mut ids: BTreeMap<String, Kind> = BTreeMap::new();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for (Folder { kind, id }, read) in folders.into_iter().zip(read) {
        let mut notes = Notes::of_question(&id, &folder_of(kind, &id));
        if let Some(other) = ids.insert(id.clone(), kind) {
            let message = format!("the id “{id}” is taken by bank/{}", folder_of(other, &id));
            let help = "ids are unique over all kinds; rename one";
            notes.add("duplicate", "", None, message, help);
        }
        if let Some((title, line)) = read.title
            && let Some(other) = titles.insert(title.to_lowercase(), id.clone())
        {
            let message = format!("“{title}” is the title of {other} too");
            notes.add("duplicate", MANIFEST, line, message, "choose another");
        }
        diagnostics.extend(read.diagnostics);
        if notes.is_empty()
            && let Some(question) = read.question
        {
            questions.insert(id.clone(), Arc::new(question));
        }
        diagnostics.extend(notes.into_list());
        fingerprints.insert(id, read.fingerprint);
    }
    (questions, fingerprints, diagnostics)
}

/// One of the bank's own files; nothing where it is not there, or no regular file.
fn own_text(source: &Source, file: &str, notes: &mut Notes) -> Option<String> {
    let entries = source.list("").unwrap_or_default();
    entries
        .iter()
        .any(|entry| entry.name.as_deref() == Ok(file) && entry.kind == EntryKind::File)
        .then(|| read_text(source, "", file, notes))
        .flatten()
}

fn read_competencies(source: &Source, notes: &mut Notes) -> Vec<Competency> {
    let help = "write [[competency]] with id, title and observes";
    let Some(text) = own_text(source, COMPETENCIES, notes) else {
        let message = "there are no competencies that questions could name";
        notes.add("missing-file", COMPETENCIES, None, message, help);
        return Vec::new();
    };
    let Some(mut table) = Table::parse(COMPETENCIES, &text, notes) else {
        return Vec::new();
    };
    let competencies = table.each::<Competency>("competency", notes);
    table.finish(notes);
    let ids = competencies.iter().map(|c| (c.value.id.as_str(), c.line));
    no_duplicates(COMPETENCIES, COMPETENCIES, ids, notes);
    for At { value, line } in &competencies {
        if !prose::is_slug(&value.id) {
            let message = format!("“{}” cannot be an id", value.id);
            let help = "use small letters and digits in words joined by hyphens";
            notes.add("bad-id", COMPETENCIES, *line, message, help);
        }
        not_empty("title", COMPETENCIES, &value.title, *line, notes);
        not_empty("observes", COMPETENCIES, &value.observes, *line, notes);
    }
    competencies.into_iter().map(|c| c.value).collect()
}
