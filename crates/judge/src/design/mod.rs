//! The `design` kind: reads a design made of the question's parts, steps the question's load
//! through it under every scenario, and holds it to its objectives. The framing is judged apart.

mod daily;
mod figures;
mod preview;
mod prove;
mod review;
mod search;
mod tables;
mod told;

use std::{cell::Cell, time::Instant};

use onsite_domain::{
    design::{Claimed, DesignDetail, DesignQuestion, Scenario},
    framing::{self, Framed, FramingDetail, Written},
    job::Progress,
    judgement::{Detail, Finding, Judged},
    simulated::{Figure, FigureUnit, Met, Objective},
};
use onsite_sandbox::Cancel;
use onsite_sim::{
    daily::Daily,
    design::{Design, Parts, Report, framing as read_framing},
};

use crate::{
    error::Error,
    simulated::{self, refused},
};

use told::Told;

pub use preview::Tried;
pub(crate) use preview::preview;
pub(crate) use prove::prove;
pub(crate) use search::search;

/// How many times off a claim is worth a word.
const OFF: f64 = 1.5;

/// An answer that reads: its design, or the one under review with its risks, under every scenario,
/// and its framing.
pub(crate) struct Answered {
    runs: Runs,
    risks: Vec<review::Named>,
    framing: FramingDetail,
}

/// What is run under each scenario.
enum Runs {
    /// A system of parts.
    System { parts: Parts, designs: Vec<Design> },
    /// Worlds that go day by day.
    Days(Vec<Daily>),
}

/// Reads a design of the question's parts.
pub(crate) fn read(question: &DesignQuestion, text: &str) -> Result<Answered, Error> {
    let mut risks = Vec::new();
    let runs = if let Some(parts) = &question.parts {
        let parts = Parts::parse(parts).map_err(|problems| refused(&problems))?;
        let mut drawn = text;
        if let Some(review) = &question.review {
            risks = review::read(question, review, &parts, text)?;
            drawn = &review.given;
        }
        let mut designs = Vec::new();
        for scenario in &question.scenarios {
            let design = Design::parse_in(drawn, &parts, &scenario.text);
            let mut design = design.map_err(|problems| refused(&problems))?;
            for objective in &question.objectives {
                if let Some(name) = in_scenario(objective, scenario) {
                    design
                        .objectives
                        .extend(figures::simulated(name, objective));
                }
            }
            designs.push(design);
        }
        Runs::System { parts, designs }
    } else {
        let worlds = question.scenarios.iter().map(|scenario| {
            Daily::parse(text, Some(&scenario.text)).map_err(|problems| refused(&problems))
        });
        Runs::Days(worlds.collect::<Result<_, _>>()?)
    };
    let entries = read_framing(text).map_err(|problem| refused(&[problem]))?;
    for entry in &entries {
        if let Some(message) = framing::refuse(&question.framing, &entry.cell, &entry.pick) {
            let message = format!("line {}: {message}", entry.line);
            return Err(Error::DoesNotRead { message });
        }
    }
    let written = |cell: &str| {
        let entry = entries.iter().find(|entry| entry.cell == cell);
        entry.map_or_else(Written::default, |entry| Written {
            pick: entry.pick.clone(),
            why: entry.why.clone(),
        })
    };
    Ok(Answered {
        runs,
        risks,
        framing: framing::check(&question.framing, &written),
    })
}

/// Judges a design.
pub(crate) fn judge(
    question: &DesignQuestion,
    text: &str,
    seed: u64,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<Judged, Error> {
    let began = Instant::now();
    let answered = read(question, text)?;
    let mut detail = run(question, answered, seed, Some(progress), cancel)?;
    let (outcome, mut findings) = match &detail.review {
        Some(found) => (review::outcome(found), review::findings(found)),
        None => (
            simulated::outcome(&detail.objectives),
            simulated::findings(&detail.objectives),
        ),
    };
    findings.extend(detail.runs.iter().filter(|run| run.cut).map(|run| Finding {
        id: format!("cut_{}", run.scenario),
        text: format!(
            "Under “{}” more happens than is stepped through, so that it decides nothing: look for \
             retries without a budget, and for calls that are made by the thousand.",
            run.title
        ),
    }));
    findings.extend(detail.claims.iter().filter_map(off));
    let contradicting = |cell: &&framing::FramedCell| cell.state == Framed::Contradicts;
    let cells = detail.framing.cells.iter().filter(contradicting);
    findings.extend(cells.map(|cell| Finding {
        id: format!("framing_{}", cell.id),
        text: cell.notes.join(" "),
    }));
    detail.total_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Judged {
        outcome,
        score: None,
        findings,
        // Nothing of the candidate's was run as a program.
        layers: Vec::new(),
        detail: Detail::Design(detail),
    })
}

/// A claim that is far from what was found.
fn off(claim: &Claimed) -> Option<Finding> {
    let (claimed, found) = (claim.claimed, claim.figure.value);
    let near = claimed <= found * OFF && found <= claimed * OFF;
    (!near).then(|| Finding {
        id: format!("claim_{}", claim.figure.name),
        text: format!(
            "You expected {} for “{}”; it is {}. What did the estimate leave out?",
            shown(claimed, claim.figure.unit),
            claim.figure.title,
            shown(found, claim.figure.unit)
        ),
    })
}

