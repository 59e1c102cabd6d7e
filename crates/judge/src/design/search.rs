//! Searches over an answer that was judged: the cheapest counts of its structure that meet the
//! objectives of all scenarios, and the change that helps most. Who runs the trials is the caller's.

use std::time::Instant;

use onsite_domain::{
    design::{self, DesignDetail, DesignQuestion},
    design_search::{Cheapest, CheapestCount, DesignChange, DesignSearch},
    simulated::{Figure, Met, Objective},
};
use onsite_sim::{
    Estimate,
    design::{
        Design, Metric, Parts, Report,
        search::{Change, Changes, Counts, OfAnswer, Run, Sought, Tried},
    },
};

use super::{
    Runs,
    figures::{self, alone},
    in_scenario, read,
};
use crate::error::Error;

/// Searches over an answer, from what its judgement found.
pub(crate) fn search(
    question: &DesignQuestion,
    text: &str,
    judged: &DesignDetail,
    run: &mut Run<'_>,
) -> Result<DesignSearch, Error> {
    let began = Instant::now();
    let not_searched = |message: &str| Error::NotTried {
        message: message.to_owned(),
    };
    if question.review.is_some() {
        return Err(not_searched("a given design has nothing to choose"));
    }
    let Runs::System { parts, designs } = read(question, text)?.runs else {
        return Err(not_searched(
            "a world that goes day by day is not searched over",
        ));
    };
    let missed = judged.objectives.iter().find(|one| one.met == Met::Misses);
    let missed = missed.map(|one| one.objective.figure.as_str());
    let at = question.scenarios.iter().position(|scenario| {
        let own = |figure: &str| {
            figure
                .split_once('/')
                .is_some_and(|(id, _)| id == scenario.id)
        };
        missed.is_some_and(own)
    });
    let at = at.unwrap_or(0);
    let held = Held {
        question,
        judged,
        parts: &parts,
        designs: &designs,
    };
    let sought = Sought {
        designs: &designs,
        meets: &|at, given, tried| held.meets(at, given, tried),
        may: &|design| may(&parts, design),
    };
    let found = OfAnswer::new(sought, at, run).map_err(|_| Error::Cancelled)?;
    let (counts, changes) = (&found.counts, &found.changes);
    let given_cost = counts.given_usd_per_million;
    let apart = cost_apart(judged, 0, given_cost);
    let change_apart = cost_apart(judged, at, changes.given.usd_per_million);
    Ok(DesignSearch {
        given_meets: counts.given_meets.unwrap_or(false),
        given_usd_per_million: given_cost.map(|cost| cost + apart),
        cheapest: cheapest(counts, apart, &designs[0]),
        left_out: counts.left_out.map(str::to_owned),
        looked_at: shown(changes.metric, changes.given.figure),
        scenario: question.scenarios[at].title.clone(),
        changes: changes
            .best
            .iter()
            .map(|one| change(one, change_apart, changes))
            .collect(),
        tried: changes.tried as u64,
        runs: counts.trials + changes.trials,
        events: counts.events + changes.events,
        cut: counts.cut || changes.cut,
        total_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })
}

/// What the runs of a search are held to.
struct Held<'a> {
    question: &'a DesignQuestion,
    judged: &'a DesignDetail,
    parts: &'a Parts,
    designs: &'a [Design],
}

impl Held<'_> {
    /// Whether a run under a scenario meets every objective there. One that too few requests tell of
    /// does.
    ///
    /// A figure is that of the judgement, and what the run differs by from a run of the answer as it
    /// is that was as short and had the same random numbers: what meets by the judgement does not
    /// miss by the chance of short runs. Nor may anything become ever fuller that did not there.
    fn meets(&self, at: usize, given: &Tried, tried: &Tried) -> bool {
        let scenario = &self.question.scenarios[at];
        let before = given.lasting_failings();
        let failings = tried.lasting_failings();
        if failings.iter().any(|failing| !before.contains(failing)) {
            return false;
        }
        let (given, report) = (given.report(), tried.report());
        self.question.objectives.iter().all(|objective| {
            let late = in_scenario(objective, scenario).is_some_and(figures::is_time)
                && !report.growing.is_empty();
            let figure = self.figure(objective, at, report);
            !late
                && figure.is_none_or(|short| {
                    let given = self.figure(objective, at, given);
                    let mut judged = self.judged.figures.iter();
                    let judged = judged.find(|one| one.name == objective.figure);
                    let apart = judged
                        .zip(given)
                        .map_or(0.0, |(one, short)| one.value - short);
                    objective.weigh(short + apart, short + apart) == Met::Meets
                })
        })
    }

    /// The figure of an objective in a run under a scenario; none where it is not of that scenario.
    fn figure(&self, objective: &Objective, at: usize, report: &Report) -> Option<f64> {
        let design = &self.designs[at];
        if let Some(name) = in_scenario(objective, &self.question.scenarios[at]) {
            return Some(figures::of(report, design, self.parts, name, alone)?.value);
        }
        // What a design does to its answers is a matter of the first scenario.
        if at > 0 || objective.figure.contains('/') {
            return None;
        }
        let one = std::slice::from_ref(objective);
        let found = figures::quality(report, design, self.parts, one, alone).pop();
        Some(found?.value)
    }
}

/// What a million requests cost by the judgement's run under a scenario, less what a short one says.
fn cost_apart(judged: &DesignDetail, at: usize, short: Option<f64>) -> f64 {
    let figures = judged.runs.get(at).map_or(&[][..], |run| &run.figures);
    let cost = figures
        .iter()
        .find(|figure| figure.name == Metric::Cost.name());
    cost.zip(short)
        .map_or(0.0, |(cost, short)| cost.value - short)
}

/// Whether a changed design takes no more of its parts than there is.
fn may(parts: &Parts, design: &Design) -> bool {
    design.components.iter().all(|component| {
        let Some(part) = component.part.map(|at| &parts.parts[at]) else {
            return true;
        };
        let gathers = component.batch.zip(part.batch);
        let keeps = component.cache.zip(part.cache);
        component.most_instances() <= part.most
            && gathers.is_none_or(|(own, most)| own.size <= most.size)
            && keeps.is_none_or(|(own, most)| own.capacity <= most.capacity)
    })
}

fn cheapest(found: &Counts, apart: f64, given: &Design) -> Option<Cheapest> {
    let counts = given.components.iter().filter_map(|component| {
        Some(CheapestCount {
            component: component.name.clone(),
            given: component.instances,
            found: *found.instances.get(&component.name)?,
        })
    });
    (!found.instances.is_empty()).then(|| Cheapest {
        usd_per_million: found.usd_per_million.map(|cost| cost + apart),
        counts: counts.collect(),
        exact: found.exact,
    })
}

fn change(one: &Change, apart: f64, all: &Changes) -> DesignChange {
    DesignChange {
        at: one.at.clone(),
        change: one.change.clone(),
        figure: shown(all.metric, one.effect.figure),
        difference: shown(all.metric, one.effect.difference),
        usd_per_million: one.effect.usd_per_million.map(|cost| cost + apart),
        meets: one.effect.meets,
    }
}

/// A figure of a metric, which stands in the unit of objectives.
fn shown(metric: Metric, estimate: Estimate) -> Option<Figure> {
    let (title, unit) = design::figure(metric.name())?;
    let value = estimate.value?;
    Some(Figure {
        name: metric.name().to_owned(),
        title,
        unit,
        value,
        low: estimate.low.unwrap_or(value),
        high: estimate.high.unwrap_or(value),
    })
}
