//! Compiles C++ with GCC. What surrounds an answer is compiled once: its header to a precompiled
//! one, the rest to an object that every answer is linked with.

use std::path::PathBuf;

use onsite_domain::{code::Language, signature::Form};
use onsite_sandbox::{File, Mount, Program};

use super::{
    build::{Build, Made, binary_program, bytes_file, compiled, compiler, key, part},
    cpp,
};
use crate::{
    bench::{Bench, scratch_file},
    error::Error,
};

/// What an answer is compiled with, and the part of it that is compiled once.
const HEADER: &str = include_str!("../harness/onsite.hpp");
const REST: &str = include_str!("../harness/onsite.cpp");
const FLAGS: [&str; 8] = [
    "-std=c++20",
    "-O2",
    "-pipe",
    // Reading past the end of a vector ends the program instead of giving any number.
    "-D_GLIBCXX_ASSERTIONS",
    "-fdiagnostics-color=never",
    "-fmax-errors=8",
    "-fno-diagnostics-show-option",
    // Of the hash tables that are compiled once, most answers use none.
    "-Wl,--gc-sections",
];
/// Where the compiler looks for a precompiled header before it reads the header itself. It takes
/// only one that the same compiler made with the same flags.
const PRECOMPILED: &str = "/scratch/onsite.hpp.gch";
/// Lines of the compiler that say nothing of the answer.
const OURS: [&str; 2] = ["In file included from main.cpp", "compilation terminated"];

/// Makes an answer ready.
pub(super) fn build(bench: &Bench<'_>, form: &Form, source: &str) -> Result<Build, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let main = cpp::main(form);
    let header = cpp::prelude(form)? + HEADER;
    let flags = FLAGS.join(" ");
    let texts = [
        &flags,
        &header,
        REST,
        main.as_deref().unwrap_or_default(),
        source,
    ];
    let key = key(runtime, "built answer", &texts);
    let make = || match &main {
        None => {
            let files = vec![scratch_file("answer.cpp", source)];
            Made::by(bench, &gcc(bench, &["answer.cpp"], files, "answer")?, &OURS)
        }
        Some(main) => with_harness(bench, &header, main, source),
    };
    compiled(bench, Language::Cpp, &key, make, |binary| {
        (binary_program(binary), None)
    })
}

/// Compiles an answer with what surrounds it.
fn with_harness(bench: &Bench<'_>, header: &str, main: &str, source: &str) -> Result<Made, Error> {
    let files = vec![
        scratch_file("answer.cpp", source),
        scratch_file("main.cpp", main),
        scratch_file("onsite.hpp", header),
        bytes_file("onsite.o", rest(bench, header)?),
    ];
    let program = gcc(bench, &["main.cpp", "onsite.o"], files, "answer")?;
    behind(bench, header, program)
}

/// Compiles what begins with the header, which is precompiled if that can be had.
fn behind(bench: &Bench<'_>, header: &str, mut program: Program) -> Result<Made, Error> {
    if let Some(source) = precompiled(bench, header)? {
        let target = PathBuf::from(PRECOMPILED);
        program.mounts.push(Mount { source, target });
        // The cache may be emptied at any time, and then there is nothing to mount.
        if let Ok(made) = Made::by(bench, &program, &OURS)
            && (made.outcome.is_ok() || made.limited)
        {
            return Ok(made);
        }
        // What does not compile is told as it is without any help.
        program.mounts.pop();
    }
    Made::by(bench, &program, &OURS)
}

/// The harness's own object for a header.
fn rest(bench: &Bench<'_>, header: &str) -> Result<Vec<u8>, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let key = key(runtime, "harness object", &[&FLAGS.join(" "), header, REST]);
    part(bench, "the harness for C++", &key, || {
        let files = vec![
            scratch_file("onsite.hpp", header),
            scratch_file("onsite.cpp", REST),
        ];
        gcc(bench, &["-c", "onsite.cpp"], files, "onsite.o")
    })
}