/// A value in its unit.
fn shown(value: f64, unit: FigureUnit) -> String {
    match unit {
        FigureUnit::Milliseconds => format!("{value:.1} ms"),
        FigureUnit::Share => format!("{:.2}%", 100.0 * value),
        FigureUnit::Dollars => format!("${value:.2}"),
        FigureUnit::PerSecond => format!("{value:.0} a second"),
        FigureUnit::PerYear => format!("{value:.1} a year"),
        _ => format!("{value:.2}"),
    }
}

/// Runs what an answer says under every scenario. Where somebody watches, a slow request of each is
/// looked for as well.
fn run(
    question: &DesignQuestion,
    answered: Answered,
    seed: u64,
    progress: Option<&dyn Fn(Progress)>,
    cancel: &Cancel,
) -> Result<DesignDetail, Error> {
    let Answered {
        runs,
        risks,
        framing,
    } = answered;
    let (parts, designs) = match runs {
        Runs::System { parts, designs } => (parts, designs),
        Runs::Days(worlds) => {
            return daily::run(question, &worlds, framing, seed, progress, cancel);
        }
    };
    // Percent of the whole: never less, though more replications may be found wanting.
    let furthest = Cell::new(0);
    let told = Told {
        stages: designs.len() + risks.len(),
        furthest: &furthest,
        progress,
        seed,
        cancel,
    };
    let mut detail = run_system(question, (&parts, &designs), framing, &told)?;
    if let Some(asked) = &question.review {
        let read = (&parts, designs.as_slice(), risks.as_slice());
        detail.review = Some(review::run(question, asked, read, &detail, &told)?);
    }
    Ok(detail)
}

/// Runs a design under every scenario.
fn run_system(
    question: &DesignQuestion,
    (parts, designs): (&Parts, &[Design]),
    framing: FramingDetail,
    told: &Told<'_>,
) -> Result<DesignDetail, Error> {
    let objectives = &question.objectives;
    let (mut figures, mut runs, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    let mut growing = Vec::new();
    for (at, (scenario, design)) in question.scenarios.iter().zip(designs).enumerate() {
        let own = objectives
            .iter()
            .filter(|o| in_scenario(o, scenario).is_some());
        let own: Vec<&Objective> = own.collect();
        let report = told.run(at, scenario, design, &|report| {
            own.iter().any(|objective| {
                let figure = bounded(report, design, parts, objective, scenario);
                // A figure without an interval needs more runs, but not behind a queue that grows.
                figure.map_or(report.growing.is_empty(), |f| {
                    objective.weigh(f.low, f.high) == Met::Undecided
                })
            })
        })?;
        // What was cut short decides nothing.
        for objective in own.iter().filter(|_| report.cut.is_none()) {
            figures.extend(bounded(&report, design, parts, objective, scenario));
        }
        if !report.growing.is_empty() && design.is_steady() {
            growing.push(scenario.id.as_str());
        }
        if at == 0 {
            claims = figures::claims(&report, design);
            let read = figures::with_interval;
            figures.extend(figures::quality(&report, design, parts, objectives, read));
        }
        runs.push(figures::run(
            scenario,
            &report,
            design,
            parts,
            figures::with_interval,
        ));
    }
    // Behind a queue that grows, a time has no bound.
    let missing = |objective: &Objective| {
        let (scenario, name) = objective.figure.split_once('/').unwrap_or_default();
        let late = objective.at_most.is_some() && figures::is_time(name);
        if late && growing.contains(&scenario) {
            Met::Misses
        } else {
            Met::Undecided
        }
    };
    Ok(DesignDetail {
        objectives: simulated::weigh(&question.objectives, &figures, &missing),
        figures: in_order(&question.objectives, figures),
        claims,
        runs,
        framing,
        review: None,
        search: None,
        seed: told.seed,
        total_ms: 0,
    })
}

/// The figure that an objective bounds, under the objective's name for it.
fn bounded(
    report: &Report,
    design: &Design,
    parts: &Parts,
    objective: &Objective,
    scenario: &Scenario,
) -> Option<Figure> {
    let Some(name) = in_scenario(objective, scenario) else {
        // It belongs to the design, whatever it is run under.
        let objective = std::slice::from_ref(objective);
        return figures::quality(report, design, parts, objective, figures::with_interval).pop();
    };
    let figure = figures::of(report, design, parts, name, figures::with_interval)?;
    Some(of_scenario(figure, objective, scenario))
}

/// A figure under the name that its objective has for it.
fn of_scenario(mut figure: Figure, objective: &Objective, scenario: &Scenario) -> Figure {
    figure.name.clone_from(&objective.figure);
    figure.title = format!("{}: {}", scenario.title, figure.title);
    figure
}

/// The figure that an objective bounds, where it is one of a scenario.
fn in_scenario<'o>(objective: &'o Objective, scenario: &Scenario) -> Option<&'o str> {
    objective
        .figure
        .strip_prefix(scenario.id.as_str())?
        .strip_prefix('/')
}

/// Figures that objectives bound, in the objectives' order.
fn in_order(objectives: &[Objective], mut figures: Vec<Figure>) -> Vec<Figure> {
    figures.sort_by_key(|figure| objectives.iter().position(|o| o.figure == figure.name));
    figures
}
