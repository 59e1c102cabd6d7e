//! One short run of a design as it stands, under a scenario and what somebody tries on top of it.

use std::time::Instant;

use onsite_domain::{
    design::DesignQuestion,
    design_run::Preview,
    simulated::{Figure, Met, Objective},
};
use onsite_sandbox::Cancel;
use onsite_sim::design::{Design, Parts, Report, SlowRequest};

use super::{
    figures::{self, alone},
    in_scenario, of_scenario,
    told::one,
};
use crate::{
    error::Error,
    room::Room,
    simulated::{self, refused},
};

/// Most events of a preview, and of looking for a slow request in it: beyond, it is cut.
const MOST_EVENTS: u64 = 2_000_000;
/// How many times the usual load may be tried.
const LOADS: std::ops::RangeInclusive<f64> = 0.1..=10.0;

/// What is tried on top of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The scenario, by its name in objectives.
    pub scenario: String,
    /// Faults thrown in by hand, as in a file of a design; names are those of its components.
    pub faults: String,
    /// How many times as many requests come as the scenario says.
    pub load: f64,
}

/// Runs a design once.
pub(crate) fn preview(
    question: &DesignQuestion,
    text: &str,
    tried: &Tried,
    seed: u64,
    cancel: &Cancel,
) -> Result<Preview, Error> {
    let began = Instant::now();
    let not_tried = |message: String| Error::NotTried { message };
    let found = question
        .scenarios
        .iter()
        .position(|s| s.id == tried.scenario);
    let at = found.ok_or_else(|| {
        let id: String = tried.scenario.chars().take(80).collect();
        not_tried(format!("the question has no scenario “{id}”"))
    })?;
    if !LOADS.contains(&tried.load) {
        return Err(not_tried(format!(
            "{} times the load cannot be tried; it goes from {} to {}",
            tried.load,
            LOADS.start(),
            LOADS.end()
        )));
    }
    let scenario = &question.scenarios[at];
    if question.review.is_some() {
        let message = "a given design runs when its risks are handed in";
        return Err(not_tried(message.to_owned()));
    }
    let own = own(question, at);
    let parts = question.parts.as_deref().ok_or_else(|| {
        not_tried("a world that goes day by day is not tried in part; submit the answer".to_owned())
    })?;
    let parts = Parts::parse(parts).map_err(|problems| refused(&problems))?;
    let design = Design::parse_in(text, &parts, &scenario.text);
    let mut design = design.map_err(|problems| refused(&problems))?;
    design.add_faults(&tried.faults).map_err(|problems| {
        let lines: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
        not_tried(lines.join("\n"))
    })?;
    design.scale_load(tried.load);
    for (objective, name) in &own {
        design
            .objectives
            .extend(figures::simulated(name, objective));
    }

    let replication = one(&design, (seed, 0), MOST_EVENTS, &|_| {}, cancel)?;
    let mut report = Report::new(&design, std::slice::from_ref(&replication));
    let room = Room::new();
    let goes_on = |bytes| room.takes(bytes, &|| !cancel.is_cancelled());
    report.slow_request = SlowRequest::find(
        &design,
        (seed, 0),
        replication.tail(),
        MOST_EVENTS,
        &goes_on,
    );
    if cancel.is_cancelled() {
        return Err(Error::Cancelled);
    }

    let figures = figures_of(question, at, &own, (&report, &design, &parts));
    let objectives: Vec<Objective> = own
        .iter()
        .map(|(objective, _)| (*objective).clone())
        .collect();
    let grows = |objective: &Objective| grows(&report, &design, objective);
    Ok(Preview {
        objectives: simulated::weigh(&objectives, &figures, &grows),
        run: figures::run(scenario, &report, &design, &parts, alone),
        figures,
        total_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })
}

/// The figures that objectives of a scenario bound.
fn figures_of(
    question: &DesignQuestion,
    at: usize,
    own: &[(&Objective, &str)],
    (report, design, parts): (&Report, &Design, &Parts),
) -> Vec<Figure> {
    // One run has no interval worth the name: its figures alone are held to the bounds.
    let mut figures = Vec::new();
    // What was cut short decides nothing.
    if report.cut.is_none() {
        for (objective, name) in own {
            let found = figures::of(report, design, parts, name, alone);
            figures.extend(
                found.map(|figure| of_scenario(figure, objective, &question.scenarios[at])),
            );
        }
        if at == 0 {
            let objectives = &question.objectives;
            figures.extend(figures::quality(report, design, parts, objectives, alone));
        }
    }
    figures
}

/// The objectives of a scenario, each with its figure's name in a report.
fn own(question: &DesignQuestion, at: usize) -> Vec<(&Objective, &str)> {
    let objectives = question.objectives.iter();
    let own = objectives.filter_map(|objective| {
        match in_scenario(objective, &question.scenarios[at]) {
            Some(name) => Some((objective, name)),
            // What a design does to its answers is a matter of the first scenario.
            None => (at == 0 && !objective.figure.contains('/')).then_some((objective, "")),
        }
    });
    own.collect()
}

/// What an objective without a figure is: behind a queue that grows, a time has no bound.
fn grows(report: &Report, design: &Design, objective: &Objective) -> Met {
    let name = objective
        .figure
        .split_once('/')
        .map_or("", |(_, name)| name);
    let late = objective.at_most.is_some() && figures::is_time(name);
    if late && design.is_steady() && !report.growing.is_empty() {
        Met::Misses
    } else {
        Met::Undecided
    }
}
