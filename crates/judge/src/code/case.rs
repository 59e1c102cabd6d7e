//! Test cases ready to run: read, generated or typed by the candidate, and checked against the
//! signature.

use onsite_domain::{
    code::{CaseData, Checker, CodeQuestion, Group, Limits, TestCase},
    signature::Form,
    value::check_input,
};
use serde_json::{Value, json};

use super::{
    attempt::{self, Given},
    build::{self, Build},
    checker::Output,
    shape::Shape,
};
use crate::{
    bench::Bench,
    cache::Key,
    error::Error,
    package::{self, PackageProgram, Reply},
};

/// Longest input or expected output, in bytes.
const MOST_BYTES: usize = 64 << 20;

/// A test case that can be run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Case {
    /// Its name.
    pub(crate) name: String,
    /// Its group.
    pub(crate) group: Group,
    /// What goes to standard input.
    pub(crate) input: String,
    /// The input as a value; null for a program.
    pub(crate) value: Value,
    /// What is expected.
    pub(crate) expected: Expected,
}

/// What is expected of an output.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expected {
    /// A value.
    Value(Value),
    /// A program's output.
    Text(String),
    /// Not known, and why; only limits and types are judged.
    Unjudged(String),
}

impl Expected {
    /// What is expected, as shown.
    pub(crate) fn shown(&self) -> Option<String> {
        match self {
            Self::Value(value) => Some(value.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Unjudged(_) => None,
        }
    }
}

/// Makes a case of the question ready; a generated one comes out of the cache where it can.
pub(crate) fn ready(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    case: &TestCase,
) -> Result<Case, Error> {
    match &case.data {
        CaseData::Written { input, answer } => {
            let place = |end: &str| {
                let group = match case.group {
                    Group::Secret => "secret",
                    Group::Sample | Group::Own => "sample",
                };
                format!("tests/{group}/{}.{end}", case.name)
            };
            if question.form == Form::Program {
                return Ok(text_case(case, input.clone(), answer.clone()));
            }
            let read = |text: &str, file: String| -> Result<Value, Error> {
                serde_json::from_str(text)
                    .map_err(|error| Error::package(file, format!("it is not JSON: {error}")))
            };
            let value = read(input, place("in"))?;
            let answer = read(answer, place("ans"))?;
            let input = input.clone();
            let made = value_case(case, input, value, answer);
            check_case(question, &made, &place("in"), &place("ans"))?;
            Ok(made)
        }
        CaseData::Generated { arguments } => generated(bench, question, case, arguments),
    }
}

fn generated(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    case: &TestCase,
    arguments: &[String],
) -> Result<Case, Error> {
    let source = question.generator.as_deref().unwrap_or_default();
    let key = Key::new(
        "generated case",
        &[
            package::HARNESS.as_bytes(),
            source.as_bytes(),
            json!(arguments).to_string().as_bytes(),
        ],
    );
    let kept = bench.cache.get(&key);
    if let Some(pair) = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok())
        && let Ok(made) = from_pair(question, case, pair)
    {
        return Ok(made);
    }
    let pair = generate(bench, question, arguments)?;
    let bytes = pair.to_string().into_bytes();
    let made = from_pair(question, case, pair)?;
    bench.cache.put(&key, &bytes);
    Ok(made)
}

/// Runs the generator; gives the input and the answer as a list.
pub(crate) fn generate(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    arguments: &[String],
) -> Result<Value, Error> {
    let source = question
        .generator
        .as_deref()
        .ok_or_else(|| Error::package("generator.py", "it is missing, and a case needs it"))?;
    let program = PackageProgram {
        action: "generate",
        file: "generator.py",
        source,
    };
    match program.call_once(bench, json!([arguments]))? {
        Reply::Value(value) => Ok(value),
        Reply::Refused(why) => Err(program.fault(why)),
    }
}

/// Makes a case from what the generator gave.
pub(crate) fn from_pair(
    question: &CodeQuestion,
    case: &TestCase,
    pair: Value,
) -> Result<Case, Error> {
    let file = "generator.py";
    let Ok([input, answer]) = serde_json::from_value::<[Value; 2]>(pair) else {
        let wrong = format!("for {} it does not return (input, answer)", case.name);
        return Err(Error::package(file, wrong));
    };
    if question.form != Form::Program {
        let text = input.to_string();
        let made = value_case(case, text, input, answer);
        check_case(question, &made, file, file)?;
        return Ok(made);
    }
    match (input, answer) {
        (Value::String(input), Value::String(answer)) => Ok(text_case(case, input, answer)),
        (Value::String(input), answer) if matches!(question.checker, Checker::OneOf) => {
            Ok(text_case(case, input, answer.to_string()))
        }
        _ => Err(Error::package(
            file,
            format!("for {} it does not return two strings", case.name),
        )),
    }
}

fn text_case(case: &TestCase, input: String, answer: String) -> Case {
    Case {
        name: case.name.clone(),
        group: case.group,
        input,
        value: Value::Null,
        expected: Expected::Text(answer),
    }
}

