//! How often `onsite measure` names the right class, over a corpus of functions with known ones.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::measure::tell;

/// The classes in order, as the command prints them.
const CLASSES: [&str; 10] = [
    "1",
    "log n",
    "sqrt n",
    "n",
    "n log n",
    "n sqrt n",
    "n^2",
    "n^2 log n",
    "n^3",
    "2^n",
];
/// From here on an answer counts as sure.
const SURE: f64 = 0.9;

/// A function of the corpus.
struct Function {
    file: String,
    entry: String,
    maker: Option<String>,
    time: usize,
    space: usize,
}

/// What one run said of it.
struct Answer {
    time: Option<usize>,
    space: Option<usize>,
    confidence: f64,
    took: Duration,
}

/// Sums over a table.
#[derive(Default)]
struct Tally {
    all: usize,
    exact: usize,
    sure: usize,
    sure_and_right: usize,
    space: usize,
    sides: usize,
    right_sides: usize,
    steady: usize,
    took: Vec<Duration>,
}

/// Measures every function of every table in the corpus whose name starts as asked, and prints the
/// figures per table.
pub fn run(onsite: &Path, corpus: &Path, tables: &str, times: u32) -> Result<()> {
    let data = tempfile::tempdir()?;
    let mut names: Vec<String> = fs::read_dir(corpus)
        .with_context(|| corpus.display().to_string())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(".txt")?.to_owned()))
        .filter(|name| name.starts_with(tables))
        .collect();
    names.sort();
    ensure!(
        !names.is_empty(),
        "no table in {} starts with {tables:?}",
        corpus.display()
    );
    for name in names {
        let language = name.split('-').next().unwrap_or_default();
        let mut tally = Tally::default();
        for function in read(&corpus.join(format!("{name}.txt")))? {
            let file = corpus.join(language).join(&function.file);
            let answers: Vec<Answer> = (0..times)
                .map(|_| measure(onsite, data.path(), &file, &function))
                .collect::<Result<_>>()?;
            tally.add(&function, &answers);
        }
        tell("");
        tally.print(&name, times);
    }
    Ok(())
}

fn read(table: &Path) -> Result<Vec<Function>> {
    let text = fs::read_to_string(table).with_context(|| table.display().to_string())?;
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (file, entry, maker, time, space) = match cells[..] {
            [file, entry, maker, time, space] => (file, entry, Some(maker), time, space),
            [file, entry, time, space] => (file, entry, None, time, space),
            _ => bail!("{}: {line:?} is no row", table.display()),
        };
        let class = |name| class(name).with_context(|| format!("{name:?} is no class"));
        Ok(Function {
            file: file.to_owned(),
            entry: entry.to_owned(),
            maker: maker.map(str::to_owned),
            time: class(time)?,
            space: class(space)?,
        })
    })
    .collect()
}

/// The place of a class among all.
pub fn class(name: &str) -> Option<usize> {
    CLASSES.iter().position(|class| *class == name)
}

fn measure(onsite: &Path, data: &Path, file: &Path, function: &Function) -> Result<Answer> {
    tell(&format!("{} {}", function.file, function.entry));
    let mut command = Command::new(onsite);
    command.args(["measure", "--json", "--entry", &function.entry]);
    command.arg("--data").arg(data).arg(file);
    if let Some(maker) = &function.maker {
        command.args(["--inputs", &format!("{}:{maker}", file.display())]);
    }
    let begun = Instant::now();
    let output = command.output()?;
    let took = begun.elapsed();
    ensure!(
        output.status.success(),
        "{}: {}",
        function.entry,
        String::from_utf8_lossy(&output.stderr)
    );
    let said: Value = serde_json::from_slice(&output.stdout)?;
    let named = |of: &str| said[of]["class"].as_str().and_then(class);
    Ok(Answer {
        time: named("time"),
        space: named("space"),
        confidence: said["time"]["confidence"].as_f64().unwrap_or(0.0),
        took,
    })
}

impl Tally {
    fn add(&mut self, function: &Function, answers: &[Answer]) {
        for answer in answers {
            let right = answer.time == Some(function.time);
            let sure = answer.confidence >= SURE;
            self.all += 1;
            self.exact += usize::from(right);
            self.sure += usize::from(sure);
            self.sure_and_right += usize::from(sure && right);
            self.space += usize::from(answer.space == Some(function.space));
            self.took.push(answer.took);
            // Asked of a question that expects this class, and of one that expects a better one.
            for (expected, within) in sides(function.time) {
                self.sides += 1;
                let found = answer.time.map(|time| time <= expected);
                self.right_sides += usize::from(found == Some(within));
            }
            if !right {
                let found = answer.time.map_or("unknown", |time| CLASSES[time]);
                let (entry, expected) = (&function.entry, CLASSES[function.time]);
                let confidence = answer.confidence;
                println!("{entry}: {expected}, measured as {found} ({confidence:.2})");
            }
        }
        let first = answers.first().map(|answer| answer.time);
        let same = answers.iter().all(|answer| Some(answer.time) == first);
        self.steady += answers.len() * usize::from(same);
    }

    fn print(&mut self, name: &str, times: u32) {
        self.took.sort();
        let median = self
            .took
            .get(self.took.len() / 2)
            .copied()
            .unwrap_or_default();
        println!(
            "{name}, {} functions, {times} times",
            self.all / times as usize
        );
        println!(
            "  exact class                      {}",
            share(self.exact, self.all)
        );
        println!(
            "  right when at least 0.9 sure     {}",
            share(self.sure_and_right, self.sure)
        );
        println!(
            "  at least 0.9 sure                {}",
            share(self.sure, self.all)
        );
        println!(
            "  expected told from junior class  {}",
            share(self.right_sides, self.sides)
        );
        println!(
            "  memory class                     {}",
            share(self.space, self.all)
        );
        println!(
            "  the same class every time        {}",
            share(self.steady, self.all)
        );
        println!(
            "  median time                      {:.1} s",
            median.as_secs_f64()
        );
    }
}

/// A class that a question expects, and whether a function of class `time` is within it: its own,
/// and the class that a question expects for which this one is the junior's.
fn sides(time: usize) -> Vec<(usize, bool)> {
    // The class in place of which each is a junior answer; none for the constant.
    const BETTER: [Option<usize>; 10] = [
        None,
        Some(0),
        Some(1),
        Some(1),
        Some(1),
        Some(3),
        Some(4),
        Some(4),
        Some(6),
        Some(8),
    ];
    let own = std::iter::once((time, true));
    own.chain(BETTER[time].map(|better| (better, false)))
        .collect()
}

fn share(part: usize, whole: usize) -> String {
    let number = |count: usize| u32::try_from(count).map_or(f64::INFINITY, f64::from);
    let percent = 100.0 * number(part) / number(whole.max(1));
    format!("{percent:5.1}%  ({part} of {whole})")
}
