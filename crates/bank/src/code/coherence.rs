//! Holds the parts of a `code` package against each other: statement, samples, prose, declared
//! growth and answers.

use std::collections::BTreeMap;

use onsite_domain::{
    code::{CaseData, Checker, Group, ShippedAnswer, TestCase, Verdict},
    growth::DeclaredGrowth,
    signature::Form,
};
use serde_json::Value;

use crate::{
    diagnostic::Notes,
    files::{Files, line_at},
    manifest::At,
    package::MANIFEST,
    prose::BLANK,
};

/// Prose that may name cases.
const NAMING: [&str; 3] = ["editorial.md", "interviewer.md", "statement.md"];

/// Checks what only several parts together can tell.
pub(super) fn check(
    files: &Files,
    (form, checker): (&Form, &Checker),
    growth: Option<&At<DeclaredGrowth>>,
    (cases, answers): (&[TestCase], &[ShippedAnswer]),
    notes: &mut Notes,
) {
    check_repeated(cases, notes);
    check_mentions(files, cases, notes);
    if let Some(growth) = growth {
        check_slow(growth, answers, notes);
    }
    let plain = matches!(checker, Checker::Exact | Checker::AnyOrder { .. });
    if plain && matches!(form, Form::Function { .. }) {
        check_samples(files, cases, notes);
    }
}

/// A case that is there twice tests nothing the second time, and hides that there are too few.
fn check_repeated(cases: &[TestCase], notes: &mut Notes) {
    let mut seen: BTreeMap<(Group, String), &str> = BTreeMap::new();
    for case in cases {
        let key = match &case.data {
            // A blank is told of as one.
            CaseData::Written { input, .. } if input.contains(BLANK) => continue,
            CaseData::Written { input, .. } => {
                let value: Option<Value> = serde_json::from_str(input).ok();
                value.map_or_else(|| input.clone(), |value| value.to_string())
            }
            CaseData::Generated { arguments } => format!("generated {arguments:?}"),
        };
        if let Some(first) = seen.insert((case.group, key), &case.name) {
            let message = format!("{} has the input of {first}", case.name);
            let help = "give it an input of its own, or take it out";
            notes.add("repeated-case", MANIFEST, None, message, help);
        }
    }
}

/// Cases are named in prose by their number; one that is not there misleads.
fn check_mentions(files: &Files, cases: &[TestCase], notes: &mut Notes) {
    let known = |number: &str| {
        let named = |case: &TestCase| case.name.split('-').next() == Some(number);
        cases.iter().any(named)
    };
    for file in NAMING {
        let text = files.get(file).unwrap_or_default();
        for (at, found) in text.match_indices("case") {
            let rest = &text[at + found.len()..];
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            let Some(rest) = rest.strip_prefix(' ') else {
                continue;
            };
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let starts = text[..at].chars().next_back();
            let whole = starts.is_none_or(|c| !c.is_alphanumeric());
            if whole && number.len() == 2 && !known(&number) {
                let message = format!("there is no case {number}");
                let help = "name a case of the package by its number, or none";
                let line = line_at(text.as_bytes(), at);
                notes.add("unknown-mention", file, line, message, help);
            }
        }
    }
}

/// Where a junior's way is said to grow faster than what is expected, an answer must show that the
/// cases and limits tell the two apart.
fn check_slow(growth: &At<DeclaredGrowth>, answers: &[ShippedAnswer], notes: &mut Notes) {
    let At { value, line } = growth;
    let junior = value.junior.and_then(|growth| growth.time);
    let slower = junior
        .zip(value.expected.time)
        .is_some_and(|(junior, expected)| junior > expected);
    let stopped = [Verdict::TimeLimitExceeded, Verdict::MemoryLimitExceeded];
    let shown = answers.iter().any(|a| stopped.contains(&a.expected));
    if slower && !shown {
        let message = "nothing shows that the slower class is told from the expected one";
        let help = "ship the slow way below submissions/time_limit_exceeded, or declare what both \
                    really are";
        notes.add("no-slow-answer", MANIFEST, *line, message, help);
    }
}

/// A sample whose arguments stand in the statement must have its result there as well.
fn check_samples(files: &Files, cases: &[TestCase], notes: &mut Notes) {
    let statement = compact(files.get("statement.md").unwrap_or_default());
    for case in cases.iter().filter(|case| case.group == Group::Sample) {
        let CaseData::Written { input, answer } = &case.data else {
            continue;
        };
        let Ok(Value::Array(arguments)) = serde_json::from_str::<Value>(input) else {
            continue;
        };
        let stands = |value: &str| statement.contains(compact(value).trim_matches('"'));
        let shown = arguments.iter().all(|value| stands(&value.to_string()));
        if shown && !stands(answer) {
            let file = format!("tests/sample/{}.ans", case.name);
            let message = "the statement shows this sample's arguments and not this result";
            let help = "one of the two is wrong, or the statement leaves the result out";
            notes.add("other-sample", &file, None, message, help);
        }
    }
}

/// A text without white space, marks of Markdown and the difference between minus signs.
fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '`' | '*' | '$' | '\\' | '(' | ')'))
        .map(|c| if c == '−' { '-' } else { c })
        .collect()
}
