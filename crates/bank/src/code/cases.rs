//! Reads the test cases of a `code` question and holds them to its signature.

use std::collections::BTreeMap;

use onsite_domain::{
    code::{CaseData, Checker, Group, TestCase},
    signature::{Form, Function, Type},
    value,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    checks::{count, no_duplicates},
    diagnostic::Notes,
    files::Files,
    manifest::At,
    package::MANIFEST,
    prose,
};

/// Least number of hidden cases.
pub(crate) const LEAST_SECRET: usize = 12;
/// Most cases of one group.
const MOST_CASES: usize = 200;
/// How far a distribution's sum may be from one.
const SUM_TOLERANCE: f64 = 1e-9;

/// A case that the generator makes, as `question.toml` lists it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Generated {
    name: String,
    group: Group,
    arguments: Vec<String>,
}

/// Reads the cases, samples first, in order of name.
pub(super) fn read(
    files: &Files,
    form: &Form,
    checker: &Checker,
    generated: &[At<Generated>],
    line: u32,
    notes: &mut Notes,
) -> Vec<TestCase> {
    let mut cases = Vec::new();
    for (group, folder) in [
        (Group::Sample, "tests/sample"),
        (Group::Secret, "tests/secret"),
    ] {
        read_folder(files, form, checker, group, folder, notes, &mut cases);
    }
    for At { value, line } in generated {
        if value.group == Group::Own {
            let help = "write sample or secret";
            notes.add(
                "wrong-value",
                MANIFEST,
                *line,
                "a generated case of group “own”",
                help,
            );
        }
        check_name(&value.name, MANIFEST, Some(*line), notes);
        let data = CaseData::Generated {
            arguments: value.arguments.clone(),
        };
        cases.push(TestCase {
            name: value.name.clone(),
            group: value.group,
            data,
        });
    }
    cases.sort_by(|a, b| (a.group, &a.name).cmp(&(b.group, &b.name)));
    for group in [Group::Sample, Group::Secret] {
        let given = cases.iter().filter(|case| case.group == group).count();
        let (what, least) = match group {
            Group::Sample => ("sample cases", 1),
            _ => ("secret cases", LEAST_SECRET),
        };
        count(what, given, least, MOST_CASES, line, notes);
    }
    let names = cases.iter().map(|case| (case.name.as_str(), line));
    no_duplicates("the names of cases", MANIFEST, names, notes);
    check_invalid(files, form, line, notes);
    cases
}

fn read_folder(
    files: &Files,
    form: &Form,
    checker: &Checker,
    group: Group,
    folder: &str,
    notes: &mut Notes,
    cases: &mut Vec<TestCase>,
) {
    let mut parts: BTreeMap<&str, (Option<&str>, Option<&str>)> = BTreeMap::new();
    for (path, text) in files.below(folder) {
        if let Some(name) = path.strip_suffix(".in") {
            parts.entry(name).or_default().0 = Some(text);
        } else if let Some(name) = path.strip_suffix(".ans") {
            parts.entry(name).or_default().1 = Some(text);
        } else {
            let file = format!("{folder}/{path}");
            let help = "a case is NN-name.in with NN-name.ans";
            notes.add("unknown-file", &file, None, "not part of a test case", help);
        }
    }
    for (name, pair) in parts {
        let (input_file, answer_file) = (
            format!("{folder}/{name}.in"),
            format!("{folder}/{name}.ans"),
        );
        check_name(name, &input_file, None, notes);
        match pair {
            (Some(input), Some(answer)) => {
                let parsed = parse_input(form, input, &input_file, notes);
                if let Some(parsed) = parsed {
                    check_answer(form, checker, &parsed, answer, &answer_file, notes);
                }
                let data = CaseData::Written {
                    input: input.to_owned(),
                    answer: answer.to_owned(),
                };
                cases.push(TestCase {
                    name: name.to_owned(),
                    group,
                    data,
                });
            }
            (Some(_), None) => {
                let help = format!("write {name}.ans beside it");
                notes.add(
                    "case-without-answer",
                    &input_file,
                    None,
                    "no .ans to this .in",
                    help,
                );
            }
            _ => {
                let help = format!("write {name}.in beside it");
                notes.add(
                    "answer-without-case",
                    &answer_file,
                    None,
                    "no .in to this .ans",
                    help,
                );
            }
        }
    }
}

fn check_name(name: &str, file: &str, line: Option<u32>, notes: &mut Notes) {
    let fits = name.split_once('-').is_some_and(|(number, rest)| {
        number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()) && prose::is_slug(rest)
    });
    if !fits {
        let message = format!("“{name}” cannot name a case");
        notes.add(
            "bad-name",
            file,
            line,
            message,
            "write it like 03-zero-weights",
        );
    }
}

fn parse(text: &str, file: &str, notes: &mut Notes) -> Option<Value> {
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = u32::try_from(error.line()).ok();
            let help = "mend it; docs/package-format.md says how values are written";
            notes.add("not-json", file, line, format!("not JSON: {error}"), help);
            None
        }
    }
}

