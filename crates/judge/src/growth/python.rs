//! Runs a Python function on growing inputs: once natively, for the clock and the memory, and once
//! under callgrind, for instructions.

use std::path::PathBuf;

use onsite_domain::job::Progress;
use onsite_sandbox::{File, Program};
use serde_json::json;

use super::{
    Measured, enough,
    facts::{Facts, Point},
    inside, limits, not_counted, tell, under_callgrind,
};
use crate::{
    bench::{Bench, scratch_file},
    error::Error,
};

const HARNESS: &str = include_str!("../harness/growth.py");
/// Where the first run leaves inputs for the second.
const KEPT: &str = "inputs.pickle";
/// Processor seconds that each part spends on measuring.
const CLOCK_SECONDS: f64 = 1.6;
const COUNT_SECONDS: f64 = 2.0;

/// The facts of the clock, the counts, and what could not be done.
pub(super) fn run(
    bench: &Bench<'_>,
    measured: &Measured,
    progress: &dyn Fn(Progress),
) -> Result<(Facts, Vec<Point>, Vec<String>), Error> {
    tell(progress, "timing");
    let mut program = program(bench, measured, "clock", CLOCK_SECONDS, None)?;
    program.limits = limits(8, 1024);
    program.collect = vec![PathBuf::from(KEPT)];
    let mut execution = bench.execute(&program)?;
    let facts = Facts::read(&execution.result);
    enough(measured, &facts, &execution)?;
    tell(progress, "counting instructions");
    let kept = execution.collected.pop().map(|(_, bytes)| bytes);
    let mut counts = Vec::new();
    if let Some(kept) = kept {
        let counting = self::program(bench, measured, "count", COUNT_SECONDS, Some(kept))?;
        if let Some(mut counting) = under_callgrind(bench, counting) {
            counting.limits = limits(12, 1536);
            counts = Facts::read(&bench.execute(&counting)?.result).counts;
        }
    }
    let notes = counts.is_empty().then(|| not_counted(bench));
    Ok((facts, counts, notes.into_iter().collect()))
}

fn program(
    bench: &Bench<'_>,
    measured: &Measured,
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
        let own = inside(name, "inputs.py");
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
    files.extend(kept.map(|bytes| File {
        name: PathBuf::from(KEPT),
        bytes,
        executable: false,
    }));
    bench.python(HARNESS, &[&config.to_string()], files, limits(8, 1024))
}
