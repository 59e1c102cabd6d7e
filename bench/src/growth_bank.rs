//! How often growth is named rightly on the answers that the bank ships: the expected class or a
//! better one for every accepted answer, the junior's or a worse one than expected for every slow
//! one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::{growth::class, measure::tell};

/// How the runs of one folder's answers came out.
#[derive(Default)]
struct Tally {
    runs: usize,
    /// The very class: the expected one, or the junior's.
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
        for (folder, tally) in [
            ("accepted", &mut accepted),
            ("time_limit_exceeded", &mut slow),
        ] {
            let folder = question.join("submissions").join(folder);
            for file in sorted(&folder).unwrap_or_default() {
                if !file.extension().is_some_and(|it| it == "py" || it == "cpp") {
                    continue;
                }
                for _ in 0..times {
                    tell(&file.display().to_string());
                    let growth = measure(onsite, bank, data.path(), &question, &file)?;
                    tally.add(&file, &growth);
                }
            }
        }
    }
    tell("");
    accepted.print("accepted answers, the expected class", times);
    slow.print("slow answers, the junior class", times);
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
    fn add(&mut self, file: &Path, growth: &Value) {
        let named = |value: &Value| value.as_str().and_then(class);
        let slow = file.iter().any(|part| part == "time_limit_exceeded");
        let measured = named(&growth["time"]["class"]);
        let expected = named(&growth["expected"]["time"]);
        let wanted = if slow {
            named(&growth["junior"]["time"])
        } else {
            expected
        };
        let within = growth["within_expected"].as_str().unwrap_or_default();
        let exact = measured.is_some() && measured == wanted;
        let side = within == if slow { "no" } else { "yes" };
        self.runs += 1;
        self.exact += usize::from(exact);
        self.side += usize::from(side);
        self.unsure += usize::from(within == "unsure");
        if !exact {
            let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
            println!(
                "{}: measured {}, expected {}, junior {}, within {within}: {}",
                file.display(),
                text(&growth["time"]["class"]),
                text(&growth["expected"]["time"]),
                text(&growth["junior"]["time"]),
                text(&growth["note"]),
            );
        }
    }

    fn print(&self, what: &str, times: u32) {
        println!("{what}, {times} times: {} of {}", self.exact, self.runs);
        println!("  on the right side {}, unsure {}", self.side, self.unsure);
    }
}
