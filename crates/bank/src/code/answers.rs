//! Reads the answers a `code` question ships, and what the package says of each.

use onsite_domain::{
    answer::MOST_ANSWER_BYTES,
    code::{Language, ShippedAnswer, TestCase, Verdict},
    given::Given,
    growth::GrowthClass,
};
use serde::Deserialize;

use crate::{
    checks::{no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::At,
    package::MANIFEST,
};

/// Least number of answers that are not accepted.
pub(crate) const LEAST_FAILING: usize = 2;

/// What `question.toml` says of one answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    file: String,
    because: String,
    #[serde(default)]
    fails_on: Option<String>,
    #[serde(default)]
    growth: Option<GrowthClass>,
}

/// Reads every file below `submissions/`.
pub(super) fn read(
    files: &Files,
    entries: &[At<Entry>],
    cases: &[TestCase],
    given: Option<&Given>,
    line: u32,
    notes: &mut Notes,
) -> Vec<ShippedAnswer> {
    check_entries(files, entries, cases, notes);
    let asked = |l: &Language| given.is_none_or(|given| given.sources.contains_key(l));
    let mut answers = Vec::new();
    for (path, text) in files.below("submissions") {
        let file = format!("submissions/{path}");
        let Some((verdict, language)) = place(path) else {
            let verdicts: Vec<_> = verdicts().map(Verdict::name).collect();
            let help = format!(
                "put it at submissions/VERDICT/name with one of {} at its end, and VERDICT one of \
                 {}",
                Language::endings(),
                verdicts.join(", ")
            );
            notes.add(
                "unknown-file",
                &file,
                None,
                "not an answer with a known verdict",
                help,
            );
            continue;
        };
        if text.len() > MOST_ANSWER_BYTES {
            let message = format!("an answer has at most {} KiB", MOST_ANSWER_BYTES / 1024);
            notes.add("too-large", &file, None, message, "shorten it");
        }
        let entry = entries.iter().find(|entry| entry.value.file == path);
        if entry.is_none() && verdict != Verdict::Accepted {
            let help = format!("add [[code.submission]] with file = \"{path}\" and because = …");
            notes.add(
                "no-reason",
                &file,
                None,
                "nothing says why it must fail",
                help,
            );
        }
        if !asked(&language) {
            let help = "take it out, or give the code in its language too";
            let message = format!("the question is not asked in {}", language.title());
            notes.add("unknown-file", &file, None, message, help);
        }
        answers.push(ShippedAnswer {
            path: file,
            language,
            source: text.to_owned(),
            expected: verdict,
            because: entry.map(|entry| entry.value.because.clone()),
            fails_on: entry.and_then(|entry| entry.value.fails_on.clone()),
            growth: entry.and_then(|entry| entry.value.growth),
        });
    }
    let required = Language::REQUIRED.into_iter().filter(asked);
    check_enough(&answers, required, line, notes);
    answers
}

/// Notes where an accepted answer in a required language, or answers that must fail, are missing.
fn check_enough(
    answers: &[ShippedAnswer],
    required: impl Iterator<Item = Language>,
    line: u32,
    notes: &mut Notes,
) {
    for language in required {
        let accepted =
            |a: &ShippedAnswer| a.expected == Verdict::Accepted && a.language == language;
        if !answers.iter().any(accepted) {
            let message = format!("no accepted answer in {}", language.title());
            let help = format!("write submissions/accepted/name.{}", language.extension());
            notes.add("too-few", MANIFEST, line, message, help);
        }
    }
    let failing = answers
        .iter()
        .filter(|a| a.expected != Verdict::Accepted)
        .count();
    if failing < LEAST_FAILING {
        let message = format!("{failing} answers that must fail; {LEAST_FAILING} are the least");
        let help = "a question that cannot fail a bad answer is not a question";
        notes.add("too-few", MANIFEST, line, message, help);
    }
}

/// The verdicts that an answer can get.
fn verdicts() -> impl Iterator<Item = Verdict> {
    let all = Verdict::ALL.into_iter();
    all.filter(|verdict| *verdict != Verdict::JudgingError)
}

/// The verdict and language that a path below `submissions/` stands for.
fn place(path: &str) -> Option<(Verdict, Language)> {
    let (folder, name) = path.split_once('/')?;
    let verdict = verdicts().find(|verdict| verdict.name() == folder)?;
    let (_, extension) = name.rsplit_once('.')?;
    let language = Language::ALL
        .into_iter()
        .find(|l| l.extension().eq_ignore_ascii_case(extension))?;
    (!name.contains('/')).then_some((verdict, language))
}

fn check_entries(files: &Files, entries: &[At<Entry>], cases: &[TestCase], notes: &mut Notes) {
    let names = entries
        .iter()
        .map(|entry| (entry.value.file.as_str(), entry.line));
    no_duplicates("[[code.submission]]", MANIFEST, names, notes);
    for At { value, line } in entries {
        not_empty("because", MANIFEST, &value.because, *line, notes);
        if !files.contains(&format!("submissions/{}", value.file)) {
            let message = format!("there is no submissions/{}", value.file);
            let help = "write the path below submissions/, such as wrong_answer/first.py";
            notes.add("missing-file", MANIFEST, *line, message, help);
        }
        if let Some(case) = &value.fails_on {
            let fails_none = ["accepted/", "compile_error/"]
                .iter()
                .any(|folder| value.file.starts_with(folder));
            if fails_none || !cases.iter().any(|known| known.name == *case) {
                let message = format!("fails_on names “{case}”, which it cannot fail");
                let help =
                    "name one of the question's cases; accepted and uncompilable answers fail none";
                notes.add("unknown-case", MANIFEST, *line, message, help);
            }
        }
    }
}
