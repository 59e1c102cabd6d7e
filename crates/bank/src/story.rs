//! Reads what belongs to a `story` question.

use std::collections::BTreeSet;

use onsite_domain::{
    question::Level,
    story::{
        CounterFact, ExampleTelling, Gap, LevelAnchor, Principle, Probe, Pushback, StoryQuestion,
        check_telling,
    },
};
use serde::Deserialize;

use crate::{
    checks::{count, no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::{At, Table},
    package::MANIFEST,
    telling,
};

/// Files of every package.
const SHARED: [&str; 6] = [
    "question.toml",
    "facts.toml",
    "rubric.toml",
    "statement.md",
    "interviewer.md",
    "editorial.md",
];
/// The folder of tellings.
const FOLDER: &str = "tellings";
/// The levels that anchors stand for, in order.
const LEVELS: [Level; 4] = [Level::L4, Level::L5, Level::L6, Level::L7];

/// What `question.toml` says of a telling.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TellingEntry {
    /// File below `tellings/`.
    pub(crate) file: String,
    /// The gaps it must show; none for a strong one.
    pub(crate) gaps: Vec<Gap>,
    /// Why it has them, or why it is strong.
    pub(crate) because: String,
}

/// Reads the `[story]` table and the tellings that go with it.
pub(crate) fn read(
    files: &Files,
    mut table: Table<'_>,
    known: &[Principle],
    notes: &mut Notes,
) -> Option<StoryQuestion> {
    let principles = table.required::<Vec<String>>("principles", notes);
    let probes = table.each::<Probe>("probe", notes);
    let pushback = table.each::<Pushback>("pushback", notes);
    let anchors = table.each::<LevelAnchor>("anchor", notes);
    let entries = table.each::<TellingEntry>("telling", notes);
    let line = table.line();
    table.finish(notes);

    if let Some(principles) = &principles {
        check_principles(principles, known, notes);
    }
    check_probes(&probes, notes);
    check_pushback(&pushback, line, notes);
    check_anchors(&anchors, line, notes);
    check_entries(&entries, line, notes);
    check_files(files, &entries, notes);
    let tellings: Vec<ExampleTelling> = entries
        .iter()
        .filter_map(|entry| read_telling(files, entry, notes))
        .collect();
    Some(StoryQuestion {
        principles: principles?.value,
        probes: probes.into_iter().map(|p| p.value).collect(),
        pushback: pushback.into_iter().map(|p| p.value).collect(),
        anchors: anchors.into_iter().map(|a| a.value).collect(),
        tellings,
    })
}

fn check_principles(given: &At<Vec<String>>, known: &[Principle], notes: &mut Notes) {
    let line = given.line;
    count("principles", given.value.len(), 1, 3, line, notes);
    let ids = given.value.iter().map(|id| (id.as_str(), line));
    no_duplicates("principles", MANIFEST, ids, notes);
    for id in &given.value {
        if !known.iter().any(|principle| principle.id == *id) {
            let ids: Vec<_> = known.iter().map(|p| p.id.as_str()).collect();
            let message = format!("the principle “{id}” is not known");
            let help = format!("bank/principles.toml has: {}", ids.join(", "));
            notes.add("unknown-principle", MANIFEST, line, message, help);
        }
    }
}

fn check_probes(probes: &[At<Probe>], notes: &mut Notes) {
    let gaps = probes.iter().map(|p| (p.value.on.name(), p.line));
    no_duplicates("probes", MANIFEST, gaps, notes);
    for At { value, line } in probes {
        not_empty("ask", MANIFEST, &value.ask, *line, notes);
    }
}

fn check_pushback(pushback: &[At<Pushback>], line: u32, notes: &mut Notes) {
    count("[[story.pushback]]", pushback.len(), 3, 9, line, notes);
    for fact in CounterFact::ALL {
        if !pushback.iter().any(|p| p.value.counter_fact == fact) {
            let name = fact.name();
            let message = format!("no [[story.pushback]] has counter_fact = \"{name}\"");
            let help =
                "give one with a fact that is so, one with a fact that is not, one with none";
            notes.add("too-few", MANIFEST, line, message, help);
        }
    }
    for At { value, line } in pushback {
        not_empty("say", MANIFEST, &value.say, *line, notes);
        not_empty("looks_for", MANIFEST, &value.looks_for, *line, notes);
    }
}

