//! How often growth is named rightly on the answers that the bank ships: the expected class for
//! every accepted answer, the junior's for every slow one, or the one that the package declares of
//! the answer itself.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::{growth::class, measure::tell};

/// What `question.toml` says of its answers.
#[derive(Deserialize)]
struct Package {
    code: Code,
}

#[derive(Deserialize)]
struct Code {
    submission: Vec<Submission>,
}

#[derive(Deserialize)]
struct Submission {
    file: PathBuf,
    /// The class of its time, where its verdict does not say it.
    growth: Option<String>,
}

/// How the runs of one folder's answers came out.
#[derive(Default)]
struct Tally {
    runs: usize,
    /// The very class.
    exact: usize,
    /// On the right side of what is expected.
    side: usize,
    unsure: usize,
}

/// Measures every accepted and every slow answer of the questions with `growth.py`, and prints the
/// figures.
pub fn run(onsite: &Path, bank: &Path, times: u32) -> Result<()> {
    let data = tempfile::tempdir()?;
    let (mut accepted, mut slow) = (Tally::default(), Tally::default());
    for question in sorted(&bank.join("code"))? {
        if !question.join("growth.py").is_file() {
            continue;
        }
        let text = fs::read_to_string(question.join("question.toml"))?;
        let package: Package = toml::from_str(&text)
            .with_context(|| question.join("question.toml").display().to_string())?;
        for (folder, tally) in [
            ("accepted", &mut accepted),
            ("time_limit_exceeded", &mut slow),
        ] {
            let folder = question.join("submissions").join(folder);
            for file in sorted(&folder).unwrap_or_default() {
                if !file.extension().is_some_and(|it| it == "py" || it == "cpp") {
                    continue;
                }
                let own = package.code.submission.iter().find_map(|submission| {
                    file.ends_with(&submission.file)
                        .then_some(submission.growth.as_deref()?)
                });
                for _ in 0..times {
                    tell(&file.display().to_string());
                    let growth = measure(onsite, bank, data.path(), &question, &file)?;
                    tally.add(&file, own, &growth);
                }
            }
        }
    }
    tell("");
    accepted.print("accepted answers, the expected class or their own", times);
    slow.print("slow answers, the junior class or their own", times);
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn measure(onsite: &Path, bank: &Path, data: &Path, question: &Path, file: &Path) -> Result<Value> {
    let id = question.file_name().context("a question has a name")?;
    let output = Command::new(onsite)
        .args(["judge", "--json", "--growth", "--data"])
        .arg(data)
        .arg("--bank")
        .arg(bank)
        .arg(id)
        .arg(file)
        .output()?;
    let said: Value = serde_json::from_slice(&output.stdout).with_context(|| {
        let words = String::from_utf8_lossy(&output.stderr);
        format!("{}: {words}", file.display())
    })?;
    let growth = said["detail"]["growth"].clone();
    ensure!(growth.is_object(), "{}: no growth", file.display());
    Ok(growth)
}

impl Tally {
    fn add(&mut self, file: &Path, own: Option<&str>, growth: &Value) {
        let slow = file.iter().any(|part| part == "time_limit_exceeded");
        let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
        let of_verdict = if slow { "junior" } else { "expected" };
        let wanted = own.map_or_else(|| text(&growth[of_verdict]["time"]), str::to_owned);
        let measured = text(&growth["time"]["class"]);
        let within = text(&growth["within_expected"]);
        let exact = class(&measured).is_some() && measured == wanted;
        let side = within == if slow { "no" } else { "yes" };
        self.runs += 1;
        self.exact += usize::from(exact);
        self.side += usize::from(side);
        self.unsure += usize::from(within == "unsure");
        if !exact {
            println!(
                "{}: measured {measured}, not {wanted}; expected {}, within {within}: {}",
                file.display(),
                text(&growth["expected"]["time"]),
                text(&growth["note"]),
            );
        }
    }

    fn print(&self, what: &str, times: u32) {
        println!("{what}, {times} times: {} of {}", self.exact, self.runs);
        println!("  on the right side {}, unsure {}", self.side, self.unsure);
    }
}
