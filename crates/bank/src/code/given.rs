//! Reads the code that a question gives to start from.

use std::collections::BTreeMap;

use onsite_domain::{
    code::Language,
    given::{Given, Goal, MOST_GIVEN_LINES},
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{checks::count, diagnostic::Notes, files::Files, manifest::At, package::MANIFEST};

/// Most lines that a mend may be allowed to change.
const MOST_CHANGED_LINES: u32 = 60;

/// What `question.toml` says of given code.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// What is to become of it.
    goal: Name,
    /// Most lines of it that may change; for `mend` alone.
    most_changed_lines: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Name {
    /// The same results for less.
    Improve,
    /// Right results with few lines changed.
    Mend,
}

/// Reads every file below `given/`.
pub(super) fn read(files: &Files, entry: Option<&At<Entry>>, notes: &mut Notes) -> Option<Given> {
    let sources = sources(files, notes);
    let Some(At { value, line }) = entry else {
        if let Some((path, _)) = files.below("given").next() {
            let help = "write [code.given] with its goal, or take the file out";
            let file = format!("given/{path}");
            notes.add("unused", &file, None, "nothing says what it is for", help);
        }
        return None;
    };
    count("files below given/", sources.len(), 1, 10, *line, notes);
    if let Some((path, _)) = files.below("starter").next() {
        let file = format!("starter/{path}");
        let help = "take it out: the given code is what an editor starts with";
        notes.add("unused", &file, None, "a starter beside given code", help);
    }
    let goal = match (value.goal, value.most_changed_lines) {
        (Name::Improve, None) => Goal::Improve,
        (Name::Mend, Some(most_changed_lines))
            if (1..=MOST_CHANGED_LINES).contains(&most_changed_lines) =>
        {
            Goal::Mend { most_changed_lines }
        }
        (Name::Improve, Some(_)) => {
            let message = "`most_changed_lines` beside the goal improve";
            let help = "take it out: what is improved may be written anew";
            notes.add("wrong-value", MANIFEST, *line, message, help);
            return None;
        }
        (Name::Mend, _) => {
            let message = "the goal mend does not say how many lines may change";
            let help = format!("give `most_changed_lines` a value from 1 to {MOST_CHANGED_LINES}");
            notes.add("out-of-range", MANIFEST, *line, message, help);
            return None;
        }
    };
    Some(Given { goal, sources })
}

fn sources(files: &Files, notes: &mut Notes) -> BTreeMap<Language, String> {
    let mut sources = BTreeMap::new();
    for (path, text) in files.below("given") {
        let file = format!("given/{path}");
        let language = Language::ALL
            .into_iter()
            .find(|language| path == format!("{}.{}", language.name(), language.extension()));
        let Some(language) = language else {
            let help = "name it after its language, such as python.py or cpp.cpp";
            notes.add("unknown-file", &file, None, "not given code", help);
            continue;
        };
        if text.lines().count() > MOST_GIVEN_LINES {
            let message = format!("given code has at most {MOST_GIVEN_LINES} lines");
            notes.add("too-large", &file, None, message, "shorten it");
        }
        sources.insert(language, text.to_owned());
    }
    sources
}
