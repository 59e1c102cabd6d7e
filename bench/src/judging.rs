//! Judging a question of twenty cases, held against the same programs run bare.

use std::{
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
const QUESTION: &str = "longest-rise";

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

/// Measures Python, C++ whose build is kept, and C++ that is compiled.
pub fn rows(bench: &Bench<'_>) -> Result<Vec<Row>> {
    let package = bench.bank.join("code").join(QUESTION);
    let python = bare::python()?;
    let cases = bare::cases(&package, &python, bench.scratch, CASES)?;
    let accepted = package.join("submissions/accepted");
    let (script, source) = (accepted.join("ends.py"), accepted.join("ends.cpp"));
    let program = bench.scratch.join("ends");
    bare::compile(&source, &program)?;
    let fresh = fresh_source(&source, bench.scratch)?;

    let in_python = |cases: &[Case]| bare::run_python(&python, &script, cases);
    let kept = |cases: &[Case]| bare::run_program(&program, cases);
    let compiled = |cases: &[Case]| {
        bare::compile(&source, &program)?;
        bare::run_program(&program, cases)
    };
    Ok(vec![
        row(bench, "Python", &cases, |_| Ok(script.clone()), in_python)?,
        row(
            bench,
            "C++, run again",
            &cases,
            |_| Ok(source.clone()),
            kept,
        )?,
        row(bench, "C++, compiled", &cases, fresh, compiled)?,
    ])
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
