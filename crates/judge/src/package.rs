//! Runs the programs of a question package (generator, validator, checker, formula, simulation).
//! They are untrusted and run only in the sandbox.

use std::time::Duration;

use onsite_sandbox::{Ending, Limits};
use serde_json::Value;

use crate::{
    bench::{Bench, dear_modules, scratch_file},
    error::Error,
};

/// The harness; part of the name of whatever is kept of its results.
pub(crate) const HARNESS: &str = include_str!("harness/package.py");
/// Most characters of a program's own words that are passed on.
const MOST_WORDS: usize = 600;

const MIB: u64 = 1 << 20;

/// A program of a package and what is wanted of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PackageProgram<'a> {
    /// `generate`, `validate`, `check`, `formula` or `simulate`.
    pub(crate) action: &'static str,
    /// The file inside the package.
    pub(crate) file: &'a str,
    /// Its source.
    pub(crate) source: &'a str,
}

/// What a program says to one request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    /// A value.
    Value(Value),
    /// It refused, and why.
    Refused(String),
}

impl PackageProgram<'_> {
    /// Calls the program once with each list of arguments, all in one execution.
    pub(crate) fn call(&self, bench: &Bench<'_>, requests: &[Value]) -> Result<Vec<Reply>, Error> {
        let limits = Limits {
            cpu: Duration::from_secs(15),
            wall: Duration::from_secs(40),
            memory: 1024 * MIB,
            processes: 32,
            output: 16 * MIB,
            result: 64 * MIB,
            ..Limits::default()
        };
        let mut program = bench.warm_python(
            HARNESS,
            dear_modules(self.source),
            &[self.action, self.file],
            vec![scratch_file("program.py", self.source)],
            limits,
        )?;
        program.stdin = Value::from(requests).to_string().into_bytes();
        let execution = bench.execute(&program)?;
        if execution.ending != Ending::Exited(0) {
            let words = String::from_utf8_lossy(&execution.stderr);
            return Err(self.fault(how_it_failed(execution.ending, &words)));
        }
        let replies: Vec<(String, Value)> = serde_json::from_slice(&execution.result)
            .map_err(|error| self.fault(format!("its reply cannot be read: {error}")))?;
        if replies.len() != requests.len() {
            return Err(self.fault("it did not reply to every request".to_owned()));
        }
        Ok(replies
            .into_iter()
            .map(|(tag, value)| match (tag.as_str(), value) {
                ("refused", Value::String(why)) => Reply::Refused(why),
                (_, value) => Reply::Value(value),
            })
            .collect())
    }

    /// Calls the program once.
    pub(crate) fn call_once(&self, bench: &Bench<'_>, request: Value) -> Result<Reply, Error> {
        let mut replies = self.call(bench, &[request])?;
        replies
            .pop()
            .ok_or_else(|| self.fault("it did not reply".to_owned()))
    }

    /// An error that names the program.
    pub(crate) fn fault(&self, message: String) -> Error {
        Error::package(self.file, message)
    }
}

fn how_it_failed(ending: Ending, words: &str) -> String {
    // The end of a traceback names the error; its beginning only our harness.
    let trimmed = words.trim();
    let skip = trimmed.chars().count().saturating_sub(MOST_WORDS);
    let tail: String = trimmed.chars().skip(skip).collect();
    let how = match ending {
        Ending::Exited(_) => return format!("it failed: {tail}"),
        Ending::Signalled(signal) => format!("it ended by signal {signal}"),
        Ending::CpuLimit | Ending::WallLimit => "it took more than 15 s".to_owned(),
        Ending::MemoryLimit => "it used more than 1 GiB of memory".to_owned(),
        Ending::OutputLimit => "it wrote more than 64 MiB".to_owned(),
    };
    format!("{how} {tail}").trim().to_owned()
}
