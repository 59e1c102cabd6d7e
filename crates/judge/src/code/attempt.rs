//! Runs an answer on one case, up to what it gave: an output, or how it ended instead.
//!
//! Whether an output is right is decided elsewhere; nothing here is told what is expected.

use std::time::Duration;

use onsite_domain::{
    code::{Limits, Verdict},
    signature::Form,
};
use onsite_sandbox::{self as sandbox, Ending, Execution};
use serde_json::Value;

use super::{
    build::Built,
    case::Case,
    checker::Output,
    difference::sentence,
    failure::{Failure, complaint, told, unreadable},
    shape::Shape,
};
use crate::{
    bench::Bench,
    error::Error,
    run::{Told, cut_short, limits},
};

/// Longest text that a round trip may carry, in bytes.
const MOST_TEXT: usize = 1024 * 1024;
/// What the outcome's frame may take beyond the result itself.
const FRAME: u64 = 8 * 1024;
/// How much of the limit a second run may take.
const SECOND: (u64, u64) = (5, 4);
/// The least that the second half of a round trip gets.
const LEAST: Duration = Duration::from_millis(10);

/// What one case gave.
#[derive(Debug)]
pub(crate) struct Attempted {
    /// The output, or how it ended instead.
    pub(crate) given: Given,
    /// What it used and printed.
    pub(crate) used: Used,
    /// The text that a round trip carried.
    pub(crate) text: Option<String>,
    /// How often a program was started for it.
    starts: u32,
}

/// What it used, and what it printed beside its result.
#[derive(Debug, Default)]
pub(crate) struct Used {
    /// Processor time.
    pub(crate) cpu: Duration,
    /// Wall time.
    pub(crate) wall: Duration,
    /// Peak memory, in bytes.
    pub(crate) memory: u64,
    /// Standard output.
    pub(crate) stdout: Vec<u8>,
    /// Standard error.
    pub(crate) stderr: Vec<u8>,
}

/// An output, or how it ended instead.
#[derive(Debug)]
pub(crate) enum Given {
    /// An output of the right type.
    Output(Output),
    /// No such output.
    Failure(Failure),
}

impl Used {
    fn add(&mut self, execution: Execution) {
        self.cpu += execution.cpu;
        self.wall += execution.wall;
        self.memory = self.memory.max(execution.memory);
        self.stdout.extend(execution.stdout);
        self.stderr.extend(execution.stderr);
    }
}

/// Runs an answer on a case, and once more where its time ran out. The second run decides where it
/// stays within the limit.
pub(crate) fn attempt_twice(
    bench: &Bench<'_>,
    form: &Form,
    built: &Built,
    limits: Limits,
    case: &Case,
) -> Result<Attempted, Error> {
    let first = attempt(bench, form, built, limits, case)?;
    // What the language gets to start is not the answer's.
    let limit = |run: &Attempted| whole_cpu(limits, built.language.allowance().cpu_ms, run.starts);
    let ran_out = |run: &Attempted| matches!(&run.given, Given::Failure(failure) if failure.verdict == Verdict::TimeLimitExceeded);
    // One that waited all the time would wait again.
    if !ran_out(&first) || first.used.cpu < limit(&first) {
        return Ok(first);
    }
    let wider = Limits {
        cpu_ms: limits.cpu_ms.saturating_mul(SECOND.0) / SECOND.1,
        ..limits
    };
    let second = attempt(bench, form, built, wider, case)?;
    if ran_out(&second) || second.used.cpu > limit(&second) {
        return Ok(first);
    }
    Ok(second)
}

/// The processor time that so many starts may take, each with what its language gets for it.
fn whole_cpu(limits: Limits, own_ms: u64, starts: u32) -> Duration {
    Duration::from_millis(limits.cpu_ms) + Duration::from_millis(own_ms) * starts
}

/// Runs an answer on a case.
pub(crate) fn attempt(
    bench: &Bench<'_>,
    form: &Form,
    built: &Built,
    limits: Limits,
    case: &Case,
) -> Result<Attempted, Error> {
    let mut run = Run {
        bench,
        built,
        limits,
        starts: 0,
        used: Used::default(),
    };
    if let Some(words) = built.refuses(&case.value) {
        return Ok(Attempted {
            given: Given::Failure(Failure::new(Verdict::RunTimeError, words)),
            used: run.used,
            text: None,
            starts: run.starts,
        });
    }
    let mut text = None;
    let result = match form {
        Form::Program => run.program(&case.input)?,
        Form::Function { .. } => run
            .once("function", case.input.as_bytes())?
            .map(Output::Value),
        Form::Class { .. } => run.once("class", case.input.as_bytes())?.map(Output::Value),
        Form::RoundTrip { .. } => run.round_trip(&case.input, &mut text)?.map(Output::Value),
    };
    let result = match result {
        Ok(Output::Value(value)) => typed(form, case, value),
        other => other,
    };
    Ok(Attempted {
        given: result.map_or_else(Given::Failure, Given::Output),
        used: run.used,
        text,
        starts: run.starts,
    })
}

