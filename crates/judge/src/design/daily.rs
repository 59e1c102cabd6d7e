//! Answers whose scenarios are worlds that go day by day: stepped, and held to the objectives.

use onsite_domain::{
    daily::{self, DayLine},
    design::{Claimed, DesignDetail, DesignQuestion, DesignRun, RunSeries, Scenario},
    framing::FramingDetail,
    job::Progress,
    simulated::{Figure, Met, Objective},
};
use onsite_sandbox::Cancel;
use onsite_sim::daily::{Counts, Daily, Report};

use super::{in_order, in_scenario, of_scenario};
use crate::{error::Error, simulated};

/// Replications of a scenario, at first and at most.
const REPLICATIONS: u64 = 8;
const MOST_REPLICATIONS: u64 = 64;

/// Runs an answer in every world.
pub(super) fn run(
    question: &DesignQuestion,
    worlds: &[Daily],
    framing: FramingDetail,
    seed: u64,
    progress: Option<&dyn Fn(Progress)>,
    cancel: &Cancel,
) -> Result<DesignDetail, Error> {
    let (mut figures, mut runs, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (scenario, world)) in question.scenarios.iter().zip(worlds).enumerate() {
        let of = |objective: &Objective, report: &Report| {
            let found = figure(report, in_scenario(objective, scenario)?)?;
            Some(of_scenario(found, objective, scenario))
        };
        let undecided = |report: &Report| {
            let own = question.objectives.iter();
            own.filter(|objective| in_scenario(objective, scenario).is_some())
                .any(|objective| {
                    let found = of(objective, report);
                    found.is_none_or(|f| objective.weigh(f.low, f.high) == Met::Undecided)
                })
        };
        let tell = |done: u64, all: u64| {
            let Some(progress) = progress else { return };
            progress(Progress {
                stage: scenario.title.clone(),
                done: u32::try_from(done / 10).unwrap_or(u32::MAX),
                total: u32::try_from(all / 10).unwrap_or(u32::MAX),
                step: None,
            });
        };
        let report = replicate(world, seed, &tell, cancel, &undecided)?;
        figures.extend(question.objectives.iter().filter_map(|o| of(o, &report)));
        if at == 0 {
            claims = world
                .claims()
                .iter()
                .filter_map(|claim| {
                    Some(Claimed {
                        figure: figure(&report, &claim.name)?,
                        claimed: claim.value,
                    })
                })
                .collect();
        }
        runs.push(of_world(scenario, &report));
    }
    Ok(DesignDetail {
        objectives: simulated::weigh(&question.objectives, &figures, &|_| Met::Undecided),
        figures: in_order(&question.objectives, figures),
        claims,
        runs,
        framing,
        review: None,
        search: None,
        seed,
        total_ms: 0,
    })
}

/// Steps through replications, and through more while something is undecided.
fn replicate(
    world: &Daily,
    seed: u64,
    tell: &dyn Fn(u64, u64),
    cancel: &Cancel,
    undecided: &dyn Fn(&Report) -> bool,
) -> Result<Report, Error> {
    let mut done: Vec<Counts> = Vec::new();
    let mut wanted = REPLICATIONS;
    loop {
        for at in done.len() as u64..wanted {
            let mut running = world.start(seed, at);
            while !running.step() {
                if cancel.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                tell(1000 * at + running.thousandths(), 1000 * wanted);
            }
            done.push(running.finish());
        }
        let report = world.report(&done);
        if wanted >= MOST_REPLICATIONS || !undecided(&report) {
            return Ok(report);
        }
        wanted *= 2;
    }
}

/// The figure of a name, where the run could give it.
fn figure(report: &Report, name: &str) -> Option<Figure> {
    let found = report.figure(name);
    let (title, unit) = daily::figure(name)?;
    Some(Figure {
        name: name.to_owned(),
        title,
        unit,
        value: found.value?,
        low: found.low?,
        high: found.high?,
    })
}

/// A run as it is shown.
fn of_world(scenario: &Scenario, report: &Report) -> DesignRun {
    let names = report.order.iter();
    let lines = report.lines.iter().map(|line| DayLine {
        title: line.title.to_owned(),
        unit: line.unit.to_owned(),
        slice_days: report.slice_days,
        values: line.values.clone(),
    });
    DesignRun {
        scenario: scenario.id.clone(),
        title: scenario.title.clone(),
        figures: names.filter_map(|(name, _)| figure(report, name)).collect(),
        components: Vec::new(),
        tables: Vec::new(),
        growing: Vec::new(),
        series: RunSeries {
            slice_s: 0.0,
            offered_rps: Vec::new(),
            goodput_rps: Vec::new(),
            error_rate: Vec::new(),
            p99_ms: Vec::new(),
        },
        faults: Vec::new(),
        broke: Vec::new(),
        histogram: Vec::new(),
        slow_request: None,
        lines: lines.collect(),
        cut: false,
        replications: report.replications as u64,
        events: 0,
        result_hash: report.result_hash.clone(),
    }
}
