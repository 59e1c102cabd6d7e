//! Makes the programs of a package ready to run: submissions and validators alike. They are built
//! as the format says, without anything of ours in them.

use std::{collections::BTreeMap, ffi::OsString, path::PathBuf, time::Duration};

use onsite_domain::{
    code::Language,
    kattis::{Include, Limits, Program as Source, SourceFile, Written},
    value::shorten,
};
use onsite_sandbox::{self as sandbox, Ending, Execution, File, Program};

use crate::{
    bench::{Bench, python_environment},
    cache::Key,
    code::{archiver, machine, rustc},
    error::Error,
    run::as_millis,
    runtimes::Runtime,
};

/// The built program's name; no source has it.
const BINARY: &str = "program.built";
/// Most of a compiler's words that are kept.
const MOST_WORDS: usize = 4000;
const MOST_BINARY: u64 = 64 << 20;

/// A program, or why there is none.
pub(super) enum Made {
    /// It can be run.
    Ready {
        /// Without input, arguments of the case and limits.
        program: Box<Program>,
        /// Time to compile it in milliseconds, where something was compiled; zero where it was kept.
        millis: Option<u64>,
    },
    /// It does not compile.
    Refused {
        /// The compiler's words, or ours.
        words: String,
        /// How long that took, in milliseconds.
        millis: u64,
    },
}

/// Makes a program; files of `includes` go over its own.
pub(super) fn make(
    bench: &Bench<'_>,
    source: &Source,
    includes: &[Include],
    limits: &Limits,
) -> Result<Made, Error> {
    let mut files: BTreeMap<&str, &SourceFile> = BTreeMap::new();
    let fits = |include: &&Include| include.language.is_none_or(|l| l == source.language);
    let added = includes.iter().filter(fits).flat_map(|i| &i.files);
    for file in source.files.iter().chain(added) {
        files.insert(&file.name, file);
    }
    let files: Vec<&SourceFile> = files.into_values().collect();
    match source.language {
        Written::In(Language::Python) => python(bench, source, &files, limits),
        Written::C | Written::In(Language::Cpp) => linked(bench, source.language, &files, limits),
        Written::In(Language::Java) => java(bench, source, &files, limits),
        Written::In(Language::Rust) => rust(bench, source, &files, limits),
        Written::In(other @ Language::R) => Ok(Made::Refused {
            words: format!("programs of packages are not run in {}", other.title()),
            millis: 0,
        }),
    }
}

fn file(source: &SourceFile) -> File {
    File {
        name: PathBuf::from(&source.name),
        bytes: source.bytes.clone(),
        executable: false,
    }
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Interpreters read the files as they are; what is no Python at all is told before any case.
fn python(
    bench: &Bench<'_>,
    source: &Source,
    files: &[&SourceFile],
    limits: &Limits,
) -> Result<Made, Error> {
    const CHECK: &str = "import sys\nfor name in sys.argv[1:]:\n    \
        compile(open(name, 'rb').read(), name, 'exec')";
    let runtime = bench.runtime(Language::Python)?;
    let sources: Vec<&str> = files
        .iter()
        .map(|file| &*file.name)
        .filter(|name| source.entry.as_deref() == Some(name) || ending(name) == "py")
        .collect();
    let mut check = interpreter(runtime, ["-S", "-c", CHECK].into_iter().chain(sources));
    check.files = files.iter().copied().map(file).collect();
    check.limits = compile_limits(limits);
    let execution = bench.execute(&check)?;
    if execution.ending != Ending::Exited(0) {
        return Ok(refused(&execution, limits));
    }
    let entry = format!("/scratch/{}", source.entry.as_deref().unwrap_or_default());
    let mut program = interpreter(runtime, std::iter::once(&*entry));
    program.files = check.files;
    Ok(Made::Ready {
        program: Box::new(program),
        millis: None,
    })
}

fn interpreter<'a>(runtime: &Runtime, arguments: impl Iterator<Item = &'a str>) -> Program {
    Program {
        arguments: std::iter::once(runtime.inside().as_os_str().to_owned())
            .chain(["-s", "-B"].map(OsString::from))
            .chain(arguments.map(OsString::from))
            .collect(),
        environment: python_environment(runtime),
        mounts: runtime.mounts(),
        ..Program::default()
    }
}

