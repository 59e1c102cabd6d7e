//! Steps through the replications of runs, and tells how far they are.

use std::cell::Cell;

use onsite_domain::{design::Scenario, job::Progress};
use onsite_sandbox::Cancel;
use onsite_sim::design::{Design, Engine, Replication, Report, SlowRequest};

use crate::{error::Error, room::Room};

/// Replications of a scenario, at first and at most.
const REPLICATIONS: u64 = 4;
const MOST_REPLICATIONS: u64 = 32;
/// Events between two looks at whether to stop.
const STEP: u64 = 200_000;
/// Most events of a scenario before no replication is added.
const MOST_EVENTS: u64 = 30_000_000;
/// Most events of one replication: beyond, it is cut.
const MOST_OF_ONE: u64 = 10_000_000;

/// What is told of runs, one after the other.
pub(super) struct Told<'t> {
    /// How many runs there are.
    pub(super) stages: usize,
    /// Percent of the whole that was told already.
    pub(super) furthest: &'t Cell<u32>,
    /// Who is told; where somebody is, slow requests are looked for as well.
    pub(super) progress: Option<&'t dyn Fn(Progress)>,
    pub(super) seed: u64,
    pub(super) cancel: &'t Cancel,
}

impl Told<'_> {
    /// Runs a design under one of the scenarios.
    pub(super) fn run(
        &self,
        stage: usize,
        scenario: &Scenario,
        design: &Design,
        undecided: &dyn Fn(&Report) -> bool,
    ) -> Result<Report, Error> {
        let (mut report, tail) = self.replicate(stage, &scenario.title, design, undecided)?;
        if self.progress.is_some() {
            let room = Room::new();
            let goes_on = |bytes| room.takes(bytes, &|| !self.cancel.is_cancelled());
            let first = (self.seed, 0);
            report.slow_request = SlowRequest::find(design, first, tail, MOST_OF_ONE, &goes_on);
            if self.cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
        }
        Ok(report)
    }

    /// Runs a design as the stage of a number and title; says what the tail of its first
    /// replication took, too.
    pub(super) fn replicate(
        &self,
        stage: usize,
        title: &str,
        design: &Design,
        undecided: &dyn Fn(&Report) -> bool,
    ) -> Result<(Report, Option<u64>), Error> {
        let tell = |replication: u64, of: u64, thousandths: u64| {
            let Some(progress) = self.progress else {
                return;
            };
            let done = 1000 * (stage as u64 * of + replication) + thousandths;
            let percent = u32::try_from(done / (10 * of * self.stages as u64)).unwrap_or(100);
            self.furthest.set(percent.max(self.furthest.get()));
            progress(Progress {
                stage: format!("{title}, replication {} of {of}", replication + 1),
                done: self.furthest.get(),
                total: 100,
                step: None,
            });
        };
        replicate(design, self.seed, &tell, self.cancel, undecided)
    }
}

/// Runs a design, with more replications while something is undecided; says what the tail of the
/// first one took.
fn replicate(
    design: &Design,
    seed: u64,
    tell: &dyn Fn(u64, u64, u64),
    cancel: &Cancel,
    undecided: &dyn Fn(&Report) -> bool,
) -> Result<(Report, Option<u64>), Error> {
    let mut done: Vec<Replication> = Vec::new();
    let mut wanted = REPLICATIONS;
    loop {
        for at in done.len() as u64..wanted {
            let tell = |thousandths: u64| tell(at, wanted, thousandths);
            let replication = one(design, (seed, at), MOST_OF_ONE, &tell, cancel)?;
            let cut = replication.is_cut();
            done.push(replication);
            if cut {
                // Others would be cut alike, and decide nothing either.
                return Ok((Report::new(design, &done), done[0].tail()));
            }
        }
        let report = Report::new(design, &done);
        let more = report.cut.is_none()
            && report.events < MOST_EVENTS
            && wanted < MOST_REPLICATIONS
            && undecided(&report);
        if !more {
            return Ok((report, done[0].tail()));
        }
        wanted *= 2;
    }
}

/// One replication, cut where more happens than `most` events.
pub(super) fn one(
    design: &Design,
    (seed, at): (u64, u64),
    most: u64,
    tell: &dyn Fn(u64),
    cancel: &Cancel,
) -> Result<Replication, Error> {
    let room = Room::new();
    let mut engine = Engine::new(design, seed, at);
    let mut stepped = 0;
    tell(0);
    while stepped < most && !engine.step(STEP) {
        if !room.takes(engine.bytes(), &|| !cancel.is_cancelled()) {
            return Err(Error::Cancelled);
        }
        stepped += STEP;
        tell(engine.thousandths());
    }
    if stepped >= most {
        engine.cut();
    }
    Ok(engine.finish())
}
