//! `make bench`: judging and server start against the same work done bare.
//!
//! Prints ratios with their spread, which compare across machines; milliseconds stand beside them
//! for orientation. The weight of the question page is `npm run size`'s to measure, not this one's.

mod bare;
mod designs;
mod executions;
mod experiments;
mod growth;
mod growth_bank;
mod header;
mod isolate;
mod judging;
mod measure;
mod processes;
mod resubmission;
mod server;
mod start;

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    judging::{Bench, CASES, Row},
    measure::{Spread, tell},
    start::Start,
};

const USAGE: &str = "usage: onsite-bench ONSITE BANK [TIMES]\n       \
                     onsite-bench growth ONSITE CORPUS TABLES [TIMES]\n       \
                     onsite-bench executions ONSITE TIMES [SITE]\n       \
                     onsite-bench growth-bank ONSITE BANK [TIMES]\n       \
                     onsite-bench experiments [TIMES]\n       \
                     onsite-bench designs [TIMES]\n       \
                     onsite-bench designs-once DESIGN [SEED]\n       \
                     onsite-bench designs-search [DESIGN] [SEED]\n       \
                     onsite-bench designs-coverage [SEEDS]";
const TIMES: u32 = 9;
const MOST_TIMES: u32 = 1000;
const SEEDS: u32 = 200;

fn main() -> Result<()> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let words: Vec<&OsString> = arguments.iter().collect();
    match words.split_first() {
        Some((word, rest)) if *word == "growth" => {
            let (onsite, corpus, tables) = three(rest)?;
            let times = times(rest.get(3), 1)?;
            growth::run(&binary(onsite)?, Path::new(corpus), tables, times)
        }
        Some((word, rest)) if *word == "growth-bank" => {
            let onsite = binary(rest.first().context(USAGE)?)?;
            let bank = Path::new(rest.get(1).context(USAGE)?).canonicalize()?;
            growth_bank::run(&onsite, &bank, times(rest.get(2), 1)?)
        }
        Some((word, rest)) if *word == "executions" || *word == executions::INNER => {
            let onsite = binary(rest.first().context(USAGE)?)?;
            let site = rest.get(2).map(Path::new);
            let inner = *word == executions::INNER;
            executions::run(&onsite, site, times(rest.get(1), TIMES)?, inner)
        }
        Some((word, rest)) if *word == "experiments" => {
            experiments::run(times(rest.first(), TIMES)?)
        }
        Some((word, rest)) if *word == "designs" => designs::run(times(rest.first(), TIMES)?),
        Some((word, rest)) if *word == designs::ONCE => {
            let file = rest.first().context(USAGE)?;
            let file = Some(Path::new(file)).filter(|_| !file.is_empty());
            let seed = rest.get(1).and_then(|seed| seed.to_str());
            designs::once(file, seed.map_or(Ok(0), str::parse).context(USAGE)?)
        }
        Some((word, rest)) if *word == "designs-search" => {
            let file = rest.first().map(Path::new);
            let seed = rest.get(1).and_then(|seed| seed.to_str());
            designs::search(file, seed.map_or(Ok(0), str::parse).context(USAGE)?)
        }
        Some((word, rest)) if *word == "designs-coverage" => {
            designs::coverage(times(rest.first(), SEEDS)?)
        }
        _ => all(&words),
    }
}

fn three<'a>(words: &[&'a OsString]) -> Result<(&'a OsString, &'a OsString, &'a str)> {
    let [onsite, corpus, tables, ..] = words else {
        bail!(USAGE);
    };
    Ok((onsite, corpus, tables.to_str().context(USAGE)?))
}

fn binary(path: &OsString) -> Result<PathBuf> {
    Path::new(path)
        .canonicalize()
        .context("ONSITE is missing: cargo build --release")
}

fn times(word: Option<&&OsString>, otherwise: u32) -> Result<u32> {
    let times = match word {
        Some(word) => word.to_str().and_then(|word| word.parse().ok()),
        None => Some(otherwise),
    };
    times
        .filter(|times| (1..=MOST_TIMES).contains(times))
        .with_context(|| format!("TIMES is from 1 to {MOST_TIMES}; {USAGE}"))
}

/// What `make bench` prints.
fn all(words: &[&OsString]) -> Result<()> {
    let onsite = binary(words.first().context(USAGE)?)?;
    let bank = Path::new(words.get(1).context(USAGE)?);
    let times = times(words.get(2), TIMES)?;
    let bank = bank.canonicalize().context("BANK is missing")?;
    let scratch = tempfile::tempdir()?;
    let bench = Bench {
        onsite: &onsite,
        bank: &bank,
        scratch: scratch.path(),
        times,
    };
    let rows = judging::rows(&bench)?;
    let start = start::start(&onsite, scratch.path(), times)?;
    let again = resubmission::resubmission(&bench)?;
    let (header, without) = header::header(scratch.path(), times)?;
    tell("");
    print(&rows, &start, times);
    println!(
        "The same answer handed in again: {:.1} ms ({:.1}–{:.1})",
        again.median, again.least, again.most
    );
    println!(
        "Compiling C++ with the header precompiled, over without: {}; {:.0} ms without",
        ratio(header),
        without.median
    );
    println!();
    // Serving has set the Python packages up.
    let site = executions::site(&scratch.path().join("served"));
    executions::run(&onsite, site.as_deref(), times, false)
}

fn print(rows: &[Row], start: &Start, times: u32) {
    println!(
        "Judging {CASES} test cases, over the same programs run bare: median of {times} \
         (least–greatest)"
    );
    println!(
        "{:<16}{:>22}{:>22}{:>22}{:>14}{:>10}",
        "", "judging, time", "`onsite judge`, time", "`onsite judge`, CPU", "judging", "bare"
    );
    for row in rows {
        println!(
            "{:<16}{:>22}{:>22}{:>22}{:>11.0} ms{:>7.0} ms",
            row.what,
            ratio(row.judging),
            ratio(row.command),
            ratio(row.cpu),
            row.judging_ms.median,
            row.bare_ms.median,
        );
    }
    println!();
    println!(
        "Server start to the first page, over `onsite --version`: {}; {:.0} ms ({:.0}–{:.0})",
        ratio(start.ratio),
        start.ms.median,
        start.ms.least,
        start.ms.most
    );
}

fn ratio(spread: Spread) -> String {
    format!(
        "{:.2} × ({:.2}–{:.2})",
        spread.median, spread.least, spread.most
    )
}