/// C and C++, compiled together and linked.
fn linked(
    bench: &Bench<'_>,
    language: Written,
    files: &[&SourceFile],
    limits: &Limits,
) -> Result<Made, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let compiler = Program {
        arguments: compiler_arguments(runtime, language, files),
        environment: environment(&[("PATH", "/usr/bin:/bin"), ("CCACHE_DISABLE", "1")]),
        mounts: runtime.mounts(),
        files: files.iter().copied().map(file).collect(),
        ..Program::default()
    };
    compiled(bench, runtime, compiler, files, limits, binary)
}

/// Rust, compiled from the file that it starts with.
fn rust(
    bench: &Bench<'_>,
    source: &Source,
    files: &[&SourceFile],
    limits: &Limits,
) -> Result<Made, Error> {
    let runtime = bench.runtime(Language::Rust)?;
    let inputs = [source.entry.as_deref().unwrap_or_default()];
    let files_in = files.iter().copied().map(file).collect();
    let compiler = rustc(bench, &inputs, files_in, BINARY)?;
    compiled(bench, runtime, compiler, files, limits, binary)
}

/// Java, compiled to one archive and started with the class that it names.
fn java(
    bench: &Bench<'_>,
    source: &Source,
    files: &[&SourceFile],
    limits: &Limits,
) -> Result<Made, Error> {
    let runtime = bench.runtime(Language::Java)?;
    let sources = files.iter().map(|file| &*file.name);
    let sources: Vec<&str> = sources.filter(|name| ending(name) == "java").collect();
    let files_in = files.iter().copied().map(file).collect();
    let compiler = archiver(bench, &sources, files_in, BINARY)?;
    let class = source.entry.clone().unwrap_or_default();
    let heap = limits.memory_mib;
    compiled(bench, runtime, compiler, files, limits, |archive, data| {
        let mut program = machine(runtime, heap);
        let words = ["-Xss64m", "-cp", BINARY, &class];
        program.arguments.extend(words.map(OsString::from));
        program.files = data;
        program.files.push(made_file(archive, false));
        program
    })
}

/// Runs a compiler that makes one file, or takes what it made before, and makes that a program;
/// what it may read at run time stays beside it.
fn compiled(
    bench: &Bench<'_>,
    runtime: &Runtime,
    mut compiler: Program,
    files: &[&SourceFile],
    limits: &Limits,
    program: impl FnOnce(Vec<u8>, Vec<File>) -> Program,
) -> Result<Made, Error> {
    let mut parts: Vec<&[u8]> = vec![
        runtime.version().as_bytes(),
        runtime.program().as_os_str().as_encoded_bytes(),
    ];
    parts.extend(compiler.arguments.iter().map(|a| a.as_encoded_bytes()));
    for file in &compiler.files {
        parts.extend([file.name.as_os_str().as_encoded_bytes(), &file.bytes]);
    }
    let key = Key::new("program of a package", &parts);
    let (made, millis) = if let Some(kept) = bench.cache.get(&key) {
        (kept, 0)
    } else {
        compiler.collect = vec![PathBuf::from(BINARY)];
        compiler.limits = compile_limits(limits);
        let mut execution = bench.execute(&compiler)?;
        match execution.collected.pop() {
            Some((_, made)) if execution.ending == Ending::Exited(0) => {
                bench.cache.put(&key, &made);
                (made, as_millis(execution.wall))
            }
            _ => return Ok(refused(&execution, limits)),
        }
    };
    let data = files.iter().filter(|file| !is_source(&file.name));
    let data = data.map(|data| file(data)).collect();
    Ok(Made::Ready {
        program: Box::new(program(made, data)),
        millis: Some(millis),
    })
}

