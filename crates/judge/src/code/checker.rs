//! Decides whether an output is right, by the question's checker, and says in words what is not.

use std::cmp::Ordering;

use onsite_domain::{
    code::Checker,
    signature::{Form, Type},
};
use serde_json::{Value, json};

use super::{
    case::{Case, Expected},
    difference, lines,
    shape::{Shape, distribution},
    statistics,
};
use crate::{
    bench::Bench,
    error::Error,
    package::{PackageProgram, Reply},
};

/// An output as it came from an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Output {
    /// A value, of the right type.
    Value(Value),
    /// Standard output of a program.
    Text(String),
}

/// How far apart two floats may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closeness {
    /// Greatest difference.
    pub(crate) absolute: f64,
    /// Greatest difference relative to the expected number.
    pub(crate) relative: f64,
}

impl Closeness {
    /// Nothing but equal.
    pub(crate) const NONE: Self = Self {
        absolute: 0.0,
        relative: 0.0,
    };

    /// Whether two finite numbers are close enough.
    pub(crate) fn accepts(self, expected: f64, actual: f64) -> bool {
        let apart = (expected - actual).abs();
        expected.total_cmp(&actual) == Ordering::Equal
            || apart <= self.absolute
            || apart <= self.relative * expected.abs()
    }
}

/// Checks an output; what is wrong with it comes back in words, nothing where it is right.
pub(crate) fn check(
    bench: &Bench<'_>,
    checker: &Checker,
    form: &Form,
    case: &Case,
    output: &Output,
) -> Result<Vec<String>, Error> {
    if let Checker::Program { file } = checker {
        return ask_program(bench, file, case, output);
    }
    match (&case.expected, output) {
        (Expected::Unjudged(_), _) => Ok(Vec::new()),
        (Expected::Text(expected), Output::Text(actual)) => check_text(checker, expected, actual),
        (Expected::Value(expected), Output::Value(actual)) => {
            let shape = Shape::of(form, &case.value)
                .ok_or_else(|| broken("a program's expected output must be text"))?;
            check_value(checker, &shape, expected, actual)
        }
        _ => Err(broken("the expected output does not fit the form")),
    }
}

fn broken(message: &str) -> Error {
    Error::package("question.toml", message)
}

fn ask_program(
    bench: &Bench<'_>,
    source: &str,
    case: &Case,
    output: &Output,
) -> Result<Vec<String>, Error> {
    let program = PackageProgram {
        action: "check",
        file: "checker.py",
        source,
    };
    let (input, answer) = match &case.expected {
        Expected::Unjudged(_) => return Ok(Vec::new()),
        Expected::Text(text) => (json!(case.input), json!(text)),
        Expected::Value(value) => (case.value.clone(), value.clone()),
    };
    let output = match output {
        Output::Value(value) => value.clone(),
        Output::Text(text) => json!(text),
    };
    Ok(
        match program.call_once(bench, json!([input, answer, output]))? {
            Reply::Value(_) => Vec::new(),
            Reply::Refused(why) => vec![difference::sentence(&why)],
        },
    )
}

/// Checks a program's output.
fn check_text(checker: &Checker, expected: &str, actual: &str) -> Result<Vec<String>, Error> {
    match checker {
        Checker::Exact => Ok(lines::difference(expected, actual)),
        Checker::Float { absolute, relative } => {
            let close = Closeness {
                absolute: *absolute,
                relative: *relative,
            };
            Ok(lines::token_difference(expected, actual, close))
        }
        Checker::AnyOrder { nested } => Ok(lines::unordered_difference(expected, actual, *nested)),
        Checker::OneOf => {
            let right: Vec<String> = serde_json::from_str(expected)
                .map_err(|_| broken("one_of: a program's answer must be a JSON list of strings"))?;
            if right
                .iter()
                .any(|r| lines::difference(r, actual).is_empty())
            {
                return Ok(Vec::new());
            }
            Ok(match right.as_slice() {
                [only] => lines::difference(only, actual),
                _ => vec![format!(
                    "Your output is none of the {} right ones.",
                    right.len()
                )],
            })
        }
        Checker::Statistical { false_alarm } => {
            let wanted: Value = serde_json::from_str(expected)
                .map_err(|_| broken("statistical: the answer must be JSON"))?;
            let shares = distribution(&wanted)
                .ok_or_else(|| broken("statistical: the answer must hold a distribution"))?;
            let draws: Result<Vec<i64>, &str> = actual
                .split_whitespace()
                .map(|token| token.parse().map_err(|_| token))
                .collect();
            match draws {
                Err(token) => Ok(vec![format!(
                    "{} is not a whole number; only draws may be printed.",
                    difference::quoted(token)
                )]),
                Ok(draws) => check_draws("the output", &draws, &shares, *false_alarm),
            }
        }
        Checker::Program { .. } => Err(broken("a checker program is asked elsewhere")),
    }
}