fn value_case(case: &TestCase, input: String, value: Value, answer: Value) -> Case {
    Case {
        name: case.name.clone(),
        group: case.group,
        input,
        value,
        expected: Expected::Value(answer),
    }
}

fn check_case(
    question: &CodeQuestion,
    case: &Case,
    input_file: &str,
    answer_file: &str,
) -> Result<(), Error> {
    let told = |file: &str, what: String| Error::package(file, format!("{}: {what}", case.name));
    if case.input.len() > MOST_BYTES {
        return Err(told(input_file, "it is over 64 MiB long".to_owned()));
    }
    check_input(&question.form, &case.value).map_err(|m| told(input_file, m.to_string()))?;
    let (Some(shape), Expected::Value(answer)) =
        (Shape::of(&question.form, &case.value), &case.expected)
    else {
        return Ok(());
    };
    let fits = |answer: &Value| {
        let draws = matches!(question.checker, Checker::Statistical { .. });
        shape
            .check(answer, draws)
            .map_err(|m| told(answer_file, m.to_string()))
    };
    match question.checker {
        Checker::OneOf => answer
            .as_array()
            .filter(|right| !right.is_empty())
            .ok_or_else(|| told(answer_file, "it must be a list of right results".to_owned()))?
            .iter()
            .try_for_each(fits),
        _ => fits(answer),
    }
}

/// Makes cases from inputs of the candidate's own; what is expected comes from the reference
/// answer.
pub(crate) fn own(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    inputs: &[String],
) -> Result<Vec<Case>, Error> {
    let mut values = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        values.push(read_own(question, index, input)?);
    }
    validate_own(bench, question, inputs, &values)?;
    let mut cases = Vec::new();
    for (index, (input, value)) in inputs.iter().zip(values).enumerate() {
        let mut case = Case {
            name: format!("own-{}", index + 1),
            group: Group::Own,
            input: input.clone(),
            value,
            expected: Expected::Unjudged(String::new()),
        };
        case.expected = expect(bench, question, &case)?;
        cases.push(case);
    }
    Ok(cases)
}

/// Reads an input of one's own and holds it to the signature.
pub(crate) fn read_own(question: &CodeQuestion, index: usize, input: &str) -> Result<Value, Error> {
    let wrong = |message: String| Error::OwnInput { index, message };
    if question.form == Form::Program {
        return Ok(Value::Null);
    }
    let value =
        serde_json::from_str(input).map_err(|error| wrong(format!("it is not JSON: {error}")))?;
    check_input(&question.form, &value).map_err(|m| wrong(m.to_string()))?;
    Ok(value)
}

fn validate_own(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    inputs: &[String],
    values: &[Value],
) -> Result<(), Error> {
    let Some(source) = question.validator.as_deref() else {
        return Ok(());
    };
    if inputs.is_empty() {
        return Ok(());
    }
    let requests: Vec<Value> = inputs
        .iter()
        .zip(values)
        .map(|(input, value)| match question.form {
            Form::Program => json!([input]),
            _ => json!([value]),
        })
        .collect();
    for (index, reply) in validate(bench, source, &requests)?.into_iter().enumerate() {
        if let Reply::Refused(message) = reply {
            return Err(Error::OwnInput { index, message });
        }
    }
    Ok(())
}

/// Asks the validator about inputs, each in a list of its own.
pub(crate) fn validate(
    bench: &Bench<'_>,
    source: &str,
    requests: &[Value],
) -> Result<Vec<Reply>, Error> {
    let program = PackageProgram {
        action: "validate",
        file: "validator.py",
        source,
    };
    program.call(bench, requests)
}

/// What the reference answer gives for an input.
fn expect(bench: &Bench<'_>, question: &CodeQuestion, case: &Case) -> Result<Expected, Error> {
    if matches!(question.checker, Checker::Statistical { .. }) {
        let why = "Draws are random, so only types and limits are judged here.";
        return Ok(Expected::Unjudged(why.to_owned()));
    }
    let unknown = |why: &str| Ok(Expected::Unjudged(why.to_owned()));
    let Some(reference) = question.reference() else {
        return unknown("The question has no reference answer to say what is expected.");
    };
    let limits: Limits = question.limits_for(reference.language);
    let built = match build::build(bench, question, reference.language, &reference.source) {
        Ok(Build::Ready(built)) => built,
        Ok(Build::Failed { .. }) => return unknown("The reference answer does not compile."),
        Err(Error::LanguageMissing { .. }) => {
            return unknown("The reference answer's language is not installed.");
        }
        Err(other) => return Err(other),
    };
    let run = attempt::attempt(bench, &question.form, &built, limits, case)?;
    let several = matches!(question.checker, Checker::OneOf);
    Ok(match run.given {
        Given::Output(Output::Value(value)) if several => Expected::Value(json!([value])),
        Given::Output(Output::Text(text)) if several => Expected::Text(json!([text]).to_string()),
        Given::Output(Output::Value(value)) => Expected::Value(value),
        Given::Output(Output::Text(text)) => Expected::Text(text),
        Given::Failure(_) => {
            Expected::Unjudged("The reference answer gives nothing for this input.".to_owned())
        }
    })
}