/// A program that the machine itself runs.
fn binary(made: Vec<u8>, data: Vec<File>) -> Program {
    let mut files = data;
    files.push(made_file(made, true));
    Program {
        arguments: vec![format!("/scratch/{BINARY}").into()],
        environment: environment(&[("PATH", "/usr/bin:/bin")]),
        files,
        ..Program::default()
    }
}

fn made_file(bytes: Vec<u8>, executable: bool) -> File {
    File {
        name: PathBuf::from(BINARY),
        bytes,
        executable,
    }
}

fn compiler_arguments(
    runtime: &Runtime,
    language: Written,
    files: &[&SourceFile],
) -> Vec<OsString> {
    let mut arguments = vec![runtime.inside().as_os_str().to_owned()];
    let mut add = |words: &[&str]| arguments.extend(words.iter().map(OsString::from));
    add(&["-O2", "-pipe", "-w", "-fmax-errors=8", "-I."]);
    add(&["-fdiagnostics-color=never", "-o", BINARY]);
    if runtime.library().is_some() {
        // Its own libraries are not where the built program would look.
        add(&["-static-libstdc++", "-static-libgcc"]);
    }
    let units = |c: bool| {
        let lone = files.len() == 1;
        files
            .iter()
            .map(|file| &*file.name)
            .filter(move |name| match Written::find(ending(name)) {
                Some(Written::C) => c,
                Some(Written::In(Language::Cpp)) => !c,
                // Named on the command line with its language, whatever its ending.
                _ => lone && c == (language == Written::C),
            })
    };
    for (c, flags) in [
        (true, ["-x", "c", "-std=gnu17"]),
        (false, ["-x", "c++", "-std=gnu++20"]),
    ] {
        let names: Vec<&str> = units(c).collect();
        if !names.is_empty() {
            add(&flags[..2]);
            // A standard belongs to one language; beside the other the compiler's own holds.
            if units(!c).next().is_none() {
                add(&flags[2..]);
            }
            add(&names);
        }
    }
    add(&["-x", "none", "-lm"]);
    arguments
}

fn is_source(name: &str) -> bool {
    matches!(
        Written::find(ending(name)),
        Some(Written::C | Written::In(Language::Cpp | Language::Java | Language::Rust))
    ) || matches!(ending(name), "h" | "hh" | "hpp" | "hxx")
}

fn environment(more: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
    let fixed = [
        ("HOME", "/scratch"),
        ("TMPDIR", "/tmp"),
        ("LC_ALL", "C.UTF-8"),
    ];
    fixed
        .iter()
        .chain(more)
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

fn compile_limits(limits: &Limits) -> sandbox::Limits {
    let cpu = Duration::from_secs(limits.compile_seconds);
    sandbox::Limits {
        cpu,
        wall: cpu * 3,
        memory: limits.compile_mib << 20,
        scratch: 256 << 20,
        collect_bytes: MOST_BINARY,
        ..sandbox::Limits::default()
    }
}

fn refused(execution: &Execution, limits: &Limits) -> Made {
    let said = String::from_utf8_lossy(&execution.stderr).replace("/scratch/", "");
    let ours = match execution.ending {
        Ending::Exited(0) => "the built program is over 64 MiB".to_owned(),
        Ending::Exited(_) => String::new(),
        Ending::CpuLimit | Ending::WallLimit => {
            format!("compiling took more than {} s", limits.compile_seconds)
        }
        Ending::MemoryLimit => {
            format!(
                "compiling took more than {} MiB of memory",
                limits.compile_mib
            )
        }
        Ending::OutputLimit => "the compiler wrote too much".to_owned(),
        Ending::Signalled(signal) => format!("the compiler ended by signal {signal}"),
    };
    let words = format!("{ours}\n{}", shorten(said.trim(), MOST_WORDS));
    Made::Refused {
        words: words.trim().to_owned(),
        millis: as_millis(execution.wall),
    }
}
