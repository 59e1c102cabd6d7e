//! The same programs on the same inputs without Onsite: fork, exec, feed, read, compare.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail, ensure};

/// What the judge compiles with, so that both run the same machine code.
pub const CPP_FLAGS: [&str; 4] = ["-std=c++20", "-O2", "-pipe", "-D_GLIBCXX_ASSERTIONS"];
/// What the judge starts Python with.
const PYTHON_FLAGS: [&str; 3] = ["-s", "-S", "-B"];
/// Writes the generated cases: file, then the numbers of the cases.
const GENERATE: &str = "
import sys
sys.path.insert(0, sys.argv[1])
from generator import generate
for number in sys.argv[3:]:
    for ending, text in zip(('in', 'ans'), generate([number])):
        with open(f'{sys.argv[2]}/{number}.{ending}', 'w') as file:
            file.write(text)
";

/// A test case as files.
pub struct Case {
    input: PathBuf,
    answer: String,
}

/// Makes the question's cases outside Onsite: the samples, and what its generator makes.
pub fn cases(package: &Path, python: &Path, scratch: &Path, count: u32) -> Result<Vec<Case>> {
    let mut inputs: Vec<PathBuf> = fs::read_dir(package.join("tests/sample"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    inputs.retain(|path| path.extension().is_some_and(|ending| ending == "in"));
    let written = u32::try_from(inputs.len())?;
    let numbers = written + 1..=count;
    let status = Command::new(python)
        .args(PYTHON_FLAGS)
        .arg("-c")
        .arg(GENERATE)
        .args([package, scratch])
        .args(numbers.clone().map(|number| number.to_string()))
        .status()
        .context("cannot start Python")?;
    ensure!(status.success(), "the generator failed: {status}");
    inputs.extend(numbers.map(|number| scratch.join(format!("{number}.in"))));
    inputs
        .into_iter()
        .map(|input| {
            let answer = fs::read_to_string(input.with_extension("ans"))
                .with_context(|| format!("no answer beside {}", input.display()))?;
            Ok(Case { input, answer })
        })
        .collect()
}

/// The real interpreter, for what `python3` names may be a shell script that finds one.
pub fn python() -> Result<PathBuf> {
    let output = Command::new("python3")
        .args([
            "-c",
            "import os, sys; print(os.path.realpath(sys.executable))",
        ])
        .output()
        .context("cannot start python3; `onsite doctor` says how to get it")?;
    ensure!(output.status.success(), "python3 failed: {}", output.status);
    Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
}

/// Compiles an answer with what the judge compiles with.
pub fn compile(source: &Path, program: &Path) -> Result<()> {
    let status = Command::new("g++")
        .args(CPP_FLAGS)
        .arg(source)
        .arg("-o")
        .arg(program)
        .status()
        .context("cannot start g++; `onsite doctor` says how to get it")?;
    ensure!(status.success(), "g++ failed: {status}");
    Ok(())
}

/// Compiles an answer in another language; false where its compiler is not installed.
pub fn compile_with(compiler: &str, arguments: &[&OsStr]) -> Result<bool> {
    let status = match Command::new(compiler).args(arguments).status() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        other => other?,
    };
    ensure!(status.success(), "{compiler} failed: {status}");
    Ok(true)
}

/// The command that runs an answer in Python.
pub fn python_command(python: &Path, source: &Path) -> Vec<OsString> {
    let mut command = vec![python.into()];
    command.extend(PYTHON_FLAGS.map(OsString::from));
    command.push(source.into());
    command
}

/// Runs a command on every case.
pub fn run(command: &[OsString], cases: &[Case]) -> Result<()> {
    let (program, arguments) = command.split_first().context("no command")?;
    for case in cases {
        let output = Command::new(program)
            .args(arguments)
            .stdin(File::open(&case.input)?)
            .stderr(Stdio::inherit())
            .output()
            .context("cannot start the bare program")?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() || said.trim() != case.answer.trim() {
            bail!(
                "{}: run bare it said {:?} where {:?} is right ({})",
                case.input.display(),
                said.trim(),
                case.answer.trim(),
                output.status
            );
        }
    }
    Ok(())
}
