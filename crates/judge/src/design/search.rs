//! Searches over an answer that was judged: the cheapest counts of its structure that meet the
//! objectives of all scenarios, and the change that helps most. Who runs the trials is the caller's.

use std::time::Instant;

use onsite_domain::{
    design::{self, DesignQuestion},
    design_search::{Cheapest, CheapestCount, DesignChange, DesignSearch},
    simulated::{Figure, Met},
};
use onsite_sim::{
    Estimate,
    design::{
        Design, Metric, Parts, Report,
        search::{Change, Changes, Counts, OfAnswer, Run, Sought},
    },
};

use super::{
    Runs,
    figures::{self, alone},
    in_scenario, read,
};
use crate::error::Error;

/// Searches over an answer; `missed` is the first objective that its judgement found missed.
pub(crate) fn search(
    question: &DesignQuestion,
    text: &str,
    missed: Option<&str>,
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
    let at = question.scenarios.iter().position(|scenario| {
        let own = |figure: &str| {
            figure
                .split_once('/')
                .is_some_and(|(id, _)| id == scenario.id)
        };
        missed.is_some_and(own)
    });
    let at = at.unwrap_or(0);
    let sought = Sought {
        designs: &designs,
        meets: &|at, report| meets(question, &parts, &designs[at], at, report),
        may: &|design| may(&parts, design),
    };
    let found = OfAnswer::new(sought, at, run).map_err(|_| Error::Cancelled)?;
    let (counts, changes) = (&found.counts, &found.changes);
    Ok(DesignSearch {
        given_meets: counts.given_meets.unwrap_or(false),
        given_usd_per_million: counts.given_usd_per_million,
        cheapest: cheapest(counts, &designs[0]),
        left_out: counts.left_out.map(str::to_owned),
        looked_at: shown(changes.metric, changes.given.figure),
        scenario: question.scenarios[at].title.clone(),
        changes: changes
            .best
            .iter()
            .map(|one| change(one, changes))
            .collect(),
        tried: changes.tried as u64,
        runs: counts.trials + changes.trials,
        events: counts.events + changes.events,
        cut: counts.cut || changes.cut,
        total_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
    })
}

/// Whether the figures of a run meet every objective of its scenario. One that too few requests
/// tell of does.
fn meets(
    question: &DesignQuestion,
    parts: &Parts,
    design: &Design,
    at: usize,
    report: &Report,
) -> bool {
    let holds = |objective: &_, figure: Option<Figure>| -> bool {
        let objective: &onsite_domain::simulated::Objective = objective;
        figure.is_none_or(|found| objective.weigh(found.value, found.value) == Met::Meets)
    };
    question.objectives.iter().all(|objective| {
        if let Some(name) = in_scenario(objective, &question.scenarios[at]) {
            let late = figures::is_time(name) && !report.growing.is_empty();
            return !late && holds(objective, figures::of(report, design, parts, name, alone));
        }
        // What a design does to its answers is a matter of the first scenario.
        if at > 0 || objective.figure.contains('/') {
            return true;
        }
        let one = std::slice::from_ref(objective);
        let found = figures::quality(report, design, parts, one, alone).pop();
        holds(objective, found)
    })
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

fn cheapest(found: &Counts, given: &Design) -> Option<Cheapest> {
    let counts = given.components.iter().filter_map(|component| {
        Some(CheapestCount {
            component: component.name.clone(),
            given: component.instances,
            found: *found.instances.get(&component.name)?,
        })
    });
    (!found.instances.is_empty()).then(|| Cheapest {
        usd_per_million: found.usd_per_million,
        counts: counts.collect(),
        exact: found.exact,
    })
}

fn change(one: &Change, all: &Changes) -> DesignChange {
    DesignChange {
        at: one.at.clone(),
        change: one.change.clone(),
        figure: shown(all.metric, one.effect.figure),
        difference: shown(all.metric, one.effect.difference),
        usd_per_million: one.effect.usd_per_million,
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
