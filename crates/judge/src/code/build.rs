//! Makes an answer ready to run: for Python and R nothing but files, for the others one compilation
//! inside the sandbox, kept by everything that it depends on.

use std::{ffi::OsString, path::PathBuf, time::Duration};

use onsite_domain::{
    code::{CodeQuestion, Language},
    signature::Form,
};
use onsite_sandbox::{Ending, Execution, File, Limits, Program};
use serde_json::Value;

use super::{gcc, java, rscript, rustc, rvalue, spec};
use crate::{
    bench::{Bench, dear_modules, scratch_file},
    cache::Key,
    error::Error,
    run::as_millis,
    runtimes::Runtime,
};

/// Runs an answer in Python on one case.
const PYTHON_HARNESS: &str = include_str!("../harness/answer.py");
const COMPILE_SECONDS: u64 = 10;
const MOST_BINARY_MIB: u64 = 64;
/// Most of the compiler's words that are kept, in bytes and in lines.
const MOST_WORDS: usize = 4096;
const MOST_LINES: usize = 40;

const MIB: u64 = 1 << 20;

/// What became of an answer.
pub(crate) enum Build {
    /// It can be run.
    Ready(Box<Built>),
    /// The compiler refused it.
    Failed {
        /// The compiler's words.
        output: String,
        /// How long that took, in milliseconds.
        millis: u64,
    },
}

/// An answer that can be run.
pub(crate) struct Built {
    /// Its language.
    pub(crate) language: Language,
    /// Time to compile it, in milliseconds; zero where it was kept, nothing where nothing is
    /// compiled.
    pub(crate) compile_millis: Option<u64>,
    program: Program,
    /// The signature, for a harness that reads it when it runs.
    spec: Option<String>,
    /// The form, where the harness takes values rather than their text.
    takes_values: Option<Form>,
}

impl Built {
    /// What is not compiled.
    pub(super) const fn as_it_is(language: Language, program: Program, spec: String) -> Self {
        Self {
            language,
            compile_millis: None,
            program,
            spec: Some(spec),
            takes_values: None,
        }
    }

    /// What is not compiled, and takes values of a form as R keeps them.
    pub(super) const fn of_values(program: Program, form: Form) -> Self {
        Self {
            language: Language::R,
            compile_millis: None,
            program,
            spec: None,
            takes_values: Some(form),
        }
    }

    /// The standard input for one mode of the harness.
    pub(crate) fn input(&self, mode: &str, text: &[u8]) -> Vec<u8> {
        match &self.takes_values {
            Some(form) => rscript::input(form, mode, text),
            None => text.to_vec(),
        }
    }

    /// Why the language cannot hold an input, where it cannot.
    pub(crate) fn refuses(&self, input: &Value) -> Option<String> {
        let form = self.takes_values.as_ref()?;
        (*form != Form::Program).then(|| rvalue::unfit(input))?
    }

    /// The program for one mode of the harness, without input and limits.
    pub(crate) fn program(&self, mode: &str) -> Program {
        let mut program = self.program.clone();
        program.arguments.push(mode.into());
        program
            .arguments
            .extend(self.spec.iter().map(OsString::from));
        if let Some(warm) = &mut program.warm {
            warm.arguments = std::iter::once(mode.into())
                .chain(self.spec.iter().map(OsString::from))
                .collect();
        }
        program
    }
}

/// Makes an answer ready.
pub(crate) fn build(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    language: Language,
    source: &str,
) -> Result<Build, Error> {
    let form = &question.form;
    match language {
        Language::Python => {
            let files = vec![scratch_file("answer.py", source)];
            let modules = dear_modules(source);
            let limits = Limits::default();
            let program = bench.warm_python(PYTHON_HARNESS, modules, &[], files, limits)?;
            let built = Built::as_it_is(language, program, spec::of(form).to_string());
            Ok(Build::Ready(Box::new(built)))
        }
        Language::Cpp => gcc::build(bench, form, source),
        Language::Java => java::build(bench, question, source),
        Language::Rust => rustc::build(bench, form, source),
        Language::R => rscript::build(bench, question, source),
    }
}

/// What a compiler made: a file, else words; and what that took.
pub(super) struct Made {
    /// The file, else why there is none.
    pub(super) outcome: Result<Vec<u8>, String>,
    /// Whether a limit ended it, so that trying again would only take as long.
    pub(super) limited: bool,
    cpu: Duration,
    wall: Duration,
}

impl Made {
    /// Runs a compiler that makes one file; lines that begin with one of `ours` are not told.
    pub(super) fn by(bench: &Bench<'_>, compiler: &Program, ours: &[&str]) -> Result<Self, Error> {
        let mut execution = bench.execute(compiler)?;
        let outcome = match execution.collected.pop() {
            Some((_, bytes)) if execution.ending == Ending::Exited(0) => Ok(bytes),
            _ => Err(refusal(&execution, ours)),
        };
        Ok(Self {
            outcome,
            limited: !matches!(execution.ending, Ending::Exited(_) | Ending::Signalled(_)),
            cpu: execution.cpu,
            wall: execution.wall,
        })
    }
}

