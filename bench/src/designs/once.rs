//! One replication of a design: processor time, events, memory.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, anyhow, ensure};
use onsite_sim::design::{Design, Engine, Report};

use super::queue::timed;
use crate::measure::{Spread, spread, tell};

/// The word that runs one replication in a process of its own.
pub const ONCE: &str = "designs-once";

pub const ADS: &str = include_str!("../../designs/ads.toml");

/// Runs one replication of a design, of the ads where none is named, and prints its seconds of
/// processor time, its events and the most memory of the process, in kibibytes.
pub fn once(file: Option<&Path>, seed: u64) -> Result<()> {
    let text = match file {
        Some(file) => fs::read_to_string(file).context("the design is missing")?,
        None => ADS.to_owned(),
    };
    let (report, cpu) = timed(|| {
        let design = Design::parse(&text, None).map_err(|problems| anyhow!("{problems:?}"))?;
        let mut engine = Engine::new(&design, seed, 0);
        while !engine.step(1_000_000) {}
        Ok(Report::new(&design, &[engine.finish()]))
    })?;
    ensure!(report.cut.is_none(), "the run was cut");
    // Unlike the greatest resident size in `getrusage`, of this program alone.
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|rest| rest.split_whitespace().next());
    println!(
        "{} {} {}",
        cpu.as_secs_f64(),
        report.events,
        peak.context("no memory in /proc/self/status")?
    );
    Ok(())
}

/// Prints what the ads design takes, one process each time.
pub fn run(times: u32) -> Result<()> {
    let (mut seconds, mut each, mut peaks) = (Vec::new(), Vec::new(), Vec::new());
    let mut events = 0.0;
    for seed in 0..times {
        tell(&format!("ads, {} of {times}", seed + 1));
        let output = Command::new(env::current_exe()?)
            .args([ONCE, "", &seed.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(output.status.success(), "the ads design does not run");
        let said = String::from_utf8(output.stdout)?;
        let figures: Vec<f64> = said
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [cpu, count, peak] = figures[..] else {
            return Err(anyhow!("not three figures: {said}"));
        };
        events = count;
        seconds.push(cpu);
        each.push(cpu * 1e9 / count);
        peaks.push(peak / 1024.0);
    }
    tell("");
    println!(
        "Ads at 100,000 requests a second, 65 s, one replication on one core: median of {times} \
         (least–greatest)"
    );
    line("processor time", "s", spread(seconds));
    line("an event", "ns", spread(each));
    line("peak memory", "MiB", spread(peaks));
    println!("{:<16}{:.1} million", "events", events / 1e6);
    Ok(())
}

fn line(what: &str, unit: &str, of: Spread) {
    println!(
        "{what:<16}{:.2} {unit} ({:.2}–{:.2})",
        of.median, of.least, of.most
    );
}
