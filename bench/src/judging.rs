//! Judging a question of twenty cases, held against the same programs run bare.

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::{
    bare::{self, Case},
    measure::{Cost, Spread, measure, millis, ratios, tell},
};

/// Cases of the question.
pub const CASES: u32 = 20;
/// The question.
pub const QUESTION: &str = "longest-rise";

/// What makes a Java machine's processor time mean the same everywhere, as in the judge.
const JAVA_FLAGS: [&str; 4] = [
    "-Xshare:auto",
    "-XX:+UseSerialGC",
    "-XX:ActiveProcessorCount=1",
    "-XX:-UsePerfData",
];

/// The binary, the benchmark's own bank, and a folder to work in.
pub struct Bench<'a> {
    /// The `onsite` binary.
    pub onsite: &'a Path,
    /// The bank that holds the question.
    pub bank: &'a Path,
    /// A folder to work in.
    pub scratch: &'a Path,
    /// How often each is measured.
    pub times: u32,
}

/// One line of the table.
pub struct Row {
    /// What was judged.
    pub what: &'static str,
    /// Judging alone, as the server does it, over the bare run: time on the clock.
    pub judging: Spread,
    /// The whole `onsite judge` command, its start included, over the bare run: the same.
    pub command: Spread,
    /// The whole command over the bare run: processor time.
    pub cpu: Spread,
    /// Judging alone, in milliseconds.
    pub judging_ms: Spread,
    /// The bare run, in milliseconds.
    pub bare_ms: Spread,
}

/// What one pair of measurements took.
struct Pair {
    judging: Duration,
    command: Cost,
    bare: Cost,
}

impl Bench<'_> {
    /// An accepted answer to the question.
    pub fn accepted(&self, name: &str) -> PathBuf {
        let package = self.bank.join("code").join(QUESTION);
        package.join("submissions/accepted").join(name)
    }
}

/// Measures every language: Python, C++ whose build is kept and C++ that is compiled, and those of
/// the others that are installed, whose builds are kept.
pub fn rows(bench: &Bench<'_>) -> Result<Vec<Row>> {
    let package = bench.bank.join("code").join(QUESTION);
    let python = bare::python()?;
    let cases = bare::cases(&package, &python, bench.scratch, CASES)?;
    let source = bench.accepted("ends.cpp");
    let program = bench.scratch.join("ends");
    bare::compile(&source, &program)?;
    let fresh = fresh_source(&source, bench.scratch)?;
    let compiled = |cases: &[Case]| {
        bare::compile(&source, &program)?;
        bare::run(&[program.clone().into()], cases)
    };
    let script = bench.accepted("ends.py");
    let kept = |what, answer: PathBuf, command: &[OsString]| {
        let run = |cases: &[Case]| bare::run(command, cases);
        row(bench, what, &cases, |_| Ok(answer.clone()), run)
    };
    let mut rows = vec![
        kept(
            "Python",
            script.clone(),
            &bare::python_command(&python, &script),
        )?,
        kept("C++, run again", source.clone(), &[program.clone().into()])?,
        row(bench, "C++, compiled", &cases, fresh, compiled)?,
    ];
    for (what, answer, command) in others(bench)? {
        rows.push(kept(what, answer, &command)?);
    }
    Ok(rows)
}

/// A row's name, its answer, and the command that runs it bare.
type Other = (&'static str, PathBuf, Vec<OsString>);

/// The other languages, compiled bare where that is needed and they are installed.
fn others(bench: &Bench<'_>) -> Result<Vec<Other>> {
    let mut found = Vec::new();
    let [rust, java, r] = ["ends.rs", "Main.java", "ends.R"].map(|name| bench.accepted(name));
    let program = bench.scratch.join("ends-in-rust");
    let arguments: [&OsStr; 5] = [
        "--edition=2021".as_ref(),
        "-O".as_ref(),
        "-o".as_ref(),
        program.as_ref(),
        rust.as_ref(),
    ];
    if bare::compile_with("rustc", &arguments)? {
        found.push(("Rust, run again", rust, vec![program.into()]));
    }
    let classes = bench.scratch.join("classes");
    let arguments: [&OsStr; 3] = ["-d".as_ref(), classes.as_ref(), java.as_ref()];
    if bare::compile_with("javac", &arguments)? {
        let mut command: Vec<OsString> = vec!["java".into()];
        command.extend(JAVA_FLAGS.map(OsString::from));
        command.extend(["-cp".into(), classes.into(), "Main".into()]);
        found.push(("Java, run again", java, command));
    }
    if bare::compile_with("R", &["--version".as_ref()])? {
        let command = ["R", "--no-echo", "--no-restore", "--vanilla"].map(OsString::from);
        let mut command: Vec<OsString> = command.into();
        command.push(format!("--file={}", r.display()).into());
        found.push(("R", r, command));
    }
    Ok(found)
}

/// Writes the source anew with a comment that no build was made from yet.
fn fresh_source(source: &Path, scratch: &Path) -> Result<impl Fn(u32) -> Result<PathBuf>> {
    let text = fs::read_to_string(source)?;
    let path = scratch.join("fresh.cpp");
    Ok(move |time| {
        fs::write(&path, format!("{text}// {time}\n"))?;
        Ok(path.clone())
    })
}

fn row(
    bench: &Bench<'_>,
    what: &'static str,
    cases: &[Case],
    answer: impl Fn(u32) -> Result<PathBuf>,
    bare: impl Fn(&[Case]) -> Result<()>,
) -> Result<Row> {
    // Once unmeasured: generated cases and the build are kept from then on, files are in memory.
    judge(bench, &answer(0)?)?;
    bare(cases)?;
    let mut pairs = Vec::new();
    for time in 1..=bench.times {
        tell(&format!("judging, {what} … {time}/{}", bench.times));
        let file = answer(time)?;
        let (judging, command) = measure(|| judge(bench, &file))?;
        let ((), bare) = measure(|| bare(cases))?;
        pairs.push(Pair {
            judging,
            command,
            bare,
        });
    }
    Ok(Row {
        what,
        judging: ratios(pairs.iter().map(|pair| (pair.judging, pair.bare.wall))),
        command: ratios(pairs.iter().map(|pair| (pair.command.wall, pair.bare.wall))),
        cpu: ratios(pairs.iter().map(|pair| (pair.command.cpu, pair.bare.cpu))),
        judging_ms: millis(pairs.iter().map(|pair| pair.judging)),
        bare_ms: millis(pairs.iter().map(|pair| pair.bare.wall)),
    })
}

/// Judges an answer, which must be accepted on every case, and returns what judging alone took.
fn judge(bench: &Bench<'_>, answer: &Path) -> Result<Duration> {
    let output = Command::new(bench.onsite)
        .args(["judge", QUESTION, "--json", "--bank"])
        .arg(bench.bank)
        .arg("--data")
        .arg(bench.scratch.join("data"))
        .arg(answer)
        .output()
        .context("cannot start onsite")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "onsite judge: {}\n{said}",
        output.status
    );
    let judgement: Value = serde_json::from_slice(&output.stdout).context("onsite judge --json")?;
    let tests = judgement["detail"]["tests"].as_array().map_or(0, Vec::len);
    ensure!(
        judgement["verdict"] == "accepted" && tests == CASES as usize,
        "{}: {} on {tests} cases, where {CASES} should be accepted",
        answer.display(),
        judgement["verdict"]
    );
    let total = judgement["detail"]["total_ms"]
        .as_u64()
        .context("the judgement has no total_ms")?;
    Ok(Duration::from_millis(total))
}
