//! The `design` kind: reads a design made of the question's parts, steps the question's load
//! through it under every scenario, and holds it to its objectives. The framing is judged apart.

mod figures;
mod prove;
mod review;

use std::time::Instant;

use onsite_domain::{
    design::{Claimed, DesignDetail, DesignQuestion, Scenario},
    framing::{self, Framed, FramingDetail, Written},
    job::Progress,
    judgement::{Detail, Finding, Judged},
    simulated::{Figure, FigureUnit, Met, Objective},
};
use onsite_sandbox::Cancel;
use onsite_sim::design::{Design, Engine, Parts, Replication, Report, framing as read_framing};

use crate::{
    error::Error,
    simulated::{self, refused},
};

pub(crate) use prove::prove;

/// Replications of a scenario, at first and at most.
const REPLICATIONS: u64 = 4;
const MOST_REPLICATIONS: u64 = 32;
/// Events between two looks at whether to stop.
const STEP: u64 = 200_000;
/// Most events of a scenario before no replication is added.
const MOST_EVENTS: u64 = 30_000_000;
/// Most events of one replication: beyond, it is cut.
const MOST_OF_ONE: u64 = 10_000_000;
/// How many times off a claim is worth a word.
const OFF: f64 = 1.5;

/// An answer that reads: its design, or the one under review with its risks, under every scenario,
/// and its framing.
pub(crate) struct Answered {
    parts: Parts,
    designs: Vec<Design>,
    risks: Vec<review::Named>,
    framing: FramingDetail,
}

/// Reads a design of the question's parts.
pub(crate) fn read(question: &DesignQuestion, text: &str) -> Result<Answered, Error> {
    let parts = Parts::parse(&question.parts).map_err(|problems| refused(&problems))?;
    let mut designs = Vec::new();
    let (design, risks) = match &question.review {
        Some(review) => {
            let risks = review::read(question, review, &parts, text)?;
            (review.given.as_str(), risks)
        }
        None => (text, Vec::new()),
    };
    for scenario in &question.scenarios {
        let design = Design::parse_in(design, &parts, &scenario.text);
        designs.push(design.map_err(|problems| refused(&problems))?);
    }
    let entries = read_framing(text).map_err(|problem| refused(&[problem]))?;
    for entry in &entries {
        if let Some(message) = framing::refuse(&question.framing, &entry.cell, &entry.pick) {
            let message = format!("line {}: {message}", entry.line);
            return Err(Error::NotAPlan { message });
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
        parts,
        designs,
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
    let mut detail = run(question, answered, seed, progress, cancel)?;
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
        _ => format!("{value:.2}"),
    }
}

/// Runs a design under every scenario.
fn run(
    question: &DesignQuestion,
    answered: Answered,
    seed: u64,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<DesignDetail, Error> {
    let Answered {
        parts,
        designs,
        risks,
        framing,
    } = answered;
    let tell = |stage: &str| {
        let stage = stage.to_owned();
        move |thousandths: u64, of: u64| {
            progress(Progress {
                stage: stage.clone(),
                done: u32::try_from(thousandths / 10).unwrap_or(u32::MAX),
                total: u32::try_from(of / 10).unwrap_or(u32::MAX),
                step: None,
            });
        }
    };
    let (mut figures, mut runs, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    let mut growing = Vec::new();
    for (at, (scenario, design)) in question.scenarios.iter().zip(&designs).enumerate() {
        let own: Vec<&Objective> = question
            .objectives
            .iter()
            .filter(|objective| in_scenario(objective, scenario).is_some())
            .collect();
        let report = replicate(design, seed, &tell(&scenario.title), cancel, &|report| {
            own.iter().any(|objective| {
                let figure = bounded(report, design, &parts, objective, scenario);
                // A figure without an interval needs more runs, but not behind a queue that grows.
                figure.map_or(report.growing.is_empty(), |f| {
                    objective.weigh(f.low, f.high) == Met::Undecided
                })
            })
        })?;
        // What was cut short decides nothing.
        for objective in own.iter().filter(|_| report.cut.is_none()) {
            figures.extend(bounded(&report, design, &parts, objective, scenario));
        }
        if !report.growing.is_empty() && design.is_steady() {
            growing.push(scenario.id.as_str());
        }
        if at == 0 {
            claims = figures::claims(&report, design);
            figures.extend(figures::quality(
                &report,
                design,
                &parts,
                &question.objectives,
            ));
        }
        runs.push(figures::run(scenario, &report, design, &parts));
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
    let mut detail = DesignDetail {
        objectives: simulated::weigh(&question.objectives, &figures, &missing),
        figures: in_order(&question.objectives, figures),
        claims,
        runs,
        framing,
        review: None,
        seed,
        total_ms: 0,
    };
    if let Some(asked) = &question.review {
        let run = |design: &Design, stage: &str, undecided: &dyn Fn(&Report) -> bool| {
            replicate(design, seed, &tell(stage), cancel, undecided)
        };
        let read = (&parts, designs.as_slice(), risks.as_slice());
        detail.review = Some(review::run(question, asked, read, &detail, &run)?);
    }
    Ok(detail)
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
        return figures::quality(report, design, parts, std::slice::from_ref(objective)).pop();
    };
    let figure = figures::of(report, design, parts, name)?;
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

/// Runs a design, with more replications while something is undecided.
fn replicate(
    design: &Design,
    seed: u64,
    tell: &dyn Fn(u64, u64),
    cancel: &Cancel,
    undecided: &dyn Fn(&Report) -> bool,
) -> Result<Report, Error> {
    let mut done: Vec<Replication> = Vec::new();
    let mut wanted = REPLICATIONS;
    loop {
        for at in done.len() as u64..wanted {
            let mut engine = Engine::new(design, seed, at);
            let mut stepped = 0;
            while stepped < MOST_OF_ONE && !engine.step(STEP) {
                if cancel.is_cancelled() {
                    return Err(Error::Cancelled);
                }
                stepped += STEP;
                tell(1000 * at + engine.thousandths(), 1000 * wanted);
            }
            if stepped >= MOST_OF_ONE {
                engine.cut();
            }
            let replication = engine.finish();
            let cut = replication.is_cut();
            done.push(replication);
            if cut {
                // Others would be cut alike, and decide nothing either.
                return Ok(Report::new(design, &done));
            }
            tell(1000 * (at + 1), 1000 * wanted);
        }
        let report = Report::new(design, &done);
        let more = report.cut.is_none()
            && report.events < MOST_EVENTS
            && wanted < MOST_REPLICATIONS
            && undecided(&report);
        if !more {
            return Ok(report);
        }
        wanted *= 2;
    }
}
