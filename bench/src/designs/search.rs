//! A search over a design on one core: processor time of each part.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context as _, Result, anyhow};
use onsite_sim::design::{
    Design,
    search::{Search, Stage, Trial, Tried},
};

use super::{once::ADS, queue::timed};

/// Searches over a design, over the ads where none is named, and prints for each part its seconds
/// of processor time, its trials, its events, and what it found, as JSON.
pub fn run(file: Option<&Path>, seed: u64) -> Result<()> {
    let text = match file {
        Some(file) => fs::read_to_string(file).context("the design is missing")?,
        None => ADS.to_owned(),
    };
    let design = Design::parse(&text, None).map_err(|problems| anyhow!("{problems:?}"))?;
    let stages = [
        Stage::Saturation,
        Stage::Recovery,
        Stage::Counts,
        Stage::Changes,
    ];
    let mut times = [Duration::ZERO; 4];
    let mut step = |stage: Stage, trials: &[Trial]| {
        let (tried, cpu) =
            timed(|| Ok(trials.iter().map(|one| alone(one, seed)).collect())).ok()?;
        let at = stages.iter().position(|&one| one == stage)?;
        times[at] += cpu;
        Some(tried)
    };
    let found = Search::new(&design, &mut step).map_err(|_| anyhow!("no processor time"))?;
    let parts = [
        ("saturation", serde_json::to_value(&found.saturation)?),
        ("recovery", serde_json::to_value(&found.recovery)?),
        ("counts", serde_json::to_value(&found.counts)?),
        ("changes", serde_json::to_value(&found.changes)?),
    ];
    for ((name, value), time) in parts.iter().zip(times) {
        println!("{name:<12}{:.2} s  {value}", time.as_secs_f64());
    }
    Ok(())
}

/// Runs a trial on this core.
fn alone(trial: &Trial, seed: u64) -> Tried {
    let all = 0..trial.replications();
    let replications = all.filter_map(|one| trial.replicate(seed, one, &mut |_| true));
    trial.tried(&replications.collect::<Vec<_>>())
}