fn check_anchors(anchors: &[At<LevelAnchor>], line: u32, notes: &mut Notes) {
    let levels: Vec<Level> = anchors.iter().map(|a| a.value.level).collect();
    if levels != LEVELS {
        let message = "the anchors are not one for each of L4, L5, L6 and L7, in this order";
        let help = "write four [[story.anchor]] with level, below, at and above";
        notes.add("missing-anchor", MANIFEST, line, message, help);
    }
    for At { value, line } in anchors {
        for (key, text) in [
            ("below", &value.below),
            ("at", &value.at),
            ("above", &value.above),
        ] {
            not_empty(key, MANIFEST, text, *line, notes);
        }
    }
}

fn check_entries(entries: &[At<TellingEntry>], line: u32, notes: &mut Notes) {
    count("[[story.telling]]", entries.len(), 3, 24, line, notes);
    let named = entries.iter().map(|e| (e.value.file.as_str(), e.line));
    no_duplicates("tellings", MANIFEST, named, notes);
    let strong = entries.iter().filter(|e| e.value.gaps.is_empty()).count();
    for (given, least, what) in [
        (strong, 1, "without a gap"),
        (entries.len() - strong, 2, "with gaps"),
    ] {
        if given < least {
            let message = format!("{given} tellings {what} are too few; {least} is the least");
            let help = "tell it once so that nothing is missed, and at least twice so that it is";
            notes.add("too-few", MANIFEST, line, message, help);
        }
    }
    for At { value, line } in entries {
        not_empty("because", MANIFEST, &value.because, *line, notes);
        let gaps = value.gaps.iter().map(|gap| (gap.name(), *line));
        no_duplicates("gaps", MANIFEST, gaps, notes);
    }
}

/// Every file is known, and every telling is named.
fn check_files(files: &Files, entries: &[At<TellingEntry>], notes: &mut Notes) {
    let named: BTreeSet<&str> = entries.iter().map(|e| e.value.file.as_str()).collect();
    for (path, _) in files.iter().filter(|(path, _)| !SHARED.contains(path)) {
        match path.strip_prefix("tellings/") {
            Some(file) if named.contains(file) => {}
            Some(file)
                if file
                    .rsplit_once('.')
                    .is_some_and(|(_, ending)| ending == "toml") =>
            {
                let message = "question.toml does not say which gaps this telling has";
                let help = format!("add a [[story.telling]] with file = \"{file}\"");
                notes.add("no-reason", path, None, message, help);
            }
            _ => {
                let message = "a story package has no such file";
                let help = "take it out; docs/package-format.md lists the files";
                notes.add("unknown-file", path, None, message, help);
            }
        }
    }
}

fn read_telling(
    files: &Files,
    entry: &At<TellingEntry>,
    notes: &mut Notes,
) -> Option<ExampleTelling> {
    let path = format!("{FOLDER}/{}", entry.value.file);
    let Some(text) = files.get(&path) else {
        let message = format!("{path} is missing");
        let help = "write it, or take its [[story.telling]] out";
        notes.add("missing-file", MANIFEST, entry.line, message, help);
        return None;
    };
    let telling = match telling::read(text) {
        Ok(telling) => telling,
        Err(error) => {
            let help = "a telling has a text per part; docs/package-format.md shows one";
            notes.add("bad-telling", &path, error.line, error.message, help);
            return None;
        }
    };
    if let Err(error) = check_telling(&telling) {
        let help = "write what a candidate would tell";
        notes.add("bad-telling", &path, None, error.to_string(), help);
        return None;
    }
    let TellingEntry { gaps, because, .. } = entry.value.clone();
    Some(ExampleTelling {
        path,
        telling,
        gaps,
        because,
    })
}