/// The program that an answer is compiled to, from the cache or made now.
pub(super) fn compiled(
    bench: &Bench<'_>,
    language: Language,
    key: &Key,
    compile: impl FnOnce() -> Result<Made, Error>,
    ready: impl FnOnce(Vec<u8>) -> (Program, Option<String>),
) -> Result<Build, Error> {
    let built = |binary, millis| {
        let (program, spec) = ready(binary);
        Build::Ready(Box::new(Built {
            language,
            compile_millis: Some(millis),
            program,
            spec,
            takes_values: None,
        }))
    };
    if let Some((cpu, binary)) = bench.cache.get(key).and_then(with_cost) {
        bench.count(cpu);
        return Ok(built(binary, 0));
    }
    let made = compile()?;
    let millis = as_millis(made.wall);
    Ok(match made.outcome {
        Ok(binary) => {
            let mut entry = as_micros(made.cpu).to_le_bytes().to_vec();
            entry.extend_from_slice(&binary);
            bench.cache.put(key, &entry);
            built(binary, millis)
        }
        Err(output) => Build::Failed { output, millis },
    })
}

/// One of our own parts, from the cache or made now.
pub(super) fn part(
    bench: &Bench<'_>,
    name: &str,
    key: &Key,
    compiler: impl FnOnce() -> Result<Program, Error>,
) -> Result<Vec<u8>, Error> {
    if let Some(kept) = bench.cache.get(key) {
        return Ok(kept);
    }
    let program = compiler()?;
    let made = bench.apart(|| Made::by(bench, &program, &[]))?.outcome;
    let made = made.map_err(|said| Error::package(name, said))?;
    bench.cache.put(key, &made);
    Ok(made)
}

/// The name of what a compiler makes of some texts.
pub(super) fn key(runtime: &Runtime, what: &str, texts: &[&str]) -> Key {
    let program = runtime.program().as_os_str().as_encoded_bytes();
    let mut all = vec![runtime.version().as_bytes(), program];
    all.extend(texts.iter().map(|text| text.as_bytes()));
    Key::new(what, &all)
}

/// A compiler that makes one file of others, without its arguments.
pub(super) fn compiler(runtime: &Runtime, files: Vec<File>, output: &str) -> Program {
    Program {
        arguments: vec![runtime.inside().as_os_str().to_owned()],
        environment: environment(&[("PATH", "/usr/bin:/bin"), ("CCACHE_DISABLE", "1")]),
        files,
        mounts: runtime.mounts(),
        limits: Limits {
            cpu: Duration::from_secs(COMPILE_SECONDS),
            wall: Duration::from_secs(3 * COMPILE_SECONDS),
            memory: 1024 * MIB,
            processes: 32,
            scratch: 256 * MIB,
            collect_bytes: MOST_BINARY_MIB * MIB,
            ..Limits::default()
        },
        collect: vec![PathBuf::from(output)],
        ..Program::default()
    }
}

/// The environment of a program, with some more in it.
pub(super) fn environment(more: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    [
        ("HOME", "/scratch"),
        ("LC_ALL", "C.UTF-8"),
        ("TMPDIR", "/tmp"),
    ]
    .iter()
    .chain(more)
    .map(|(name, value)| (name.into(), value.into()))
    .collect()
}

/// A compiled program that needs nothing else.
pub(super) fn binary_program(binary: Vec<u8>) -> Program {
    Program {
        arguments: vec!["/scratch/answer".into()],
        environment: environment(&[]),
        files: vec![File {
            name: PathBuf::from("answer"),
            bytes: binary,
            executable: true,
        }],
        ..Program::default()
    }
}

/// A file in the scratch folder that is not text.
pub(super) fn bytes_file(name: &str, bytes: Vec<u8>) -> File {
    File {
        name: PathBuf::from(name),
        bytes,
        executable: false,
    }
}

/// Splits what was kept into what it cost and the program.
fn with_cost(mut entry: Vec<u8>) -> Option<(Duration, Vec<u8>)> {
    let cost: [u8; 8] = entry.get(..8)?.try_into().ok()?;
    entry.drain(..8);
    Some((Duration::from_micros(u64::from_le_bytes(cost)), entry))
}

/// Why there is no program, in the compiler's words and ours.
fn refusal(execution: &Execution, ours: &[&str]) -> String {
    let said = tidy(&String::from_utf8_lossy(&execution.stderr), ours);
    let ours = match execution.ending {
        Ending::Exited(0) => format!("the built program is over {MOST_BINARY_MIB} MiB"),
        Ending::Exited(_) => return said,
        Ending::CpuLimit | Ending::WallLimit => {
            format!("compiling took more than {COMPILE_SECONDS} s")
        }
        Ending::MemoryLimit => "compiling took more than 1 GiB of memory".to_owned(),
        Ending::OutputLimit => "the compiler wrote too much".to_owned(),
        Ending::Signalled(signal) => format!("the compiler ended by signal {signal}"),
    };
    format!("{ours}\n{said}").trim().to_owned()
}

/// Leaves out what the candidate did not write, and shortens.
fn tidy(said: &str, ours: &[&str]) -> String {
    let mut kept = Vec::new();
    let mut length = 0;
    for line in said.lines() {
        if ours.iter().any(|start| line.starts_with(start)) {
            continue;
        }
        length += line.len() + 1;
        if length > MOST_WORDS || kept.len() >= MOST_LINES {
            kept.push("…".to_owned());
            break;
        }
        kept.push(line.replace("/scratch/", ""));
    }
    kept.join("\n")
}

fn as_micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
