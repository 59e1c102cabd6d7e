//! Searching over a design on all cores: the replications of each batch of trials side by side.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::Instant,
};

use onsite_judge::Room;
use onsite_sim::design::{
    Design, Replication,
    search::{Search, Stage, Trial, Tried},
};

use crate::simulate::{SimulateError, spread};

/// A design to search over.
pub struct DesignSearch<'a> {
    /// The design's text.
    pub design: &'a str,
    /// The text of load, faults and objectives, where they stand apart.
    pub scenario: Option<&'a str>,
    /// From which all chance is drawn.
    pub seed: u64,
}

/// Searches over a design; `tell` hears what is searched for and how many designs have been run.
/// The same texts and seed find the same on any machine.
pub fn search(
    search: &DesignSearch<'_>,
    stop: &AtomicBool,
    tell: &(dyn Fn(Stage, u64) + Sync),
) -> Result<Search, SimulateError> {
    let began = Instant::now();
    let design = Design::parse(search.design, search.scenario).map_err(SimulateError::Problems)?;
    let done = AtomicU64::new(0);
    let mut run = |stage: Stage, trials: &[Trial]| {
        let told = || tell(stage, done.load(Ordering::Relaxed));
        let tried = run(trials, search.seed, stop, &told);
        done.fetch_add(trials.len() as u64, Ordering::Relaxed);
        tried
    };
    let mut found = Search::new(&design, &mut run).map_err(|_| SimulateError::Stopped)?;
    found.seconds = began.elapsed().as_secs_f64();
    Ok(found)
}

/// What is being searched for, in words.
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Saturation => "the rate at which it falls over",
        Stage::Recovery => "the rate from which it recovers",
        Stage::Counts => "the cheapest counts",
        Stage::Changes => "the change that helps most",
    }
}

/// Runs trials; nothing where `stop` was set before the end. What a trial has counted is given up
/// as soon as it is whole.
pub(crate) fn run(
    trials: &[Trial],
    seed: u64,
    stop: &AtomicBool,
    told: &(dyn Fn() + Sync),
) -> Option<Vec<Tried>> {
    let all = trials.iter().enumerate();
    let runs: Vec<(usize, u64)> = all
        .flat_map(|(at, trial)| (0..trial.replications()).map(move |replication| (at, replication)))
        .collect();
    told();
    let replicate = |block: u64| {
        let (at, replication) = runs[usize::try_from(block).ok()?];
        let room = Room::new();
        let mut go_on = |bytes| {
            told();
            room.takes(bytes, &|| !stop.load(Ordering::Relaxed))
        };
        trials[at].replicate(seed, replication, &mut go_on)
    };
    let mut tried = Vec::with_capacity(trials.len());
    let mut whole: Vec<Replication> = Vec::new();
    let ended = spread(
        runs.len() as u64,
        stop,
        &replicate,
        &mut |_, replication| {
            whole.extend(replication);
            let wanted = trials.get(tried.len()).map(Trial::replications);
            if wanted == Some(whole.len() as u64) {
                tried.push(trials[tried.len()].tried(&whole));
                whole.clear();
            }
        },
    );
    (ended && tried.len() == trials.len()).then_some(tried)
}