/// Checks the type of a result.
fn typed(form: &Form, case: &Case, value: Value) -> Result<Output, Failure> {
    let checked = Shape::of(form, &case.value).map_or(Ok(()), |shape| shape.check(&value, false));
    match checked {
        Ok(()) => Ok(Output::Value(value)),
        Err(mismatch) => Err(Failure {
            verdict: Verdict::WrongAnswer,
            words: sentence(&mismatch.to_string()),
            actual: Some(value.to_string()),
        }),
    }
}

type Outcome<T> = Result<Result<T, Failure>, Error>;

struct Run<'a> {
    bench: &'a Bench<'a>,
    built: &'a Built,
    limits: Limits,
    /// How often the language was started.
    starts: u32,
    used: Used,
}

impl Run<'_> {
    /// Runs a program on its standard input.
    fn program(&mut self, input: &str) -> Outcome<Output> {
        let execution = self.execute("program", input.as_bytes())?;
        let told = told(&execution.result);
        if let Some(failure) = self.cut_short(&execution) {
            self.used.add(execution);
            return Ok(Err(failure));
        }
        let ended = execution.ending;
        // What a program writes to the result channel is only ever ours to read as a complaint.
        if let (false, Some(failure)) = (
            ended == Ending::Exited(0),
            told.as_deref().and_then(complaint),
        ) {
            self.used.add(execution);
            return Ok(Err(failure));
        }
        let result = match ended {
            Ending::Exited(0) => match String::from_utf8(execution.stdout.clone()) {
                Ok(text) => Ok(Output::Text(text)),
                Err(_) => Err(Failure::new(
                    Verdict::WrongAnswer,
                    "What was printed is not text in UTF-8.",
                )),
            },
            Ending::Exited(code) => Err(Failure::new(
                Verdict::RunTimeError,
                format!("It exited with code {code}; a program that is done exits with 0."),
            )),
            _ => Err(Failure::new(Verdict::RunTimeError, "It ended early.")),
        };
        self.used.add(execution);
        Ok(result)
    }

    /// Runs the harness in one mode and reads its outcome.
    fn once(&mut self, mode: &str, input: &[u8]) -> Outcome<Value> {
        let execution = self.execute(mode, input)?;
        let cut_short = self.cut_short(&execution);
        let ending = execution.ending;
        let told = told(&execution.result);
        let silent = execution.result.is_empty();
        self.used.add(execution);
        if let Some(failure) = cut_short {
            return Ok(Err(failure));
        }
        let Some(mut parts) = told else {
            return Ok(Err(unreadable(silent, ending)));
        };
        if parts.first().and_then(Value::as_str) == Some("value") && parts.len() == 2 {
            return Ok(match ending {
                Ending::Exited(0) => Ok(parts.swap_remove(1)),
                _ => Err(Failure::new(
                    Verdict::RunTimeError,
                    "It returned a result, but failed while ending.",
                )),
            });
        }
        Ok(Err(
            complaint(&parts).unwrap_or_else(|| unreadable(false, ending))
        ))
    }

    /// Turns the value into text in one execution and back in another, so that only the text can
    /// carry it over.
    fn round_trip(&mut self, input: &str, carried: &mut Option<String>) -> Outcome<Value> {
        let text = match self.once("encode", input.as_bytes())? {
            Ok(Value::String(text)) => text,
            Ok(other) => {
                return Ok(Err(Failure {
                    verdict: Verdict::WrongAnswer,
                    words: "Encoding must return a string.".to_owned(),
                    actual: Some(other.to_string()),
                }));
            }
            Err(failure) => return Ok(Err(failure)),
        };
        if text.len() > MOST_TEXT {
            return Ok(Err(Failure::new(
                Verdict::OutputLimitExceeded,
                format!(
                    "The text is {} bytes long; at most {MOST_TEXT} are carried over.",
                    text.len()
                ),
            )));
        }
        let input = Value::from(text.as_str()).to_string();
        *carried = Some(text);
        self.once("decode", input.as_bytes())
    }

    fn execute(&mut self, mode: &str, input: &[u8]) -> Result<Execution, Error> {
        let mut program = self.built.program(mode);
        program.stdin = self.built.input(mode, input);
        let own = self.built.language.allowance();
        self.starts += 1;
        let whole = whole_cpu(self.limits, own.cpu_ms, self.starts);
        let cpu = whole.saturating_sub(self.used.cpu).max(LEAST);
        let output = self.limits.output_kib.saturating_mul(1024);
        let memory = (self.limits.memory_mib + own.memory_mib).saturating_mul(1 << 20);
        program.limits = sandbox::Limits {
            result: output.saturating_add(FRAME),
            ..limits(cpu, memory, output)
        };
        self.bench.execute(&program)
    }

    /// The failure where a limit or a signal ended it.
    fn cut_short(&self, execution: &Execution) -> Option<Failure> {
        let (verdict, words) = cut_short(execution, &self.told())?;
        Some(Failure::new(verdict, words))
    }

    fn told(&self) -> Told {
        let limits = self.limits;
        let output = format!("{} KiB", limits.output_kib);
        let (language, starts) = (self.built.language, self.starts);
        Told::new(language, starts, limits.cpu_ms, limits.memory_mib, output)
    }
}
