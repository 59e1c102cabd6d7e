//! How often growth is named rightly on the answers that the bank ships: the expected class for
//! every accepted answer, the junior's for every slow one, or the one that the package declares of
//! the answer itself.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc,
    },
    thread,
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

/// An answer to be measured.
struct Answer {
    question: PathBuf,
    file: PathBuf,
    slow: bool,
    /// The class that the package declares of it.
    own: Option<String>,
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

/// Measures every accepted and every slow answer of the questions with `growth.py`, as many at once
/// as there are cores, and prints the figures.
pub fn run(onsite: &Path, bank: &Path, times: u32) -> Result<()> {
    let data = tempfile::tempdir()?;
    let mut answers = Vec::new();
    for question in sorted(&bank.join("code"))? {
        if question.join("growth.py").is_file() {
            answers.extend(answers_to(&question)?);
        }
    }
    let runs: Vec<&Answer> = (answers.iter())
        .flat_map(|answer| (0..times).map(move |_| answer))
        .collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (next, (sender, measured)) = (AtomicUsize::new(0), mpsc::channel());
    let (mut accepted, mut slow) = (Tally::default(), Tally::default());
    thread::scope(|scope| {
        for sender in vec![sender; cores] {
            let (runs, next, data) = (&runs, &next, data.path());
            scope.spawn(move || {
                while let Some(answer) = runs.get(next.fetch_add(1, Relaxed)) {
                    let growth = measure(onsite, bank, data, answer);
                    if sender.send((*answer, growth)).is_err() {
                        break;
                    }
                }
            });
        }
        for (done, (answer, growth)) in measured.into_iter().enumerate() {
            tell(&format!(
                "{}/{} {}",
                done + 1,
                runs.len(),
                answer.file.display()
            ));
            let tally = if answer.slow {
                &mut slow
            } else {
                &mut accepted
            };
            tally.add(answer, &growth?);
        }
        anyhow::Ok(())
    })?;
    tell("");
    accepted.print("accepted answers, the expected class or their own", times);
    slow.print("slow answers, the junior class or their own", times);
    Ok(())
}

/// The answers to a question in the languages whose growth is measured.
fn answers_to(question: &Path) -> Result<Vec<Answer>> {
    let text = fs::read_to_string(question.join("question.toml"))?;
    let package: Package = toml::from_str(&text)
        .with_context(|| question.join("question.toml").display().to_string())?;
    let mut answers = Vec::new();
    for (folder, slow) in [("accepted", false), ("time_limit_exceeded", true)] {
        let files = sorted(&question.join("submissions").join(folder)).unwrap_or_default();
        for file in files {
            if !file.extension().is_some_and(|it| it == "py" || it == "cpp") {
                continue;
            }
            let own = (package.code.submission.iter())
                .find(|it| file.ends_with(&it.file))
                .and_then(|it| it.growth.clone());
            answers.push(Answer {
                question: question.to_owned(),
                file,
                slow,
                own,
            });
        }
    }
    Ok(answers)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn measure(onsite: &Path, bank: &Path, data: &Path, answer: &Answer) -> Result<Value> {
    let Answer { question, file, .. } = answer;
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
    fn add(&mut self, answer: &Answer, growth: &Value) {
        let slow = answer.slow;
        let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
        let of_verdict = if slow { "junior" } else { "expected" };
        let wanted = (answer.own.clone()).unwrap_or_else(|| text(&growth[of_verdict]["time"]));
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
                answer.file.display(),
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
