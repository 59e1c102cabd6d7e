//! Processor time and memory of this process and of all that come from it, read from `/proc`.

use std::{collections::BTreeMap, fs, time::Duration};

use anyhow::{Context as _, Result};

/// The kernel gives times in hundredths of a second on every architecture.
const TICK: Duration = Duration::from_millis(10);

/// What the kernel says of one process: its parent, and the time of it and of all it waited for.
struct Stat {
    parent: u32,
    ticks: u32,
}

/// Processor time of this process, of all that come from it, and of all these waited for.
pub fn cpu() -> Duration {
    let all = stats();
    let ticks = tree(&all)
        .into_iter()
        .map(|pid| all[&pid].ticks)
        .sum::<u32>();
    TICK * ticks
}

/// Memory of all that come from this process, in bytes, pages that several share in equal parts; of
/// those that may not be looked into, what they have that no file holds.
pub fn memory() -> Result<u64> {
    let mut kib = 0;
    let own = std::process::id();
    for pid in tree(&stats()).into_iter().filter(|pid| *pid != own) {
        let read = |name: &str| fs::read_to_string(format!("/proc/{pid}/{name}"));
        let (text, of) = match read("smaps_rollup") {
            Ok(text) => (text, "Pss:"),
            Err(_) => (read("status").context("a process is gone")?, "RssAnon:"),
        };
        let line = text.lines().find_map(|line| line.strip_prefix(of));
        let figure = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kib += figure.unwrap_or(0);
    }
    Ok(kib << 10)
}

fn stats() -> BTreeMap<u32, Stat> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let text = fs::read_to_string(entry.path().join("stat")).ok()?;
            Some((pid, stat(&text)?))
        })
        .collect()
}

fn stat(text: &str) -> Option<Stat> {
    // The name may hold anything, so fields are counted after its closing parenthesis.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let field = |number: usize| fields.get(number - 3)?.parse::<u32>().ok();
    Some(Stat {
        parent: field(4)?,
        ticks: (14..=17).map(field).sum::<Option<u32>>()?,
    })
}

/// This process and all that come from it.
fn tree(all: &BTreeMap<u32, Stat>) -> Vec<u32> {
    let mut found = vec![std::process::id()];
    let mut next = 0;
    while next < found.len() {
        let parent = found[next];
        found.extend(
            all.iter()
                .filter(|(_, stat)| stat.parent == parent)
                .map(|(pid, _)| *pid),
        );
        next += 1;
    }
    found
}