/// Checks a value; both are of the right type.
fn check_value(
    checker: &Checker,
    shape: &Shape,
    expected: &Value,
    actual: &Value,
) -> Result<Vec<String>, Error> {
    if let Checker::OneOf = checker {
        let right = expected
            .as_array()
            .ok_or_else(|| broken("one_of: the answer must be a JSON list of right results"))?;
        let mut right = right.iter().map(|value| shape.canonical(value.clone()));
        let actual = shape.canonical(actual.clone());
        if right.any(|value| value == actual) {
            return Ok(Vec::new());
        }
        let count = expected.as_array().map_or(0, Vec::len);
        if count != 1 {
            return Ok(vec![format!(
                "Your result is none of the {count} right ones."
            )]);
        }
        return check_value(&Checker::Exact, shape, &expected[0], &actual);
    }
    let expected = shape.canonical(expected.clone());
    let actual = shape.canonical(actual.clone());
    let mismatch = |m: onsite_domain::value::TypeMismatch| broken(&m.to_string());
    let wanted = shape.split(&expected).map_err(mismatch)?;
    let given = shape.split(&actual).map_err(mismatch)?;
    let lists = wanted
        .iter()
        .filter(|(.., value)| distribution(value).is_some())
        .count()
        .max(1);
    for ((place, ty, wanted), (.., given)) in wanted.iter().zip(&given) {
        let words = check_part(checker, place, ty, wanted, given, lists)?;
        if !words.is_empty() {
            return Ok(words);
        }
    }
    Ok(Vec::new())
}

/// Checks one part of a result, written canonically.
fn check_part(
    checker: &Checker,
    place: &str,
    ty: &Type,
    expected: &Value,
    actual: &Value,
    lists: usize,
) -> Result<Vec<String>, Error> {
    match checker {
        Checker::Float { absolute, relative } => {
            let close = Closeness {
                absolute: *absolute,
                relative: *relative,
            };
            Ok(difference::of_values(place, ty, expected, actual, close))
        }
        Checker::AnyOrder { nested } => {
            let sort = |value: &Value| sorted(value.clone(), *nested);
            if sort(expected) == sort(actual) {
                return Ok(Vec::new());
            }
            Ok(difference::of_multisets(place, expected, actual, &sort))
        }
        Checker::Statistical { false_alarm } => match distribution(expected) {
            None => Ok(difference::of_values(
                place,
                ty,
                expected,
                actual,
                Closeness::NONE,
            )),
            Some(shares) => {
                let draws: Option<Vec<i64>> = actual
                    .as_array()
                    .and_then(|draws| draws.iter().map(Value::as_i64).collect());
                match draws {
                    None => Ok(vec![format!("{place}: whole numbers were expected.")]),
                    Some(draws) => {
                        let share =
                            false_alarm / f64::from(u32::try_from(lists).unwrap_or(u32::MAX));
                        check_draws(place, &draws, &shares, share)
                    }
                }
            }
        },
        Checker::Exact | Checker::OneOf | Checker::Program { .. } => Ok(difference::of_values(
            place,
            ty,
            expected,
            actual,
            Closeness::NONE,
        )),
    }
}

fn check_draws(
    place: &str,
    draws: &[i64],
    shares: &[f64],
    false_alarm: f64,
) -> Result<Vec<String>, Error> {
    let sum: f64 = shares.iter().sum();
    let legal = shares.iter().all(|share| (0.0..=1.0).contains(share));
    // Anything but a clear miss is rounding in the package.
    if !legal || (sum - 1.0).abs() > 1e-6 {
        return Err(broken(
            "statistical: a distribution must hold probabilities that sum to 1",
        ));
    }
    let shares: Vec<f64> = shares.iter().map(|share| share / sum).collect();
    Ok(statistics::disagreement(draws, &shares, false_alarm)
        .map(|words| difference::sentence(&format!("{place}: {words}")))
        .into_iter()
        .collect())
}

/// Sorts a list, and with `nested` every list inside it, first.
fn sorted(value: Value, nested: bool) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<(String, Value)> = items
                .into_iter()
                .map(|item| if nested { sorted(item, true) } else { item })
                .map(|item| (item.to_string(), item))
                .collect();
            items.sort_by(|a, b| a.0.cmp(&b.0));
            items.into_iter().map(|(_, item)| item).collect()
        }
        other => other,
    }
}
