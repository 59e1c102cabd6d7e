//! Makes an answer ready to run: for Python nothing but files, for C++ one compilation inside the
//! sandbox, kept by everything that it depends on.

use std::{path::PathBuf, time::Duration};

use onsite_domain::{
    code::{CodeQuestion, Language},
    signature::Form,
};
use onsite_sandbox::{Ending, Execution, File, Limits, Program};

use super::{cpp, spec};
use crate::{
    bench::{Bench, dear_modules, scratch_file},
    cache::Key,
    error::Error,
};

/// Runs an answer in Python on one case.
const PYTHON_HARNESS: &str = include_str!("../harness/answer.py");
/// What an answer in C++ is compiled with.
const CPP_HARNESS: &str = include_str!("../harness/onsite.hpp");
const CPP_FLAGS: [&str; 7] = [
    "-std=c++20",
    "-O2",
    "-pipe",
    // Reading past the end of a vector ends the program instead of giving any number.
    "-D_GLIBCXX_ASSERTIONS",
    "-fdiagnostics-color=never",
    "-fmax-errors=8",
    "-fno-diagnostics-show-option",
];
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
    spec: String,
}

impl Built {
    /// The program for one mode of the harness, without input and limits.
    pub(crate) fn program(&self, mode: &str) -> Program {
        let mut program = self.program.clone();
        program.arguments.push(mode.into());
        if self.language == Language::Python {
            program.arguments.push(self.spec.clone().into());
        }
        if let Some(warm) = &mut program.warm {
            warm.arguments = vec![mode.into(), self.spec.clone().into()];
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
    match language {
        Language::Python => {
            let files = vec![scratch_file("answer.py", source)];
            let modules = dear_modules(source);
            let limits = Limits::default();
            Ok(Build::Ready(Box::new(Built {
                language,
                compile_millis: None,
                program: bench.warm_python(PYTHON_HARNESS, modules, &[], files, limits)?,
                spec: spec::of(&question.form).to_string(),
            })))
        }
        Language::Cpp => compile(bench, &question.form, source),
    }
}

fn compile(bench: &Bench<'_>, form: &Form, source: &str) -> Result<Build, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let main = cpp::main(form)?;
    let key = Key::new(
        "built answer",
        &[
            runtime.version().as_bytes(),
            runtime.program().as_os_str().as_encoded_bytes(),
            CPP_FLAGS.join(" ").as_bytes(),
            CPP_HARNESS.as_bytes(),
            main.as_deref().unwrap_or_default().as_bytes(),
            source.as_bytes(),
        ],
    );
    if let Some((cpu, binary)) = bench.cache.get(&key).and_then(with_cost) {
        bench.count(cpu);
        return Ok(ready(binary, 0));
    }
    let execution = bench.execute(&compiler(bench, main.as_deref(), source)?)?;
    let millis = as_millis(execution.wall);
    match execution.collected.first() {
        Some((_, binary)) if execution.ending == Ending::Exited(0) => {
            let mut entry = as_micros(execution.cpu).to_le_bytes().to_vec();
            entry.extend_from_slice(binary);
            bench.cache.put(&key, &entry);
            Ok(ready(binary.clone(), millis))
        }
        _ => Ok(Build::Failed {
            output: refusal(&execution),
            millis,
        }),
    }
}

fn compiler(bench: &Bench<'_>, main: Option<&str>, source: &str) -> Result<Program, Error> {
    let mut files = vec![scratch_file("answer.cpp", source)];
    if let Some(main) = main {
        files.push(scratch_file("main.cpp", main));
        files.push(scratch_file("onsite.hpp", CPP_HARNESS));
    }
    let unit = if main.is_some() {
        "main.cpp"
    } else {
        "answer.cpp"
    };
    gcc(bench, &[unit], files, "answer")
}

/// The compiler, which makes one file of others.
fn gcc(
    bench: &Bench<'_>,
    inputs: &[&str],
    files: Vec<File>,
    output: &str,
) -> Result<Program, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let mut arguments = vec![runtime.inside().as_os_str().to_owned()];
    arguments.extend(CPP_FLAGS.iter().map(Into::into));
    if runtime.library().is_some() {
        // Its own libraries are not where the built program would look.
        arguments.extend(["-static-libstdc++", "-static-libgcc"].map(Into::into));
    }
    arguments.extend(inputs.iter().map(Into::into));
    arguments.extend(["-o", output].map(Into::into));
    let environment = [
        ("PATH", "/usr/bin:/bin"),
        ("HOME", "/scratch"),
        ("TMPDIR", "/tmp"),
        ("LC_ALL", "C.UTF-8"),
        ("CCACHE_DISABLE", "1"),
    ];
    Ok(Program {
        arguments,
        environment: environment.map(|(n, v)| (n.into(), v.into())).into(),
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
    })
}

/// A program of two parts: one handed in, with what surrounds it, and one of ours.
pub(crate) struct Linked<'a> {
    /// Name and text of what was handed in.
    pub(crate) source: (&'a str, &'a str),
    /// The file that includes it.
    pub(crate) main: &'a str,
    /// Ours, which is compiled once and kept.
    pub(crate) ours: &'a str,
}