/// The input as a value; null for a program's text.
fn parse_input(form: &Form, text: &str, file: &str, notes: &mut Notes) -> Option<Value> {
    if *form == Form::Program {
        return Some(Value::Null);
    }
    let input = parse(text, file, notes)?;
    if let Err(wrong) = value::check_input(form, &input) {
        let help = "make it fit the signature in question.toml";
        notes.add("wrong-type", file, None, wrong.to_string(), help);
        return None;
    }
    Some(input)
}

fn check_answer(
    form: &Form,
    checker: &Checker,
    input: &Value,
    text: &str,
    file: &str,
    notes: &mut Notes,
) {
    let wrong = |notes: &mut Notes, message: String| {
        let help = "make it fit what the signature returns and the checker expects";
        notes.add("wrong-type", file, None, message, help);
    };
    if *form == Form::Program && !matches!(checker, Checker::OneOf) {
        return;
    }
    let Some(answer) = parse(text, file, notes) else {
        return;
    };
    let answers = if matches!(checker, Checker::OneOf) {
        match answer {
            Value::Array(answers) if !answers.is_empty() => answers,
            _ => return wrong(notes, "expected a list of right answers".to_owned()),
        }
    } else {
        vec![answer]
    };
    // What a checker program wants beside the input is between it and its package.
    if matches!(checker, Checker::Program { .. }) {
        return;
    }
    for answer in answers {
        if let Err(message) = answer_fits(form, checker, input, &answer) {
            wrong(notes, message);
        }
    }
}

fn answer_fits(
    form: &Form,
    checker: &Checker,
    input: &Value,
    answer: &Value,
) -> Result<(), String> {
    let draws = matches!(checker, Checker::Statistical { .. });
    let plain = |ty: &Type| value::check(ty, answer, "the answer").map_err(|e| e.to_string());
    match form {
        Form::Program => match answer {
            Value::String(_) => Ok(()),
            _ => Err("a program's right answers are strings".to_owned()),
        },
        Form::Function { function } if draws => match distribution(answer) {
            Some(distribution) => distribution_fits(distribution, "the answer"),
            None => plain(&function.returns),
        },
        Form::Function { function } => plain(&function.returns),
        Form::RoundTrip { value, .. } => {
            plain(value)?;
            let same = input == answer;
            let wrong = || "the answer of a round trip is the same value as the input".to_owned();
            same.then_some(()).ok_or_else(wrong)
        }
        Form::Class { methods, .. } => results_fit(methods, draws, input, answer),
    }
}

/// Holds a class's results to its calls, one result per call.
fn results_fit(
    methods: &[Function],
    draws: bool,
    input: &Value,
    answer: &Value,
) -> Result<(), String> {
    let calls = input.as_array().map_or(&[][..], Vec::as_slice);
    let results = answer
        .as_array()
        .filter(|results| results.len() == calls.len())
        .ok_or_else(|| format!("expected a list of {} results", calls.len()))?;
    for (index, (call, result)) in calls.iter().zip(results).enumerate() {
        let place = format!("result {}", index + 1);
        let name = call.get(0).and_then(Value::as_str);
        let method = methods
            .iter()
            .find(|method| Some(method.name.as_str()) == name);
        // The first call is the construction, which returns nothing.
        let ty = method
            .filter(|_| index > 0)
            .map_or(&Type::Void, |method| &method.returns);
        let times = call.get(2).and_then(Value::as_u64);
        let fits = |item: &Value| value::check(ty, item, &place).map_err(|e| e.to_string());
        match (times, distribution(result)) {
            (None, _) => fits(result)?,
            (Some(_), Some(_)) if !draws || *ty != Type::Int => {
                return Err(format!("{place}: no draws are expected here"));
            }
            (Some(_), Some(distribution)) => distribution_fits(distribution, &place)?,
            (Some(times), None) => {
                let list = result
                    .as_array()
                    .filter(|list| list.len() as u64 == times)
                    .ok_or_else(|| format!("{place}: expected {times} results"))?;
                list.iter().try_for_each(fits)?;
            }
        }
    }
    Ok(())
}

/// What stands under the one key `distribution`.
fn distribution(value: &Value) -> Option<&Value> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.get("distribution")
}

fn distribution_fits(distribution: &Value, place: &str) -> Result<(), String> {
    let chances: Option<Vec<f64>> = distribution
        .as_array()
        .and_then(|list| list.iter().map(Value::as_f64).collect());
    let fits = chances.is_some_and(|chances| {
        !chances.is_empty()
            && chances.iter().all(|chance| (0.0..=1.0).contains(chance))
            && (chances.iter().sum::<f64>() - 1.0).abs() <= SUM_TOLERANCE
    });
    fits.then_some(())
        .ok_or_else(|| format!("{place}: probabilities that sum to one are expected"))
}

fn check_invalid(files: &Files, form: &Form, line: u32, notes: &mut Notes) {
    let mut found = 0;
    for (path, text) in files.below("tests/invalid") {
        let file = format!("tests/invalid/{path}");
        if path.strip_suffix(".in").is_some() {
            found += 1;
            if *form != Form::Program {
                // The validator sees only what fits the signature; the rest is refused before.
                parse_input(form, text, &file, notes);
            }
        } else {
            let help = "an invalid input is NN-name.in, without an answer";
            notes.add("unknown-file", &file, None, "not an invalid input", help);
        }
    }
    count("invalid inputs", found, 1, MOST_CASES, line, notes);
}
