//! What the packages of simulated kinds have in common: objectives, and answers shipped with what
//! they miss.

use onsite_domain::simulated::{Objective, Shipped};
use onsite_sim::Problem;
use serde::Deserialize;

use crate::{
    checks::{count, no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::At,
    package::MANIFEST,
};

/// Least number of shipped answers that miss something.
const LEAST_MISSING: usize = 2;

/// What `question.toml` says of a shipped answer.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShippedEntry {
    /// File below the folder of shipped answers.
    pub(crate) file: String,
    /// Figures whose objectives it misses; left out for one that meets all.
    #[serde(default)]
    pub(crate) misses: Vec<String>,
    /// Why it meets or misses them.
    pub(crate) because: String,
}

/// How a kind lays its package out.
pub(crate) struct Layout {
    /// The folder of shipped answers, with its slash.
    pub(crate) folder: &'static str,
    /// The table that lists them.
    pub(crate) table: &'static str,
    /// The table of objectives.
    pub(crate) objectives: &'static str,
    /// Most objectives.
    pub(crate) most: usize,
    /// Files of the package beside them.
    pub(crate) files: &'static [&'static str],
}

/// Reads a file that a package must have.
pub(crate) fn text(files: &Files, file: &str, notes: &mut Notes) -> Option<String> {
    let text = files.get(file).map(str::to_owned);
    if text.is_none() {
        let help = "write it; docs/package-format.md says what it holds";
        let message = format!("{file} is missing");
        notes.add("missing-file", file, None, message, help);
    }
    text
}

impl Layout {
    /// The answers that the package ships.
    pub(crate) fn shipped(
        &self,
        files: &Files,
        entries: &[At<ShippedEntry>],
        notes: &mut Notes,
    ) -> Vec<Shipped> {
        let mut shipped = Vec::new();
        for At { value, line } in entries {
            let path = format!("{}{}", self.folder, value.file);
            let Some(text) = files.get(&path) else {
                let message = format!("there is no {path}");
                let help = format!("write the path below {}, such as meets.toml", self.folder);
                notes.add("missing-file", MANIFEST, *line, message, help);
                continue;
            };
            shipped.push(Shipped {
                path,
                text: text.to_owned(),
                misses: value.misses.clone(),
                because: value.because.clone(),
            });
        }
        shipped
    }

    /// Notes files that belong to nothing; `known` are further ones of this package.
    pub(crate) fn check_files(
        &self,
        files: &Files,
        entries: &[At<ShippedEntry>],
        known: &dyn Fn(&str) -> bool,
        notes: &mut Notes,
    ) {
        for (path, _) in files.iter() {
            let answer = path.strip_prefix(self.folder);
            let named = answer.is_some_and(|file| entries.iter().any(|e| e.value.file == file));
            if answer.is_some() && !named {
                let help = format!(
                    "add {} with file, misses and because, or take it out",
                    self.table
                );
                let message = "nothing says what it must miss";
                notes.add("no-reason", path, None, message, help);
            } else if answer.is_none() && !self.files.contains(&path) && !known(path) {
                let message = "a package of this kind has no such file";
                let help = "take it out; docs/package-format.md lists the files";
                notes.add("unknown-file", path, None, message, help);
            }
        }
    }

    /// Notes what is wrong with what the entries say; `names` is what answers may miss.
    pub(crate) fn check_entries(
        &self,
        entries: &[At<ShippedEntry>],
        names: &[(String, u32)],
        line: u32,
        notes: &mut Notes,
    ) {
        let files = entries.iter().map(|e| (e.value.file.as_str(), e.line));
        no_duplicates(self.table, MANIFEST, files, notes);
        let meeting = entries.iter().filter(|e| e.value.misses.is_empty()).count();
        if meeting == 0 {
            let help = "a question that nobody can meet is not a question";
            let message = "no shipped answer meets every objective";
            notes.add("too-few", MANIFEST, line, message, help);
        }
        let missing = entries.len() - meeting;
        if missing < LEAST_MISSING {
            let message =
                format!("{missing} shipped answers miss something; {LEAST_MISSING} are the least");
            let help = "a question that cannot fail a bad answer is not a question";
            notes.add("too-few", MANIFEST, line, message, help);
        }
        for At { value, line } in entries {
            not_empty("because", MANIFEST, &value.because, *line, notes);
            for figure in &value.misses {
                if !names.iter().any(|(name, _)| name == figure) {
                    let known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
                    let message = format!("“{figure}” is nothing that can be missed here");
                    let help = format!("write one of {}", known.join(", "));
                    notes.add("unknown-figure", MANIFEST, *line, message, help);
                }
            }
        }
        for (name, line) in names {
            let missed = |e: &At<ShippedEntry>| e.value.misses.contains(name);
            if !entries.iter().any(missed) {
                let message = format!("no shipped answer misses {name}");
                let help = "ship one that misses it, or take it out";
                notes.add("too-few", MANIFEST, *line, message, help);
            }
        }
    }

    /// Notes what is wrong with the objectives; `unknown` says what to write in place of a figure
    /// that no run gives.
    pub(crate) fn check_objectives(
        &self,
        objectives: &[At<Objective>],
        line: u32,
        unknown: &dyn Fn(&str) -> Option<String>,
        notes: &mut Notes,
    ) {
        count(self.objectives, objectives.len(), 1, self.most, line, notes);
        let names = objectives.iter().map(|o| (o.value.figure.as_str(), o.line));
        no_duplicates("objectives", MANIFEST, names, notes);
        for At { value, line } in objectives {
            not_empty("because", MANIFEST, &value.because, *line, notes);
            let bounds = [value.at_least, value.at_most];
            let numbers = bounds.iter().flatten().all(|bound| bound.is_finite());
            if !numbers || bounds.iter().all(Option::is_none) {
                let message = format!("the objective on {} has no bound", value.figure);
                let help = "write at_most, at_least, or both";
                notes.add("out-of-range", MANIFEST, *line, message, help);
            }
            if let Some(help) = unknown(&value.figure) {
                let message = format!("“{}” is no figure of a run", value.figure);
                notes.add("unknown-figure", MANIFEST, *line, message, help);
            }
        }
    }
}

/// What answers may miss that are held to objectives: their figures, with the line of each.
pub(crate) fn figures(objectives: &[At<Objective>]) -> Vec<(String, u32)> {
    let name = |o: &At<Objective>| (o.value.figure.clone(), o.line);
    objectives.iter().map(name).collect()
}

/// Notes what is wrong with texts that a simulation reads together: each problem names which.
pub(crate) fn note_problems(
    id: &'static str,
    texts: &[&str],
    problems: Vec<Problem>,
    notes: &mut Notes,
) {
    for problem in problems {
        let file = texts.get(problem.text).copied().unwrap_or(MANIFEST);
        notes.add(id, file, problem.line, problem.message, problem.help);
    }
}
