//! Runs a Python function on growing inputs: once natively, for the clock and the memory, and once
//! for instructions.

use std::path::PathBuf;

use onsite_domain::{job::Progress, signature::Form};
use onsite_sandbox::{File, Program};
use serde_json::json;

use super::{
    Measured, SLACK,
    answer::form_name,
    callgrind, counted, counting, enough,
    facts::{Facts, Point},
    inside, limits,
    loops::Counts,
    not_counted, tell,
};
use crate::{
    bench::{Bench, scratch_file},
    code::spec_of,
    error::Error,
};

pub(super) const HARNESS: &str = concat!(
    include_str!("../harness/growth.py"),
    include_str!("../harness/growth_question.py"),
    "\n\nmain()\n"
);
/// Where the first run leaves inputs for the second.
const KEPT: &str = "inputs.pickle";
/// Processor seconds that each part spends on measuring.
const CLOCK_SECONDS: f64 = 1.6;
const COUNT_SECONDS: f64 = 2.0;
const MAKE_SECONDS: f64 = 1.5;
/// The file that makes inputs for a question, and where they are left for another language.
const MAKER: &str = "growth.py";
pub(super) const MADE: &str = "inputs";

/// The facts of the clock, the counts, and what could not be done.
pub(super) fn run(
    bench: &Bench<'_>,
    measured: &Measured,
    form: Option<&Form>,
    progress: &dyn Fn(Progress),
) -> Result<(Facts, Counts, Vec<String>), Error> {
    tell(progress, "timing");
    let mut program = program(bench, (measured, form), "clock", CLOCK_SECONDS, None)?;
    program.limits = limits(8, 1024);
    program.collect = vec![PathBuf::from(KEPT)];
    let mut execution = bench.execute(&program)?;
    let mut facts = Facts::read(&execution.result);
    facts.busy = execution.wall > 2 * execution.cpu + SLACK;
    enough(measured, &facts, &execution)?;
    tell(progress, "counting instructions");
    let kept = execution.collected.pop().map(|(_, bytes)| bytes);
    let mut counts = Counts::default();
    if let Some(kept) = kept {
        let program = self::program(bench, (measured, form), "count", COUNT_SECONDS, Some(kept))?;
        let mut program = counting(bench, program);
        program.collect = vec![PathBuf::from(callgrind::FILE)];
        counts = counted(bench, program)?;
    }
    let notes = counts.calls.is_empty().then(|| not_counted(bench));
    Ok((facts, counts, notes.into_iter().collect()))
}

/// Counts at a few sizes, without the clock; nothing where there is no callgrind.
pub(super) fn brief(
    bench: &Bench<'_>,
    measured: &Measured,
    form: &Form,
    seconds: f64,
) -> Result<Vec<Point>, Error> {
    if bench.valgrind().is_none() {
        return Ok(Vec::new());
    }
    let program = program(bench, (measured, Some(form)), "brief", seconds, None)?;
    let mut program = counting(bench, program);
    program.limits = limits(12, 1536);
    let execution = bench.execute(&program)?;
    let facts = Facts::read(&execution.result);
    match facts.refused {
        Some(message) => Err(Error::Measure { message }),
        None => Ok(facts.counts),
    }
}

/// Makes the inputs of a question as JSON, for a program in another language: all, or few.
pub(super) fn inputs(
    bench: &Bench<'_>,
    measured: &Measured,
    form: &Form,
    mode: &str,
) -> Result<File, Error> {
    let mut program = program(bench, (measured, Some(form)), mode, MAKE_SECONDS, None)?;
    program.collect = vec![PathBuf::from(MADE)];
    let mut execution = bench.execute(&program)?;
    let facts = Facts::read(&execution.result);
    if let Some(message) = facts.refused {
        return Err(Error::Measure { message });
    }
    match execution.collected.pop() {
        Some((name, bytes)) if facts.done => Ok(File {
            name,
            bytes,
            executable: false,
        }),
        _ => Err(Error::Measure {
            message: format!("make of {MAKER} ended the process, or takes too much memory or time"),
        }),
    }
}

fn program(
    bench: &Bench<'_>,
    (measured, form): (&Measured, Option<&Form>),
    mode: &str,
    seconds: f64,
    kept: Option<Vec<u8>>,
) -> Result<Program, Error> {
    let (name, text) = &measured.source;
    let source = inside(name, "answer.py");
    let mut files = vec![scratch_file(&source, text)];
    let mut config = json!({
        "mode": mode, "entry": measured.entry, "source": source, "seconds": seconds,
    });
    if let Some((name, text, function)) = &measured.inputs {
        let own = match form {
            Some(_) => MAKER.to_owned(),
            None => inside(name, "inputs.py"),
        };
        // The same file is read once.
        let own = if own == source && text != &measured.source.1 {
            "inputs_.py".to_owned()
        } else {
            own
        };
        config["inputs"] = own.clone().into();
        config["make"] = function.clone().into();
        if own != source {
            files.push(scratch_file(&own, text));
        }
    }
    if let Some(form) = form {
        config["form"] = form_name(form).into();
        config["spec"] = spec_of(form);
    }
    files.extend(kept.map(|bytes| File {
        name: PathBuf::from(KEPT),
        bytes,
        executable: false,
    }));
    bench.python(HARNESS, &[&config.to_string()], files, limits(8, 1024))
}
