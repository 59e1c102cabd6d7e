//! `make bench`: judging and server start against the same work done bare.
//!
//! Prints ratios with their spread, which compare across machines; milliseconds stand beside them
//! for orientation. The weight of the question page is `npm run size`'s to measure, not this one's.

mod bare;
mod growth;
mod judging;
mod measure;
mod start;

use std::{env, path::PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::{
    judging::{Bench, CASES, Row},
    measure::{Spread, tell},
    start::Start,
};

const USAGE: &str = "usage: onsite-bench ONSITE BANK [TIMES]\n       \
                     onsite-bench growth ONSITE CORPUS TABLES [TIMES]";
const TIMES: u32 = 9;
const MOST_TIMES: u32 = 1000;

fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1).peekable();
    let growth = arguments.next_if(|word| word == "growth").is_some();
    let onsite = PathBuf::from(arguments.next().context(USAGE)?);
    let bank = PathBuf::from(arguments.next().context(USAGE)?);
    let tables = if growth {
        Some(arguments.next().context(USAGE)?)
    } else {
        None
    };
    let times = match arguments.next() {
        Some(times) => times
            .to_str()
            .and_then(|times| times.parse().ok())
            .context(USAGE)?,
        None if growth => 1,
        None => TIMES,
    };
    ensure!(
        (1..=MOST_TIMES).contains(&times),
        "TIMES is from 1 to {MOST_TIMES}; {USAGE}"
    );
    let onsite = onsite
        .canonicalize()
        .context("ONSITE is missing: cargo build --release")?;
    if let Some(tables) = tables {
        return growth::run(&onsite, &bank, tables.to_str().context(USAGE)?, times);
    }
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
    tell("");
    print(&rows, &start, times);
    Ok(())
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