/// The precompiled header in the cache; nothing where it cannot be made or kept.
fn precompiled(bench: &Bench<'_>, header: &str) -> Result<Option<PathBuf>, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let key = key(runtime, "precompiled header", &[&FLAGS.join(" "), header]);
    bench.cache.file(&key, || {
        let files = vec![scratch_file("onsite.hpp", header)];
        let inputs = ["-x", "c++-header", "onsite.hpp"];
        let program = gcc(bench, &inputs, files, "onsite.hpp.gch")?;
        let made = bench.apart(|| Made::by(bench, &program, &OURS))?;
        Ok(made.outcome.ok())
    })
}

/// The compiler, which makes one file of others.
fn gcc(
    bench: &Bench<'_>,
    inputs: &[&str],
    files: Vec<File>,
    output: &str,
) -> Result<Program, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let mut program = compiler(runtime, files, output);
    let arguments = &mut program.arguments;
    arguments.extend(FLAGS.iter().map(Into::into));
    if runtime.library().is_some() {
        // Its own libraries are not where the built program would look.
        arguments.extend(["-static-libstdc++", "-static-libgcc"].map(Into::into));
    }
    arguments.extend(inputs.iter().map(Into::into));
    arguments.extend(["-o", output].map(Into::into));
    Ok(program)
}

/// A program of two parts: one handed in, with what surrounds it, and one of ours.
pub(crate) struct Linked<'a> {
    /// Name and text of what was handed in.
    pub(crate) source: (&'a str, &'a str),
    /// The file that includes it.
    pub(crate) main: &'a str,
    /// Ours, which is compiled once and kept.
    pub(crate) ours: &'a str,
    /// Of an answer to a question: its form, whose harness it finds, and one more header of ours,
    /// with its name.
    pub(crate) harness: Option<(&'a Form, (&'a str, &'a str))>,
}

/// Compiles and links; where what was handed in does not compile, the compiler's words.
pub(crate) fn link(
    bench: &Bench<'_>,
    linked: &Linked<'_>,
) -> Result<Result<Program, String>, Error> {
    let runtime = bench.runtime(Language::Cpp)?;
    let (name, text) = linked.source;
    let flags = FLAGS.join(" ");
    let header = match linked.harness {
        Some((form, _)) => cpp::prelude(form)? + HEADER,
        None => String::new(),
    };
    let mut texts = vec![&flags, name, text, linked.main, linked.ours];
    if let Some((_, (_, ours))) = linked.harness {
        texts.extend([&header, REST, ours]);
    }
    let whole = key(runtime, "linked answer", &texts);
    if let Some(binary) = bench.cache.get(&whole) {
        return Ok(Ok(binary_program(binary)));
    }
    let ours = key(runtime, "compiled part", &[&flags, linked.ours]);
    let ours = part(bench, "the measuring harness", &ours, || {
        let files = vec![scratch_file("part.cpp", linked.ours)];
        gcc(bench, &["-c", "part.cpp"], files, "part.o")
    })?;
    let mut inputs = vec!["main.cpp", "part.o"];
    let mut files = vec![
        scratch_file(name, text),
        scratch_file("main.cpp", linked.main),
        bytes_file("part.o", ours),
    ];
    if let Some((_, (name, text))) = linked.harness {
        inputs.push("onsite.o");
        files.extend([
            scratch_file("onsite.hpp", &header),
            scratch_file(name, text),
            bytes_file("onsite.o", rest(bench, &header)?),
        ]);
    }
    let program = gcc(bench, &inputs, files, "answer")?;
    let made = match linked.harness {
        Some(_) => behind(bench, &header, program)?,
        None => Made::by(bench, &program, &OURS)?,
    };
    if let Ok(binary) = &made.outcome {
        bench.cache.put(&whole, binary);
    }
    Ok(made.outcome.map(binary_program))
}