/// Compiles and links; where what was handed in does not compile, the compiler's words.
pub(crate) fn link(
    bench: &Bench<'_>,
    linked: &Linked<'_>,
) -> Result<Result<Program, String>, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let (name, text) = linked.source;
    let key = |what, parts: &[&str]| {
        let flags = CPP_FLAGS.join(" ");
        let program = runtime.program().as_os_str().as_encoded_bytes();
        let mut all = vec![runtime.version().as_bytes(), program, flags.as_bytes()];
        all.extend(parts.iter().map(|part| part.as_bytes()));
        Key::new(what, &all)
    };
    let whole = key("linked answer", &[name, text, linked.main, linked.ours]);
    if let Some(binary) = bench.cache.get(&whole) {
        return Ok(Ok(program_of(binary)));
    }
    let part = key("compiled part", &[linked.ours]);
    let ours = if let Some(kept) = bench.cache.get(&part) {
        kept
    } else {
        let files = vec![scratch_file("part.cpp", linked.ours)];
        let made = made(bench, &gcc(bench, &["-c", "part.cpp"], files, "part.o")?)?;
        let made = made.map_err(|said| Error::package("the measuring harness", said))?;
        bench.cache.put(&part, &made);
        made
    };
    let files = vec![
        scratch_file(name, text),
        scratch_file("main.cpp", linked.main),
        File {
            name: PathBuf::from("part.o"),
            bytes: ours,
            executable: false,
        },
    ];
    let made = made(
        bench,
        &gcc(bench, &["main.cpp", "part.o"], files, "answer")?,
    )?;
    if let Ok(binary) = &made {
        bench.cache.put(&whole, binary);
    }
    Ok(made.map(program_of))
}

/// Runs the compiler: what it made, else its words.
fn made(bench: &Bench<'_>, compiler: &Program) -> Result<Result<Vec<u8>, String>, Error> {
    let mut execution = bench.execute(compiler)?;
    Ok(match execution.collected.pop() {
        Some((_, bytes)) if execution.ending == Ending::Exited(0) => Ok(bytes),
        _ => Err(refusal(&execution)),
    })
}

fn ready(binary: Vec<u8>, millis: u64) -> Build {
    Build::Ready(Box::new(Built {
        language: Language::Cpp,
        compile_millis: Some(millis),
        program: program_of(binary),
        spec: String::new(),
    }))
}

fn program_of(binary: Vec<u8>) -> Program {
    Program {
        arguments: vec!["/scratch/answer".into()],
        environment: [
            ("HOME", "/scratch"),
            ("LC_ALL", "C.UTF-8"),
            ("TMPDIR", "/tmp"),
        ]
        .map(|(n, v)| (n.into(), v.into()))
        .into(),
        files: vec![File {
            name: PathBuf::from("answer"),
            bytes: binary,
            executable: true,
        }],
        ..Program::default()
    }
}

/// Splits what was kept into what it cost and the program.
fn with_cost(mut entry: Vec<u8>) -> Option<(Duration, Vec<u8>)> {
    let cost: [u8; 8] = entry.get(..8)?.try_into().ok()?;
    entry.drain(..8);
    Some((Duration::from_micros(u64::from_le_bytes(cost)), entry))
}

/// Why there is no program, in the compiler's words and ours.
fn refusal(execution: &Execution) -> String {
    let said = tidy(&String::from_utf8_lossy(&execution.stderr));
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
fn tidy(said: &str) -> String {
    let mut kept = Vec::new();
    let mut length = 0;
    let ours = ["In file included from main.cpp", "compilation terminated"];
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

/// Whole milliseconds.
pub(crate) fn as_millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn as_micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
