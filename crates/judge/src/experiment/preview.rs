//! Trying a plan in a world of the candidate's own: a Run whose own input is that world.
//!
//! Nothing of the question is read here, so nothing of it can be told.

use std::time::{Duration, Instant};

use onsite_domain::{
    experiment::{ExperimentDetail, ExperimentQuestion},
    judgement::{Detail, Judged, Outcome},
};
use onsite_sandbox::Cancel;
use onsite_sim::experiment::{BLOCK, ExperimentPlan, Report, Tally};

use super::{distributions, figures};
use crate::{error::Error, run::as_millis};

/// Populations, so that a share of a half is known to within one point.
const POPULATIONS: u64 = 17 * BLOCK;
/// After which a plan of many looks is run on fewer.
const LONG_ENOUGH: Duration = Duration::from_millis(450);

/// Refuses a plan that does not read: in the question's world, or in the candidate's own.
pub(crate) fn accepts(
    question: &ExperimentQuestion,
    text: &str,
    own_inputs: &[String],
) -> Result<(), Error> {
    match own_inputs {
        [] => super::read(question, text).map(drop),
        [world] => read(text, world).map(drop),
        [_, _, ..] => Err(Error::OwnInput {
            index: 1,
            message: "a plan is tried in one world of your own at a time".to_owned(),
        }),
    }
}

/// Runs a plan in a world of the candidate's own, within a second.
pub(crate) fn preview(
    text: &str,
    world: &str,
    seed: u64,
    cancel: &Cancel,
) -> Result<Judged, Error> {
    let began = Instant::now();
    let plan = read(text, world)?;
    let mut tally = Tally::default();
    while tally.populations < POPULATIONS
        && (tally.populations == 0 || began.elapsed() < LONG_ENOUGH)
    {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let first = tally.populations;
        tally.merge(&plan.run(seed, first..first + BLOCK));
    }
    let report = Report::new(&plan, &tally);
    let detail = ExperimentDetail {
        objectives: Vec::new(),
        figures: figures::of(&report),
        distributions: Some(distributions::of(&plan, seed, report.populations)),
        boundaries: report.boundaries,
        populations: report.populations,
        seed,
        result_hash: report.result_hash,
        total_ms: as_millis(began.elapsed()),
        supposed: true,
    };
    Ok(Judged {
        outcome: Outcome::Unjudged,
        score: None,
        findings: Vec::new(),
        layers: Vec::new(),
        detail: Detail::Experiment(detail),
    })
}

/// Reads a plan in a world; says of which text each problem is.
fn read(plan: &str, world: &str) -> Result<ExperimentPlan, Error> {
    let lines = u32::try_from(plan.matches('\n').count() + 1).unwrap_or(u32::MAX);
    ExperimentPlan::parse_in(plan, world).map_err(|problems| {
        let told = problems.iter().map(|problem| {
            let place = match problem.line {
                Some(line) if line > lines => format!("your world, line {}: ", line - lines),
                Some(line) => format!("your plan, line {line}: "),
                None => String::new(),
            };
            format!("{place}{}; {}", problem.message, problem.help)
        });
        Error::DoesNotRead {
            message: told.collect::<Vec<_>>().join("\n"),
        }
    })
}
