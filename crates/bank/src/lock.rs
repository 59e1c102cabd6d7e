//! `bank.lock`: id, revision and hash of every question, so that a test cannot change unseen.

use std::{collections::BTreeMap, fs};

use serde::{Deserialize, Serialize};

use crate::{Bank, Diagnostic, Error, Source, diagnostic::Notes};

const FILE: &str = "../bank.lock";
const HEAD: &str = "# Written by `onsite bank lock`; holds every question's revision.";

/// The revisions and hashes that were last agreed on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// An entry per question, by id.
    #[serde(default)]
    pub question: BTreeMap<String, Entry>,
}

/// What is held of one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its revision.
    pub revision: u32,
    /// Hash of what a judgement depends on.
    pub hash: String,
}

impl Lock {
    /// Reads the lock of a bank; one that is not there is empty.
    pub fn read(source: &Source) -> Result<Self, Error> {
        let failed = |why: String| Error::NotRead {
            file: "bank.lock".to_owned(),
            why,
        };
        let text = source
            .read_lock()
            .map_err(|error| failed(error.to_string()))?;
        toml::from_str(&text.unwrap_or_default()).map_err(|error| failed(error.to_string()))
    }

    /// The lock that a bank has now.
    pub fn of(bank: &Bank) -> Self {
        let entry = |question: &onsite_domain::question::Question| Entry {
            revision: question.revision,
            hash: question.hash.clone(),
        };
        Self {
            question: bank.questions().map(|q| (q.id.clone(), entry(q))).collect(),
        }
    }

    /// Holds a bank to its lock.
    pub fn check(source: &Source, bank: &Bank) -> Vec<Diagnostic> {
        match Self::read(source) {
            Ok(lock) => lock.compare(bank),
            Err(error) => {
                let mut notes = Notes::of_bank();
                let help =
                    "take it from version control again, or delete it and run `onsite bank lock`";
                notes.add("lock", FILE, None, error.to_string(), help);
                notes.into_list()
            }
        }
    }

    /// What differs between this lock and a bank.
    pub fn compare(&self, bank: &Bank) -> Vec<Diagnostic> {
        let mut all = self.refusals(bank);
        let now = Self::of(bank);
        let mut note = |id: &str, message: String| {
            let mut notes = Notes::of_question(id, "");
            notes.add("lock", FILE, None, message, "run `onsite bank lock`");
            all.extend(notes.into_list());
        };
        for (id, entry) in &now.question {
            match self.question.get(id) {
                None => note(id, format!("{id} is not in bank.lock")),
                Some(held) if held.revision < entry.revision => {
                    let (old, new) = (held.revision, entry.revision);
                    note(
                        id,
                        format!("{id} is of revision {new}, bank.lock holds {old}"),
                    );
                }
                Some(_) => {}
            }
        }
        let gone = self
            .question
            .keys()
            .filter(|id| bank.fingerprint(id).is_none());
        for id in gone {
            note(
                id,
                format!("bank.lock holds {id}, which is no longer in the bank"),
            );
        }
        all
    }

    /// What must not pass into a lock: a change without a new revision, a revision going back.
    fn refusals(&self, bank: &Bank) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for question in bank.questions() {
            let Some(locked) = self.question.get(&question.id) else {
                continue;
            };
            let next = locked.revision.saturating_add(1);
            let message = if question.revision < locked.revision {
                format!(
                    "revision {} is older than {}",
                    question.revision, locked.revision
                )
            } else if question.revision == locked.revision && question.hash != locked.hash {
                "tests, limits, checker or rubric changed without a new revision".to_owned()
            } else {
                continue;
            };
            let folder = crate::package::folder_of(question.kind(), &question.id);
            let mut notes = Notes::of_question(&question.id, &folder);
            let help = format!("write revision = {next}, then run `onsite bank lock`");
            notes.add("revision", crate::package::MANIFEST, None, message, help);
            all.extend(notes.into_list());
        }
        all
    }

    /// Writes the lock that a bank has now, unless something must not pass into it.
    ///
    /// A question that is there but not whole keeps its entry: else breaking a package, locking and
    /// mending it would change its tests unseen.
    pub fn update(source: &Source, bank: &Bank) -> Result<Vec<Diagnostic>, Error> {
        let held = Self::read(source)?;
        let refused = held.refusals(bank);
        if !refused.is_empty() {
            return Ok(refused);
        }
        let mut lock = Self::of(bank);
        for (id, entry) in held.question {
            if bank.fingerprint(&id).is_some() {
                lock.question.entry(id).or_insert(entry);
            }
        }
        lock.write(source)?;
        Ok(Vec::new())
    }

    /// Writes the lock beside its bank, whole or not at all.
    fn write(&self, source: &Source) -> Result<(), Error> {
        let path = source.lock_path().ok_or(Error::Embedded)?;
        let text = toml::to_string(self).expect("ids, numbers and hashes are plain TOML");
        let fresh = path.with_extension("lock.new");
        fs::write(&fresh, format!("{HEAD}\n\n{text}"))
            .and_then(|()| fs::rename(&fresh, &path))
            .map_err(|cause| Error::Write { path, cause })
    }
}
